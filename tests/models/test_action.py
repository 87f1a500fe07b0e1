"""From when an action counts, what outranks what, and the index that finds it."""

from datetime import date

import pytest
from django.db import connection

from reactions.models import Action
from tests.builders import a_crisis, an_action

pytestmark = pytest.mark.django_db
SAID, TAKES_EFFECT = date(2021, 8, 13), date(2021, 8, 15)


@pytest.mark.parametrize(
    ("stage", "announced", "effective", "counts_on"),
    [
        ("considered", SAID, TAKES_EFFECT, None),
        ("considered", SAID, None, None),
        ("denied", SAID, TAKES_EFFECT, None),
        ("denied", SAID, None, None),
        ("announced", SAID, None, None),
        ("announced", SAID, TAKES_EFFECT, TAKES_EFFECT),
        ("underway", SAID, None, SAID),
        ("underway", SAID, TAKES_EFFECT, TAKES_EFFECT),
        ("done", SAID, None, SAID),
        ("done", SAID, TAKES_EFFECT, TAKES_EFFECT),
        ("done", None, None, None),
    ],
)
def test_an_action_counts_from_the_day_it_takes_effect(
    stage: str,
    announced: date | None,
    effective: date | None,
    counts_on: date | None,
) -> None:
    action = an_action(
        stage=stage,
        announced_on=announced,
        announced_on_precision="day" if announced else "",
        announced_on_basis="stated" if announced else "",
        effective_on=effective,
        effective_on_precision="day" if effective else "",
        effective_on_basis="stated" if effective else "",
    )
    action.refresh_from_db()
    assert action.counts_on == counts_on


def test_a_raw_update_moves_the_day_with_it() -> None:
    an_action()
    Action.objects.update(stage="denied")
    assert Action.objects.get().counts_on is None


@pytest.mark.parametrize(
    ("type_", "rank"),
    [
        ("embassy_closed", 1),
        ("embassy_suspended", 2),
        ("embassy_moved", 3),
        ("embassy_evacuated", 4),
        ("embassy_reduced", 5),
        ("embassy_reopened", 6),
        ("embassy_kept", 7),
        ("citizens_evacuated", None),
        ("other", None),
    ],
)
def test_acts_of_one_day_have_a_rank(type_: str, rank: int | None) -> None:
    assert an_action(type_).rank == rank


def test_posture_comes_latest_first_and_by_rank_within_a_day() -> None:
    an_action("embassy_kept")
    an_action("embassy_closed")
    an_action("embassy_moved", effective_on=date(2021, 8, 16))
    an_action("troops_deployed", effective_on=date(2021, 8, 17))
    found = Action.objects.posture().latest_posture_first()
    assert [action.type for action in found] == [
        "embassy_moved",
        "embassy_closed",
        "embassy_kept",
    ]


def test_what_became_known_later_is_left_out() -> None:
    an_action(known_on=date(2021, 8, 16))
    assert not Action.objects.known_by(date(2021, 8, 15)).exists()
    assert Action.objects.known_by(date(2021, 8, 16)).exists()


def test_one_seek_in_the_index_finds_the_posture_of_a_day() -> None:
    an_action()
    seek = (
        Action.objects.posture()
        .not_rejected()
        .filter(crisis=a_crisis(), country="FR")
        .counting_on(TAKES_EFFECT)
        .known_by(TAKES_EFFECT)
        .latest_posture_first()[:1]
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # a table of one row is read whole
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    plan = seek.explain()
    assert "action_posture" in plan
    assert "SORT" not in plan.upper().replace("SORTED", "")
    assert "TEMP B-TREE" not in plan


def test_an_action_is_named_in_words():
    assert str(an_action()) == "FR embassy closed (done)"
