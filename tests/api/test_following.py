"""Tombstones and feeds: nothing that goes is missed, nothing hidden is told."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from reactions import reviewing
from reactions.models import Action
from tests.builders import a_user

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def gone(act: Make, say: Make) -> dict[str, Any]:
    """One row of each way to go."""
    reviewer, now = a_user("gone", group="manager"), timezone.now()
    rows = {name: act() for name in ("merged", "into", "withdrawn", "rejected")}
    hidden = act(review="proposed")
    reviewing.merge(rows["merged"], into=rows["into"], by=reviewer, at=now)
    reviewing.reopen(rows["withdrawn"], by=reviewer, at=now)
    reviewing.reject(rows["rejected"], by=reviewer, at=now, note="wrong")
    reviewing.remove(hidden, by=reviewer, at=now)
    reviewing.remove(rows["withdrawn"], by=reviewer, at=now)
    return rows | {"hidden": hidden}


def told(client: APIClient, **asked: str) -> list[tuple[str, str]]:
    answer = client.get("/api/v1/tombstones/", asked)
    assert answer.status_code == 200, answer.json()
    return [(row["id"], row["what"]) for row in answer.json()["results"]]


def test_what_was_public_and_went_is_told(
    client: APIClient, as_viewer: APIClient, gone: dict[str, Any]
) -> None:
    public = [
        (gone["merged"].public_id, "merged"),
        (gone["withdrawn"].public_id, "withdrawn"),
        (gone["rejected"].public_id, "withdrawn"),
    ]
    assert told(client) == public
    assert told(as_viewer) == [
        *public,
        (gone["hidden"].public_id, "deleted"),
        (gone["withdrawn"].public_id, "deleted"),
    ]
    row = client.get("/api/v1/tombstones/").json()["results"][0]
    assert row["into"] == gone["into"].public_id
    assert (row["crisis"], row["country"], row["kind"]) == (
        "kabul-2021",
        "IT",
        "action",
    )


def test_tombstones_are_filtered(client: APIClient, gone: dict[str, Any]) -> None:
    assert told(client, kind="statement") == []
    assert told(client, what="merged") == [(gone["merged"].public_id, "merged")]
    assert len(told(client, country="IT", crisis="kabul-2021")) == 3
    assert told(client, updated_since="2190-01-01") == []
    assert len(told(client, updated_since="2021-01-01", ordering="-happened_at")) == 3


def test_a_mirror_that_follows_has_what_the_list_has(
    client: APIClient, gone: dict[str, Any], act: Make
) -> None:
    """The recipe of docs/api.md: rows since, then tombstones since."""
    mirror = {row.public_id: "old" for row in gone.values()}
    rows = client.get("/api/v1/actions/?updated_since=2021-01-01").json()["results"]
    mirror |= {row["id"]: row["updated_at"] for row in rows}
    for key, _ in told(client, kind="action"):
        mirror.pop(key, None)
    mirror.pop(gone["hidden"].public_id)  # never public, so never mirrored
    listed = client.get("/api/v1/actions/").json()["results"]
    assert mirror.keys() == {row["id"] for row in listed}


def entries(answer: Any) -> list[Any]:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")


@pytest.mark.parametrize("path", ["crises/kabul-2021/feed", "countries/it/feed/"])
def test_a_feed_tells_what_was_accepted(
    client: APIClient, act: Make, say: Make, path: str
) -> None:
    row, said = act(summary="<script>"), say()
    act(review="proposed")
    found = entries(client.get(f"/api/v1/{path}"))
    assert [each.find(f"{ATOM}id").text for each in found] == [
        f"tag:reactions,2021:statement/{said.public_id}",
        f"tag:reactions,2021:action/{row.public_id}",
    ]
    assert found[1].find(f"{ATOM}title").text == (
        "Italy: Embassy closed, done on 2021-08-15"
    )
    assert "“Italy closed its embassy”" in found[1].find(f"{ATOM}summary").text
    assert "#claim-" in found[1].find(f"{ATOM}link").get("href")


def test_an_unchanged_feed_costs_no_body(client: APIClient, act: Make) -> None:
    act()
    first = client.get("/api/v1/crises/kabul-2021/feed")
    asked = {"If-None-Match": first["ETag"]}
    again = client.get("/api/v1/crises/kabul-2021/feed", headers=asked)
    assert (again.status_code, again.content) == (304, b"")
    Action.objects.update(stage="denied")
    assert client.get("/api/v1/crises/kabul-2021/feed", headers=asked).content


def test_an_empty_feed_is_one(client: APIClient, crisis: Any) -> None:
    first = client.get("/api/v1/crises/kabul-2021/feed")
    assert entries(first) == []
    assert first["ETag"] == client.get("/api/v1/crises/kabul-2021/feed")["ETag"]


def test_a_feed_of_nothing_is_a_problem(client: APIClient, db: None) -> None:
    for path in ("crises/mars/feed", "countries/ZZ/feed"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 404
        assert answer["Content-Type"] == "application/problem+json"
