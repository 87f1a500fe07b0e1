"""Those who go along with a mission's people, and others who do the same."""

from datetime import date

import pytest

from reactions.extraction.pipeline import extract


def acts_in(text: str) -> set[str]:
    found = extract(
        text, published_on=date(2023, 4, 23), host="SD", host_city="Khartoum"
    )
    return {f"{a.country} {a.type} {a.stage}" for a in found.actions}


@pytest.mark.parametrize(
    "text",
    [
        "The Spanish embassy's staff and 40 Spaniards landed in Madrid.",
        "Spain's diplomats flew home on Friday together with 40 Spanish students.",
    ],
)
def test_citizens_beside_the_staff_are_brought_out_too(text: str) -> None:
    assert acts_in(text) == {
        "ES embassy_evacuated done",
        "ES citizens_evacuated done",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Spanish diplomats and their families flew home.",
        "Spanish diplomats flew home and Spanish students stayed.",
    ],
)
def test_families_and_those_who_stay_are_no_citizens_brought_out(text: str) -> None:
    assert "ES citizens_evacuated done" not in acts_in(text)


def test_the_same_is_all_that_was_told_together() -> None:
    text = (
        "Spain is closing its embassy in Khartoum and flying its staff home, and "
        "Norway will do the same."
    )
    assert acts_in(text) == {
        "ES embassy_closed underway",
        "ES embassy_evacuated underway",
        "NO embassy_closed announced",
        "NO embassy_evacuated announced",
    }
