"""A question asked again is not compiled again, and still means what it says."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from reactions.api import plans
from reactions.models import Action, Article, Country, Crisis, Official

Make = Callable[..., Any]
ACTIONS = "/api/v1/actions"


@pytest.fixture(autouse=True)
def _without_plans() -> Iterator[None]:
    plans.PLANS.kept.clear()
    yield
    plans.PLANS.kept.clear()


def shown(client: APIClient, path: str, **asked: Any) -> Any:
    answer = client.get(f"/api/v1/{path}", asked)
    assert answer.status_code == 200, answer.json()
    return [row["id"] for row in answer.json()["results"]]


def test_the_same_question_is_compiled_once_and_sees_new_rows(
    client: APIClient, act: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    make = plans.make_plan
    monkeypatch.setattr(
        "reactions.api.paging.make_plan",
        lambda *a, **k: made.append(a) or make(*a, **k),
    )
    first = act()
    asked = {"country": "IT", "crisis": "kabul-2021", "search": "embassy"}
    assert shown(client, "actions", **asked) == [first.public_id]
    second = act()
    assert shown(client, "actions", **asked) == [second.public_id, first.public_id]
    assert len(made) == 1


def test_a_slug_may_come_to_mean_another_crisis(
    client: APIClient, act: Make, crisis: Crisis
) -> None:
    row = act()
    assert shown(client, "actions", crisis="kabul-2021") == [row.public_id]
    Crisis.objects.filter(pk=crisis.pk).update(slug="renamed")
    assert client.get(ACTIONS, {"crisis": "kabul-2021"}).status_code == 400
    Crisis.objects.create(slug="kabul-2021", name="Another")
    assert shown(client, "actions", crisis="kabul-2021") == []


def test_a_country_may_get_the_name_that_is_searched(
    client: APIClient, act: Make, countries: dict[str, Country]
) -> None:
    row = act(summary="Closed.")
    assert shown(client, "actions", search="freedonia") == []
    Country.objects.filter(code="IT").update(name="Freedonia")
    assert shown(client, "actions", search="freedonia") == [row.public_id]


def test_an_official_may_be_hidden_again(
    client: APIClient, say: Make, official: Official, prove: Make, decide: Make
) -> None:
    prove(official, "Its foreign minister")
    decide(official, "accepted")
    said = say(official=official)
    asked = {"official": official.public_id}
    assert shown(client, "statements", **asked) == [said.public_id]
    Official.objects.filter(pk=official.pk).update(
        review="proposed", decided_by=None, decided_at=None
    )
    assert client.get("/api/v1/statements", asked).status_code == 400


def test_a_publisher_is_looked_for_anew(
    client: APIClient, act: Make, article: Article
) -> None:
    row = act()
    asked = {"publisher": "The Courier"}
    assert shown(client, "actions", **asked) == []
    Article.objects.filter(pk=article.pk).update(publisher="The Courier")
    assert shown(client, "actions", **asked) == [row.public_id]


def test_who_is_known_shares_no_plan(
    client: APIClient, as_viewer: APIClient, act: Make
) -> None:
    row = act(review="proposed")
    assert shown(client, "actions") == []
    assert shown(as_viewer, "actions") == [row.public_id]
    assert shown(client, "actions") == []
    assert len(plans.PLANS.kept) == 1


def test_a_site_that_begins_to_publish_asks_anew(
    client: APIClient, act: Make, settings: Any
) -> None:
    row = act(review="proposed")
    assert shown(client, "actions") == []
    settings.PUBLISH_PROPOSED = True
    assert shown(client, "actions") == [row.public_id]


def test_rows_without_the_key_follow_by_the_plan_too(
    client: APIClient, act: Make
) -> None:
    dated = act()
    undated = act(stage="considered", announced_on=date(2021, 8, 15))
    for _ in range(2):
        assert shown(client, "actions", ordering="-counts_on") == [
            dated.public_id,
            undated.public_id,
        ]
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(ACTIONS, {"ordering": "-counts_on", "limit": 1})
        asked = [q for q in queries if 'FROM "reactions_action"' in q["sql"]]
        assert len(asked) <= 4
        (last,) = client.get(answer.json()["next"]).json()["results"]
        assert last["id"] == undated.public_id


def test_moments_are_told_alike_whatever_reads_them(
    client: APIClient, act: Make
) -> None:
    row = act()
    Action.objects.filter(pk=row.pk).update(updated_at="2026-01-02T12:00:00.5Z")
    (listed,) = client.get(ACTIONS).json()["results"]
    assert listed == client.get(f"{ACTIONS}/{row.public_id}").json()
    assert listed["updated_at"] == "2026-01-02T12:00:00.500000Z"
    asked = {"ordering": "updated_at", "limit": 1}
    act()
    following = client.get(ACTIONS, asked).json()["next"]
    assert len(client.get(following).json()["results"]) == 1


def test_the_longest_unused_plan_goes_first() -> None:
    kept = plans.Plans(most=2)
    plan = plans.Plan(Action, (), ())
    for name in "aba":
        kept.keep(name, plan)
        kept.recall("a")
    kept.keep("c", plan)
    assert (kept.recall("a"), kept.recall("b")) == (plan, None)
