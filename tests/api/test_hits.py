"""Hits: the best first, page after page, and the words about them marked."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from reactions.api import hits
from reactions.models import Article, Official, Statement

Make = Callable[..., Any]
STATEMENTS = "/api/v1/statements"


@pytest.fixture
def few_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hits, "WEIGHED", 6)


def texts(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.json()
    return [row["text"] for row in answer.json()["results"]]


def test_the_best_come_first(client: APIClient, say: Make) -> None:
    said = ["staff and many others who had left", "staff", "staff, staff, staff left"]
    for text in said:
        say(text=text)
    say(text="nobody had left")
    asked = {"search": "staff", "ordering": "relevance"}
    assert texts(client.get(STATEMENTS, asked)) == [said[2], said[1], said[0]]
    shown = client.get(STATEMENTS, asked | {"count": "true"}).json()
    assert (shown["count"], shown["next"]) == (3, None)
    assert shown["results"][1]["snippet"] == "<mark>staff</mark>"


def test_pages_neither_skip_nor_repeat_while_hits_are_added(
    client: APIClient, say: Make
) -> None:
    said = [f"staff {'more words ' * number}{number}" for number in range(7)]
    for text in said:
        say(text=text)
    asked: dict[str, Any] = {"search": "staff", "ordering": "relevance", "limit": 2}
    answer = client.get(STATEMENTS, asked)
    seen = texts(answer)
    while following := answer.json()["next"]:
        say(text="staff staff staff")
        answer = client.get(following)
        seen += texts(answer)
    assert seen == said


@pytest.mark.usefixtures("few_are_weighed")
def test_only_the_newest_are_weighed(client: APIClient, say: Make) -> None:
    for number in range(9):
        say(text=f"staff {number}")
    asked: dict[str, Any] = {"search": "staff", "ordering": "relevance", "limit": 4}
    first = client.get(STATEMENTS, asked)
    say(text="staff new")
    second = client.get(first.json()["next"])
    assert texts(first) == ["staff 8", "staff 7", "staff 6", "staff 5"]
    assert texts(second) == ["staff 4", "staff 3"]
    assert second.json()["next"] is None


@pytest.mark.usefixtures("few_are_weighed")
def test_the_last_one_weighed_stays_the_last_when_it_goes(
    client: APIClient, say: Make
) -> None:
    rows = [say(text=f"staff {number}") for number in range(9)]
    asked: dict[str, Any] = {"search": "staff", "ordering": "relevance", "limit": 4}
    first = client.get(STATEMENTS, asked)
    Statement.objects.filter(pk=rows[3].pk).update(text="nobody")
    second = client.get(first.json()["next"])
    assert {*texts(first), *texts(second)} == {f"staff {n}" for n in (8, 7, 6, 5, 4)}


def test_hits_keep_to_the_filters(client: APIClient, say: Make) -> None:
    say()
    said = say("NO", text="staff of Norway")
    say(review="proposed", text="staff, staff")
    asked = {"search": "staff", "ordering": "relevance", "country": "NO"}
    (row,) = client.get(STATEMENTS, asked).json()["results"]
    assert row["id"] == said.public_id


@pytest.mark.parametrize(
    ("path", "asked", "field"),
    [
        ("statements", {"ordering": "relevance"}, "ordering"),
        ("statements", {"ordering": "relevance", "search": " "}, "ordering"),
        ("statements", {"ordering": "-relevance", "search": "a"}, "ordering"),
        ("countries", {"ordering": "relevance", "search": "a"}, "ordering"),
        (
            "statements",
            {"ordering": "relevance", "search": "a", "format": "csv"},
            "ordering",
        ),
        (
            "statements",
            {"ordering": "relevance", "search": "a", "cursor": "nonsense"},
            "cursor",
        ),
        (
            "statements",
            # ["-said_on", "2021-08-15", 1]
            {
                "ordering": "relevance",
                "search": "a",
                "cursor": "WyItc2FpZF9vbiIsIjIwMjEtMDgtMTUiLDFd",
            },
            "cursor",
        ),
        (
            "statements",
            # ["relevance", ["x", 1, 2], 1]
            {
                "ordering": "relevance",
                "search": "a",
                "cursor": "WyJyZWxldmFuY2UiLFsieCIsMSwyXSwxXQ",
            },
            "cursor",
        ),
        (
            "statements",
            # ["relevance", [0.5, "e30", "e30"], 1]: places that are none
            {
                "ordering": "relevance",
                "search": "a",
                "cursor": "WyJyZWxldmFuY2UiLFswLjUsImUzMCIsImUzMCJdLDFd",
            },
            "cursor",
        ),
    ],
)
def test_what_cannot_be_sorted_so_is_refused(
    client: APIClient, db: None, path: str, asked: dict[str, str], field: str
) -> None:
    answer = client.get(f"/api/v1/{path}", asked)
    assert answer.status_code == 400
    assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_officials_and_articles_have_their_words_marked(
    client: APIClient, as_viewer: APIClient, official: Official, article: Article
) -> None:
    for ordering in ("", "relevance"):
        asked = {"search": "esempio", "ordering": ordering}
        (row,) = as_viewer.get("/api/v1/officials", asked).json()["results"]
        assert row["snippet"] == "Luigi <mark>Esempio</mark>, foreign minister"
        asked = {"search": "herald", "ordering": ordering}
        (row,) = client.get("/api/v1/articles", asked).json()["results"]
        assert row["snippet"] == "Embassies close, The <mark>Herald</mark>, Rome"


def test_the_text_of_an_article_is_shown_to_those_who_may_read_it(
    client: APIClient, as_viewer: APIClient, article: Article
) -> None:
    asked = {"search": "Norway"}
    assert client.get("/api/v1/articles", asked).json()["results"] == []
    (row,) = as_viewer.get("/api/v1/articles", asked).json()["results"]
    assert "staff had left. <mark>Norway</mark> is considering" in row["snippet"]


@pytest.mark.parametrize("path", ["actions", "statements", "officials", "articles"])
@pytest.mark.parametrize("ordering", ["", "relevance"])
@pytest.mark.parametrize("expand", ["", "crisis"])
def test_a_snippet_is_chosen_like_a_field(
    as_viewer: APIClient,
    act: Make,
    say: Make,
    official: Official,
    path: str,
    ordering: str,
    expand: str,
) -> None:
    act(summary="The Herald on Esempio")
    say(text="The Herald on Esempio")
    word = "esempio" if path == "officials" else "herald"
    asked = {"search": word, "ordering": ordering}
    if path != "officials":
        asked["expand"] = expand
    (whole,) = as_viewer.get(f"/api/v1/{path}", asked).json()["results"]
    assert "<mark>" in whole["snippet"]
    for fields in ("id,snippet", "snippet,id", "snippet"):
        shown = as_viewer.get(f"/api/v1/{path}", asked | {"fields": fields}).json()
        assert shown["results"] == [{n: whole[n] for n in fields.split(",")}]
    told = {"actions": "summary", "statements": "text", "officials": "name,title"}
    fields = told.get(path, "title,publisher,agency")
    (row,) = as_viewer.get(
        f"/api/v1/{path}", asked | {"fields": fields + ",aliases" * (word[0] == "e")}
    ).json()["results"]
    assert "snippet" not in row


def test_an_article_found_by_its_text_needs_no_id_for_a_snippet(
    as_viewer: APIClient, article: Article
) -> None:
    asked = {"search": "Norway", "fields": "title,snippet"}
    (row,) = as_viewer.get("/api/v1/articles", asked).json()["results"]
    assert "<mark>Norway</mark>" in row["snippet"]


@pytest.mark.parametrize(
    ("path", "asked", "reason"),
    [
        ("actions", {}, "fields: snippet is there with `search` only."),
        ("actions", {"search": " "}, "fields: snippet is there with `search` only."),
        ("actions/{id}", {}, "fields: 'snippet' is not one of: id, crisis,"),
        ("countries", {"search": "a"}, "fields: 'snippet' is not one of: code,"),
    ],
)
def test_without_a_search_there_is_no_snippet_to_choose(
    client: APIClient, act: Make, path: str, asked: dict[str, str], reason: str
) -> None:
    address = f"/api/v1/{path}".format(id=act().public_id)
    answer = client.get(address, asked | {"fields": "snippet"})
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(reason)
