"""Quoted stretches by their marks alone: what is none, then what is one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactions.extraction.quotes import find_quotes

MARKED_TEXT = st.text(
    alphabet=st.sampled_from(list("ab .,!?\n-(5s") + list("\"'“”„‟«»‹›‘’‚`"))
)


def insides(text: str) -> list[str]:
    return [
        text[quote.inside.start : quote.inside.end] for quote in find_quotes([text])[0]
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The ministers' dinner followed the envoys' talks.",
        "It’s the ministry’s view; the envoys’ cars were late.",
        'The shelf is 6" deep and the man 5\'10" tall.',
        "It was the '90s, and we told 'em so.",
        'A lone " mark stands here.',
        'The envoy left." Nobody knew why.',
        'He paused. "And then the text breaks off.',
        "",
        "“”",
    ],
)
def test_marks_that_quote_nothing(text: str) -> None:
    assert insides(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We go," he said. "Now."', ["We go,", "Now."]),
        ("“We go,” he said. “Now.”", ["We go,", "Now."]),
        ("''We go,'' he said. ''Now.''", ["We go,", "Now."]),
        ("``We go,'' he said.", ["We go,"]),
        ("«We go», he said.", ["We go"]),
        ("»We go«, he said.", ["We go"]),
        ("„We go“, he said.", ["We go"]),
        ("‘We won’t go,’ he said.", ["We won’t go,"]),
        ("'We don't go,' he said.", ["We don't go,"]),
        (
            "'The ministers' meeting is off,' he said. It's late.",
            ["The ministers' meeting is off,"],
        ),
        ("He called it 'a shame' twice.", ["a shame"]),
        ('("We go," he said.)', ["We go,"]),
    ],
)
def test_every_kind_of_mark_opens_and_closes(text: str, expected: list[str]) -> None:
    assert insides(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"He said, "Go home," to me," she said.', ['He said, "Go home," to me,']),
        ("“He said ‘go home’ to me,” she said.", ["He said ‘go home’ to me,"]),
        ("“He said “go home” to me,” she said.", ["He said “go home” to me,"]),
    ],
)
def test_only_the_outermost_of_nested_stretches_counts(
    text: str, expected: list[str]
) -> None:
    assert insides(text) == expected


def test_an_opening_mark_that_is_never_closed_swallows_no_other_stretch() -> None:
    assert insides("“We go. Then “we stay,” he said.") == ["we stay,"]


def test_what_a_colon_leads_up_to_may_lack_its_closing_mark() -> None:
    assert insides('He said: "We go') == ["We go"]


def test_a_stretch_over_several_paragraphs_is_one_for_each_and_says_so() -> None:
    paragraphs = ["He said: “One.", "“Two.", "“Three,” he said.", "Four.”"]
    found = [
        [(text[q.inside.start : q.inside.end], q.runs_on, q.goes_on) for q in quotes]
        for text, quotes in zip(paragraphs, find_quotes(paragraphs), strict=True)
    ]
    assert found == [
        [("One.", True, False)],
        [("Two.", True, True)],
        [("Three,", False, True)],
        [],
    ]


@given(st.lists(st.text() | MARKED_TEXT, max_size=5))
def test_any_text_gives_stretches_in_order_within_it(paragraphs: list[str]) -> None:
    found = find_quotes(paragraphs)
    assert found == find_quotes(paragraphs)
    for text, quotes in zip(paragraphs, found, strict=True):
        reached = 0
        for quote in quotes:
            assert reached <= quote.marked.start <= quote.inside.start
            assert quote.inside.start < quote.inside.end <= quote.marked.end
            assert quote.marked.end <= len(text)
            reached = quote.marked.end


@pytest.mark.parametrize(
    "unit", ['"', "“", "'a ", '" a', "“a ”b ", "‘a ", '("a ', "““”", "« “a "]
)
def test_a_long_text_of_nothing_but_marks_takes_bounded_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begun = time.process_time()
    find_quotes([text])
    assert time.process_time() - begun < 10
