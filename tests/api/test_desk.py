"""Crises, countries, evidence and articles are written over the API."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from reactions.models import Article, Country, Crisis, ImportRun
from tests.api.writers import client_of, reason_of

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


@pytest.fixture
def editor_client(article: Article) -> APIClient:
    return client_of("editor")


@pytest.fixture
def manager(article: Article) -> APIClient:
    return client_of("manager")


def send(client: APIClient, method: str, path: str, body: Any, **headers: str) -> Any:
    call = getattr(client, method)
    return call(f"/api/v1/{path}", body, format="json", headers=headers)


def test_a_crisis_is_made_amended_and_deleted(manager: APIClient) -> None:
    body = {"slug": "a-coup", "name": "A coup", "host": "no"}
    made = send(manager, "post", "crises/", body)
    assert made.status_code == 201, made.json()
    assert made.json()["host"]["code"] == "NO"
    url = made["Location"].removeprefix("http://testserver/api/v1/")
    amended = send(manager, "patch", url, {"ended_on": "2021-01-01"})
    assert amended.json()["ended_on"] == "2021-01-01"
    wrong = send(manager, "patch", url, {"started_on": "2022-01-01"})
    assert reason_of(wrong) == ("body", "A crisis ends on or after its first day.")
    twice = send(manager, "post", "crises/", body)
    assert reason_of(twice)[0] == "slug"
    line = Crisis.history.filter(slug="a-coup").first()
    assert line.history_user.username == "a manager"
    assert manager.delete(f"/api/v1/{url}").status_code == 204
    assert not Crisis.objects.filter(slug="a-coup").exists()


def test_a_crisis_with_articles_is_not_deleted(manager: APIClient) -> None:
    answer = manager.delete("/api/v1/crises/kabul-2021")
    assert answer.status_code == 409
    assert answer.json()["detail"] == "Other rows name it: article."


def test_a_country_is_made_and_amended_by_managers(
    manager: APIClient, editor_client: APIClient
) -> None:
    body = {"code": "XYZ", "name": "A league", "kind": "organisation"}
    assert send(editor_client, "post", "countries/", body).status_code == 403
    made = send(manager, "post", "countries/", body)
    assert made.status_code == 201, made.json()
    amended = send(manager, "patch", "countries/xyz", {"aliases": ["The League"]})
    assert amended.json()["aliases"] == ["The League"]
    assert send(manager, "post", "countries/", body | {"code": "x"}).status_code == 400
    assert manager.delete("/api/v1/countries/XYZ").status_code == 403
    assert Country.objects.get(code="XYZ").name == "A league"


def test_further_words_prove_a_row(editor_client: APIClient, act: Make) -> None:
    row = act()
    body = {
        "action": row.public_id,
        "article": row.evidence.get().article_id,
        "quote": "Norway is considering the same",
    }
    stale = send(editor_client, "post", "evidence/", body, **{"If-Match": '"7"'})
    assert stale.status_code == 412
    made = send(editor_client, "post", "evidence/", body, **{"If-Match": '"1"'})
    assert made.status_code == 201, made.json()
    assert made.json()["action"] == row.public_id
    row.refresh_from_db()
    assert (row.version, row.review, row.evidence.count()) == (2, "accepted", 2)
    best = send(
        editor_client, "patch", f"evidence/{made.json()['id']}", {"preferred": True}
    )
    assert best.json()["preferred"] is True


@pytest.mark.parametrize("parents", [[], ["action", "statement"]])
def test_evidence_proves_one_row(
    editor_client: APIClient, act: Make, say: Make, parents: list[str]
) -> None:
    rows = {"action": act().public_id, "statement": say().public_id}
    body = {name: rows[name] for name in parents} | {
        "article": Article.objects.get().pk,
        "quote": "Italy",
    }
    answer = send(editor_client, "post", "evidence/", body)
    assert reason_of(answer) == ("body", "Name one action, statement or official.")


def test_evidence_from_another_crisis_is_refused(
    editor_client: APIClient, act: Make
) -> None:
    row = act()
    other = Crisis.objects.create(slug="other", name="Other")
    elsewhere = Article.objects.create(
        crisis=other, body="Italy left.", sha256="b", imported_at="2021-01-01T00:00Z"
    )
    body = {"action": row.public_id, "article": elsewhere.pk, "quote": "Italy"}
    answer = send(editor_client, "post", "evidence/", body)
    assert reason_of(answer) == (
        "evidence.quote",
        "The article belongs to another crisis.",
    )


def test_an_accepted_row_keeps_its_last_words(
    editor_client: APIClient, act: Make, prove: Make
) -> None:
    row = act()
    first = row.evidence.get()
    kept = editor_client.delete(f"/api/v1/evidence/{first.pk}")
    assert kept.status_code == 409
    assert kept.json()["detail"] == "An accepted row keeps its last evidence."
    second = prove(row, "Norway is considering the same")
    assert editor_client.delete(f"/api/v1/evidence/{second.pk}").status_code == 204
    row.refresh_from_db()
    assert (row.version, list(row.evidence.all())) == (2, [first])


def test_an_article_is_corrected_but_not_its_text(
    editor_client: APIClient, article: Article
) -> None:
    url = f"articles/{article.pk}"
    answer = send(editor_client, "patch", url, {"publisher": "The Herald"})
    assert answer.json()["publisher"] == "The Herald"
    text = send(editor_client, "patch", url, {"body": "Another text."})
    assert reason_of(text)[0] == "body"
    version = send(editor_client, "patch", url, {"title": "T"}, **{"If-Match": '"1"'})
    assert reason_of(version)[0] == "If-Match"


def test_a_quoted_article_is_not_deleted(
    manager: APIClient, article: Article, act: Make
) -> None:
    act()
    answer = manager.delete(f"/api/v1/articles/{article.pk}")
    assert answer.status_code == 409
    other = Article.objects.create(
        crisis=article.crisis, body="x", sha256="c", imported_at="2021-01-01T00:00Z"
    )
    assert manager.delete(f"/api/v1/articles/{other.pk}").status_code == 204


TEXT = "PARIS, Aug. 15 - France closed its embassy in Kabul on Sunday, it said."


def test_texts_are_imported(editor_client: APIClient) -> None:
    body = {
        "crisis": "kabul-2021",
        "articles": [
            {
                "text": TEXT,
                "title": "Closed",
                "publisher": "The Courier",
                "published_on": "2021-08-15",
                "url": "https://courier.example/1",
            }
        ],
    }
    key = {"Idempotency-Key": "upload-1"}
    answer = send(editor_client, "post", "articles/", body, **key)
    assert answer.status_code == 201, answer.json()
    run = answer.json()
    assert (run["state"], run["counts"]["imported"]) == ("finished", 1)
    assert run["source"] == "upload: articles.jsonl"
    assert editor_client.get(answer["Location"]).json()["id"] == run["id"]
    stored = Article.objects.get(title="Closed")
    assert (stored.publisher, str(stored.published_on)) == ("The Courier", "2021-08-15")
    assert stored.evidence.filter(action__country="FR").exists()
    again = send(editor_client, "post", "articles/", body, **key)
    assert again.json() == run
    assert ImportRun.objects.count() == 1
    assert ImportRun.objects.get().started_by.username == "a editor"


def test_files_are_imported_and_a_bad_one_is_named(editor_client: APIClient) -> None:
    files = [
        SimpleUploadedFile("good.txt", TEXT.encode()),
        SimpleUploadedFile("../../bad.txt", b"\x00\x01\x02"),
        SimpleUploadedFile("odd.xyz", b"x"),
    ]
    answer = editor_client.post(
        "/api/v1/articles/",
        {"crisis": "kabul-2021", "publisher": "The Courier", "files": files},
        format="multipart",
    )
    assert answer.status_code == 201, answer.json()
    run = answer.json()
    assert run["counts"]["imported"] == 1
    assert run["source"] == "upload: good.txt, bad.txt, odd.xyz"
    assert "bad.txt" in {error["file"] for error in run["errors"]}
    assert "/tmp" not in str(run)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"crisis": "kabul-2021"}, "body"),
        ({"crisis": "mars", "articles": [{"text": "x"}]}, "crisis"),
        ({"crisis": "kabul-2021", "articles": [{"title": "x"}]}, "articles.0.text"),
        ({"crisis": "kabul-2021", "articles": [{"text": 1, "b": 2}]}, "articles.0.b"),
        ({"crisis": "kabul-2021", "addresses": ["file:///etc/passwd"]}, "addresses"),
        ({"crisis": "kabul-2021", "files": ["x"]}, "files"),
        ({"articles": []}, "crisis"),
    ],
)
def test_an_upload_that_cannot_be_is_refused(
    editor_client: APIClient, body: Any, field: str
) -> None:
    answer = send(editor_client, "post", "articles/", body)
    assert answer.status_code == 400, answer.json()
    assert reason_of(answer)[0].startswith(field)
    assert not ImportRun.objects.exists()


def test_an_address_of_the_own_network_is_refused(editor_client: APIClient) -> None:
    body = {"crisis": "kabul-2021", "addresses": ["http://127.0.0.1:9/x"]}
    run = send(editor_client, "post", "articles/", body).json()
    (error,) = run["errors"]
    assert "no public address" in error["reason"]


def test_a_viewer_uploads_nothing(article: Article) -> None:
    body = {"crisis": "kabul-2021", "articles": [{"text": TEXT}]}
    assert send(client_of("viewer"), "post", "articles/", body).status_code == 403
    assert send(client_of(""), "post", "articles/", body).status_code == 401
    assert not ImportRun.objects.exists()
