"""What cannot be answered is refused with a reason, whatever is sent."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from rest_framework.test import APIClient

from reactions.models import Crisis

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ("contry=IT", "contry", "Unknown parameter. Did you mean country?"),
        ("country=ZZ", "country", "There is none with the key 'ZZ'."),
        ("country=IT,ZZ", "country", "There is none with the key 'ZZ'."),
        ("country=Italy", "country", "There is none with the key 'Italy'."),
        ("region=Atlantis", "region", "There is none with the key 'Atlantis'."),
        ("crisis=mars", "crisis", "There is none with the key 'mars'."),
        ("article=x", "article", "There is none with the key 'x'."),
        ("article=-1", "article", "There is none with the key '-1'."),
        ("article=" + "9" * 40, "article", "There is none with the key '99999"),
        ("article=%D9%A3", "article", "There is none with the key '٣'."),
        ("type=closed", "type", "'closed' is not one of embassy_closed, embassy_"),
        ("type=%25s%25(x)d", "type", "'%s%(x)d' is not one of embassy_closed"),
        ("search=%25s" + "a" * 200, "search", "Ensure this value has at most 200"),
        ("answer=unknown", "answer", "'unknown' is not one of closed, moved, kept."),
        ("stage=DONE", "stage", "'DONE' is not one of considered, announced,"),
        ("review=maybe", "review", "'maybe' is not one of proposed, accepted,"),
        ("known_on_from=15.8.2021", "known_on_from", "Give a day as YYYY-MM-DD"),
        ("known_on_from=2021-8-5", "known_on_from", "Give a day as YYYY-MM-DD"),
        ("known_on_from=2021-02-30", "known_on_from", "2021-02-30 is not a day"),
        ("known_on_from=0001-01-01", "known_on_from", "Give a day from 1900-01-01"),
        ("known_on_from=9999-12-31", "known_on_from", "Give a day from 1900-01-01"),
        (
            "known_on_from=2021-08-16&known_on_to=2021-08-15",
            "known_on_from",
            "2021-08-16 is after the end, 2021-08-15.",
        ),
        ("updated_since=soon", "updated_since", "Give a moment such as"),
        ("updated_since=2021-13-01T00:00Z", "updated_since", "2021-13-01T00:00Z is"),
        ("updated_since=2021-08-15T00:00:00+02:00", "updated_since", "Give a moment"),
        ("updated_since=0001-01-01T00:00:00Z", "updated_since", "Give a moment from"),
        ("updated_since=2021-02-30", "updated_since", "2021-02-30 is not a"),
        ("limit=0", "limit", "0 is not from 1 to 500."),
        ("limit=501", "limit", "501 is not from 1 to 500."),
        ("limit=-1", "limit", "Give a whole number from 1 to 500."),
        ("limit=1e3", "limit", "Give a whole number from 1 to 500."),
        ("limit=" + "9" * 400, "limit", "Give a whole number from 1 to 500."),
        ("ordering=rank", "ordering", "Sort by one of known_on, -known_on,"),
        ("ordering=--known_on", "ordering", "Sort by one of known_on, -known_on,"),
        ("count=perhaps", "count", "Give true or false."),
        ("cursor=abc", "cursor", "Not a cursor of this list: it is damaged"),
        ("limit=5&limit=6", "limit", "Given more than once; it takes one value."),
        ("search=" + "a" * 201, "search", "Ensure this value has at most 200"),
        ("search=a%00b", "search", "Holds a NUL character."),
        ("origins_from=many", "origins_from", "Give a whole number"),
        ("origins_from=-1", "origins_from", "Give a whole number"),
        ("origins_from=" + "9" * 30, "origins_from", "Give a whole number"),
        ("conflict=maybe", "conflict", "Give true or false."),
        ("publisher=%00", "publisher", "Holds a NUL character."),
        ("format=xls", "format", "Give one of api, csv, json, jsonl."),
        ("page=2", "page", "Unknown parameter."),
        ("'%20OR%201=1--=1", "' OR 1", "Unknown parameter."),
    ],
)
def test_a_bad_parameter_is_refused_with_field_and_reason(
    client: APIClient, crisis: Any, query: str, field: str, reason: str
) -> None:
    answer = client.get(f"/api/v1/actions/?{query}")
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    (error,) = problem["errors"]
    assert error["field"] == field
    assert error["reason"].startswith(reason)
    assert problem["type"] == "about:blank"
    assert problem["title"] == "Bad Request"
    assert problem["status"] == 400
    assert problem["detail"] == f"{field}: {error['reason']}"


def test_all_unknown_parameters_are_named_at_once(client: APIClient, db: None) -> None:
    problem = client.get("/api/v1/crises/?a=1&b=2&slug=x").json()
    assert [error["field"] for error in problem["errors"]] == ["a", "b", "slug"]


def test_a_row_by_its_key_takes_no_filters(client: APIClient, act: Make) -> None:
    row = act()
    answer = client.get(f"/api/v1/actions/{row.public_id}/?country=IT")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "actions/act_nothere",
        "actions/1/2/3/",
        "articles/99999",
        "articles/999999999999999999",
        "articles/9999999999999999999999999/",
        "articles/x/",
        "countries/ZZ",
        "crises/mars",
        "evidence/5",
        "officials/%00/",
        "nothing/",
        "crises/" + quote("../../etc/passwd") + "/",
    ],
)
def test_an_address_without_a_row_is_a_problem_too(
    client: APIClient, db: None, path: str
) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "Not Found"
    assert "Action" not in answer.json()["detail"]


@pytest.mark.parametrize(
    "path", ["", "/board", "/board/series", "/timeline", "/conflicts", "/coverage"]
)
def test_who_asks_for_no_crisis_is_told_which_there_are(
    client: APIClient, crisis: Any, path: str
) -> None:
    answer = client.get(f"/api/v1/crises/mars{path}")
    assert answer.status_code == 404
    assert answer.json()["detail"] == (
        "There is no crisis 'mars'. There are: kabul-2021."
    )


def test_of_many_crises_some_are_named(client: APIClient, db: None) -> None:
    detail = client.get("/api/v1/crises/mars/board?format=csv").json()["detail"]
    assert detail.endswith("There is none at all yet.")
    for number in range(30):
        Crisis.objects.create(slug=f"quake-{number:02}", name=f"Quake {number}")
    detail = client.get("/api/v1/crises/mars").json()["detail"]
    assert "quake-19; /api/v1/crises lists all" in detail
    assert "quake-20" not in detail


def test_a_list_of_no_crisis_or_country_says_which_there_are(
    client: APIClient, crisis: Any
) -> None:
    for path, known in (
        ("actions?crisis=mars", "There are: kabul-2021."),
        ("crises/mars/feed", "There are: kabul-2021."),
        ("actions?country=ZZ", "/api/v1/countries lists all codes."),
        ("crises/kabul-2021/timeline?country=ZZ", "/api/v1/countries lists all codes."),
        ("countries/ZZ", "/api/v1/countries lists all codes."),
        ("countries/ZZ/feed", "/api/v1/countries lists all codes."),
    ):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code in (400, 404)
        assert answer.json()["detail"].endswith(known)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_yet(as_viewer: APIClient, crisis: Any, method: str) -> None:
    answer = getattr(as_viewer, method)("/api/v1/crises/kabul-2021/", {"name": "x"})
    assert answer.status_code in (403, 405)
    assert answer["Content-Type"] == "application/problem+json"


def test_a_form_nobody_writes_is_not_acceptable(client: APIClient, db: None) -> None:
    answer = client.get("/api/v1/actions/", headers={"Accept": "application/xml"})
    assert answer.status_code == 406
    assert answer.json()["status"] == 406


def test_a_wrong_token_is_said_to_be_one(client: APIClient, db: None) -> None:
    answer = client.get("/api/v1/actions/", headers={"Authorization": "Token x"})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Token"
    assert answer.json()["title"] == "Unauthorized"


def test_head_and_options_answer(client: APIClient, act: Make) -> None:
    act()
    head = client.head("/api/v1/actions/")
    assert (head.status_code, head.content) == (200, b"")
    options = client.options("/api/v1/actions/")
    assert options.status_code == 200
    assert options["Allow"] == "GET, POST, HEAD, OPTIONS"
