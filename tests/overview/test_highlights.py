"""How claims are marked in a text, also where they overlap."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactions.overview.highlights import (
    Mark,
    excerpts,
    number_marks,
    whole_text,
)


@dataclass(frozen=True)
class Span:
    start: int
    end: int


def marks_of(*spans: tuple[int, int]) -> tuple[Mark, ...]:
    return number_marks([Span(*span) for span in spans])


def shown(paragraphs) -> list[str]:
    return ["".join(p.text for p in each.pieces) for each in paragraphs]


def test_a_text_without_claims_is_one_piece_a_paragraph():
    paragraphs = whole_text("One.\n\nTwo.", ())
    assert shown(paragraphs) == ["One.", "Two."]
    assert all(len(each.pieces) == 1 for each in paragraphs)


def test_claims_on_the_same_words_share_a_mark():
    (mark,) = marks_of((0, 3), (0, 3))
    assert len(mark.evidence) == 2


def test_overlapping_claims_cut_the_text_where_either_begins_or_ends():
    (paragraph,) = whole_text("abcdefgh", marks_of((1, 5), (3, 7)))
    found = [
        (piece.text, [mark.number for mark in piece.marks])
        for piece in paragraph.pieces
    ]
    assert found == [
        ("a", []),
        ("bc", [1]),
        ("de", [1, 2]),
        ("fg", [2]),
        ("h", []),
    ]


def test_a_claim_over_two_paragraphs_begins_once_and_ends_once():
    first, second = whole_text("abc\n\ndef", marks_of((1, 7)))
    assert [len(piece.begins) for piece in first.pieces] == [0, 1]
    assert [len(piece.ends) for piece in first.pieces] == [0, 0]
    assert [len(piece.ends) for piece in second.pieces] == [1, 0]


def test_excerpts_show_the_words_about_a_claim_and_no_more():
    body = "far " * 100 + "the claim itself" + " away" * 100
    start = body.index("the claim")
    (paragraph,) = excerpts(body, marks_of((start, start + 16)), reach=20)
    assert shown([paragraph]) == [
        "far far far far far the claim itself away away away away"
    ]
    assert paragraph.left_out_before


def test_excerpts_that_touch_are_one():
    body = "one two three four five"
    assert shown(excerpts(body, marks_of((4, 7), (14, 18)), reach=6)) == [
        "one two three four five"
    ]


def test_excerpts_of_a_text_without_claims_are_empty():
    assert excerpts("Nothing to see.", (), reach=100) == ()


@given(st.text(alphabet="ab \n‏א", max_size=60), st.data())
def test_no_character_is_lost_or_doubled(body, data):
    places = st.integers(0, max(len(body) - 1, 0))
    spans = [
        (start, min(start + length, len(body)))
        for start, length in data.draw(
            st.lists(st.tuples(places, st.integers(1, 20)), max_size=6)
        )
        if start < len(body)
    ]
    paragraphs = whole_text(body, marks_of(*spans))
    assert "".join(shown(paragraphs)) == body.replace("\n", "")
    begun = [m for p in paragraphs for piece in p.pieces for m in piece.begins]
    assert len(begun) == len(set(begun))


@pytest.mark.parametrize("reach", [0, 5, 1000])
def test_every_claim_is_in_its_excerpts_whole(reach):
    body = "One said this.\n\nAnother said that, and more of it followed."
    marks = marks_of((4, 13), (24, 33), (30, 44))
    text = " ".join(shown(excerpts(body, marks, reach=reach)))
    for mark in marks:
        assert body[mark.start : mark.end] in text
