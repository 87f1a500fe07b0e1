"""`fields` and `expand`, and the two ways in which rows are written."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from reactions.api.serializers import ActionSerializer, StatementSerializer
from reactions.exporting.rows import ACTIONS, STATEMENTS
from reactions.models import Action, Official

Make = Callable[..., Any]


def test_a_list_and_a_row_are_written_alike(
    client: APIClient,
    act: Make,
    say: Make,
    official: Official,
    prove: Make,
    decide: Make,
) -> None:
    prove(official, "foreign minister")
    decide(official, "accepted")
    survivor = act(
        effective_on=date(2021, 8, 16),
        effective_on_precision="week",
        effective_on_basis="stated",
        quantity=3,
    )
    Action.objects.filter(pk=act().pk).update(merged_into=survivor)
    act(
        type="other",
        fulfils=survivor,
        stage="denied",
        announced_on=None,
        announced_on_precision="",
        announced_on_basis="",
    )
    first = say(official=official)
    say(continues=first, said_on=None, said_on_precision="", said_on_basis="")
    for path in ("actions", "statements"):
        listed = client.get(f"/api/v1/{path}").json()["results"]
        assert len(listed) == 2
        for row in listed:
            assert client.get(f"/api/v1/{path}/{row['id']}").json() == row


def test_the_two_ways_name_the_same_fields() -> None:
    assert tuple(ACTIONS.fields) == ActionSerializer.Meta.fields
    assert tuple(STATEMENTS.fields) == StatementSerializer.Meta.fields


@pytest.mark.parametrize("path", ["actions", "statements", "articles", "evidence"])
def test_only_the_fields_asked_for_are_given(
    client: APIClient, act: Make, say: Make, path: str
) -> None:
    act()
    say()
    (row, *_) = client.get(f"/api/v1/{path}?fields=id").json()["results"]
    assert list(row) == ["id"]
    assert list(client.get(f"/api/v1/{path}/{row['id']}?fields=id").json()) == ["id"]


def test_evidence_that_nobody_wants_is_not_read(
    client: APIClient, act: Make, django_assert_num_queries: Callable[..., Any]
) -> None:
    act()
    with django_assert_num_queries(2):
        client.get("/api/v1/actions?fields=id,type,country")


def test_named_rows_are_given_whole_on_request(
    client: APIClient,
    act: Make,
    say: Make,
    official: Official,
    prove: Make,
    decide: Make,
) -> None:
    prove(official, "foreign minister")
    decide(official, "accepted")
    act()
    say(official=official)
    (row,) = client.get("/api/v1/actions?expand=country,crisis,article").json()[
        "results"
    ]
    assert row["country"]["region"] == "Southern Europe"
    assert row["crisis"]["host"]["code"] == "AF"
    assert row["evidence"][0]["article"]["language"] == "en"
    assert "body" not in row["evidence"][0]["article"]
    (row,) = client.get("/api/v1/statements?expand=official").json()["results"]
    assert row["official"]["country"]["code"] == "IT"
    assert row["country"].keys() == {"code", "alpha3", "name"}


def test_a_hidden_official_stays_hidden_when_expanded(
    client: APIClient, say: Make, official: Official
) -> None:
    say(official=official)
    (row,) = client.get("/api/v1/statements?expand=official").json()["results"]
    assert row["official"] is None


def test_the_text_of_an_article_is_a_field_of_the_row_alone(
    as_viewer: APIClient, act: Make
) -> None:
    article = act().evidence.get().article
    url = f"/api/v1/articles/{article.pk}?fields=body"
    assert as_viewer.get(url).json() == {"body": article.body}
    assert as_viewer.get("/api/v1/articles?fields=body").status_code == 400


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("fields=note", "fields"),
        ("fields=id,body", "fields"),
        ("expand=decided_by", "expand"),
    ],
)
def test_what_there_is_not_cannot_be_chosen(
    client: APIClient, act: Make, asked: str, field: str
) -> None:
    for path in ("actions", f"actions/{act().public_id}"):
        answer = client.get(f"/api/v1/{path}?{asked}")
        assert answer.status_code == 400
        assert [each["field"] for each in answer.json()["errors"]] == [field]
