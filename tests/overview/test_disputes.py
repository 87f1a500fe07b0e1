"""Which contradictions are work for the desk, and which acts may stand twice."""

from datetime import date, timedelta

import pytest

from reactions import overview, reviewing
from reactions.models import Article, ConflictKind
from tests.builders import (
    DAY,
    NOON,
    a_crisis,
    a_user,
    an_action,
    an_article,
)

pytestmark = pytest.mark.django_db


def told_elsewhere(kind, *, on=DAY, number=1, **values):
    """An act told by another paper of its own origin."""
    article = an_article(f"Report {number}: the embassy, it said.")
    return an_action(
        kind, article=article, quote="the embassy", effective_on=on, **values
    )


def kinds():
    return [each.kind.value for each in overview.open_disputes(a_crisis())]


def test_one_origin_does_not_contradict_itself():
    an_action()
    an_action("embassy_kept", quote="We are leaving")
    assert kinds() == []


def test_a_reprint_is_no_second_origin():
    an_action()
    told_elsewhere("embassy_kept")
    assert kinds() == ["closed_or_kept"]
    original, copy = Article.objects.order_by("pk")
    copy.copy_of = original
    copy.save()
    assert kinds() == []


@pytest.mark.parametrize(
    ("days", "expected"), [(0, []), (2, ["dates"]), (7, ["dates"]), (8, [])]
)
def test_one_act_with_two_days_is_a_conflict_of_dates(days, expected):
    an_action()
    told_elsewhere("embassy_closed", on=DAY + timedelta(days))
    assert kinds() == expected


@pytest.mark.parametrize("kind", ["talks_held", "embassy_reduced", "embassy_kept"])
def test_what_happens_again_and_again_has_many_days(kind):
    an_action(kind)
    told_elsewhere(kind, on=DAY + timedelta(2))
    assert kinds() == []


def test_what_was_undone_between_happens_twice():
    an_action()
    told_elsewhere("embassy_reopened", on=DAY + timedelta(2), number=2)
    told_elsewhere("embassy_closed", on=DAY + timedelta(4), number=3)
    assert kinds() == []


def test_plans_rejected_rows_and_the_host_contradict_nothing():
    an_action()
    told_elsewhere("embassy_kept", number=2, stage="announced", on=date(2021, 8, 25))
    gone = told_elsewhere("embassy_kept", number=3)
    reviewing.reject(gone, by=a_user(is_superuser=True), at=NOON, note="no")
    an_action(country="AF")
    told_elsewhere("embassy_kept", number=4, country="AF")
    assert kinds() == []


def test_the_kinds_asked_for_are_the_kinds_told():
    an_action()
    told_elsewhere("embassy_kept", number=2)
    told_elsewhere("embassy_closed", number=3, on=DAY + timedelta(3))
    for kind in (ConflictKind.CLOSED_OR_KEPT, ConflictKind.DATES):
        (found,) = overview.open_disputes(a_crisis(), kinds=[kind])
        assert found.kind is kind


def test_the_queries_do_not_grow_with_the_conflicts(django_assert_max_num_queries):
    for number, country in enumerate(["FR", "DE", "GB", "US", "IT"]):
        an_action(country=country)
        told_elsewhere("embassy_kept", country=country, number=number)
    crisis = a_crisis()
    with django_assert_max_num_queries(7):
        assert len(overview.open_disputes(crisis)) == 5


# --- Likely duplicates ----------------------------------------------------------------


def pairs(**how):
    return overview.likely_duplicates(**how).pairs


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({"on": DAY + timedelta(3)}, True),
        ({"on": DAY + timedelta(4)}, False),
        ({"country": "DE"}, False),
        ({"kind": "embassy_moved"}, False),
        ({"stage": "announced"}, False),
        ({"destination": "Doha"}, True),
    ],
)
def test_acts_near_each_other_may_be_one(second, expected):
    first = an_action()
    other = told_elsewhere(**({"kind": "embassy_closed"} | second))
    wanted = ((other.pk, first.pk),) if expected else ()
    assert pairs() == wanted
    assert overview.duplicates_of_act(first) == ([other] if expected else [])
    assert overview.duplicates_of_act(other) == ([first] if expected else [])


@pytest.mark.parametrize(("days", "expected"), [(1, 1), (2, 0)])
def test_what_happens_again_is_near_within_a_day_only(days, expected):
    an_action("talks_held")
    told_elsewhere("talks_held", on=DAY + timedelta(days))
    assert len(pairs()) == expected


def test_joined_linked_rejected_and_parted_acts_are_not_offered():
    boss = a_user("boss", group="reviewer")
    first = an_action()
    other = told_elsewhere("embassy_closed")
    kept = reviewing.keep_apart(first, and_other=other, by=boss, at=NOON)
    assert (pairs(), overview.duplicates_of_act(first)) == ((), [])
    reviewing.offer_again(kept, by=boss)
    assert len(pairs()) == 1
    reviewing.merge(other, into=first, by=boss, at=NOON)
    assert (pairs(), overview.duplicates_of_act(other)) == ((), [])
    reviewing.unmerge(other, by=boss, at=NOON)
    reviewing.amend(other, {"fulfils": first}, by=boss, at=NOON)
    assert pairs() == ()
    reviewing.amend(other, {"fulfils": None}, by=boss, at=NOON)
    reviewing.reject(other, by=boss, at=NOON)
    assert pairs() == ()


def test_the_list_takes_two_queries_and_a_crisis(django_assert_max_num_queries):
    for number, country in enumerate(["FR", "DE", "GB"]):
        an_action(country=country)
        told_elsewhere("embassy_closed", country=country, number=number)
    with django_assert_max_num_queries(2):
        assert len(pairs()) == 3
    assert pairs(crisis=a_crisis("other")) == ()


@pytest.mark.parametrize("how", ["rejected", "merged"])
def test_what_was_set_aside_for_an_act_that_is_gone_may_contradict_again(how):
    boss = a_user("boss", group="reviewer")
    closed, kept = an_action(), told_elsewhere("embassy_kept")
    other = told_elsewhere("embassy_closed", number=2)
    kind = ConflictKind.CLOSED_OR_KEPT
    reviewing.prefer(closed, over=kept, kind=kind, reason="why", by=boss, at=NOON)
    assert kinds() == []
    if how == "rejected":
        reviewing.reject(closed, by=boss, at=NOON)
    else:
        reviewing.merge(closed, into=other, by=boss, at=NOON)
    assert kinds() == ["closed_or_kept"]
