"""Where a site asks for four eyes, nobody accepts their own work."""

import pytest

from reactions import reviewing
from tests.builders import NOON, a_user, an_action, an_article, prove

pytestmark = pytest.mark.django_db


@pytest.fixture
def four_eyes(settings):
    settings.FOUR_EYES = True


@pytest.fixture
def ann():
    return a_user("ann", group="reviewer")


@pytest.fixture
def bob():
    return a_user("bob", group="reviewer")


def amended(by):
    row = an_action()
    reviewing.amend(row, {"destination": "Doha"}, by=by, at=NOON)
    return row


def test_without_the_setting_one_may_accept_what_one_amended(ann):
    row = amended(ann)
    reviewing.accept(row, by=ann, at=NOON)
    assert row.review == "accepted"


def test_nobody_accepts_what_they_amended(four_eyes, ann, bob):
    row = amended(ann)
    with pytest.raises(reviewing.OwnWork, match="somebody else accepts it"):
        reviewing.accept(row, by=ann, at=NOON)
    reviewing.accept(row, by=bob, at=NOON)
    assert row.decided_by == bob


def test_an_amendment_counts_though_another_followed(four_eyes, ann, bob):
    row = amended(ann)
    reviewing.amend(row, {"quantity": 3}, by=bob, at=NOON)
    for person in (ann, bob):
        with pytest.raises(reviewing.OwnWork):
            reviewing.accept(row, by=person, at=NOON)


def test_nobody_accepts_what_they_added(four_eyes, ann):
    words = reviewing.words_in(an_article(), "closed its embassy")
    values = {"country_id": "FR", "type": "embassy_closed", "stage": "done"}
    row = reviewing.add_action(words, values, by=ann, at=NOON)
    with pytest.raises(reviewing.OwnWork):
        reviewing.accept(row, by=ann, at=NOON)


def test_one_may_reject_ones_own_work_and_accept_the_machines(four_eyes, ann):
    own = amended(ann)
    reviewing.reject(own, by=ann, at=NOON, note="a slip")
    machines = an_action("embassy_moved", quote="closed its")
    reviewing.accept(machines, by=ann, at=NOON)
    assert (own.review, machines.review) == ("rejected", "accepted")


def test_of_many_only_ones_own_are_refused(four_eyes, ann):
    own = amended(ann)
    machines = an_action("embassy_moved", quote="closed its")
    rows = type(own).objects.filter(pk__in=[own.pk, machines.pk])
    outcomes = reviewing.accept_all(rows, by=ann, at=NOON)
    assert [type(o.error).__name__ for o in outcomes] == ["OwnWork", "NoneType"]


def test_no_note_hides_whose_work_it_is(four_eyes, ann):
    row = an_action()
    reviewing.amend(row, {"destination": "Doha"}, by=ann, at=NOON, note="undone")
    with pytest.raises(reviewing.OwnWork):
        reviewing.accept(row, by=ann, at=NOON)


def test_splitting_makes_nobody_elses_work_of_it(four_eyes, ann, bob):
    row = amended(ann)
    second = prove(row, quote="on Sunday")
    new = reviewing.split(row, [second], by=bob, at=NOON)
    with pytest.raises(reviewing.OwnWork):
        reviewing.accept(new, by=ann, at=NOON)
    reviewing.accept(new, by=bob, at=NOON)
    assert new.review == "accepted"
