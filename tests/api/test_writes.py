"""Rows are added, amended and deleted over the API, and nothing that does not hold."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from rest_framework.test import APIClient

from reactions.models import Action, Article, Evidence, Official, Statement
from tests.api.writers import client_of, reason_of

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
QUOTE = "Italy closed its embassy"


def an_action(article: Article, **more: Any) -> dict[str, Any]:
    return {
        "country": "IT",
        "type": "embassy_closed",
        "stage": "done",
        "effective_on": "2021-08-15",
        "effective_on_precision": "day",
        "effective_on_basis": "relative",
        "evidence": {"article": article.pk, "quote": QUOTE},
    } | more


def words(article: Article, quote: str = QUOTE, **more: Any) -> dict[str, Any]:
    start = article.body.index(quote)
    return {"article": article.pk, "start": start, "end": start + len(quote)} | more


@pytest.fixture
def editor_client(article: Article) -> APIClient:
    return client_of("editor")


@pytest.fixture
def reviewer_client(article: Article) -> APIClient:
    return client_of("reviewer")


def post(client: APIClient, path: str, body: Any, **headers: str) -> Any:
    return client.post(f"/api/v1/{path}", body, format="json", headers=headers)


def patch(client: APIClient, row: Any, body: Any, **headers: str) -> Any:
    kind = f"{row._meta.model_name}s"
    return client.patch(
        f"/api/v1/{kind}/{row.public_id}", body, format="json", headers=headers
    )


def test_an_added_action_is_a_proposal_with_its_words(
    editor_client: APIClient, article: Article
) -> None:
    answer = post(editor_client, "actions/", an_action(article, reason="missed"))
    assert answer.status_code == 201, answer.json()
    told = answer.json()
    assert (told["review"], told["crisis"]["slug"]) == ("proposed", "kabul-2021")
    (piece,) = told["evidence"]
    assert (piece["quote"], piece["article"]["id"]) == (QUOTE, article.pk)
    assert answer["ETag"] == '"1"'
    assert editor_client.get(answer["Location"]).json() == told
    row = Action.objects.get()
    assert row.history.get().history_change_reason == "added by hand: missed"
    assert row.history.get().history_user.username == "a editor"


def test_statements_and_officials_are_added_too(
    editor_client: APIClient, article: Article
) -> None:
    said = post(
        editor_client,
        "statements/",
        {
            "country": "IT",
            "kind": "indirect",
            "stance": "information",
            "speaker": "The minister",
            "evidence": words(article, "the staff had left"),
        },
    )
    assert said.status_code == 201, said.json()
    assert said.json()["text"].split() == "the staff had left".split()
    person = {
        "country": "it",
        "name": "Luigi Esempio",
        "evidence": words(article, "foreign minister"),
    }
    made = post(editor_client, "officials/", person)
    assert made.status_code == 201, made.json()
    assert Official.objects.get().name_key == "luigi esempio"
    again = post(editor_client, "officials/", person | {"name": "LUIGI ESEMPIO"})
    assert again.json()["id"] == made.json()["id"]
    assert len(again.json()["evidence"]) == 2


@pytest.mark.parametrize(
    ("evidence", "field", "reason"),
    [
        ({"quote": "Italy kept its embassy"}, "quote", "The article does not read"),
        ({"quote": " "}, "quote", "Select the words that prove"),
        ({}, "quote", "Give the quote, or start and end."),
        ({"start": 5}, "quote", "Give the quote, or start and end."),
        ({"start": 5, "end": 5}, "end", "Give start < end <= "),
        ({"start": 5, "end": 10**9}, "end", "Give start < end <= "),
        ({"start": 5, "end": 9, "quote": QUOTE}, "quote", "The article does not read"),
        ({"start": -1, "end": 9}, "start", "Ensure this value is greater"),
        ({"quote": QUOTE, "article": 10**30}, "article", "Ensure this value is less"),
        ({"quote": QUOTE, "article": 999}, "article", "There is none with the id 999."),
        ({"quote": QUOTE, "articel": 1}, "articel", "Unknown field. Did you mean"),
    ],
)
def test_evidence_that_does_not_hold_is_refused(
    editor_client: APIClient, article: Article, evidence: Any, field: str, reason: str
) -> None:
    body = an_action(article, evidence={"article": article.pk} | evidence)
    answer = post(editor_client, "actions/", body)
    assert answer.status_code == 400
    told = reason_of(answer)
    assert told[0] == f"evidence.{field}"
    assert told[1].startswith(reason)
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("more", "field", "reason"),
    [
        ({"contry": "IT"}, "contry", "Unknown field. Did you mean country?"),
        ({"review": "accepted"}, "review", "Unknown field."),
        ({"note": "x"}, "note", "Unknown field."),
        ({"country": "ZZ"}, "country", "There is none with the code 'ZZ'."),
        ({"country": ["IT"]}, "country", "Not a valid string."),
        ({"country": "I\x00"}, "country", "Null characters are not allowed."),
        ({"type": "closed"}, "type", '"closed" is not a valid choice.'),
        ({"type": {"a": 1}}, "type", "\"{'a': 1}\" is not a valid choice."),
        ({"quantity": -1}, "quantity", "Ensure this value is greater"),
        ({"quantity": 10**20}, "quantity", "Ensure this value is less"),
        ({"effective_on": "15.8.2021"}, "effective_on", "Date has wrong format."),
        ({"fulfils": "act_nothere"}, "fulfils", "There is none with the id"),
        ({"effective_on": None}, "body", "effective_on needs a precision"),
        ({"evidence": "words"}, "evidence.body", "Send an object of fields."),
    ],
)
def test_a_bad_field_is_named_with_its_reason(
    editor_client: APIClient, article: Article, more: Any, field: str, reason: str
) -> None:
    answer = post(editor_client, "actions/", an_action(article, **more))
    assert answer.status_code == 400, answer.json()
    told = reason_of(answer)
    assert told[0] == field
    assert told[1].startswith(reason), told
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{", 400),
        ("[]", 400),
        ('"x"', 400),
        ("[" * 200_000, 400),
        ('{"country": "\\ud83d"}', 400),
        ('{"quantity": ' + "9" * 5000 + "}", 400),
        ('{"quantity": NaN}', 400),
        ('{"summary": "' + "x" * 7_000_000 + '"}', 413),
    ],
)
def test_no_body_breaks_a_write(
    editor_client: APIClient, body: str, status: int
) -> None:
    answer = editor_client.post(
        "/api/v1/actions/", body, content_type="application/json"
    )
    assert answer.status_code == status, answer.content[:300]
    assert answer["Content-Type"] == "application/problem+json"


def test_a_body_in_another_form_is_refused(editor_client: APIClient) -> None:
    answer = editor_client.post("/api/v1/actions/", "a=1", content_type="text/plain")
    assert answer.status_code == 415
    assert answer["Content-Type"] == "application/problem+json"


def test_an_amendment_keeps_the_rest_and_tells_its_version(
    editor_client: APIClient, act: Make
) -> None:
    row = act(review="proposed")
    answer = patch(editor_client, row, {"stage": "underway", "reason": "not yet done"})
    assert answer.status_code == 200, answer.json()
    told = answer.json()
    assert (told["stage"], told["type"]) == ("underway", "embassy_closed")
    assert (told["version"], answer["ETag"]) == (2, '"2"')
    assert row.history.first().history_change_reason == "amended: not yet done"


def test_a_stale_write_is_refused(editor_client: APIClient, act: Make) -> None:
    row = act(review="proposed")
    first = patch(editor_client, row, {"stage": "underway"}, **{"If-Match": '"1"'})
    assert first.status_code == 200
    second = patch(editor_client, row, {"stage": "denied"}, **{"If-Match": '"1"'})
    assert second.status_code == 412
    assert second.json()["detail"].startswith("It was changed meanwhile: version 2")
    row.refresh_from_db()
    assert row.stage == "underway"
    weak = patch(editor_client, row, {"stage": "denied"}, **{"If-Match": 'W/"2"'})
    assert weak.status_code == 200
    for tag in ("2", '"x"', '"1", "2"', '"' + "9" * 40 + '"'):
        odd = patch(editor_client, row, {"stage": "done"}, **{"If-Match": tag})
        assert (odd.status_code, reason_of(odd)[0]) == (400, "If-Match")


def test_the_tag_of_a_read_guards_a_write(editor_client: APIClient, act: Make) -> None:
    row = act(review="proposed")
    url = f"/api/v1/actions/{row.public_id}"
    tag = editor_client.get(url)["ETag"]
    assert tag.startswith('"1.')
    packed = f'{tag[:-1]}-gzip"'  # as a longer row has it
    first = patch(editor_client, row, {"stage": "underway"}, **{"If-Match": packed})
    assert first.status_code == 200
    second = patch(editor_client, row, {"stage": "denied"}, **{"If-Match": tag})
    assert second.status_code == 412
    bare = editor_client.get(f"{url}?fields=id,stage")["ETag"]
    odd = patch(editor_client, row, {"stage": "denied"}, **{"If-Match": bare})
    assert (odd.status_code, reason_of(odd)[0]) == (400, "If-Match")


def test_an_editor_amends_no_decided_row(
    editor_client: APIClient, reviewer_client: APIClient, act: Make
) -> None:
    row = act()
    assert patch(editor_client, row, {"stage": "denied"}).status_code == 403
    assert patch(reviewer_client, row, {"stage": "denied"}).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "body"),
        ({"reason": "only"}, "body"),
        ({"version": 7}, "version"),
        ({"merged_into": "x"}, "merged_into"),
        ({"known_on": None}, "known_on"),
        ({"announced_on": None}, "body"),
    ],
)
def test_what_is_not_to_be_amended_is_named(
    editor_client: APIClient, act: Make, changes: Any, field: str
) -> None:
    row = act(review="proposed")
    answer = patch(editor_client, row, changes)
    assert answer.status_code == 400
    assert reason_of(answer)[0] == field


def test_a_name_that_another_official_has_is_a_refused_name(
    editor_client: APIClient, official: Official, prove: Make
) -> None:
    prove(official)
    other = Official.objects.create(
        country=official.country, name="L Esempio", name_key="l esempio"
    )
    answer = patch(editor_client, other, {"name": official.name})
    assert answer.status_code == 400, answer.json()
    assert "already exists" in reason_of(answer)[1]


def test_an_accepted_row_is_not_deleted(act: Make, say: Make) -> None:
    manager = client_of("manager")
    row, said = act(), say(review="proposed")
    kept = manager.delete(f"/api/v1/actions/{row.public_id}")
    assert kept.status_code == 409
    assert "reopen or reject it" in kept.json()["detail"]
    url = f"/api/v1/statements/{said.public_id}"
    stale = manager.delete(url, headers={"If-Match": '"9"'})
    assert stale.status_code == 412
    gone = manager.delete(url, headers={"If-Match": '"1"'})
    assert (gone.status_code, gone.content) == (204, b"")
    assert not Statement.objects.exists()
    assert manager.delete(url).status_code == 404
    assert Evidence.objects.count() == 1
    last = Statement.history.first()
    assert (last.history_type, last.history_user.username) == ("-", "a manager")


def test_a_row_that_others_name_is_not_deleted(act: Make) -> None:
    manager = client_of("manager")
    into, merged = act(review="proposed"), act(review="proposed")
    Action.objects.filter(pk=merged.pk).update(merged_into=into)
    answer = manager.delete(f"/api/v1/actions/{into.public_id}")
    assert answer.status_code == 409
    assert answer.json()["detail"] == "Other rows name it: action."


def test_what_is_sent_with_a_key_twice_is_done_once(
    editor_client: APIClient, article: Article
) -> None:
    body = an_action(article)
    first = post(editor_client, "actions/", body, **{"Idempotency-Key": "k1"})
    again = post(editor_client, "actions/", body, **{"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first["Location"] == again["Location"]
    assert first["ETag"] == again["ETag"]
    assert (first.get("Idempotent-Replayed"), again["Idempotent-Replayed"]) == (
        None,
        "true",
    )
    assert Action.objects.count() == 1
    other = post(
        editor_client,
        "actions/",
        an_action(article, stage="denied"),
        **{"Idempotency-Key": "k1"},
    )
    assert other.status_code == 422
    assert "another body" in other.json()["detail"]
    elsewhere = post(editor_client, "officials/", body, **{"Idempotency-Key": "k1"})
    assert elsewhere.status_code == 422
    somebody = post(client_of("manager"), "actions/", body, **{"Idempotency-Key": "k1"})
    assert somebody.json()["id"] != first.json()["id"]


def test_a_refused_create_does_not_use_its_key_up(
    editor_client: APIClient, article: Article
) -> None:
    key = {"Idempotency-Key": "k2"}
    bad = post(editor_client, "actions/", an_action(article, country="ZZ"), **key)
    assert bad.status_code == 400
    assert post(editor_client, "actions/", an_action(article), **key).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201, "ä", "a b"])
def test_a_key_that_cannot_be_one_is_refused(
    editor_client: APIClient, article: Article, key: str
) -> None:
    answer = editor_client.post(
        "/api/v1/actions/",
        an_action(article),
        format="json",
        HTTP_IDEMPOTENCY_KEY=key,
    )
    assert (answer.status_code, reason_of(answer)[0]) == (400, "Idempotency-Key")


def test_a_session_needs_its_csrf_token(article: Article, editor: Any) -> None:
    browser = APIClient(enforce_csrf_checks=True)
    browser.force_login(editor)
    answer = post(browser, "actions/", an_action(article))
    assert answer.status_code == 403
    assert "CSRF" in answer.json()["detail"]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_make_one_row(article: Article) -> None:
    clients = [client_of("editor") for _ in range(4)]
    body = an_action(article)

    def send(client: APIClient) -> Any:
        try:
            return post(client, "actions/", body, **{"Idempotency-Key": "once"})
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, clients))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert Action.objects.count() == 1
