"""What is gone leaves a tombstone, whoever made it go; raw SQL and bulk included."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from reactions.models import Action, Article, Evidence, Official, Tombstone
from reactions.reviewing import accept, merge, reject, reopen, unmerge
from tests.builders import NOON, a_statement, a_user, an_action, an_article, an_official

pytestmark = pytest.mark.django_db
KINDS = [an_action, a_statement, an_official]


@pytest.fixture
def reviewer() -> User:
    return a_user(group="manager")


def run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def stones() -> list[tuple[str, ...]]:
    rows = Tombstone.objects.order_by("pk")
    return list(rows.values_list("kind", "key", "what", "was", "into"))


@pytest.mark.parametrize("build", KINDS)
def test_a_row_deleted_by_raw_sql_leaves_one(build: Any) -> None:
    row = build()
    kind = row._meta.model_name
    row.evidence.all().delete()
    run(f"DELETE FROM reactions_{kind} WHERE id = %s", row.pk)
    assert stones() == [(kind, row.public_id, "deleted", "proposed", "")]
    stone = Tombstone.objects.get()
    assert stone.country_id == "FR"
    assert stone.crisis_id == getattr(row, "crisis_id", None)
    assert stone.happened_at.tzinfo is not None


@pytest.mark.parametrize("build", KINDS)
def test_many_deleted_at_once_leave_one_each(build: Any) -> None:
    first = build()
    kind, model = first._meta.model_name, type(first)
    values = {"name": "Other Name"} if kind == "official" else {}
    other = build(
        **({"proved": False} if kind != "action" else {"quote": ""}), **values
    )
    Evidence.objects.all().delete()
    model.objects.filter(pk__in=[first.pk, other.pk]).delete()
    assert len(stones()) == 2


def test_an_article_leaves_one_too() -> None:
    article = an_article()
    pk = article.pk
    Article.objects.filter(pk=pk).delete()
    assert stones() == [("article", str(pk), "deleted", "", "")]


@pytest.mark.parametrize("build", KINDS)
def test_a_withdrawn_row_leaves_one_until_it_stands_again(
    build: Any, reviewer: User
) -> None:
    row = build()
    kind, key = row._meta.model_name, row.public_id
    accept(row, by=reviewer, at=NOON)
    assert stones() == []
    reopen(row, by=reviewer, at=NOON)
    assert stones() == [(kind, key, "withdrawn", "accepted", "")]
    reject(row, by=reviewer, at=NOON)
    assert stones()[1:] == [(kind, key, "withdrawn", "proposed", "")]
    accept(row, by=reviewer, at=NOON)
    assert stones() == []


def test_withdrawing_by_raw_sql_leaves_one(reviewer: User) -> None:
    row = an_action()
    accept(row, by=reviewer, at=NOON)
    run(
        "UPDATE reactions_action SET review = 'proposed', decided_by_id = NULL,"
        " decided_at = NULL"
    )
    assert stones() == [("action", row.public_id, "withdrawn", "accepted", "")]


@pytest.mark.parametrize("build", [an_action, an_official])
def test_a_merged_row_points_to_the_one_that_stands(build: Any, reviewer: User) -> None:
    row = build()
    into = build("Else Legrand", proved=False) if build is an_official else build()
    merge(row, into=into, by=reviewer, at=NOON)
    kind = row._meta.model_name
    assert stones() == [(kind, row.public_id, "merged", "proposed", into.public_id)]
    unmerge(row, by=reviewer, at=NOON)
    assert stones() == []


def test_an_amendment_leaves_none() -> None:
    row = an_action()
    Action.objects.filter(pk=row.pk).update(
        stage="denied", version=2, review="proposed"
    )
    an_official().save()
    assert stones() == []
    assert Official.objects.count() == 1
