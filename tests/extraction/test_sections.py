"""Texts are cut into paragraphs, and each is known for what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactions.extraction.headings import HeadingCodes
from reactions.extraction.rulebook import read_table
from reactions.extraction.sections import Block, BlockKind, blocks_of

read_heading = HeadingCodes()


def blocks(text: str) -> tuple[Block, ...]:
    return blocks_of(text, read_heading=read_heading)


def words(text: str, block: Block) -> str:
    return text[block.span.start : block.span.end]


def test_a_sentence_that_begins_with_a_country_is_no_heading() -> None:
    (block,) = blocks("Germany closed its embassy.")
    assert block.kind is BlockKind.TEXT
    assert block.actors == ()


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("GERMANY", ("DE",)),
        ("Germany", ("DE",)),
        ("united kingdom", ("GB",)),
        ("Estonia, Norway", ("EE", "NO")),
        ("United States / Canada", ("US", "CA")),
        ("NATO", ("NATO",)),
        ("## France", ("FR",)),
        ("**Italy**", ("IT",)),
        ("The Netherlands:", ("NL",)),
    ],
)
def test_what_stands_under_a_heading_is_about_its_actors(
    heading: str, codes: tuple[str, ...]
) -> None:
    text = f"{heading}\n\nThe ministry said so.\n"
    first, second = blocks(text)
    assert first.kind is BlockKind.HEADING
    assert second.actors == codes
    assert words(text, second) == "The ministry said so."


def test_a_label_before_a_paragraph_is_its_heading() -> None:
    text = "- GERMANY: The embassy is shut.\n- Peru — The embassy has moved."
    first, second = blocks(text)
    assert (first.actors, second.actors) == (("DE",), ("PE",))
    assert words(text, first) == "The embassy is shut."


def test_a_dateline_is_cut_off() -> None:
    text = "KHARTOUM, April 23 (Reuters) - Troops arrived."
    (block,) = blocks(text)
    assert words(text, block) == "Troops arrived."


def test_stamps_of_a_live_blog_begin_new_stories() -> None:
    text = "14:32 Berlin said so.\n\nIt was late.\n\n13:05 Oslo said no."
    found = blocks(text)
    assert [b.story for b in found] == [1, 1, 2]


def test_finished_lines_are_paragraphs_of_their_own() -> None:
    text = (
        "FRANCE - The embassy is closed and its staff have gone home to Paris.\n"
        "UNITED STATES - The embassy is open and nobody has left the city yet."
    )
    assert [b.actors for b in blocks(text)] == [("FR",), ("US",)]


def test_wrapped_lines_are_one_paragraph() -> None:
    line = "The foreign ministry in the capital said on Sunday that its embassy"
    text = f"{line}\nwould stay open for the time being.\n\nNobody was hurt."
    assert len(blocks(text)) == 2


@pytest.mark.parametrize(
    "row", read_table("lines")["line"], ids=lambda row: row["name"]
)
def test_every_shape_of_line_fits_its_examples(row: dict[str, list[str]]) -> None:
    kinds = {"noise": BlockKind.NOISE, "caption": BlockKind.CAPTION}
    for example in row["examples"]:
        (block,) = blocks(example)
        if row["name"] in kinds:
            assert block.kind is kinds[str(row["name"])], example
        else:
            assert block.span.start > 0, example


@given(st.text())
def test_any_text_is_cut_into_spans_in_order(text: str) -> None:
    end = 0
    for block in blocks(text):
        assert end <= block.span.start < block.span.end <= len(text) or (
            block.kind is BlockKind.NOISE
        )
        end = block.span.end


def test_a_bold_stamped_line_is_not_wrapped_into_its_entry() -> None:
    text = (
        "**14.10** Norway says its soldiers will stay for the time being\n"
        "From our correspondent in Oslo, with a word on what comes next:\n"
    )
    first, *_ = blocks(text)
    assert words(text, first).endswith("the time being")
