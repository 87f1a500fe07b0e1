"""Answers again from memory, 304 to who has them, and never what no longer is true."""

import gzip
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from reactions.api import memory
from reactions.api.memory import Answer, Memory, forget
from reactions.api.throttling import ByAddress
from reactions.models import Action

Make = Callable[..., Any]
ACTIONS = "/api/v1/actions"


@pytest.fixture(autouse=True)
def _with_nothing_in_mind() -> Iterator[None]:
    forget()
    cache.clear()
    yield
    forget()


def test_an_answer_has_a_tag_and_comes_once(client: APIClient, act: Make) -> None:
    act()
    first = client.get(ACTIONS)
    again = client.get(ACTIONS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    act()
    changed = client.get(ACTIONS, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


@pytest.mark.parametrize("tag", ['"other"', "", "W/", '"a", "b"', "%00", "*x"])
def test_another_tag_gets_the_whole_answer(
    client: APIClient, act: Make, tag: str
) -> None:
    act()
    assert client.get(ACTIONS, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_unchanged_data_are_not_read_twice(client: APIClient, act: Make) -> None:
    row = act()
    first = client.get(ACTIONS)
    asked = []
    for _ in range(20):
        # On PostgreSQL the version is told by the whole server, whose other databases
        # may be written to in between; then the data are read anew.
        with CaptureQueriesContext(connection) as queries:
            again = client.get(ACTIONS)
        asked.append(len(queries))
    assert min(asked) == 1
    assert connection.vendor == "postgresql" or set(asked) == {1}
    assert again.content == first.content
    assert again["Last-Modified"] == first["Last-Modified"]
    Action.objects.filter(pk=row.pk).update(summary="Mended")
    (shown,) = client.get(ACTIONS).json()["results"]
    assert shown["summary"] == "Mended"


@pytest.mark.django_db(transaction=True)
def test_last_modified_moves_with_the_answer_even_within_a_second(
    client: APIClient, act: Make
) -> None:
    row = act()
    first = client.get(ACTIONS)
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get(ACTIONS, headers=since).status_code == 304
    Action.objects.filter(pk=row.pk).update(summary="Mended")
    assert client.get(ACTIONS, headers=since).status_code == 200
    for odd in ("yesterday", "", "Mon, 99 Foo 2021 00:00:00 GMT"):
        headers = {"If-Modified-Since": odd}
        assert client.get(ACTIONS, headers=headers).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_who_is_signed_in_sees_a_change_of_the_same_second(
    viewer: User, act: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "time", lambda: 1_700_000_000.5)
    row = act()
    as_viewer = APIClient()
    as_viewer.force_login(viewer)
    first = as_viewer.get(ACTIONS)
    Action.objects.filter(pk=row.pk).update(summary="Mended")
    since = {"If-Modified-Since": first["Last-Modified"]}
    again = as_viewer.get(ACTIONS, headers=since)
    assert again.status_code == 200
    assert again.json()["results"][0]["summary"] == "Mended"


@pytest.mark.django_db(transaction=True)
def test_what_raw_sql_wrote_is_seen(client: APIClient, act: Make) -> None:
    act()
    client.get(ACTIONS)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reactions_action SET summary = 'By hand'")
    (shown,) = client.get(ACTIONS).json()["results"]
    assert shown["summary"] == "By hand"


@pytest.mark.django_db(transaction=True)
def test_nothing_is_remembered_of_what_is_undone(client: APIClient, act: Make) -> None:
    row = act()
    client.get(ACTIONS)
    with transaction.atomic():
        Action.objects.filter(pk=row.pk).update(summary="Undone")
        (inside,) = client.get(ACTIONS).json()["results"]
        transaction.set_rollback(True)
    (after,) = client.get(ACTIONS).json()["results"]
    assert (inside["summary"], after["summary"]) == ("Undone", row.summary)


@pytest.mark.django_db(transaction=True)
def test_what_a_viewer_gets_is_kept_for_nobody_else(
    client: APIClient, viewer: User, act: Make
) -> None:
    act(review="proposed")
    as_viewer = APIClient()
    as_viewer.force_login(viewer)
    seen = as_viewer.get(ACTIONS)
    assert len(seen.json()["results"]) == 1
    assert seen["Cache-Control"] == "private, no-cache"
    unseen = APIClient().get(ACTIONS)
    assert unseen.json()["results"] == []
    assert unseen["Cache-Control"] == "public, no-cache"
    assert len(as_viewer.get(ACTIONS).json()["results"]) == 1


@pytest.mark.django_db(transaction=True)
def test_a_wrong_token_gets_nothing_from_memory(client: APIClient, act: Make) -> None:
    act()
    client.get(ACTIONS)
    wrong = {"Authorization": f"Token {'0' * 64}"}
    assert client.get(ACTIONS, headers=wrong).status_code == 401


@pytest.mark.django_db(transaction=True)
def test_what_comes_from_memory_is_counted_and_has_all_headers(
    client: APIClient, act: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ByAddress, "THROTTLE_RATES", {"anon": "3/min", "user": "5/min"})
    act()
    answers = [client.get(ACTIONS) for _ in range(4)]
    left = [(each.status_code, each["RateLimit-Remaining"]) for each in answers]
    assert left == [(200, "2"), (200, "1"), (200, "0"), (429, "0")]
    first, again, *_ = answers
    # DRF's answers say which methods there are; those from memory need not.
    apart = {"X-Request-ID", "RateLimit-Remaining", "RateLimit-Reset", "Allow"}
    assert again.headers.keys() - apart == first.headers.keys() - apart
    for name in first.headers.keys() - apart:
        assert again[name] == first[name]


@pytest.mark.django_db(transaction=True)
def test_each_form_asked_for_is_its_own_answer(client: APIClient, act: Make) -> None:
    act()
    client.get(ACTIONS)
    table = client.get(ACTIONS, headers={"Accept": "text/csv"})
    assert table["Content-Type"].startswith("text/csv")
    page = client.get(ACTIONS, headers={"Accept": "text/html"})
    assert page["Content-Type"].startswith("text/html")


@pytest.mark.django_db(transaction=True)
def test_a_site_that_begins_to_publish_answers_anew(
    act: Make, settings: Settings
) -> None:
    act(review="proposed")
    assert APIClient().get(ACTIONS).json()["results"] == []
    settings.PUBLISH_PROPOSED = True
    assert len(APIClient().get(ACTIONS).json()["results"]) == 1


@pytest.mark.parametrize(
    ("accepts", "packed"),
    [
        ("gzip, br", True),
        ("GZIP", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip;q=0.5, br", True),
        ("", False),
    ],
)
def test_long_answers_are_packed_for_who_can_unpack(
    client: APIClient, act: Make, accepts: str, packed: bool
) -> None:
    for _ in range(3):
        act()
    plain = client.get(ACTIONS)
    answer = client.get(ACTIONS, headers={"Accept-Encoding": accepts})
    assert answer.has_header("Content-Encoding") is packed
    body = gzip.decompress(answer.content) if packed else answer.content
    assert json.loads(body) == plain.json()
    assert "Accept-Encoding" in answer["Vary"]
    if packed:
        tag = {"If-None-Match": answer["ETag"]}
        assert client.get(ACTIONS, headers=tag).status_code == 304


def test_a_memory_forgets_the_longest_unused_when_full() -> None:
    memory = Memory(most_bytes=250)
    for name in "abc":
        memory.keep(name, Answer(b"x" * 100, "", name, 1), version=1)
        memory.recall("a", version=1)
    assert memory.recall("b", version=1) is None
    assert memory.recall("a", version=1) is not None
    assert memory.recall("a", version=2) is None
    assert memory.size == 200


def test_errors_are_neither_tagged_nor_kept(client: APIClient, act: Make) -> None:
    answer = client.get(f"{ACTIONS}?limit=0")
    assert answer.status_code == 400
    assert not answer.has_header("ETag")
