"""The board of a crisis, asked over the API."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from reactions import overview
from reactions.api.board_serializers import ROW_FIELDS, BoardSerializer, board_shown
from reactions.api.renderers import QuickJSONRenderer
from reactions.models import Country
from tests.builders import a_preference

DAY = date(2021, 8, 15)
URL = "/api/v1/crises/kabul-2021/board"
Make = Callable[..., Any]


def answers(client: APIClient, **asked: str) -> dict[str, str]:
    answer = client.get(URL, asked)
    assert answer.status_code == 200, answer.json()
    return {row["country"]: row["answer"] for row in answer.json()["rows"]}


def test_a_board_says_who_closed_since_when_and_on_what_evidence(
    client: APIClient, act: Make, article: Any
) -> None:
    closing = act()
    told = client.get(URL, {"on": "2021-08-15"}).json()
    assert told["crisis"] == "kabul-2021"
    assert (told["on"], told["review"]) == ("2021-08-15", "accepted")
    (row,) = told["rows"]
    assert row == {
        "country": "IT",
        "name": "Italy",
        "level": "closed",
        "answer": "closed",
        "since": "2021-08-15",
        "since_precision": "day",
        "since_basis": "publication",
        "level_since": "2021-08-15",
        "last_kept_on": None,
        "stage": "done",
        "planned": [],
        "origins": 1,
        "reviewed": True,
        "conflict": False,
        "evidence": [
            {
                "article": article.pk,
                "start": 7,
                "end": 31,
                "quote": "Italy closed its embassy",
                "extractor_version": "1",
                "action": closing.public_id,
                "article_title": "Embassies close",
                "publisher": "The Herald, Rome",
                "published_on": "2021-08-15",
            }
        ],
        "set_aside": [],
    }


def test_a_board_of_a_day_knows_nothing_of_the_next(
    client: APIClient, act: Make
) -> None:
    act()
    assert answers(client, on="2021-08-14") == {"IT": "unknown"}
    earlier = answers(client, on="2021-08-15", known_by="2021-08-14")
    assert earlier.get("IT", "unknown") == "unknown"


def test_proposals_are_on_the_board_when_the_site_publishes_them(
    client: APIClient, act: Make, settings: Settings
) -> None:
    act(review="proposed")
    assert "closed" not in answers(client, on="2021-08-15").values()
    settings.PUBLISH_PROPOSED = True
    assert answers(client, on="2021-08-15") == {"IT": "closed"}
    (row,) = client.get(URL, {"on": "2021-08-15"}).json()["rows"]
    assert row["reviewed"] is False
    accepted = answers(client, on="2021-08-15", review="accepted")
    assert "closed" not in accepted.values()


def test_hidden_proposals_are_for_viewers_who_ask(
    client: APIClient, as_viewer: APIClient, act: Make
) -> None:
    act(review="proposed")
    forbidden = client.get(URL, {"review": "proposed"})
    assert forbidden.status_code == 403
    assert "review=proposed" in forbidden.json()["detail"]
    assert "closed" not in answers(as_viewer, on="2021-08-15").values()
    shown = answers(as_viewer, on="2021-08-15", review="proposed")
    assert shown == {"IT": "closed"}


def test_every_state_is_there_when_asked(client: APIClient, act: Make) -> None:
    act(announced_on=date(2021, 8, 15))
    assert len(answers(client, all="true")) > 190


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"on": "yesterday"}, "on: Give a day as YYYY-MM-DD"),
        ({"known_by": "2021-02-30"}, "known_by: 2021-02-30 is not a day"),
        ({"on": "0001-01-01"}, "on: Give a day from 1900-01-01"),
        ({"review": "rejected"}, "review: 'rejected' is not one of accepted, prop"),
        ({"all": "maybe"}, "all: Give true or false."),
        ({"country": "IT"}, "country: Unknown parameter."),
    ],
)
def test_a_bad_question_is_refused(
    client: APIClient, crisis: Any, asked: dict[str, str], reason: str
) -> None:
    answer = client.get(URL, asked)
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(reason)


def test_the_board_of_no_crisis_is_not_found(client: APIClient, db: None) -> None:
    assert client.get("/api/v1/crises/mars/board").status_code == 404


def test_what_is_shown_is_what_is_described(
    client: APIClient, act: Make, crisis: Any, editor: Any
) -> None:
    act()
    act("NO", stage="announced", type="embassy_moved", announced_on=DAY)
    kept, other = act("NO", type="embassy_kept"), act("NO", type="embassy_reduced")
    a_preference(kept, other, kind="dates", decided_by=editor)
    found = overview.board(
        crisis, on=DAY, known_by=None, review="accepted", every_state=True, today=DAY
    )
    shown = board_shown(found)
    rows = {row["country"]: row for row in shown["rows"]}
    assert rows["NO"]["set_aside"]
    assert rows["NO"]["planned"]
    written = QuickJSONRenderer().render(shown)
    assert written == QuickJSONRenderer().render(BoardSerializer(found).data)


@pytest.fixture
def told_of(act: Make, deny: Make, countries: Any, editor: Any) -> None:
    """A conflict, a plan, an act set aside and a mission last seen kept long ago: in
    no field do all rows say the same."""
    act()
    deny(act(type="embassy_kept"))
    act("NO", type="embassy_moved", stage="announced")
    kept, aside = act("NO", type="embassy_kept"), act("NO", type="embassy_reduced")
    a_preference(kept, aside, kind="dates", decided_by=editor)
    peru = {"alpha3": "PER", "name": "Peru", "region": "South America"}
    countries["PE"] = Country.objects.update_or_create(code="PE", defaults=peru)[0]
    long_ago = date(2021, 5, 1)
    act("PE", type="embassy_kept", announced_on=long_ago, known_on=long_ago)


@pytest.mark.parametrize("name", ROW_FIELDS)
def test_a_field_alone_is_what_the_whole_row_says(
    client: APIClient, told_of: None, name: str
) -> None:
    whole = client.get(URL).json()
    told = client.get(URL, {"fields": f"country,{name}"}).json()
    assert len({str(row[name]) for row in whole["rows"]}) > 1
    assert told == whole | {
        "rows": [{"country": r["country"], name: r[name]} for r in whole["rows"]]
    }


def test_levels_alone_need_no_evidence(client: APIClient, act: Make) -> None:
    act()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(URL, {"fields": "country,level,since"}).status_code == 200
    assert not [q for q in asked if "reactions_evidence" in q["sql"]]


@pytest.mark.parametrize(
    ("asked", "field"), [("nonsense", "fields"), ("level&format=csv", "fields")]
)
def test_unknown_fields_and_fields_of_a_file_are_refused(
    client: APIClient, act: Make, asked: str, field: str
) -> None:
    act()
    answer = client.get(f"{URL}?fields={asked}")
    assert answer.status_code == 400
    assert field in answer.json()["detail"] + str(answer.json())
