"""What the database refuses of preferences, bulk writes and raw SQL included."""

import pytest
from django.db import IntegrityError, connection, transaction

from reactions.models import Action, ActsApart, Preference
from tests.builders import NOON, a_crisis, a_preference, a_user, an_action, prove

pytestmark = pytest.mark.django_db


@pytest.fixture
def acts():
    return an_action(), an_action("embassy_kept", quote="We are leaving")


def run(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(make, match=None):
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        make()


def test_a_conflict_has_one_open_preference_whichever_side(acts):
    a_preference(*acts)
    for pair in (acts, acts[::-1]):
        refused(lambda pair=pair: a_preference(*pair))


def test_an_undone_preference_makes_room_for_another(acts):
    made = a_preference(*acts)
    Preference.objects.filter(pk=made.pk).update(undone_at=NOON, undone_by=a_user())
    a_preference(*acts[::-1])
    refused(lambda: Preference.objects.filter(pk=made.pk).update(undone_at=None))
    refused(
        lambda: Preference.objects.filter(pk=made.pk).update(
            undone_at=None, undone_by=None
        )
    )


@pytest.mark.parametrize("elsewhere", ["country", "crisis"])
def test_both_acts_are_of_one_crisis_and_country(acts, elsewhere):
    values = {"country": "DE"} if elsewhere == "country" else {}
    if elsewhere == "crisis":
        values["crisis"] = a_crisis("other")
    other = an_action(quote="", **values)
    refused(lambda: a_preference(acts[0], other), "one crisis and country")
    made = a_preference(*acts)
    with connection.cursor() as cursor:
        refused(
            lambda: cursor.execute(
                "UPDATE reactions_preference SET other_id = %s WHERE id = %s",
                [other.pk, made.pk],
            ),
            "one crisis and country",
        )


def test_an_act_of_an_open_preference_stays_in_its_country(acts):
    made = a_preference(*acts)
    mine = Action.objects.filter(pk=acts[1].pk)
    refused(lambda: mine.update(country="DE"), "one crisis and country")
    refused(lambda: mine.update(crisis=a_crisis("other")), "one crisis and country")
    made.undone_at, made.undone_by = NOON, a_user()
    made.save()
    mine.update(country="DE")


def test_a_preference_has_two_sides_a_reason_and_a_kind(acts):
    one, other = acts
    refused(lambda: a_preference(one, one))
    refused(lambda: a_preference(one, other, reason=""))
    refused(lambda: a_preference(one, other, kind="taste"))
    refused(lambda: a_preference(one, other, undone_at=NOON))
    piece = one.evidence.get()
    refused(lambda: a_preference(one, other, preferred_piece=piece))
    refused(lambda: a_preference(one, one, preferred_piece=piece, other_piece=piece))


def test_claims_belong_to_the_act_or_to_what_was_merged_into_it(acts):
    one, other = acts
    mine, foreign = one.evidence.get(), other.evidence.get()
    claims = {"preferred_piece": mine, "other_piece": foreign}
    refused(
        lambda: a_preference(one, one, kind="numbers", **claims),
        "a claim is one of the act itself",
    )
    Action.objects.filter(pk=other.pk).update(merged_into=one)
    a_preference(one, one, kind="numbers", **claims)
    turned = {"preferred_piece": foreign, "other_piece": mine}
    refused(lambda: a_preference(one, one, kind="numbers", **turned))
    refused(lambda: a_preference(one, one, **claims))
    a_preference(one, one, kind="dates", **turned)


def test_a_claim_of_an_open_preference_stays_with_its_act(acts):
    one, other = acts
    mine = one.evidence.get()
    second = prove(one, quote="on Sunday")
    claims = {"preferred_piece": mine, "other_piece": second}
    made = a_preference(one, one, kind="numbers", **claims)
    move = "UPDATE reactions_evidence SET action_id = %s WHERE id = %s"
    for piece in (mine, second):
        refused(lambda piece=piece: run(move, other.pk, piece.pk), "of the act itself")
    run(
        "UPDATE reactions_preference SET undone_at = %s, undone_by_id = %s"
        " WHERE id = %s",
        NOON,
        a_user().pk,
        made.pk,
    )
    run(move, other.pk, second.pk)


def test_an_act_stays_merged_while_claims_of_both_are_compared(acts):
    one, other = acts
    join = "UPDATE reactions_action SET merged_into_id = %s WHERE id = %s"
    run(join, one.pk, other.pk)
    claims = {
        "preferred_piece": one.evidence.get(),
        "other_piece": other.evidence.get(),
    }
    made = a_preference(one, one, kind="numbers", **claims)
    refused(lambda: run(join, None, other.pk), "of the act itself")
    Preference.objects.filter(pk=made.pk).update(undone_at=NOON, undone_by=a_user())
    run(join, None, other.pk)


def test_a_pair_is_kept_apart_once_and_the_later_comes_first(acts):
    earlier, later = acts
    values = {"decided_by": a_user(), "decided_at": NOON}
    ActsApart.objects.create(later=later, earlier=earlier, **values)
    refused(lambda: ActsApart.objects.create(later=later, earlier=earlier, **values))
    refused(lambda: ActsApart.objects.create(later=earlier, earlier=later, **values))
