"""What each list shows, how it is narrowed, and how many queries that takes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from reactions.api import views
from reactions.api.paging import both_directions
from reactions.api.urls import router
from reactions.models import Action, Article, Crisis, Official, Statement
from tests.api.conftest import NOON

Make = Callable[..., Any]


def ids(client: APIClient, path: str, **asked: Any) -> list[Any]:
    answer = client.get(f"/api/v1/{path}/", asked)
    assert answer.status_code == 200, answer.json()
    return [row.get("id") for row in answer.json()["results"]]


def test_an_action_comes_with_short_names_codes_and_evidence(
    client: APIClient, act: Make
) -> None:
    row = act(effective_on=None, destination="the airport", quantity=12)
    (shown,) = client.get("/api/v1/actions/").json()["results"]
    piece = row.evidence.get()
    updated_at, decided_at = shown.pop("updated_at"), shown.pop("decided_at")
    assert updated_at.endswith("Z")
    assert decided_at == "2026-01-02T12:00:00Z"
    assert shown == {
        "id": row.public_id,
        "crisis": {"slug": "kabul-2021", "name": "Fall of Kabul"},
        "country": {"code": "IT", "alpha3": "ITA", "name": "Italy"},
        "type": "embassy_closed",
        "answer": "closed",
        "stage": "done",
        "cameo": "161",
        "plover": "SANCTION/withdraw",
        "announced_on": "2021-08-15",
        "announced_on_precision": "day",
        "announced_on_basis": "publication",
        "effective_on": None,
        "effective_on_precision": "",
        "effective_on_basis": "",
        "counts_on": "2021-08-15",
        "known_on": "2021-08-15",
        "destination": "the airport",
        "quantity": 12,
        "summary": "Italy closed its embassy.",
        "fulfils": None,
        "merged_into": None,
        "review": "accepted",
        "version": 1,
        "evidence": [
            {
                "id": piece.pk,
                "article": {
                    "id": piece.article_id,
                    "title": "Embassies close",
                    "publisher": "The Herald, Rome",
                    "agency": "",
                    "url": "https://news.example/1",
                    "published_on": "2021-08-15",
                },
                "start": 7,
                "end": 31,
                "quote": "Italy closed its embassy",
                "preferred": False,
                "rule": "embassy.closed",
                "extractor_version": "1",
            }
        ],
    }


def test_an_act_without_a_mission_has_no_answer_and_no_plover_code(
    client: APIClient, act: Make
) -> None:
    act(type="talks_held")
    act(type="other")
    rows = client.get("/api/v1/actions/", {"ordering": "updated_at"}).json()["results"]
    codes = [(row["answer"], row["cameo"], row["plover"]) for row in rows]
    assert codes == [(None, "040", None), (None, None, None)]


def test_a_statement_comes_with_its_official_and_stance_code(
    client: APIClient, say: Make, official: Official, prove: Make, decide: Make
) -> None:
    prove(official, "foreign minister")
    decide(official, "accepted")
    first = say(official=official)
    said = say(official=official, continues=first, stance="warning")
    shown = client.get(f"/api/v1/statements/{said.public_id}/").json()
    assert shown["official"] == {
        "id": official.public_id,
        "name": "Luigi Esempio",
        "title": "foreign minister",
    }
    assert shown["cameo"] == "130"
    assert shown["continues"] == first.public_id
    assert shown["evidence"][0]["quote"] == "the staff had left"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["italy", "norway", "talks"]),
        ({"country": "NO"}, ["norway"]),
        ({"country": "no"}, ["norway"]),
        ({"country": "IT,NO"}, ["italy", "norway", "talks"]),
        ({"country": ["IT", "NO"]}, ["italy", "norway", "talks"]),
        ({"country": ""}, ["italy", "norway", "talks"]),
        ({"region": "Northern Europe"}, ["norway"]),
        ({"type": "embassy_kept"}, ["norway"]),
        ({"type": "embassy_kept,talks_held"}, ["norway", "talks"]),
        ({"answer": "kept"}, ["norway"]),
        ({"answer": "closed,kept"}, ["italy", "norway"]),
        ({"answer": "moved"}, []),
        ({"stage": "announced"}, ["norway"]),
        ({"crisis": "kabul-2021"}, ["italy", "norway", "talks"]),
        ({"announced_on_from": "2021-08-16"}, ["norway"]),
        ({"announced_on_to": "2021-08-15"}, ["italy", "talks"]),
        ({"effective_on_from": "2021-08-18"}, ["norway"]),
        ({"counts_on_from": "2021-08-15", "counts_on_to": "2021-08-15"}, ["italy"]),
        ({"known_on_from": "2021-08-17"}, ["norway"]),
        ({"known_on_to": "2021-08-16"}, ["italy", "talks"]),
        ({"publisher": "The Herald, Rome"}, ["italy", "norway", "talks"]),
        ({"publisher": "Nobody"}, []),
        ({"review": "accepted"}, ["italy", "norway", "talks"]),
        ({"updated_since": "2000-01-01"}, ["italy", "norway", "talks"]),
        ({"updated_since": "2190-01-01T00:00:00Z"}, []),
        ({"origins_from": "1"}, ["italy", "norway", "talks"]),
        ({"origins_from": "2"}, []),
        ({"conflict": "false"}, ["italy", "norway", "talks"]),
        ({"conflict": "true"}, []),
        ({"search": "oslo STAYS"}, ["norway"]),
        ({"search": "oslo closed"}, []),
        ({"country": "IT", "type": "embassy_kept"}, []),
    ],
)
def test_filters_of_actions(
    client: APIClient, act: Make, asked: dict[str, Any], expected: list[str]
) -> None:
    made = {
        "italy": act(),
        "norway": act(
            "NO",
            type="embassy_kept",
            stage="announced",
            announced_on=date(2021, 8, 16),
            effective_on=date(2021, 8, 18),
            effective_on_precision="day",
            effective_on_basis="stated",
            known_on=date(2021, 8, 17),
            summary="Oslo's mission stays.",
        ),
        "talks": act(type="talks_held", stage="denied"),
    }
    names = {row.public_id: name for name, row in made.items()}
    assert sorted(names[each] for each in ids(client, "actions", **asked)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kind": "direct"}, ["norway"]),
        ({"stance": "concern,appeal"}, ["norway"]),
        ({"said_on_from": "2021-08-16"}, ["norway"]),
        ({"said_on_to": "2021-08-15"}, ["italy"]),
        ({"search": "staff"}, ["italy"]),
        ({"search": "Støre"}, ["norway"]),
    ],
)
def test_filters_of_statements(
    client: APIClient, say: Make, asked: dict[str, Any], expected: list[str]
) -> None:
    made = {
        "italy": say(),
        "norway": say(
            "NO",
            kind="direct",
            stance="concern",
            said_on=date(2021, 8, 16),
            text="We are worried",
            speaker="Jonas Støre",
        ),
    }
    names = {row.public_id: name for name, row in made.items()}
    shown = ids(client, "statements", **asked)
    assert sorted(names[each] for each in shown) == expected


def test_statements_of_an_official_and_of_those_merged_into_her(
    client: APIClient,
    say: Make,
    official: Official,
    prove: Make,
    decide: Make,
) -> None:
    prove(official, "foreign minister")
    decide(official, "accepted")
    alias = Official.objects.create(
        country=official.country,
        name="L. Esempio",
        name_key="l esempio",
        merged_into=official,
    )
    rows = [say(official=official), say(official=alias)]
    say()
    shown = ids(client, "statements", official=official.public_id)
    assert sorted(shown) == sorted(row.public_id for row in rows)
    answer = client.get(f"/api/v1/statements/{rows[1].public_id}/").json()
    assert answer["official"]["id"] == official.public_id
    assert ids(client, "officials") == [official.public_id]


def test_a_merged_action_stands_under_its_survivor(
    client: APIClient, act: Make, article: Any
) -> None:
    survivor, merged = act(), act()
    Action.objects.filter(pk=merged.pk).update(merged_into=survivor)
    (shown,) = client.get("/api/v1/actions/", {"article": article.pk}).json()["results"]
    assert shown["id"] == survivor.public_id
    assert len(shown["evidence"]) == 2
    answer = client.get(f"/api/v1/actions/{merged.public_id}/").json()
    assert answer["merged_into"] == survivor.public_id
    proofs = client.get("/api/v1/evidence/").json()["results"]
    assert [piece["action"] for piece in proofs] == [survivor.public_id] * 2


def test_evidence_shows_the_words_about_the_quote(
    client: APIClient, act: Make, say: Make
) -> None:
    act()
    said = say()
    first, second = client.get("/api/v1/evidence/").json()["results"]
    assert first["before"] == "ROME — "
    assert first["after"].startswith(" on Sunday. Its foreign minister")
    assert len(first["after"]) == 100
    assert second["statement"] == said.public_id
    assert second["before"].startswith("ROME — Italy closed")
    (found,) = client.get(
        "/api/v1/evidence/", {"statement": said.public_id, "preferred": "false"}
    ).json()["results"]
    assert found["id"] == second["id"]


def test_countries_and_crises_by_name(client: APIClient, crisis: Crisis) -> None:
    answer = client.get("/api/v1/countries/", {"search": "afghan"}).json()
    assert [row["code"] for row in answer["results"]] == ["AF"]
    assert client.get("/api/v1/countries/af").json()["name"] == "Afghanistan"
    (shown,) = client.get("/api/v1/crises/", {"host": "AF"}).json()["results"]
    assert shown["slug"] == "kabul-2021"
    assert shown["host"]["alpha3"] == "AFG"
    assert shown["board"] == "http://testserver/api/v1/crises/kabul-2021/board"


def test_a_row_is_found_with_and_without_a_slash_at_the_end(
    client: APIClient, crisis: Crisis
) -> None:
    for path in ("crises", "crises/", "crises/kabul-2021", "crises/kabul-2021/"):
        assert client.get(f"/api/v1/{path}").status_code == 200


def test_the_next_link_leads_through_all_rows_with_the_same_filters(
    client: APIClient, act: Make
) -> None:
    rows = [act() for _ in range(5)]
    act("NO")
    url = "/api/v1/actions/?country=IT&limit=2&ordering=updated_at"
    seen: list[str] = []
    while url:
        page = client.get(url).json()
        seen += [row["id"] for row in page["results"]]
        url = page["next"]
    assert seen == [row.public_id for row in rows]


def test_rows_are_counted_only_when_asked(client: APIClient, act: Make) -> None:
    act()
    act()
    assert "count" not in client.get("/api/v1/actions/").json()
    counted = client.get("/api/v1/actions/", {"count": "true", "limit": 1}).json()
    assert (counted["count"], len(counted["results"])) == (2, 1)


@pytest.mark.parametrize(
    ("path", "queries"),
    # The page, in two parts where the key may be missing; of rows without a document
    # their columns, the evidence, that of rows merged into it too, and the names of
    # countries and crises; rows it links to.
    [("actions", 6), ("statements", 7), ("evidence", 1), ("articles", 2)],
)
def test_a_page_takes_as_many_queries_for_six_rows_as_for_two(
    client: APIClient,
    act: Make,
    say: Make,
    django_assert_num_queries: Callable[..., Any],
    path: str,
    queries: int,
) -> None:
    for wanted in (2, 6):
        while Statement.objects.count() < wanted:
            act(fulfils=act(stage="announced", effective_on=None))
            say(continues=say())
        with django_assert_num_queries(queries):
            shown = client.get(f"/api/v1/{path}/", {"limit": 20, "ordering": ""})
        assert shown.status_code == 200


def test_lists_of_countries_never_read_article_bodies(
    client: APIClient, act: Make, django_assert_num_queries: Callable[..., Any]
) -> None:
    act()
    with django_assert_num_queries(5) as queries:
        client.get("/api/v1/actions/")
    assert not any('"body"' in query["sql"] for query in queries.captured_queries)


@pytest.mark.parametrize("name", [name for name, _, _ in router.registry])
def test_a_list_is_sorted_every_way_it_says(
    as_viewer: APIClient, act: Make, say: Make, name: str
) -> None:
    act()
    say()
    (viewset,) = (each for path, each, _ in router.registry if path == name)
    for ordering in both_directions(viewset.orderings):
        answer = as_viewer.get(f"/api/v1/{name}/", {"ordering": ordering})
        assert answer.status_code == 200, answer.json()


@pytest.mark.parametrize(
    "viewset",
    [
        views.ActionViewSet,
        views.StatementViewSet,
        views.OfficialViewSet,
        views.ArticleViewSet,
        views.EvidenceViewSet,
        views.ImportRunViewSet,
    ],
)
def test_long_lists_are_sorted_by_indexed_keys_only(
    viewset: type[views.ListedRows],
) -> None:
    meta = viewset.serializer_class.Meta.model._meta
    indexed = {"id"} | {
        index.fields_orders[0][0]
        for index in meta.indexes
        if index.fields_orders and not index.condition
    }
    assert set(viewset.orderings.values()) <= indexed


def test_a_contradiction_is_no_matter_of_what_one_may_not_see(
    client: APIClient, as_viewer: APIClient, act: Make, article: Article
) -> None:
    closed = act()
    elsewhere = Article.objects.create(
        crisis=article.crisis, body=article.body, sha256="b" * 64, imported_at=NOON
    )
    kept = act(type="embassy_kept", review="proposed")
    kept.evidence.update(article=elsewhere)
    asked = {"conflict": "true"}
    assert ids(client, "actions", **asked) == []
    both = {closed.public_id, kept.public_id}
    assert set(ids(as_viewer, "actions", **asked)) == both
    assert set(ids(as_viewer, "actions", **asked, review="accepted")) == {
        closed.public_id
    }
