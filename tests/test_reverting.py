"""What a row said before comes back as a new change, or is refused with the reason."""

import pytest

from reactions import reviewing
from reactions.models import Action
from tests.builders import (
    DAY,
    NOON,
    a_country,
    a_user,
    an_action,
    an_official,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return a_user("ann", group="editor")


@pytest.fixture
def amended(ann):
    """An act with two amendments, and the line of its history from before."""
    row = an_action(destination="Doha")
    first = row.history.earliest("history_id")
    values = {
        "destination": "Rome",
        "effective_on": None,
        "effective_on_precision": "",
        "effective_on_basis": "",
    }
    reviewing.amend(row, values, by=ann, at=NOON)
    reviewing.amend(row, {"quantity": 3}, by=ann, at=NOON)
    return row, first


def back(row, line, by, **how):
    return reviewing.revert(row, to=line, by=by, at=NOON, **({"note": "so"} | how))


def test_one_field_comes_back_and_the_others_stay(amended, ann):
    row, first = amended
    assert back(row, first, ann, groups=["destination"])
    assert (row.destination, row.quantity, row.effective_on) == ("Doha", 3, None)
    line = row.history.latest("history_id")
    assert line.history_user == ann
    assert line.history_change_reason.startswith("amended: back to ")
    assert line.history_change_reason.endswith(": so")


def test_a_day_comes_back_with_its_precision_and_basis(amended, ann):
    row, first = amended
    back(row, first, ann, groups=["effective_on"])
    assert (row.effective_on, row.effective_on_precision) == (DAY, "day")
    assert row.effective_on_basis == "relative"


def test_the_whole_row_comes_back_and_its_decision_stays(amended, ann, boss):
    row, first = amended
    reviewing.accept(row, by=boss, at=NOON)
    back(row, first, boss)
    assert (row.destination, row.quantity, row.effective_on) == ("Doha", None, DAY)
    assert row.review == "accepted"
    assert not back(row, first, boss)


def test_no_reason_no_change(amended, ann):
    row, first = amended
    with pytest.raises(reviewing.NotAmendable, match="Say why"):
        back(row, first, ann, note="  ")
    assert row.destination == "Rome"


def test_a_row_changed_meanwhile_is_not_written_over(amended, ann):
    row, first = amended
    with pytest.raises(reviewing.StaleVersion):
        back(row, first, ann, version=1)


def test_a_decided_row_is_brought_back_by_those_who_decide(amended, ann, boss):
    row, first = amended
    reviewing.accept(row, by=boss, at=NOON)
    with pytest.raises(reviewing.NotAllowed):
        back(row, first, ann)
    with pytest.raises(reviewing.NotAllowed):
        back(row, first, a_user("v", group="viewer"))


def test_what_the_table_refuses_is_refused_with_its_reason(ann):
    row = an_official("Anne Legrand")
    first = row.history.earliest("history_id")
    reviewing.amend(row, {"name": "Anne Le Grand"}, by=ann, at=NOON)
    an_official("Anne Legrand", proved=False)
    with pytest.raises(reviewing.NotAmendable, match="It can't be brought back"):
        back(row, first, ann)
    row.refresh_from_db()
    assert row.name == "Anne Le Grand"


def test_a_name_comes_back_with_its_keys(ann):
    row = an_official("Anne Legrand")
    first = row.history.earliest("history_id")
    reviewing.amend(row, {"name": "Bob Long"}, by=ann, at=NOON)
    back(row, first, ann, groups=["name"])
    assert (row.name, row.name_key, row.spelling_key) == (
        "Anne Legrand",
        "anne legrand",
        first.spelling_key,
    )


def test_a_link_to_a_row_that_is_gone_is_refused(ann):
    plan = an_action(quote="", stage="announced")
    row = an_action(fulfils=plan)
    first = row.history.earliest("history_id")
    plan.delete()
    row.refresh_from_db()
    with pytest.raises(reviewing.NotAmendable, match="fulfils it had is gone"):
        back(row, first, ann)


def test_the_country_of_a_merged_row_does_not_come_back(boss):
    row, other = an_action(country="DE"), an_action(quote="embassy")
    first = row.history.earliest("history_id")
    reviewing.amend(row, {"country": a_country("FR")}, by=boss, at=NOON)
    reviewing.merge(row, into=other, by=boss, at=NOON)
    with pytest.raises(reviewing.NotAmendable, match="takes part in a merge"):
        back(row, first, boss)


def test_another_rows_history_is_refused(amended, ann):
    row, first = amended
    other = an_action(quote="embassy")
    with pytest.raises(reviewing.NotAmendable, match="another row"):
        back(other, first, ann)
    with pytest.raises(reviewing.NotAmendable, match="Not to be brought back: review"):
        back(row, first, ann, groups=["review"])
    assert Action.objects.get(pk=other.pk).version == 1
