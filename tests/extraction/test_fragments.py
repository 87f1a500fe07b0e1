"""Lines without a verb, as in fact boxes, say what became of a mission."""

from datetime import date

import pytest

from reactions.extraction.pipeline import extract
from reactions.extraction.rulebook import read_table

ROWS = read_table("fragments")["fragment"]


def types_in(line: str) -> set[str]:
    published = date(2023, 4, 23)
    found = extract(line, published_on=published, host="SD", host_city="Khartoum")
    return {action.type for action in found.actions}


@pytest.mark.parametrize("row", ROWS, ids=[row["rule"] for row in ROWS])
def test_a_row_leaves_its_counterexamples_and_finds_its_examples(
    row: dict[str, list[str]],
) -> None:
    for line in row["not"]:
        assert str(row["type"]) not in types_in(line), line
    for line in row["examples"]:
        assert str(row["type"]) in types_in(line), line


def test_a_part_of_the_staff_gone_is_a_reduced_mission() -> None:
    assert types_in("SPAIN: Most staff gone, one diplomat left behind") == {
        "embassy_reduced"
    }


def test_a_line_without_a_heading_says_nothing() -> None:
    assert types_in("Embassy open as usual, Spain hopes") == set()


def test_a_line_about_long_ago_says_nothing() -> None:
    assert types_in("FRANCE: Embassy closed in June 2022") == set()
    assert types_in("FRANCE - The embassy closed in December.") == set()
