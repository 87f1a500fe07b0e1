"""Series, contradictions, coverage, profiles: what they tell, on what evidence."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from reactions import overview
from reactions.models import Crisis, Official

Make = Callable[..., Any]
CRISIS = "/api/v1/crises/kabul-2021"


def test_a_series_tells_from_when_to_when_and_because_of_what(
    client: APIClient, act: Make
) -> None:
    row = act()
    act("NO", type="embassy_kept", review="proposed")
    shown = client.get(f"{CRISIS}/board/series?from=2021-08-14&to=2021-08-16").json()
    (italy,) = shown["rows"]
    assert italy["country"] == "IT"
    assert italy["runs"] == [
        {
            "level": "unknown",
            "answer": "unknown",
            "first": "2021-08-14",
            "last": "2021-08-14",
            "because": [],
        },
        {
            "level": "closed",
            "answer": "closed",
            "first": "2021-08-15",
            "last": "2021-08-16",
            "because": [row.public_id],
        },
    ]
    assert [day["closed"] for day in shown["counts"]] == [0, 1, 1]


@pytest.mark.parametrize(
    "asked",
    [
        "from=2021-08-16&to=2021-08-15",
        "from=2019-01-01&to=2021-08-15",
        "from=yesterday",
        "to=2021-02-30",
        "on=2021-08-15",
        "review=rejected",
    ],
)
def test_a_series_that_cannot_be_told_is_refused(
    client: APIClient, crisis: Crisis, asked: str
) -> None:
    answer = client.get(f"{CRISIS}/board/series?{asked}")
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_contradictions_name_both_sides_with_their_words(
    client: APIClient, act: Make, deny: Make
) -> None:
    closed = act()
    kept = act(type="embassy_kept")
    assert client.get(f"{CRISIS}/conflicts").json()["results"] == []
    deny(kept)
    (found,) = client.get(f"{CRISIS}/conflicts").json()["results"]
    assert (found["country"], found["on"]) == ("IT", "2021-08-15")
    assert found["closed"][0]["action"] == closed.public_id
    assert found["kept"][0]["action"] == kept.public_id
    assert found["closed"][0]["evidence"][0]["quote"] == "Italy closed its embassy"
    assert client.get(f"{CRISIS}/conflicts?on=2021-08-14").json()["results"] == []


def test_a_timeline_takes_as_many_queries_for_many_acts(
    client: APIClient, act: Make, django_assert_num_queries: Any
) -> None:
    plan = act(stage="announced")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{CRISIS}/timeline")
    for _ in range(5):
        act("NO", fulfils=plan)
    with django_assert_num_queries(len(few)):
        shown = client.get(f"{CRISIS}/timeline").json()
    assert sum(len(day["acts"]) for day in shown["days"]) == 6


def test_contradictions_come_in_pages_of_whole_days(
    client: APIClient, act: Make, article: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        day = {"announced_on": date(2021, 8, 1 + 3 * number)}
        for code in ("IT", "NO"):
            act(code, **day)
            kept = act(code, type="embassy_kept", **day)
            other = type(article).objects.create(
                crisis=article.crisis,
                published_on=date(2021, 8, 15),
                body=f"{code} kept its embassy open, {number}.",
                sha256=f"{number}{code}",
                imported_at=article.imported_at,
            )
            kept.evidence.update(article=other, start=0, end=7, quote=other.body[:7])
    whole = client.get(f"{CRISIS}/conflicts").json()
    assert (len(whole["results"]), whole["following"]) == (12, None)
    monkeypatch.setitem(overview.contradictions.__globals__, "MOST", 5)
    found, following, pages = [], "", 0
    while following is not None:
        page = client.get(f"{CRISIS}/conflicts", {"on": following}).json()
        found += page["results"]
        following, pages = page["following"], pages + 1
    assert found == whole["results"]
    assert pages == 3


def test_coverage_tells_who_is_silent(client: APIClient, act: Make, say: Make) -> None:
    act()
    say()
    act("NO", review="proposed")
    shown = client.get(f"{CRISIS}/coverage").json()
    (italy,) = shown["heard"]
    assert (italy["country"], italy["actions"], italy["statements"]) == ("IT", 1, 1)
    silent = {row["country"] for row in shown["silent"]}
    assert "NO" in silent
    assert not silent & {"IT", "AF", "NATO"}


def test_a_country_tells_of_its_mission_in_each_crisis(
    client: APIClient, act: Make
) -> None:
    row = act()
    act("NO", review="proposed")
    (shown,) = client.get("/api/v1/countries/it").json()["crises"]
    assert (shown["crisis"], shown["answer"]) == ("kabul-2021", "closed")
    assert (shown["because"], shown["actions"]) == ([row.public_id], 1)
    assert client.get("/api/v1/countries/NO").json()["crises"] == []


def test_an_official_tells_how_often_and_in_which_stance(
    client: APIClient, say: Make, official: Official, prove: Make, decide: Make
) -> None:
    prove(official, "foreign minister")
    decide(official, "accepted")
    say(official=official, stance="concern")
    say(official=official, stance="concern", review="proposed")
    shown = client.get(f"/api/v1/officials/{official.public_id}").json()
    assert shown["speaking"]["statements"] == 1
    assert shown["speaking"]["stances"] == {"concern": 1}
    assert shown["speaking"]["crises"] == ["kabul-2021"]


def test_a_timeline_tells_each_act_on_its_day(client: APIClient, act: Make) -> None:
    first = act()
    act("NO", review="proposed")
    shown = client.get(f"{CRISIS}/timeline").json()
    (day,) = shown["days"]
    assert day["on"] == "2021-08-15"
    assert [row["id"] for row in day["acts"]] == [first.public_id]
    assert day["acts"][0]["evidence"][0]["quote"] == "Italy closed its embassy"
    assert shown["following"] is None
    for asked in (
        "type=embassy_kept",
        "country=no",
        "from=2021-08-16",
        "to=2021-08-14",
    ):
        assert client.get(f"{CRISIS}/timeline?{asked}").json()["days"] == [], asked
    for asked in ("type=x", "after=x", "from=x", "review=rejected", "all=true"):
        assert client.get(f"{CRISIS}/timeline?{asked}").status_code == 400, asked
