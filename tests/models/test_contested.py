"""Acts by how many origins tell of them, and whether another act contradicts them."""

from datetime import timedelta

import pytest

from reactions import reviewing
from reactions.models import Action, Article, ConflictKind
from reactions.models.contested import contradicted, told_by_origins
from tests.builders import DAY, NOON, a_crisis, a_user, an_action, an_article, prove

pytestmark = pytest.mark.django_db
SHOWN = ("proposed", "accepted")


def another_paper(number=1, **values):
    return an_article(f"Report {number}: the embassy, it said.", **values)


def told_elsewhere(kind="embassy_kept", *, on=DAY, number=1, **values):
    article = another_paper(number)
    return an_action(
        kind, article=article, quote="the embassy", effective_on=on, **values
    )


def by_origins(at_least):
    rows = told_by_origins(Action.objects.standing(), at_least=at_least)
    return list(rows.values_list("pk", flat=True))


def contested(*, is_so=True, states=SHOWN):
    rows = contradicted(Action.objects.standing(), states=states, is_so=is_so)
    return set(rows.values_list("pk", flat=True))


def test_each_origin_counts_once():
    act = an_action()
    prove(act, quote="We are leaving")
    assert (by_origins(1), by_origins(2)) == ([act.pk], [])
    prove(act, article=another_paper(), quote="the embassy")
    assert (by_origins(2), by_origins(3)) == ([act.pk], [])


def test_a_copy_of_a_copy_and_a_newer_version_are_no_further_origin():
    act = an_action()
    first = an_article()
    copy = another_paper(1, copy_of=first)
    further = another_paper(2, copy_of=copy)
    newer = another_paper(3, revision_of=further)
    for article in (copy, further, newer):
        prove(act, article=article, quote="the embassy")
    assert (by_origins(1), by_origins(2)) == ([act.pk], [])


def test_a_ring_of_copies_is_one_origin():
    one = another_paper(1)
    two = another_paper(2, copy_of=one)
    Article.objects.filter(pk=one.pk).update(copy_of=two)
    act = an_action(article=one, quote="the embassy")
    prove(act, article=two, quote="the embassy")
    assert (by_origins(1), by_origins(2)) == ([act.pk], [])


def test_what_leads_into_a_ring_is_of_the_ring():
    first = another_paper(1)
    one, two = another_paper(2), another_paper(3)
    Article.objects.filter(pk=one.pk).update(copy_of=two)
    Article.objects.filter(pk=two.pk).update(copy_of=one)
    Article.objects.filter(pk=first.pk).update(copy_of=two)
    act = an_action(article=first, quote="the embassy")
    prove(act, article=one, quote="the embassy")
    assert (by_origins(1), by_origins(2)) == ([act.pk], [])
    prove(act, article=another_paper(4), quote="the embassy")
    assert (by_origins(2), by_origins(3)) == ([act.pk], [])


def test_the_evidence_of_merged_acts_counts():
    act, other = an_action(), told_elsewhere("embassy_closed")
    other.merged_into = act
    other.save()
    assert by_origins(2) == [act.pk]


@pytest.mark.parametrize(("days", "so"), [(-2, 0), (-1, 2), (0, 2), (1, 2), (2, 0)])
def test_closed_and_kept_within_a_day_contradict_each_other(days, so):
    an_action()
    told_elsewhere(on=DAY + timedelta(days))
    assert len(contested()) == so
    assert len(contested(is_so=False)) == 2 - so


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "embassy_moved"},
        {"kind": "embassy_closed"},
        {"country": "DE"},
        {"stage": "considered", "effective_on": None},
        {"crisis": "another"},
    ],
)
def test_other_acts_contradict_nothing(values):
    an_action()
    if values.pop("crisis", ""):
        values["crisis"] = a_crisis("another")
    on = values.pop("effective_on", DAY)
    if on is None:
        values |= {"effective_on_precision": "", "effective_on_basis": ""}
    told_elsewhere(values.pop("kind", "embassy_kept"), on=on, **values)
    assert contested() == set()


def test_one_origin_does_not_contradict_itself():
    an_action()
    an_action("embassy_kept", quote="We are leaving")
    assert contested() == set()


def test_the_host_has_no_mission_at_home():
    an_action(country="AF")
    told_elsewhere(country="AF")
    assert contested() == set()


def test_rows_that_are_not_shown_contradict_nothing():
    act, other = an_action(), told_elsewhere()
    editor = a_user(is_superuser=True)
    reviewing.accept(act, by=editor, at=NOON)
    assert contested(states=["accepted"]) == {other.pk}
    reviewing.accept(other, by=editor, at=NOON)
    assert contested(states=["accepted"]) == {act.pk, other.pk}


def test_what_an_editor_set_aside_contradicts_no_more():
    act, other = an_action(), told_elsewhere()
    told = {
        "kind": ConflictKind.CLOSED_OR_KEPT,
        "by": a_user(is_superuser=True),
        "at": NOON,
    }
    reviewing.prefer(act, over=other, reason="Seen.", **told)
    assert contested() == set()
