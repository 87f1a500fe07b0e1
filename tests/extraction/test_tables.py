"""Every row of extraction's tables is shown at work by its own example."""

import re
from datetime import date

import pytest

from reactions.extraction.claims import Span
from reactions.extraction.mentions import find_mentions
from reactions.extraction.parsing import load_parser
from reactions.extraction.passages import Discourse, Passage, lay_out
from reactions.extraction.pipeline import extract
from reactions.extraction.rulebook import read_table
from reactions.extraction.sections import Block, BlockKind
from reactions.extraction.stances import stance_of
from reactions.extraction.themes import classes_of

NOUNS = read_table("nouns")["class"]
STAGES = read_table("stages")["governor"]
STANCES = read_table("stances")["stance"]
LISTS = [
    row
    for name in ("words", "titles")
    for row in read_table(name)["list" if name == "words" else "title"]
    if row["name"] not in {"family_name_first", "honorific_pairs"}  # codes; marks
]
PUBLISHED = date(2023, 4, 23)


def passage_of(text: str) -> Passage:
    parser = load_parser()
    parser.begin_text(len(text))
    (doc,) = parser.parse([text])
    block = Block(Span(0, len(text)), BlockKind.TEXT)
    discourse = Discourse("SD", "Khartoum", about_missions=True)
    return lay_out(
        doc,
        block=block,
        discourse=discourse,
        mentions=find_mentions(text),
        people=[],
        insurgents=[],
    )


@pytest.mark.parametrize("row", NOUNS, ids=[r["example"] for r in NOUNS])
def test_a_noun_of_a_class_is_found_in_its_example(row: dict[str, str]) -> None:
    passage = passage_of(row["example"])
    found = {name for token in passage.doc for name in classes_of(token, passage)}
    assert row["name"] in found


@pytest.mark.parametrize("row", STAGES, ids=[r["example"] for r in STAGES])
def test_a_governing_word_gives_its_stage(row: dict[str, str]) -> None:
    found = extract(row["example"], published_on=PUBLISHED, host="SD").actions
    # What is refused or avoided leaves the mission where it is.
    stays = row["stage"] in {"negated", "excluded"}
    wanted = "done" if stays else row["stage"]
    assert [action.stage for action in found] == [wanted]


@pytest.mark.parametrize("row", STANCES, ids=[r["example"] for r in STANCES])
def test_a_stance_is_told_by_its_example(row: dict[str, str]) -> None:
    assert stance_of(row["example"], "") == row["name"]


def test_cues_of_stances_are_in_small_letters() -> None:
    # Words are compared in small letters; a capital after "\\" is a class of signs.
    for row in STANCES:
        for cue in row["cues"]:
            assert re.search(r"(?<!\\)[A-Z]", cue) is None, cue


def test_a_stance_is_told_from_words_in_capitals() -> None:
    assert stance_of("PERU CONDEMNED THE ATTACK", "") == "condemnation"


@pytest.mark.parametrize("row", LISTS, ids=[r["name"] for r in LISTS])
def test_a_list_of_words_shows_one_of_them_in_its_example(row: dict[str, list[str]]):
    example = str(row["example"]).casefold()
    assert any(word.casefold().rstrip(".") in example for word in row["words"])


@pytest.mark.parametrize("row", LISTS, ids=lambda row: row["name"])
def test_a_list_names_a_word_once(row: dict[str, list[str]]) -> None:
    assert len(row["words"]) == len(set(row["words"]))
