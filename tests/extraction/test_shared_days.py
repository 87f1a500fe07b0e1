"""Verbs joined by "and", and the day that stands with one of them."""

from datetime import date

import pytest

from reactions.extraction.pipeline import extract

TUESDAY, WEDNESDAY = "2026-11-24", "2026-11-25"


def days_of(text: str) -> dict[str, str | None]:
    found = extract(
        text, published_on=date(2026, 11, 26), host="SD", host_city="Khartoum"
    )
    return {
        a.type.value: a.effective_on.on.isoformat() if a.effective_on else None
        for a in found.actions
    }


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Spain closed its embassy on Tuesday and moved its staff to Cairo.",
            {"embassy_closed": TUESDAY, "embassy_moved": TUESDAY},
        ),
        (
            "Spain closed its embassy on Tuesday, evacuated its diplomats and urged "
            "citizens to leave.",
            {
                "embassy_closed": TUESDAY,
                "embassy_evacuated": TUESDAY,
                "travel_advice": TUESDAY,
            },
        ),
        (
            "Spain will close its embassy on Friday and fly its staff home.",
            {"embassy_closed": "2026-11-27", "embassy_evacuated": "2026-11-27"},
        ),
    ],
)
def test_a_joined_verb_shares_the_day_of_the_first(
    text: str, days: dict[str, str | None]
) -> None:
    assert days_of(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (  # its own day
            "Spain closed its embassy on Tuesday and flew its staff home on Wednesday.",
            {"embassy_closed": TUESDAY, "embassy_evacuated": WEDNESDAY},
        ),
        (  # another tense
            "Spain closed its embassy on Tuesday and is flying its staff home.",
            {"embassy_closed": TUESDAY, "embassy_evacuated": None},
        ),
        (  # another subject
            "Spain closed its embassy on Tuesday and its diplomats have left.",
            {"embassy_closed": TUESDAY, "embassy_evacuated": None},
        ),
        (  # "later" sets it apart
            "Spain closed its embassy on Tuesday and later moved its staff to Cairo.",
            {"embassy_closed": TUESDAY, "embassy_moved": None},
        ),
    ],
)
def test_a_verb_set_apart_has_no_share_in_the_day(
    text: str, days: dict[str, str | None]
) -> None:
    assert days_of(text) == days
