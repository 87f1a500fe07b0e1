"""What became of one country's missions, over all crises: as each board tells it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given

from reactions.models import Crisis
from reactions.overview import board, missions_of
from reactions.vocabulary import Level
from tests.builders import NOON, a_crisis, a_preference, an_action
from tests.overview.test_deciding import FIRST, MANY, SETTINGS, STATES, stored

TODAY = date(2021, 12, 1)
FIFTEENTH = date(2021, 8, 15)

pytestmark = pytest.mark.django_db


def told(country: str, **how: Any) -> dict[str, tuple[str, date | None]]:
    asked = {"states": STATES, "today": TODAY} | how
    return {
        mission.crisis: (mission.posture.level.value, mission.posture.since)
        for mission in missions_of(country, **asked)
    }


@SETTINGS
@given(MANY)
def test_they_are_as_the_boards_tell_them(acts: list[dict[str, Any]]) -> None:
    with transaction.atomic():
        crisis = a_crisis()
        stored(crisis, acts)
        today = FIRST + timedelta(days=60)
        asked = {"on": None, "known_by": None, "review": "proposed", "today": today}
        for row in board(crisis, **asked).rows:
            missions = missions_of(row.country, states=STATES, today=today)
            mission = next((m for m in missions if m.crisis == crisis.slug), None)
            if mission is None:
                assert (row.level, row.last_kept_on) == (Level.UNKNOWN, None)
                continue
            posture = mission.posture
            told = (posture.level, posture.since, posture.level_since, posture.stage)
            assert told == (row.level, row.since, row.level_since, row.stage)
            assert mission.reviewed == row.reviewed
        transaction.set_rollback(True)


def test_each_crisis_has_its_own_and_its_own_last_day() -> None:
    ended = Crisis.objects.create(
        slug="ended", name="Ended", started_on=FIFTEENTH, ended_on=date(2021, 8, 20)
    )
    an_action("embassy_closed", effective_on=FIFTEENTH)
    an_action("embassy_moved", crisis=ended, effective_on=FIFTEENTH, quote="")
    later = date(2021, 8, 25)
    an_action("embassy_reopened", crisis=ended, effective_on=later, quote="")
    assert told("FR") == {
        a_crisis().slug: ("closed", FIFTEENTH),
        "ended": ("moved", FIFTEENTH),
    }


def test_the_host_has_no_mission_at_home_and_what_is_hidden_does_not_show() -> None:
    an_action("embassy_closed", country=a_crisis().host_id, effective_on=FIFTEENTH)
    an_action("embassy_closed", effective_on=FIFTEENTH)
    assert told(a_crisis().host_id) == {}
    assert told("FR", states=["accepted"]) == {}


def test_what_an_editor_set_aside_is_left_out_until_that_is_undone() -> None:
    closed = an_action("embassy_closed", effective_on=FIFTEENTH)
    kept = an_action("embassy_reduced", effective_on=FIFTEENTH)
    made = a_preference(kept, closed)
    assert told("FR")[a_crisis().slug] == ("reduced", FIFTEENTH)
    made.undone_at, made.undone_by = NOON, made.decided_by
    made.save()
    assert told("FR")[a_crisis().slug] == ("closed", FIFTEENTH)


def test_one_query_and_more_where_the_latest_answer_the_same(
    django_assert_num_queries: Any,
) -> None:
    with django_assert_num_queries(1):
        assert told("FR") == {}
    for n in range(7):
        an_action("embassy_closed", effective_on=FIFTEENTH + timedelta(days=n))
    with django_assert_num_queries(2):
        assert set(told("FR").values()) == {("closed", FIFTEENTH)}


def test_its_days_are_as_exact_as_the_board_says() -> None:
    acts: tuple[tuple[str, str, date, str, str], ...] = (
        ("FR", "embassy_suspended", FIFTEENTH, "month", "relative"),
        ("FR", "embassy_suspended", FIFTEENTH, "day", "publication"),
        ("FR", "embassy_closed", date(2021, 8, 20), "week", "stated"),
        ("FR", "embassy_closed", date(2021, 8, 21), "day", "stated"),
        ("DE", "embassy_closed", FIFTEENTH, "month", "stated"),
        ("DE", "embassy_closed", FIFTEENTH, "week", "stated"),
    )
    for country, type_, day, precision, basis in acts:
        name = "announced_on" if basis == "publication" else "effective_on"
        exact = {"effective_on": None, name: day} | {
            "effective_on_precision": "",
            "effective_on_basis": "",
            f"{name}_precision": precision,
            f"{name}_basis": basis,
        }
        an_action(type_, country=country, stage="done", **exact)
    asked = {"on": None, "known_by": None, "review": "proposed", "today": TODAY}
    rows = {row.country: row for row in board(a_crisis(), **asked).rows}
    for country, exact in (("FR", ("month", "week")), ("DE", ("week", "week"))):
        (mission,) = missions_of(country, states=STATES, today=TODAY)
        assert (mission.since_precision, mission.level_precision) == exact
        row = rows[country]
        assert (row.since_precision, row.level_precision) == exact


def test_the_day_it_was_kept_last_says_how_exact_it_is() -> None:
    for day, precision in ((FIFTEENTH, "day"), (date(2021, 9, 1), "month")):
        exact = {"effective_on": day, "effective_on_precision": precision}
        an_action("embassy_kept", **exact)
    (mission,) = missions_of("FR", states=STATES, today=TODAY)
    assert mission.posture.last_kept_on == date(2021, 9, 1)
    assert (mission.since_precision, mission.last_kept_precision) == (None, "month")
