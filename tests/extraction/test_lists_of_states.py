"""Lists that name a state of affairs first, and those that it holds for behind."""

from datetime import date

import pytest

from reactions.extraction.lists_of_states import listed
from reactions.extraction.pipeline import extract
from reactions.extraction.rulebook import read_table

ROWS = read_table("fragments")["listed"]
GOOD = [(row, text) for row in ROWS for text in row["examples"]]
BAD = [(row, text) for row in ROWS for text in row["not"]]


def acts_in(text: str) -> set[str]:
    found = extract(
        text, published_on=date(2023, 4, 23), host="SD", host_city="Khartoum"
    )
    return {f"{a.country} {a.type}" for a in found.actions if a.type.is_posture}


@pytest.mark.parametrize(("row", "text"), GOOD, ids=[t for _, t in GOOD])
def test_a_list_tells_of_each_of_its_states(row: dict[str, str], text: str) -> None:
    assert acts_in(text) == {f"NO {row['type']}", f"PE {row['type']}"}


@pytest.mark.parametrize(("row", "text"), BAD, ids=[t for _, t in BAD])
def test_a_list_of_other_things_tells_of_no_mission(
    row: dict[str, str], text: str
) -> None:
    assert row["type"] not in {act.split()[1] for act in acts_in(text)}


def test_several_lists_stand_in_one_line() -> None:
    text = "Embassies in Khartoum: closed - Norway and Peru; open - Chad, the Vatican."
    assert acts_in(text) == {
        "NO embassy_closed",
        "PE embassy_closed",
        "TD embassy_kept",
        "VA embassy_kept",
    }


def test_the_host_is_no_reacting_state() -> None:
    assert acts_in("Embassies at a glance: closed - Sudan, Peru.") == {
        "PE embassy_closed"
    }


def test_every_row_has_a_rule_of_its_own() -> None:
    rules = [row.rule for row in listed()]
    assert len(rules) == len(set(rules))
