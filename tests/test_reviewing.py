"""Who may decide what, and what a decision leaves behind."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from reactions import reviewing
from reactions.models import Action, Evidence, Reviewable
from reactions.models.official import fold_name
from tests.builders import (
    DAY,
    NOON,
    a_country,
    a_statement,
    a_user,
    an_action,
    an_article,
    an_official,
    prove,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
BUILDERS = [an_action, a_statement, an_official]


@pytest.fixture
def reviewer() -> User:
    return a_user("reviewer", group="reviewer")


@pytest.fixture
def editor() -> User:
    return a_user("editor", group="editor")


def last_line(row: Reviewable) -> Any:
    """The newest line of its history; the clock of the tests runs in 2021."""
    return row.history.order_by("history_id").last()


# --- What must not happen -------------------------------------------------------------


def test_a_row_without_evidence_is_not_accepted(reviewer: User) -> None:
    action = an_action(quote="")
    with pytest.raises(reviewing.NoEvidence) as raised:
        reviewing.accept(action, by=reviewer, at=NOON)
    assert raised.value.row == action
    assert Action.objects.get().review == "proposed"


@pytest.mark.parametrize(
    "decide", [reviewing.accept, reviewing.reject, reviewing.reopen]
)
def test_an_editor_decides_nothing(decide: Callable[..., None], editor: User) -> None:
    with pytest.raises(reviewing.NotAllowed, match="review_action"):
        decide(an_action(), by=editor, at=NOON)


def test_an_editor_decides_nothing_in_bulk_either(editor: User) -> None:
    an_action()
    with pytest.raises(reviewing.NotAllowed):
        reviewing.accept_all(Action.objects.all(), by=editor, at=NOON)


def test_a_viewer_amends_nothing() -> None:
    viewer = a_user("viewer", group="viewer")
    with pytest.raises(reviewing.NotAllowed, match="change_action"):
        reviewing.amend(an_action(), {"summary": "Left"}, by=viewer, at=NOON)


def test_an_editor_does_not_amend_what_was_decided(
    editor: User, reviewer: User
) -> None:
    action = an_action()
    reviewing.accept(action, by=reviewer, at=NOON)
    with pytest.raises(reviewing.NotAllowed, match="review_action"):
        reviewing.amend(action, {"summary": "Left"}, by=editor, at=LATER)


def test_a_decision_on_a_changed_row_is_refused(reviewer: User) -> None:
    action = an_action()
    reviewing.amend(action, {"summary": "Left"}, by=reviewer, at=NOON, version=1)
    with pytest.raises(reviewing.StaleVersion, match="version 2, not 1"):
        reviewing.accept(action, by=reviewer, at=NOON, version=1)
    with pytest.raises(reviewing.StaleVersion):
        reviewing.amend(action, {"summary": "x"}, by=reviewer, at=NOON, version=1)


def test_the_same_decision_twice_is_refused(reviewer: User) -> None:
    action = an_action()
    with pytest.raises(reviewing.AlreadyDecided):
        reviewing.reopen(action, by=reviewer, at=NOON)
    reviewing.accept(action, by=reviewer, at=NOON)
    with pytest.raises(reviewing.AlreadyDecided):
        reviewing.accept(action, by=reviewer, at=LATER)
    assert Action.objects.get().decided_at == NOON


@pytest.mark.parametrize("field", ["review", "version", "merged_into", "rank", "size"])
def test_what_is_not_an_editors_to_write_is_refused(field: str, reviewer: User) -> None:
    with pytest.raises(reviewing.NotAmendable, match=field):
        reviewing.amend(an_action(), {field: None}, by=reviewer, at=NOON)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "embassy_burnt"},
        {"effective_on": None},
        {"effective_on_basis": "publication"},
        {"quantity": -4},
    ],
)
def test_values_beyond_the_codebook_are_refused(
    changes: dict[str, object], reviewer: User
) -> None:
    action = an_action()
    with pytest.raises(ValidationError):
        reviewing.amend(action, changes, by=reviewer, at=NOON)
    assert Action.objects.get().version == 1


# --- What a decision leaves -----------------------------------------------------------


@pytest.mark.parametrize("build", BUILDERS)
def test_an_accepted_row_says_who_when_and_why(
    build: Callable[[], Reviewable], reviewer: User
) -> None:
    row = build()
    reviewing.accept(row, by=reviewer, at=NOON, note="The ministry confirms it")
    assert (row.review, row.decided_by, row.decided_at) == ("accepted", reviewer, NOON)
    assert (row.note, row.version) == ("The ministry confirms it", 2)
    line = last_line(row)
    assert (line.history_user, line.history_date) == (reviewer, NOON)
    assert line.history_change_reason == "accepted: The ministry confirms it"
    assert line.review == "accepted"
    assert line.version == 2


def test_a_rejected_row_needs_no_evidence(reviewer: User) -> None:
    action = an_action(quote="")
    reviewing.reject(action, by=reviewer, at=NOON, note="No such act")
    assert action.review == "rejected"


def test_a_decision_can_be_turned_round(reviewer: User) -> None:
    action = an_action()
    reviewing.reject(action, by=reviewer, at=NOON)
    reviewing.accept(action, by=reviewer, at=LATER)
    assert (action.review, action.decided_at) == ("accepted", LATER)


def test_a_reopened_row_is_unsigned_and_history_keeps_the_decision(
    reviewer: User,
) -> None:
    action = an_action()
    reviewing.accept(action, by=reviewer, at=NOON)
    reviewing.reopen(action, by=None, at=LATER, note="The words are gone")
    assert (action.review, action.decided_by, action.decided_at) == (
        "proposed",
        None,
        None,
    )
    _, accepted, reopened = action.history.order_by("history_id")
    assert reopened.history_change_reason == "reopened: The words are gone"
    assert reopened.history_user is None
    assert accepted.decided_by == reviewer


def test_an_amended_row_keeps_its_state_and_counts_anew(editor: User) -> None:
    action = an_action()
    changed = reviewing.amend(
        action,
        {"type": "embassy_moved", "effective_on": date(2021, 8, 16)},
        by=editor,
        at=NOON,
        note="Moved to the airport",
    )
    assert changed
    assert (action.review, action.version) == ("proposed", 2)
    assert (action.counts_on, action.rank) == (date(2021, 8, 16), 3)
    line = last_line(action)
    assert line.history_user == editor
    assert line.history_change_reason == "amended: Moved to the airport"
    assert (line.counts_on, line.rank) == (date(2021, 8, 16), 3)


def test_an_amendment_of_nothing_leaves_no_trace(editor: User) -> None:
    action = an_action()
    assert not reviewing.amend(action, {"stage": "done"}, by=editor, at=NOON)
    assert (action.version, action.history.count()) == (1, 1)


def test_a_new_name_brings_its_key(editor: User) -> None:
    official = an_official()
    reviewing.amend(official, {"name": "Anne-Aimée Legrand"}, by=editor, at=NOON)
    assert official.name_key == "anne aimee legrand"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Jean-Yves  Le Drian", "jean yves le drian"),
        ("JEAN YVES LE DRIAN", "jean yves le drian"),
        ("Mevlüt Çavuşoğlu", "mevlut cavusoglu"),
        ("O’Brien", "obrien"),
        ("王毅", "王毅"),
    ],
)
def test_names_fold_to_their_key(name: str, key: str) -> None:
    assert fold_name(name) == key


def test_rows_that_a_person_changed_are_not_untouched(editor: User) -> None:
    amended, untouched = an_action(), an_action("other", quote="France")
    reviewing.amend(amended, {"summary": "Left"}, by=editor, at=NOON)
    assert list(Action.objects.untouched()) == [untouched]


# --- Many at once ---------------------------------------------------------------------


def test_a_bulk_decision_tells_what_came_of_every_row(reviewer: User) -> None:
    fine = an_action()
    bare = an_action("troops_deployed", quote="")
    done = an_action("other", quote="France")
    reviewing.accept(done, by=reviewer, at=NOON)
    outcomes = reviewing.accept_all(
        Action.objects.order_by("-type")[:3], by=reviewer, at=LATER, note="Checked"
    )
    errors = {outcome.pk: type(outcome.error).__name__ for outcome in outcomes}
    assert errors == {
        fine.pk: "NoneType",
        bare.pk: "NoEvidence",
        done.pk: "AlreadyDecided",
    }
    fine.refresh_from_db()
    assert (fine.review, fine.decided_at, fine.version) == ("accepted", LATER, 2)
    assert last_line(fine).history_change_reason == "accepted: Checked"


def test_a_bulk_decision_costs_the_same_for_many_rows(
    reviewer: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(30):
        an_action(destination=f"Airport {number}")
    reviewing.reject_all(Action.objects.none(), by=reviewer, at=NOON)
    with django_assert_max_num_queries(8):
        outcomes = reviewing.accept_all(Action.objects.all(), by=reviewer, at=NOON)
    assert len(outcomes) == 30
    assert not [outcome for outcome in outcomes if outcome.error]
    reopened = reviewing.reopen_all(Action.objects.accepted(), by=reviewer, at=LATER)
    assert len(reopened) == 30


# --- Merging --------------------------------------------------------------------------


@pytest.fixture
def two_reports() -> tuple[Action, Action]:
    """One act told twice, the second time in an article of the day before."""
    kept = an_action()
    earlier = an_article("Paris shuts its embassy.", published_on=date(2021, 8, 14))
    told = an_action(
        quote="shuts its embassy", article=earlier, known_on=date(2021, 8, 14)
    )
    return kept, told


def test_a_merged_action_leaves_its_evidence_to_the_other(
    two_reports: tuple[Action, Action], reviewer: User
) -> None:
    kept, told = two_reports
    reviewing.merge(told, into=kept, by=reviewer, at=NOON, note="One act")
    assert list(Action.objects.posture()) == [kept]
    assert Evidence.objects.of_actions([kept.pk]).count() == 2
    assert told.evidence.count() == 1
    assert kept.known_on == date(2021, 8, 14)
    assert last_line(told).history_change_reason.endswith("One act")


def test_an_unmerged_action_stands_as_before(
    two_reports: tuple[Action, Action], reviewer: User
) -> None:
    kept, told = two_reports
    reviewing.merge(told, into=kept, by=reviewer, at=NOON)
    reviewing.unmerge(told, by=reviewer, at=LATER)
    kept.refresh_from_db()
    assert told.merged_into is None
    assert (kept.known_on, told.known_on) == (date(2021, 8, 15), date(2021, 8, 14))
    assert Action.objects.standing().count() == 2


def test_rows_that_cannot_be_one_are_not_merged(
    two_reports: tuple[Action, Action], reviewer: User
) -> None:
    kept, told = two_reports
    german = an_action(country="DE", quote="")
    third = an_action("other", quote="")
    for into in [kept, german]:
        with pytest.raises(reviewing.NotMergeable):
            reviewing.merge(kept, into=into, by=reviewer, at=NOON)
    reviewing.merge(told, into=kept, by=reviewer, at=NOON)
    for source, into in [(kept, third), (third, told), (told, third)]:
        with pytest.raises(reviewing.NotMergeable, match="takes part"):
            reviewing.merge(source, into=into, by=reviewer, at=NOON)
    with pytest.raises(reviewing.NotMergeable, match="decide on that"):
        reviewing.accept(told, by=reviewer, at=NOON)
    with pytest.raises(reviewing.NotMergeable):
        reviewing.unmerge(kept, by=reviewer, at=NOON)


def test_officials_merge_too(reviewer: User) -> None:
    kept = an_official()
    misspelt = an_official("Anne Legrande", proved=False)
    prove(misspelt, quote="Anne Legrand")
    reviewing.merge(misspelt, into=kept, by=reviewer, at=NOON)
    assert list(type(kept).objects.standing()) == [kept]
    assert Evidence.objects.of_officials([kept.pk]).count() == 2


@pytest.mark.parametrize("side", ["merged", "survivor"])
def test_the_country_of_rows_in_a_merge_is_not_changed(side: str) -> None:
    boss = a_user("boss", is_superuser=True)
    rows = {"survivor": an_action(), "merged": an_action(quote="embassy")}
    reviewing.merge(rows["merged"], into=rows["survivor"], by=boss, at=NOON)
    with pytest.raises(reviewing.NotAmendable, match="takes part in a merge"):
        reviewing.amend(rows[side], {"country": a_country("DE")}, by=boss, at=NOON)


# --- Splits ---------------------------------------------------------------------------


def two_tales() -> tuple[Action, Evidence, Evidence]:
    """An accepted act that two articles tell, the second a day later."""
    action = an_action(destination="Doha", known_on=DAY)
    later = an_article("Paris closed its embassy.", published_on=DAY + timedelta(1))
    second = prove(action, quote="closed its embassy", article=later)
    first = action.evidence.exclude(pk=second.pk).get()
    return action, first, second


def test_an_editor_splits_nothing(editor: User) -> None:
    action, _, second = two_tales()
    with pytest.raises(reviewing.NotAllowed):
        reviewing.split(action, [second], by=editor, at=NOON)


def test_what_cannot_be_parted_stays_whole(reviewer: User) -> None:
    action, first, second = two_tales()
    other = an_action(country="ES", quote="embassy").evidence.get()
    for pieces in ([], [first, second], [other], [second, other]):
        with pytest.raises(reviewing.NotSplittable):
            reviewing.split(action, pieces, by=reviewer, at=NOON)
    assert Action.objects.count() == 2
    assert action.evidence.count() == 2


def test_a_split_gives_evidence_an_act_of_its_own(reviewer: User) -> None:
    action, first, second = two_tales()
    reviewing.accept(action, by=reviewer, at=NOON)
    new = reviewing.split(action, [second], by=reviewer, at=LATER, note="Two acts")
    new.refresh_from_db()
    assert (new.review, new.destination, new.counts_on) == ("proposed", "Doha", DAY)
    assert (new.evidence.get(), action.evidence.get()) == (second, first)
    assert (action.review, action.version) == ("accepted", 3)
    assert (action.known_on, new.known_on) == (DAY, DAY + timedelta(1))
    assert last_line(new).history_change_reason == (
        f"split from {action.public_id}: Two acts"
    )
    assert last_line(action).history_change_reason == (
        f"{new.public_id} split from it: Two acts"
    )


def test_a_split_leaves_a_day_that_somebody_set(reviewer: User) -> None:
    action, _, second = two_tales()
    set_on = DAY - timedelta(3)
    reviewing.amend(action, {"known_on": set_on}, by=reviewer, at=NOON)
    new = reviewing.split(action, [second], by=reviewer, at=LATER)
    assert (action.known_on, new.known_on) == (set_on, set_on)
