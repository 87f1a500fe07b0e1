"""Rows merged and split as seen side by side, and all of it undone in one step."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reactions import reviewing
from reactions.models import Action, Evidence, MergeProposal, Official
from tests.builders import DAY, NOON, a_user, an_action, an_article, an_official, prove

pytestmark = pytest.mark.django_db

EARLIER = date(2021, 8, 14)


@pytest.fixture
def pair():
    """One act told twice, each row with something of its own."""
    kept = an_action(destination="Doha", quantity=3)
    article = an_article("Paris shuts its embassy.", published_on=EARLIER)
    told = an_action(
        article=article,
        quote="shuts its embassy",
        stage="underway",
        quantity=5,
        effective_on=EARLIER,
        known_on=EARLIER,
    )
    return kept, told


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def state(row):
    row = fresh(row)
    names = {
        name for group in reviewing.groups_of(type(row)).values() for name in group
    }
    return {name: getattr(row, name) for name in names} | {"into": row.merged_into_id}


def test_a_merge_writes_the_values_chosen(pair, boss):
    kept, told = pair
    reviewing.join(
        [told], into=kept, by=boss, at=NOON, values={"stage": "underway", "quantity": 5}
    )
    now = fresh(kept)
    assert (now.stage, now.quantity, now.destination) == ("underway", 5, "Doha")
    assert fresh(told).merged_into == kept
    line = kept.history.latest("history_id")
    assert line.history_change_reason.endswith("taking its stage, quantity")


def test_undoing_restores_all(pair, boss):
    kept, told = pair
    before = state(kept), state(told)
    values = {
        "stage": "underway",
        "effective_on": EARLIER,
        "effective_on_precision": "week",
        "effective_on_basis": "stated",
    }
    reviewing.join([told], into=kept, by=boss, at=NOON, values=values)
    assert fresh(kept).known_on == EARLIER
    reviewing.part([fresh(told)], by=boss, at=NOON)
    assert (state(kept), state(told)) == before


def test_undoing_leaves_what_somebody_changed_since(pair, boss):
    kept, told = pair
    reviewing.join(
        [told], into=kept, by=boss, at=NOON, values={"stage": "underway", "quantity": 5}
    )
    reviewing.amend(kept, {"quantity": 7}, by=boss, at=NOON)
    reviewing.part([fresh(told)], by=boss, at=NOON)
    assert (fresh(kept).stage, fresh(kept).quantity) == ("done", 7)


def test_several_rows_become_one_and_stand_again(pair, boss):
    kept, told = pair
    third = an_action(quote="on Sunday", destination="Rome", known_on=date(2021, 8, 13))
    before = [state(row) for row in (kept, told, third)]
    reviewing.join(
        [told, third], into=kept, by=boss, at=NOON, values={"destination": "Rome"}
    )
    assert (fresh(kept).destination, fresh(kept).known_on) == (
        "Rome",
        date(2021, 8, 13),
    )
    reviewing.part([fresh(told), fresh(third)], by=boss, at=NOON)
    assert [state(row) for row in (kept, told, third)] == before


def test_a_merge_is_all_or_none(pair, boss):
    kept, told = pair
    german = an_action(country="DE", quote="")
    before = state(kept), state(told)
    with pytest.raises(reviewing.NotMergeable, match="two countries"):
        reviewing.join([told, german], into=kept, by=boss, at=NOON)
    assert (state(kept), state(told)) == before


def test_a_value_that_the_codebook_refuses_is_refused(pair, boss):
    kept, told = pair
    with pytest.raises(ValidationError):
        reviewing.join([told], into=kept, by=boss, at=NOON, values={"stage": "maybe"})
    assert fresh(told).merged_into is None


def test_a_row_changed_since_it_was_seen_is_not_merged(pair, boss):
    kept, told = pair
    seen = {row.pk: row.version for row in pair}
    reviewing.amend(told, {"quantity": 9}, by=boss, at=NOON)
    with pytest.raises(reviewing.StaleVersion):
        reviewing.join([told], into=kept, by=boss, at=NOON, versions=seen)


def test_who_may_not_review_merges_and_parts_nothing(pair, boss):
    kept, told = pair
    editor = a_user("eve", group="editor")
    with pytest.raises(reviewing.NotAllowed):
        reviewing.join([told], into=kept, by=editor, at=NOON)
    reviewing.join([told], into=kept, by=boss, at=NOON)
    with pytest.raises(reviewing.NotAllowed):
        reviewing.part([fresh(told)], by=editor, at=NOON)


def test_values_that_can_no_more_be_given_back_are_told(pair, boss):
    kept, told = pair
    plan = an_action(quote="", stage="announced")
    Action.objects.filter(pk=kept.pk).update(fulfils=plan)
    reviewing.amend(kept, {"summary": "x"}, by=boss, at=NOON)
    reviewing.join([told], into=kept, by=boss, at=NOON, values={"fulfils": None})
    plan.delete()
    with pytest.raises(reviewing.NotMergeable, match="can't be given back"):
        reviewing.part([fresh(told)], by=boss, at=NOON)
    assert fresh(told).merged_into == kept


def test_merging_officials_answers_what_was_asked_and_undoing_asks_again(boss):
    kept = an_official()
    other = an_official("Ann Legrand", proved=False)
    asked = MergeProposal.objects.create(official=other, into=kept, created_at=NOON)
    values = {"aliases": ["Ann Legrand"]}
    reviewing.join([other], into=kept, by=boss, at=NOON, values=values)
    asked.refresh_from_db()
    assert (asked.review, asked.decided_by) == ("accepted", boss)
    assert Official.objects.get(pk=kept.pk).aliases == ["Ann Legrand"]
    reviewing.part([fresh(other)], by=boss, at=NOON)
    asked.refresh_from_db()
    assert (asked.review, asked.decided_by) == ("proposed", None)
    assert Official.objects.get(pk=kept.pk).aliases == []


def test_nobody_accepts_what_took_their_own_values(pair, boss, settings):
    settings.FOUR_EYES = True
    kept, told = pair
    reviewing.amend(told, {"quantity": 9}, by=boss, at=NOON)
    other = a_user("other", group="reviewer")
    reviewing.join([told], into=kept, by=other, at=NOON, values={"quantity": 9})
    with pytest.raises(reviewing.OwnWork):
        reviewing.accept(kept, by=boss, at=NOON)
    reviewing.accept(kept, by=other, at=NOON)


# --- Splits ---------------------------------------------------------------------------


@pytest.fixture
def two_tales():
    action = an_action(destination="Doha")
    later = an_article("Paris closed its embassy.", published_on=date(2021, 8, 16))
    return action, prove(action, quote="closed its embassy", article=later)


def test_a_split_writes_what_each_half_says(two_tales, boss):
    action, piece = two_tales
    new = reviewing.split(
        action,
        [piece],
        by=boss,
        at=NOON,
        values={"destination": "Rome", "type": "embassy_moved"},
        staying_values={"destination": ""},
    )
    assert (new.destination, new.type, new.review) == (
        "Rome",
        "embassy_moved",
        "proposed",
    )
    assert (fresh(action).destination, fresh(action).type) == ("", "embassy_closed")
    assert list(new.evidence.all()) == [piece]


def test_undoing_a_split_restores_all(two_tales, boss):
    action, piece = two_tales
    before = state(action)
    new = reviewing.split(
        action, [piece], by=boss, at=NOON, staying_values={"destination": ""}
    )
    back = reviewing.undo_split(new, by=boss, at=NOON, note="one after all")
    assert back == action
    assert state(action) == before
    assert Evidence.objects.filter(action=action).count() == 2
    assert not Action.objects.filter(pk=new.pk).exists()
    gone = Action.history.filter(id=new.pk).latest("history_id")
    assert (gone.history_type, gone.history_user) == ("-", boss)


def test_an_accepted_act_is_split_and_put_together(two_tales, boss):
    action, piece = two_tales
    reviewing.accept(action, by=boss, at=NOON)
    new = reviewing.split(action, [piece], by=boss, at=NOON)
    reviewing.undo_split(new, by=boss, at=NOON)
    assert fresh(action).review == "accepted"


def test_a_half_that_was_changed_is_merged_back_instead(two_tales, boss):
    action, piece = two_tales
    new = reviewing.split(action, [piece], by=boss, at=NOON)
    reviewing.accept(new, by=boss, at=NOON)
    with pytest.raises(reviewing.NotSplittable, match="merge it back"):
        reviewing.undo_split(new, by=boss, at=NOON)
    with pytest.raises(reviewing.NotSplittable, match="not split"):
        reviewing.undo_split(action, by=boss, at=NOON)


def test_a_stale_or_refused_split_moves_nothing(two_tales, boss):
    action, piece = two_tales
    with pytest.raises(reviewing.StaleVersion):
        reviewing.split(action, [piece], by=boss, at=NOON, version=99)
    with pytest.raises(ValidationError):
        reviewing.split(action, [piece], by=boss, at=NOON, values={"stage": "?"})
    with pytest.raises(reviewing.NotAllowed):
        reviewing.undo_split(action, by=a_user("eve", group="editor"), at=NOON)
    assert action.evidence.count() == 2
    assert fresh(action).known_on == DAY


# --- Kept apart -----------------------------------------------------------------------


def test_acts_are_kept_apart_once(pair, boss):
    kept, told = pair
    first = reviewing.keep_apart(told, and_other=kept, by=boss, at=NOON)
    assert reviewing.keep_apart(kept, and_other=told, by=boss, at=NOON) == first
    assert (first.earlier, first.later) == (kept, told)
    with pytest.raises(reviewing.NotAllowed):
        reviewing.keep_apart(kept, and_other=told, by=a_user("e"), at=NOON)
    with pytest.raises(reviewing.NotMergeable):
        reviewing.keep_apart(kept, and_other=kept, by=boss, at=NOON)


@pytest.mark.parametrize("undone", [(0, 1), (1, 0)])
def test_merges_are_undone_in_any_order(boss, undone):
    kept = an_action(quantity=3, known_on=DAY)
    told = []
    for number, quantity in enumerate((5, 7)):
        article = an_article(f"{number}. Paris shuts its embassy.")
        row = an_action(article=article, quote="shuts", known_on=EARLIER)
        reviewing.merge(row, into=kept, by=boss, at=NOON, values={"quantity": quantity})
        told.append(row)
    for place in undone:
        assert fresh(kept).known_on == EARLIER
        reviewing.unmerge(fresh(told[place]), by=boss, at=NOON)
    assert (fresh(kept).quantity, fresh(kept).known_on) == (3, DAY)


def test_what_somebody_set_to_the_very_same_stays(boss, pair):
    kept, told = pair
    reviewing.merge(told, into=kept, by=boss, at=NOON, values={"quantity": 5})
    for quantity in (6, 5):
        reviewing.amend(kept, {"quantity": quantity}, by=boss, at=NOON)
    reviewing.unmerge(told, by=boss, at=NOON)
    assert fresh(kept).quantity == 5


def test_one_merged_again_gives_back_what_was_before_the_first_time(boss, pair):
    kept, told = pair
    for _ in range(2):
        reviewing.merge(told, into=kept, by=boss, at=NOON, values={"quantity": 5})
        reviewing.unmerge(told, by=boss, at=NOON)
    assert (fresh(kept).quantity, fresh(kept).known_on) == (3, DAY)
