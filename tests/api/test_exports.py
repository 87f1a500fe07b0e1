"""Any list as a file: CSV and JSON Lines, filtered, ordered, streamed and inert."""

import csv
import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from reactions.exporting import walking
from reactions.models import Action, Article, Official
from reactions.vocabulary import CODEBOOK_VERSION

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
LISTS = [
    "crises",
    "countries",
    "officials",
    "articles",
    "statements",
    "actions",
    "evidence",
]


def lines_of(client: APIClient, path: str, form: str, **asked: str) -> Any:
    answer = client.get(f"/api/v1/{path}/", {"format": form} | asked)
    assert answer.status_code == 200, answer.content
    text = b"".join(answer.streaming_content).decode()
    if form == "csv":
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        return list(csv.DictReader(StringIO(text, newline="")))
    assert answer["Content-Type"] == "application/jsonl; charset=utf-8"
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def rows(act: Make, say: Make, official: Official, prove: Make, decide: Make) -> None:
    prove(official)
    decide(official, "accepted")
    plan = act(stage="announced")
    act(fulfils=plan, quantity=7, destination="=Doha")
    say(official=official)
    act(country="NO", review="proposed")


@pytest.mark.parametrize("path", LISTS)
def test_a_json_line_is_the_row_of_the_list(
    client: APIClient, as_viewer: APIClient, rows: None, path: str
) -> None:
    for each in (client, as_viewer):
        lines = lines_of(each, path, "jsonl")
        listed = each.get(f"/api/v1/{path}/", {"limit": 500}).json()["results"]
        assert len(lines) == len(listed) > 0
        for line, row in zip(lines, listed, strict=True):
            assert line.pop("codebook_version") == CODEBOOK_VERSION
            # A link is no part of a row.
            assert line == {name: row[name] for name in line}
            assert row.keys() - line.keys() <= {"board"}


@pytest.mark.parametrize("path", LISTS)
def test_a_csv_has_the_same_rows(client: APIClient, rows: None, path: str) -> None:
    found = lines_of(client, path, "csv")
    key = {"crises": "slug", "countries": "code"}.get(path, "id")
    lines = lines_of(client, path, "jsonl")
    assert [row[key] for row in found] == [str(line[key]) for line in lines]
    assert {row["codebook_version"] for row in found} == {CODEBOOK_VERSION}


def test_a_csv_row_carries_codes_and_its_proof(
    client: APIClient, act: Make, prove: Make, article: Article
) -> None:
    row = act()
    best = prove(row, "Norway is considering the same", preferred=True)
    first = row.evidence.order_by("pk").first()
    (line,) = lines_of(client, "actions", "csv")
    assert line["id"] == row.public_id
    assert (line["country"], line["country_name"]) == ("IT", "Italy")
    assert (line["cameo"], line["plover"]) == ("161", "SANCTION/withdraw")
    assert (line["answer"], line["counts_on"]) == ("closed", "2021-08-15")
    assert line["quote"] == "Norway is considering the same"
    assert article.body[int(line["start"]) : int(line["end"])] == line["quote"]
    assert line["article"] == str(article.pk)
    assert line["url"] == "https://news.example/1"
    assert line["evidence"] == f"{best.pk} {first.pk}"
    assert (line["extractor_version"], line["quantity"]) == ("1", "")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_runs_as_a_formula(client: APIClient, act: Make, sign: str) -> None:
    act(summary=f"{sign}HYPERLINK(1)", destination=f"{sign}1+1")
    (line,) = lines_of(client, "actions", "csv")
    assert line["summary"] == f"'{sign}HYPERLINK(1)"
    assert line["destination"] == f"'{sign}1+1"
    (row,) = lines_of(client, "actions", "jsonl")
    assert row["summary"] == f"{sign}HYPERLINK(1)"


def test_a_number_stays_a_number(client: APIClient, act: Make) -> None:
    act(summary="-5.5")
    (line,) = lines_of(client, "actions", "csv")
    assert line["summary"] == "-5.5"


def test_a_file_keeps_to_filters_order_and_visibility(
    client: APIClient, as_viewer: APIClient, act: Make
) -> None:
    days = [date(2021, 8, day) for day in (15, 17, 16)]
    for day in days:
        act(effective_on=day, effective_on_precision="day", effective_on_basis="stated")
    act(stage="considered")
    act(country="NO", review="proposed")
    asked = {"country": "IT", "ordering": "-counts_on"}
    found = lines_of(client, "actions", "csv", **asked)
    assert [row["counts_on"][-2:] for row in found] == ["17", "16", "15", ""]
    assert lines_of(client, "actions", "csv", country="NO") == []
    assert len(lines_of(as_viewer, "actions", "csv", country="NO")) == 1
    hidden = client.get("/api/v1/actions/?format=csv&review=proposed")
    assert hidden.status_code == 403
    assert hidden["Content-Type"] == "application/problem+json"


def test_hidden_rows_are_not_named(client: APIClient, act: Make, say: Make) -> None:
    act(fulfils=act(review="rejected"))
    say(continues=say(review="proposed"))
    (row,) = lines_of(client, "actions", "csv")
    assert row["fulfils"] == ""
    (row,) = lines_of(client, "statements", "jsonl")
    assert row["continues"] is None


def test_batches_neither_skip_nor_repeat(
    client: APIClient, act: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking, "FIRST_BATCH", 2)
    monkeypatch.setattr(walking, "BATCH", 3)
    for number in range(11):
        act(stage="considered" if number % 3 == 0 else "done")
    for ordering in ("known_on", "-known_on", "counts_on", "-counts_on"):
        found = lines_of(client, "actions", "csv", ordering=ordering)
        listed = client.get("/api/v1/actions/", {"ordering": ordering}).json()
        assert [row["id"] for row in found] == [row["id"] for row in listed["results"]]
        assert len(found) == 11


def test_a_batch_takes_as_many_queries_as_any(client: APIClient, act: Make) -> None:
    act()
    with CaptureQueriesContext(connection) as one:
        lines_of(client, "actions", "csv")
    for _ in range(20):
        act()
    with CaptureQueriesContext(connection) as many:
        lines_of(client, "actions", "csv")
    assert len(one) == len(many)


@pytest.mark.parametrize("asked", ["limit=5", "cursor=x", "count=true"])
def test_a_file_has_no_pages(client: APIClient, db: None, asked: str) -> None:
    answer = client.get(f"/api/v1/actions/?format=csv&{asked}")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_the_form_may_be_asked_for_by_accept(client: APIClient, act: Make) -> None:
    act()
    for media_type in ("text/csv", "application/jsonl"):
        answer = client.get("/api/v1/actions/", headers={"Accept": media_type})
        assert answer["Content-Type"] == f"{media_type}; charset=utf-8"
        assert "attachment" in answer["Content-Disposition"]
    head = client.head("/api/v1/actions/?format=csv")
    assert (head.status_code, head.content) == (200, b"")
    row = client.get(f"/api/v1/actions/{Action.objects.get().public_id}/?format=csv")
    assert row.status_code == 400


def test_an_empty_list_is_a_file_with_headings(client: APIClient, db: None) -> None:
    answer = client.get("/api/v1/actions/?format=csv")
    assert b"".join(answer.streaming_content).startswith(b"id,crisis,country,")
    answer = client.get("/api/v1/actions/?format=jsonl")
    assert b"".join(answer.streaming_content) == b""
