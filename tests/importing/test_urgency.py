"""The order of the queue: embassies, then what is contradicted, then many origins."""

import pytest

from reactions import reviewing
from reactions.importing.urgency import priority_of, rank_acts
from reactions.models import Action
from reactions.vocabulary import ActionType
from tests.builders import NOON, a_user, an_action, an_article, prove

pytestmark = pytest.mark.django_db
KEPT = "France kept its embassy open."


def priority(action):
    return Action.objects.values_list("priority", flat=True).get(pk=action.pk)


def test_no_origins_and_no_contradiction_lift_an_act_over_an_embassy():
    talks = priority_of(ActionType.TALKS_HELD, is_contradicted=True, origins=99)
    plain = priority_of(ActionType.EMBASSY_KEPT, is_contradicted=False, origins=1)
    assert talks < plain


def test_a_contradiction_comes_before_many_origins():
    many = priority_of(ActionType.EMBASSY_CLOSED, is_contradicted=False, origins=99)
    contradicted = priority_of(
        ActionType.EMBASSY_CLOSED, is_contradicted=True, origins=2
    )
    assert contradicted > many


def test_one_article_does_not_contradict_itself():
    both = an_article("France closed its embassy. " + KEPT)
    closed = an_action(article=both)
    kept = an_action("embassy_kept", quote="kept its embassy open", article=both)
    rank_acts([closed.pk])
    assert priority(closed) == priority(kept) == 100


def test_closed_and_kept_of_two_origins_both_come_first():
    closed = an_action()
    kept = an_action(
        "embassy_kept", quote="kept its embassy open", article=an_article(KEPT)
    )
    other = an_action(country="DE")
    rank_acts([kept.pk, other.pk])
    assert (priority(closed), priority(kept), priority(other)) == (120, 120, 100)


def test_a_reprint_is_no_second_origin():
    first = an_article()
    act = an_action(article=first)
    reprint = an_article("France closed its embassy, again.", copy_of=first)
    prove(act, quote="closed its embassy", article=reprint)
    rank_acts([act.pk])
    assert priority(act) == 100
    own = an_article("Later France closed its embassy.")
    prove(act, quote="closed its embassy", article=own)
    rank_acts([act.pk])
    assert priority(act) == 101


def test_what_a_hand_has_touched_keeps_its_place():
    act = an_action(priority=7)
    by = a_user(group="editor")
    reviewing.amend(act, {"summary": "seen"}, by=by, at=NOON)
    rank_acts([act.pk])
    assert priority(act) == 7


def test_a_rejected_act_contradicts_nothing():
    closed = an_action()
    kept = an_action(
        "embassy_kept", quote="kept its embassy open", article=an_article(KEPT)
    )
    reviewing.reject(kept, by=a_user(group="reviewer"), at=NOON, note="no")
    rank_acts([closed.pk])
    assert priority(closed) == 100
