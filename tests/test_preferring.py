"""Of two that contradict each other one is preferred; the board and the act follow."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reactions import overview, reviewing
from reactions.models import Action, ConflictKind, Evidence
from tests.builders import (
    DAY,
    NOON,
    a_country,
    a_crisis,
    a_user,
    an_action,
    an_article,
    prove,
)

pytestmark = pytest.mark.django_db

POSTURE, NUMBERS, DATES = (
    ConflictKind.CLOSED_OR_KEPT,
    ConflictKind.NUMBERS,
    ConflictKind.DATES,
)
OTHERS = "Paris keeps its embassy open, it said. It closed on Saturday with 300 people."


@pytest.fixture
def acts():
    kept = an_action(
        "embassy_kept", article=an_article(OTHERS), quote="keeps its embassy open"
    )
    return an_action(), kept


def claim(row, quote, **said):
    piece = prove(row, quote=quote, article=an_article(OTHERS))
    Evidence.objects.filter(pk=piece.pk).update(machine_claim=said)
    return Evidence.objects.get(pk=piece.pk)


def coded(on):
    return {"on": on, "precision": "day", "basis": "stated"}


@pytest.fixture
def numbers():
    act = an_action(quantity=300, quote="")
    return act, claim(act, "300", quantity=300), claim(act, "people", quantity=500)


def decide(one, other, by, **how):
    defaults = {"kind": POSTURE, "reason": "seen", "at": NOON}
    return reviewing.prefer(one, over=other, by=by, **(defaults | how))


def of_france(review="proposed", **how):
    asked = {"on": DAY, "known_by": None, "today": date(2021, 9, 1)} | how
    board = overview.board(a_crisis(), review=review, **asked)
    return next(row for row in board.rows if row.country == "FR")


def disputes(**how):
    return overview.open_disputes(a_crisis(), **how)


def test_the_board_follows_and_says_so(acts, boss):
    closed, kept = acts
    assert of_france().conflict
    assert [each.acts for each in disputes()] == [(closed.pk, kept.pk)]
    decide(kept, closed, boss)
    row = of_france()
    assert (row.answer, row.conflict) == ("kept", False)
    (aside,) = row.set_aside
    assert (aside.action, aside.pk) == (closed.public_id, closed.pk)
    assert (aside.preferred, aside.reason) == (kept.public_id, "seen")
    assert disputes() == ()


def test_undoing_opens_the_conflict_again(acts, boss):
    closed, kept = acts
    made = decide(kept, closed, boss)
    reviewing.undo_preference(made, by=boss, at=NOON, note="denied since")
    assert (made.undone_by, made.undone_because) == (boss, "denied since")
    row = of_france()
    assert (row.answer, row.conflict, row.set_aside) == ("closed", True, ())
    assert len(disputes()) == 1
    with pytest.raises(reviewing.NotPreferable, match="undone already"):
        reviewing.undo_preference(made, by=boss, at=NOON)
    reasons = made.history.values_list("history_change_reason", flat=True)
    assert list(reasons) == ["undone: denied since", "preferred: seen"]


def test_both_acts_tell_of_it_in_their_history(acts, boss):
    closed, kept = acts
    decide(kept, closed, boss)
    for act, told in ((kept, "preferred to "), (closed, "not preferred, ")):
        line = act.history.latest("history_id")
        assert line.history_change_reason.startswith(told)
        assert (line.history_user, line.version) == (boss, 2)


def test_what_is_not_shown_sets_nothing_aside(acts, boss):
    closed, kept = acts
    decide(kept, closed, boss)
    reviewing.accept(closed, by=boss, at=NOON)
    assert of_france(review="accepted").answer == "closed"
    Action.objects.filter(pk=kept.pk).update(known_on=date(2021, 8, 17))
    assert of_france(known_by=date(2021, 8, 16)).answer == "closed"
    assert of_france(known_by=date(2021, 8, 17)).answer == "kept"
    reviewing.reject(kept, by=boss, at=NOON, note="a hoax")
    assert of_france().answer == "closed"


def test_a_board_asks_at_most_once_more_when_something_is_aside(acts, boss):
    with CaptureQueriesContext(connection) as before:
        of_france()
    # The crisis; preferences; the seeks for what decides and what contradicts it;
    # proofs; which of them stand in the newest version; the countries.
    assert len(before) == 8
    decide(acts[1], acts[0], boss)
    with CaptureQueriesContext(connection) as after:
        of_france()
    assert len(after) == len(before) + 1


def test_what_is_no_conflict_cannot_be_decided(acts, boss):
    closed, kept = acts
    german = an_action(country="DE", quote="")
    for one, other, told in (
        (closed, closed, "contradict itself"),
        (closed, german, "two crises or countries"),
    ):
        with pytest.raises(reviewing.NotPreferable, match=told):
            decide(one, other, boss)
    with pytest.raises(reviewing.NotPreferable, match="Say why"):
        decide(closed, kept, boss, reason=" ")
    decide(closed, kept, boss)
    with pytest.raises(reviewing.NotPreferable, match="decided already"):
        decide(kept, closed, boss)
    third = an_action("embassy_reduced", quote="on Sunday")
    with pytest.raises(reviewing.NotPreferable, match="preferred to it"):
        decide(kept, third, boss)
    reviewing.reject(third, by=boss, at=NOON, note="no")
    with pytest.raises(reviewing.NotPreferable, match="rejected"):
        decide(closed, third, boss)


def test_a_stale_page_and_a_lesser_role_decide_nothing(acts, boss):
    closed, kept = acts
    with pytest.raises(reviewing.StaleVersion):
        decide(closed, kept, boss, versions={kept.pk: 7})
    for role in ("viewer", "editor"):
        with pytest.raises(reviewing.NotAllowed):
            decide(closed, kept, a_user(role, group=role))
    made = decide(closed, kept, boss)
    with pytest.raises(reviewing.NotAllowed):
        reviewing.undo_preference(made, by=a_user("editor"), at=NOON)


def test_an_act_of_a_decided_conflict_keeps_its_country(acts, boss):
    decide(*acts, boss)
    with pytest.raises(reviewing.NotAmendable, match="undo that first"):
        reviewing.amend(acts[0], {"country": a_country("DE")}, by=boss, at=NOON)


def test_a_preferred_number_goes_into_the_act_and_back(numbers, boss):
    act, less, more = numbers
    assert [each.pieces for each in disputes()] == [(less.pk, more.pk)]
    how = {"kind": NUMBERS, "reason": "the flight list", "by": boss, "at": NOON}
    made = reviewing.prefer_claim(more, over=less, **how)
    act.refresh_from_db()
    assert act.quantity == 500
    assert set(Evidence.objects.filter(preferred=True)) == {more}
    assert disputes() == ()
    with pytest.raises(reviewing.NotPreferable, match="decided already"):
        reviewing.prefer_claim(less, over=more, **how)
    reviewing.undo_preference(made, by=boss, at=NOON)
    act.refresh_from_db()
    assert act.quantity == 300
    assert not Evidence.objects.filter(preferred=True).exists()
    assert len(disputes()) == 1


def test_undoing_leaves_a_number_that_was_changed_since(numbers, boss):
    act, less, more = numbers
    how = {"kind": NUMBERS, "reason": "so", "by": boss, "at": NOON}
    made = reviewing.prefer_claim(more, over=less, **how)
    reviewing.amend(act, {"quantity": 501}, by=boss, at=NOON)
    reviewing.undo_preference(made, by=boss, at=NOON)
    assert Action.objects.get(pk=act.pk).quantity == 501


def test_a_preferred_day_goes_into_the_act(boss):
    act = an_action(article=an_article(), quote="on Sunday")
    (piece,) = act.evidence.all()
    Evidence.objects.filter(pk=piece.pk).update(
        machine_claim={"effective_on": coded("2021-08-15")}
    )
    other = claim(act, "on Saturday", effective_on=coded("2021-08-14"))
    (dispute,) = disputes()
    assert (dispute.kind, dispute.pieces) == (DATES, (other.pk, piece.pk))
    reviewing.prefer_claim(
        other, over=piece, kind=DATES, reason="named", by=boss, at=NOON
    )
    act.refresh_from_db()
    assert (act.effective_on, act.effective_on_basis) == (date(2021, 8, 14), "stated")


def test_claims_of_two_acts_or_of_nothing_are_refused(numbers, acts, boss):
    act, less, more = numbers
    foreign = acts[1].evidence.get()
    how = {"reason": "so", "by": boss, "at": NOON}
    with pytest.raises(reviewing.NotPreferable, match="Two claims of one act"):
        reviewing.prefer_claim(less, over=foreign, kind=NUMBERS, **how)
    with pytest.raises(reviewing.NotPreferable, match="says nothing of that"):
        reviewing.prefer_claim(less, over=more, kind=DATES, **how)
    with pytest.raises(reviewing.NotPreferable, match="says nothing of that"):
        reviewing.prefer_claim(less, over=more, kind=POSTURE, **how)
