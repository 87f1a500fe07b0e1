"""Rows written by the fast way: what the tables refuse first, then that all arrives."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from reactions.models import Action, Evidence, Statement
from reactions.models.inserting import insert_rows, update_rows
from tests.builders import DAY, a_crisis, an_action, an_article

pytestmark = pytest.mark.django_db

ODD = "tab\tline\nreturn\rback\\slash \\N \\. “quoted” 'single' % %s 🛫 é é"


def new_action(**values) -> Action:
    stated = {
        "crisis": a_crisis(),
        "country_id": "FR",
        "type": "embassy_closed",
        "stage": "done",
        "effective_on": DAY,
        "effective_on_precision": "day",
        "effective_on_basis": "stated",
        "known_on": DAY,
    }
    return Action(**(stated | values))


def refused(*rows) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(rows)


def test_no_row_is_no_work(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows([])


def test_checks_unique_keys_and_triggers_hold():
    refused(new_action(type="embassy_burnt"))
    refused(new_action(public_id="act_1"), new_action(public_id="act_1"))
    refused(new_action(review="accepted", decided_at=datetime.now(UTC)))
    action, article = an_action(), an_article()
    wrong = Evidence(article=article, start=0, end=6, quote="Spain!", action=action)
    refused(wrong)
    assert Action.objects.count() == 1
    assert Evidence.objects.count() == 1


def test_what_is_written_is_what_is_read():
    moment = datetime(2024, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
    article = an_article(ODD)
    statement = Statement(
        crisis=a_crisis(),
        country_id="FR",
        speaker=ODD,
        kind="direct",
        stance="appeal",
        text=ODD,
    )
    insert_rows([statement])
    claim = {"text": ODD, "quantity": None, "on": date(2024, 3, 4)}
    piece = Evidence(
        article=article,
        start=0,
        end=len(ODD),
        quote=ODD,
        statement=statement,
        machine_claim=claim,
        preferred=True,
        created_at=moment,
    )
    insert_rows([piece])
    read = Evidence.objects.select_related("statement").get()
    assert (read.pk, read.quote, read.preferred) == (piece.pk, ODD, True)
    assert read.machine_claim == claim | {"on": "2024-03-04"}
    assert (read.created_at, read.action_id) == (moment, None)
    assert (read.statement.speaker, read.statement.said_on) == (ODD, None)
    assert read.statement.updated_at is not None


def test_rows_get_ids_in_their_order_that_nobody_else_gets():
    before = an_action()
    rows = [new_action(quantity=number) for number in range(3)]
    insert_rows(rows)
    after = an_action()
    ids = [before.pk, *(row.pk for row in rows), after.pk]
    assert ids == sorted(set(ids))
    stored = Action.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    assert list(stored.values_list("quantity", flat=True)) == [0, 1, 2]
    assert {row.counts_on for row in stored} == {DAY}


def test_a_row_can_be_saved_afterwards():
    row = new_action()
    insert_rows([row])
    row.destination = "Doha"
    row.save()
    assert Action.objects.get().destination == "Doha"


def test_changed_rows_are_as_they_were_set_and_others_stay():
    rows = [new_action(summary=f"{number}") for number in range(4)]
    insert_rows(rows)
    one, other, plan, left = rows
    one.summary, one.quantity, one.destination, one.fulfils = ODD, 7, "Doha", plan
    other.summary, other.effective_on = "", None
    other.effective_on_precision = other.effective_on_basis = ""
    other.updated_at = datetime(2024, 3, 4, 5, 6, 7, 89, tzinfo=UTC)
    names = [
        "summary",
        "quantity",
        "destination",
        "fulfils",
        "effective_on",
        "effective_on_precision",
        "effective_on_basis",
        "updated_at",
    ]
    left.summary = "not written"
    update_rows([one, other], names)
    for row in (one, other):
        stored = Action.objects.get(pk=row.pk)
        for name in names:
            assert getattr(stored, name) == getattr(row, name), name
    assert Action.objects.get(pk=one.pk).counts_on == DAY
    assert Action.objects.get(pk=other.pk).counts_on is None
    assert Action.objects.get(pk=left.pk).summary == "3"


def test_checks_hold_for_changed_rows_too():
    row = new_action()
    insert_rows([row])
    row.type = "embassy_burnt"
    with pytest.raises(IntegrityError), transaction.atomic():
        update_rows([row], ["type"])
    update_rows([], ["type"])
