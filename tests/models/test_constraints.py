"""What the check constraints forbid, tried with raw SQL."""

from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import ProtectedError

from reactions.models import Article, Evidence, ImportRun, Official
from reactions.reviewing import accept, reject
from tests.builders import (
    NOON,
    a_crisis,
    a_statement,
    a_user,
    an_action,
    an_article,
    an_official,
)

pytestmark = pytest.mark.django_db


def refused(sql: str, *values: Any) -> None:
    with (
        pytest.raises((IntegrityError, DataError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)


@pytest.mark.parametrize("column", ["type", "stage", "review"])
@pytest.mark.parametrize("value", ["other_thing", "", "DONE"])
def test_an_action_holds_only_listed_values(column: str, value: str) -> None:
    an_action()
    refused(f"UPDATE reactions_action SET {column} = %s", value)


@pytest.mark.parametrize("column", ["kind", "stance", "review"])
def test_a_statement_holds_only_listed_values(column: str) -> None:
    a_statement()
    refused(f"UPDATE reactions_statement SET {column} = 'shouted'")


def test_a_country_is_a_state_or_an_organisation() -> None:
    refused("UPDATE reactions_country SET kind = 'empire' WHERE code = 'FR'")


@pytest.mark.parametrize(
    "change",
    [
        "effective_on = NULL",
        "effective_on_precision = ''",
        "effective_on_precision = 'hour'",
        "effective_on_basis = ''",
        "effective_on_basis = 'guess'",
        "effective_on_basis = 'publication'",
        "announced_on = '2021-08-15'",
        "announced_on_precision = 'day'",
        "announced_on_basis = 'stated'",
    ],
)
def test_a_date_has_precision_and_basis_or_is_absent(change: str) -> None:
    an_action()
    refused(f"UPDATE reactions_action SET {change}")


def test_the_day_of_saying_is_coded_like_any_other() -> None:
    a_statement()
    refused("UPDATE reactions_statement SET said_on = '2021-08-15'")
    refused("UPDATE reactions_statement SET said_on_basis = 'stated'")


@pytest.mark.parametrize(
    "change",
    [
        "start = -1",
        '"end" = start',
        '"end" = 0',
        'start = "end" + 1',
    ],
)
def test_a_span_goes_forward_from_zero(change: str) -> None:
    an_action()
    refused(f"UPDATE reactions_evidence SET {change}")


def test_evidence_proves_exactly_one_row() -> None:
    action, statement = an_action(), a_statement()
    refused(
        "UPDATE reactions_evidence SET action_id = NULL WHERE action_id = %s", action.pk
    )
    refused(
        "UPDATE reactions_evidence SET action_id = %s WHERE statement_id = %s",
        action.pk,
        statement.pk,
    )
    orphan = Evidence(article=an_article(), start=0, end=6, quote="France")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.bulk_create([orphan])


@pytest.mark.parametrize("decide", [accept, reject])
@pytest.mark.parametrize("column", ["decided_by_id", "decided_at"])
def test_a_decision_stays_signed(decide: Any, column: str) -> None:
    decide(an_action(), by=a_user(group="reviewer"), at=NOON)
    refused(f"UPDATE reactions_action SET {column} = NULL")


@pytest.mark.parametrize("review", ["accepted", "rejected"])
def test_a_decision_needs_its_signature(review: str) -> None:
    an_action()
    refused(f"UPDATE reactions_action SET review = '{review}'")


def test_a_proposal_is_not_signed() -> None:
    an_action()
    user = a_user()
    refused(
        "UPDATE reactions_action SET decided_by_id = %s, decided_at = %s", user.pk, NOON
    )


def test_who_decided_cannot_be_deleted() -> None:
    reviewer = a_user(group="reviewer")
    accept(an_action(), by=reviewer, at=NOON)
    with pytest.raises(ProtectedError):
        reviewer.delete()


def test_an_official_is_there_once_a_country() -> None:
    an_official()
    with pytest.raises(IntegrityError), transaction.atomic():
        an_official(proved=False)
    an_official(country="DE", proved=False)
    assert Official.objects.count() == 2


def test_a_text_is_there_once_a_crisis() -> None:
    article = an_article()
    other = an_article(crisis=a_crisis("khartoum-2023"))
    assert other.sha256 == article.sha256
    refused(
        "UPDATE reactions_article SET crisis_id = %s WHERE id = %s",
        article.crisis_id,
        other.pk,
    )


def test_a_page_has_one_current_text() -> None:
    page = {"url": "https://courier.example/1", "root": "chain"}
    an_article("first", **page)
    other = an_article("second", is_current=False, **page)
    refused("UPDATE reactions_article SET is_current = %s", True)
    assert not Article.objects.get(pk=other.pk).is_current
    an_article("third")
    an_article("fourth")


def test_nothing_is_linked_to_itself() -> None:
    an_action()
    an_official()
    a_statement()
    for link in [
        "reactions_action SET merged_into_id = id",
        "reactions_action SET fulfils_id = id",
        "reactions_official SET merged_into_id = id",
        "reactions_statement SET continues_id = id",
        "reactions_article SET copy_of_id = id",
        "reactions_article SET revision_of_id = id",
    ]:
        refused(f"UPDATE {link}")


def test_public_ids_are_unique_and_readable() -> None:
    action, other = an_action(), an_action("other", quote="France")
    assert action.public_id.startswith("act_")
    assert len(action.public_id) == len("act_") + 16
    refused("UPDATE reactions_action SET public_id = %s", other.public_id)


def test_a_crisis_does_not_end_before_it_starts() -> None:
    a_crisis()
    refused("UPDATE reactions_crisis SET ended_on = '2021-08-01'")


def test_a_run_that_ended_says_when() -> None:
    ImportRun.objects.create(started_at=NOON, source="samples")
    refused("UPDATE reactions_importrun SET state = 'finished'")
    refused("UPDATE reactions_importrun SET state = 'asleep'")
