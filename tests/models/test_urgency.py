"""The order of the queue: embassies, then what is contradicted, then many origins."""

from datetime import timedelta

import pytest

from reactions import reviewing
from reactions.models import Action, ConflictKind
from reactions.models.urgency import priority_of, rank_acts
from reactions.vocabulary import ActionType
from tests.builders import DAY, NOON, a_user, an_action, an_article, prove

pytestmark = pytest.mark.django_db
CLOSED = "France closed its embassy."
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


def test_a_reprint_of_a_newer_version_is_no_second_origin():
    first = an_article()
    newer = an_article("First France closed its embassy.", revision_of=first)
    reprint = an_article(KEPT, copy_of=newer)
    closed = an_action(article=first)
    kept = an_action("embassy_kept", quote="kept its embassy open", article=reprint)
    rank_acts([closed.pk, kept.pk])
    assert priority(closed) == priority(kept) == 100


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


@pytest.fixture
def opposed():
    """A closed act of one article and a kept one of another, both waiting."""
    closed = an_action()
    kept = an_action(
        "embassy_kept", quote="kept its embassy open", article=an_article(KEPT)
    )
    rank_acts([closed.pk])
    assert (priority(closed), priority(kept)) == (120, 120)
    return closed, kept


@pytest.fixture
def reviewer():
    return a_user(group="reviewer")


def test_what_a_rejected_act_contradicted_waits_as_any_other(opposed, reviewer):
    closed, kept = opposed
    reviewing.reject(kept, by=reviewer, at=NOON, note="no")
    assert priority(closed) == 100
    reviewing.reopen(kept, by=reviewer, at=NOON, note="yes")
    assert priority(closed) == 120


def test_rejecting_from_a_list_ranks_too(opposed, reviewer):
    closed, kept = opposed
    rows = Action.objects.filter(pk=kept.pk)
    reviewing.reject_all(rows, by=reviewer, at=NOON, note="no")
    assert priority(closed) == 100


def test_an_accepted_act_still_contradicts(opposed, reviewer):
    closed, kept = opposed
    reviewing.accept(kept, by=reviewer, at=NOON)
    assert priority(closed) == 120


def test_a_decided_conflict_lifts_neither_side_until_it_is_undone(opposed, reviewer):
    closed, kept = opposed
    made = reviewing.prefer(
        closed,
        over=kept,
        kind=ConflictKind.CLOSED_OR_KEPT,
        reason="seen",
        by=reviewer,
        at=NOON,
    )
    assert (priority(closed), priority(kept)) == (100, 100)
    reviewing.undo_preference(made, by=reviewer, at=NOON)
    assert (priority(closed), priority(kept)) == (120, 120)


def test_an_act_moved_to_another_day_contradicts_there_and_no_more_here(
    opposed, reviewer
):
    closed, kept = opposed
    later = {"effective_on": DAY + timedelta(days=9)}
    later |= {"effective_on_precision": "day", "effective_on_basis": "stated"}
    reviewing.amend(kept, later, by=reviewer, at=NOON)
    assert (priority(closed), priority(kept)) == (100, 100)


def test_an_act_merged_into_another_contradicts_nothing(opposed, reviewer):
    closed, kept = opposed
    reviewing.merge(kept, into=closed, by=reviewer, at=NOON)
    # Two origins tell it now.
    assert priority(closed) == 101
    reviewing.unmerge(kept, by=reviewer, at=NOON)
    assert (priority(closed), priority(kept)) == (120, 120)


def test_a_row_that_a_person_adds_contradicts_what_is_there(reviewer):
    closed = an_action()
    article = an_article(KEPT)
    values = {"country_id": "FR", "type": "embassy_kept", "stage": "done"}
    values |= {"effective_on": closed.counts_on, "effective_on_precision": "day"}
    values |= {"effective_on_basis": "stated"}
    words = reviewing.words_in(article, "kept its embassy open")
    added = reviewing.add_action(words, values, by=reviewer, at=NOON)
    assert (priority(closed), added.priority) == (120, 120)


def test_a_neighbour_keeps_what_contradicts_it_from_its_other_side():
    """Closed on the first day is contradicted by kept on the second; what is told of
    the day before does not hide that."""
    closed, kept, before = (
        an_action(
            kind,
            quote=quote,
            article=an_article(f"{number}. {text}"),
            effective_on=DAY + timedelta(days=days),
            effective_on_precision="day",
            effective_on_basis="stated",
        )
        for number, (kind, quote, text, days) in enumerate(
            [
                ("embassy_closed", "closed its embassy", CLOSED, 0),
                ("embassy_kept", "kept its embassy open", KEPT, 1),
                ("embassy_closed", "closed its embassy", CLOSED, -1),
            ]
        )
    )
    rank_acts([closed.pk])
    rank_acts([before.pk])
    assert (priority(closed), priority(kept), priority(before)) == (120, 120, 100)


def test_a_number_that_a_person_gave_stays_whatever_is_decided(opposed, reviewer):
    closed, kept = opposed
    reviewing.amend(closed, {"priority": 300}, by=reviewer, at=NOON)
    reviewing.reject(kept, by=reviewer, at=NOON, note="no")
    assert priority(closed) == 300


# --- Numbers --------------------------------------------------------------------------


def telling(act, number, *, told=1):
    """A claim of another article of the same day that gives the act this number."""
    body = f"Report {told}: {number} people left the embassy."
    return prove(
        act,
        quote=f"{number} people",
        article=an_article(body),
        machine_claim={"quantity": number},
    )


def decide(preferred, other, by):
    return reviewing.prefer_claim(
        preferred,
        over=other,
        kind=ConflictKind.NUMBERS,
        reason="the flight list",
        by=by,
        at=NOON,
    )


@pytest.fixture
def disputed():
    act = an_action(quote="")
    pieces = telling(act, 300), telling(act, 500, told=2)
    rank_acts([act.pk])
    assert priority(act) == 121
    return act, *pieces


def test_numbers_that_are_decided_lift_an_act_no_more(disputed, reviewer):
    act, less, more = disputed
    made = decide(more, less, reviewer)
    assert not Action.objects.with_disputed_numbers().exists()
    assert priority(act) == 101
    rank_acts([act.pk])
    assert priority(act) == 101
    reviewing.undo_preference(made, by=reviewer, at=NOON)
    assert Action.objects.with_disputed_numbers().get() == act
    assert priority(act) == 121


def test_a_number_that_was_not_preferred_is_told_again_in_vain(disputed, reviewer):
    act, less, more = disputed
    decide(more, less, reviewer)
    telling(act, 300, told=3)
    assert not Action.objects.with_disputed_numbers().exists()


def test_a_third_number_is_a_dispute_again(disputed, reviewer):
    act, less, more = disputed
    decide(more, less, reviewer)
    telling(act, 400, told=3)
    rank_acts([act.pk])
    assert Action.objects.with_disputed_numbers().get() == act
    assert priority(act) == 122


def test_what_was_decided_of_one_act_says_nothing_of_another(disputed, reviewer):
    act, less, more = disputed
    decide(more, less, reviewer)
    other = an_action("embassy_evacuated", quote="")
    for number, told in ((300, 4), (500, 5)):
        telling(other, number, told=told)
    rank_acts([other.pk])
    assert Action.objects.with_disputed_numbers().get() == other
    assert priority(other) == 121


def test_what_was_decided_stands_when_the_act_is_merged(disputed, reviewer):
    act, less, more = disputed
    decide(more, less, reviewer)
    into = an_action(quote="on Sunday")
    reviewing.merge(act, into=into, by=reviewer, at=NOON)
    assert not Action.objects.with_disputed_numbers().exists()
    telling(into, 400, told=6)
    assert Action.objects.with_disputed_numbers().get() == into
