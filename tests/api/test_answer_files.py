"""The answers about a crisis as files: the rows of the JSON, flat in a CSV."""

import csv
import json
from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from rest_framework.test import APIClient

from reactions import overview
from reactions.exporting import walking
from reactions.models import Action, Article, Country
from reactions.vocabulary import CODEBOOK_VERSION
from tests.builders import a_preference

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
CRISIS = "/api/v1/crises/kabul-2021"
ANSWERS = ["board", "board/series", "timeline", "conflicts", "coverage"]


def lines_of(client: APIClient, path: str, form: str, **asked: str) -> Any:
    answer = client.get(f"{CRISIS}/{path}", {"format": form} | asked)
    assert answer.status_code == 200, answer.content
    text = b"".join(answer.streaming_content).decode()
    if form == "csv":
        return list(csv.DictReader(StringIO(text, newline="")))
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def rows(act: Make, deny: Make) -> dict[str, Action]:
    """Italy's mission told closed and kept; a plan of Norway."""
    closed, kept = act(), act(type="embassy_kept")
    deny(kept)
    plan = act("NO", stage="announced", type="embassy_moved")
    return {"closed": closed, "kept": kept, "plan": plan}


@pytest.mark.parametrize("path", ANSWERS)
def test_both_files_have_the_same_rows_and_say_what_was_asked(
    client: APIClient, rows: dict[str, Action], path: str
) -> None:
    in_csv, in_json = (lines_of(client, path, form) for form in ("csv", "jsonl"))
    assert len(in_csv) == len(in_json) > 0
    for cells, row in zip(in_csv, in_json, strict=True):
        assert None not in cells
        assert cells["codebook_version"] == row["codebook_version"] == CODEBOOK_VERSION
        crisis = row["crisis"]["slug"] if path == "timeline" else row["crisis"]
        assert cells["crisis"] == crisis == "kabul-2021"
        plain = {n: v for n, v in row.items() if isinstance(v, str) and n in cells}
        assert plain == {name: cells[name] for name in plain}


def test_a_line_of_the_board_is_the_row_with_its_newest_proof(
    client: APIClient, rows: dict[str, Action]
) -> None:
    italy, norway = lines_of(client, "board", "csv", on="2021-08-15")
    assert (italy["country"], italy["answer"], italy["stage"]) == (
        *("IT", "closed", "done"),
    )
    assert (italy["since"], italy["since_precision"], italy["since_basis"]) == (
        *("2021-08-15", "day", "publication"),
    )
    assert (italy["conflict"], italy["reviewed"]) == ("true", "true")
    assert italy["action"] == rows["closed"].public_id
    proof = rows["closed"].evidence.get()
    assert (italy["quote"], italy["start"]) == (proof.quote, str(proof.start))
    assert italy["page"] == f"http://testserver{proof.get_absolute_url()}"
    assert (italy["publisher"], italy["extractor_version"]) == ("The Herald, Rome", "1")
    assert (norway["answer"], norway["since"], norway["quote"]) == ("unknown", "", "")
    assert norway["planned"] == "embassy_moved"
    assert (norway["on"], norway["review"]) == ("2021-08-15", "accepted")


def test_a_json_line_of_the_board_is_the_row_whole(
    client: APIClient, rows: dict[str, Action], editor: Any
) -> None:
    a_preference(rows["closed"], rows["kept"], kind="dates", decided_by=editor)
    asked = {"on": "2021-08-15", "known_by": "2021-08-20"}
    board = client.get(f"{CRISIS}/board", asked).json()
    told = board.pop("rows")
    assert told[0]["set_aside"][0]["action"] == rows["kept"].public_id
    about = board | {"codebook_version": CODEBOOK_VERSION}
    assert lines_of(client, "board", "jsonl", **asked) == [row | about for row in told]


def test_a_board_page_and_the_api_give_the_same_table(
    client: APIClient, rows: dict[str, Action]
) -> None:
    asked = {"on": "2021-08-15", "known_by": "2021-08-20"}
    of_page = client.get("/crises/kabul-2021/board.csv", asked)
    of_api = client.get(f"{CRISIS}/board", asked | {"format": "csv"})
    assert of_page.content == b"".join(of_api.streaming_content)
    assert of_page["Content-Disposition"] == of_api["Content-Disposition"]


def test_a_line_of_a_series_is_a_run_of_days(
    client: APIClient, rows: dict[str, Action]
) -> None:
    asked = {"from": "2021-08-14", "to": "2021-08-16"}
    unknown, closed = lines_of(client, "board/series", "csv", **asked)
    assert (unknown["answer"], unknown["because"]) == ("unknown", "")
    assert (closed["first"], closed["last"]) == ("2021-08-15", "2021-08-16")
    assert closed["because"] == rows["closed"].public_id


def test_a_line_of_conflicts_is_an_act_on_its_side(
    client: APIClient, rows: dict[str, Action]
) -> None:
    closed, kept = lines_of(client, "conflicts", "csv")
    assert (closed["country"], closed["on"]) == ("IT", "2021-08-15")
    assert [closed["side"], kept["side"]] == ["closed", "kept"]
    assert closed["action"] == rows["closed"].public_id
    assert kept["action"] == rows["kept"].public_id
    assert kept["quote"] == "Italy kept"


def test_lines_of_one_conflict_have_one_name(
    client: APIClient, rows: dict[str, Action], act: Make, deny: Make
) -> None:
    """Closed and kept on two following days: three contradictions, two of one day."""
    next_day = {"announced_on": date(2021, 8, 16), "known_on": date(2021, 8, 16)}
    act(**next_day)
    deny(act(type="embassy_kept", **next_day), claim_key="later")
    told = client.get(f"{CRISIS}/conflicts").json()["results"]
    lines = lines_of(client, "conflicts", "jsonl")
    sides: dict[str, list[str]] = {}
    for line in lines:
        sides.setdefault(line["contradiction"], []).append(line["side"])
    assert len(sides) == len(told) > len({line["on"] for line in lines})
    assert all({"closed", "kept"} == set(each) for each in sides.values())


def test_a_file_of_conflicts_has_those_of_all_pages(
    client: APIClient,
    rows: dict[str, Action],
    act: Make,
    deny: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = {"announced_on": date(2021, 8, 20), "known_on": date(2021, 8, 20)}
    act(**later)
    deny(act(type="embassy_kept", **later), claim_key="later")
    monkeypatch.setitem(overview.contradictions.__globals__, "MOST", 1)
    assert client.get(f"{CRISIS}/conflicts").json()["following"] == "2021-08-15"
    days = [row["on"] for row in lines_of(client, "conflicts", "jsonl")]
    assert days == ["2021-08-20"] * 2 + ["2021-08-15"] * 2


def test_a_timeline_has_all_its_days(
    client: APIClient,
    rows: dict[str, Action],
    act: Make,
    deny: Make,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for day in (18, 17, 17, 16):
        told = date(2021, 8, day)
        act("NO", announced_on=told, stage="considered", known_on=told)
    monkeypatch.setattr(walking, "FIRST_BATCH", 2)
    monkeypatch.setattr(walking, "BATCH", 2)
    days = client.get(f"{CRISIS}/timeline").json()["days"]
    shown = [(day["on"], row["id"]) for day in days for row in day["acts"]]
    found = lines_of(client, "timeline", "csv")
    assert [(row["on"], row["id"]) for row in found] == shown
    assert len(found) == 7
    assert found[0]["quote"] == "Italy closed its embassy"
    asked = {"country": "no", "from": "2021-08-17"}
    found = lines_of(client, "timeline", "jsonl", **asked)
    assert [row["on"][-2:] for row in found] == ["17", "17", "18"]
    assert found[0]["evidence"][0]["article"]["publisher"] == "The Herald, Rome"


def test_coverage_counts_who_is_heard_and_names_who_is_not(
    client: APIClient, rows: dict[str, Action]
) -> None:
    found = {row["country"]: row for row in lines_of(client, "coverage", "csv")}
    assert (found["IT"]["heard"], found["IT"]["actions"]) == ("true", "2")
    assert (found["FJ"]["heard"], found["FJ"]["last_known_on"]) == ("false", "")
    assert len(found) > 190


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_runs_as_a_formula(
    client: APIClient, rows: dict[str, Action], sign: str
) -> None:
    Article.objects.update(publisher=f"{sign}HYPERLINK(1)")
    Country.objects.filter(pk="IT").update(name=f"{sign}1+1")
    (italy,) = (r for r in lines_of(client, "board", "csv") if r["country"] == "IT")
    assert italy["publisher"] == f"'{sign}HYPERLINK(1)"
    for path in ("board", "board/series", "conflicts", "coverage"):
        asked = {"to": "2021-08-16"} if path == "board/series" else {}
        found = lines_of(client, path, "csv", **asked)
        assert f"'{sign}1+1" in {row["name"] for row in found}


def test_a_file_shows_nobody_more_than_the_answer(
    client: APIClient, as_viewer: APIClient, act: Make
) -> None:
    act(review="proposed")
    for path in ANSWERS:
        hidden = client.get(f"{CRISIS}/{path}", {"format": "csv", "review": "proposed"})
        assert hidden.status_code == 403
        assert hidden["Content-Type"] == "application/problem+json"
        proposed = lines_of(as_viewer, path, "csv", review="proposed")
        if path in ("board", "timeline", "coverage"):
            assert "IT" in {row["country"] for row in proposed}
        shown = lines_of(client, path, "csv")
        assert "IT" not in {r["country"] for r in shown if r.get("heard") != "false"}


@pytest.mark.parametrize("path", ANSWERS)
@pytest.mark.parametrize("media_type", ["text/csv", "application/jsonl"])
def test_the_form_may_be_asked_for_by_accept(
    client: APIClient, rows: dict[str, Action], path: str, media_type: str
) -> None:
    answer = client.get(f"{CRISIS}/{path}", headers={"Accept": media_type})
    assert answer["Content-Type"] == f"{media_type}; charset=utf-8"
    assert 'attachment; filename="kabul-2021-' in answer["Content-Disposition"]
    head = client.head(f"{CRISIS}/{path}", headers={"Accept": media_type})
    assert (head.status_code, head.content) == (200, b"")


def test_a_bad_question_is_a_problem_in_any_form(
    client: APIClient, rows: dict[str, Action]
) -> None:
    for path, asked in (
        ("board", "on=never"),
        ("board/series", "from=2019-01-01"),
        ("timeline", "after=2021-08-15.1"),
        ("coverage", "contry=IT"),
        ("board", "format=xml"),
    ):
        form = "" if "format" in asked else "&format=csv"
        answer = client.get(f"{CRISIS}/{path}?{asked}{form}")
        assert answer.status_code == 400, path
        assert answer["Content-Type"] == "application/problem+json"
    assert "csv" in answer.json()["detail"]


def test_an_empty_answer_is_a_table_with_headings(
    client: APIClient, crisis: Any
) -> None:
    answer = client.get(f"{CRISIS}/board?format=csv")
    assert b"".join(answer.streaming_content).startswith(b"country,name,answer,level,")
    assert lines_of(client, "board", "jsonl") == []


def test_the_columns_of_the_board_are_all_of_its_fields(
    client: APIClient, rows: dict[str, Action], crisis: Any
) -> None:
    (row, *_) = overview.board_as_json(
        overview.board(
            crisis,
            on=None,
            known_by=None,
            review="accepted",
            today=date(2021, 8, 20),
        )
    )["rows"]
    (cells, *_) = lines_of(client, "board", "csv")
    # What was not preferred and why is for JSON; evidence is its best piece.
    assert row.keys() - cells.keys() == {"set_aside", "evidence"}
    assert row["evidence"][0].keys() <= cells.keys()
