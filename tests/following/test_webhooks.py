"""Webhooks: signed, sent again, guarded, and logged; nothing hidden is told."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from reactions.following import collect, deliver
from reactions.models import Webhook, WebhookDelivery
from reactions.reviewing import accept, reject, reopen
from reactions.sources import ReadOptions
from tests.builders import a_crisis, a_statement, a_user, an_action
from tests.web_server import Reply, WebServer, serving

pytestmark = pytest.mark.django_db
HERE = ReadOptions(seconds=5, private_addresses=True)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving() as server:
        server.routes["/hook"] = Reply(b"thanks")
        yield server


@pytest.fixture
def reviewer() -> User:
    return a_user(group="manager")


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def a_webhook(web: WebServer, now: datetime, **values: Any) -> Webhook:
    begun = now - timedelta(hours=1)
    return Webhook.objects.create(
        name="desk", url=f"{web.url}/hook", seen_until=begun, **values
    )


def accepted(reviewer: User, at: datetime, **values: Any) -> Any:
    row = an_action(**values)
    accept(row, by=reviewer, at=at)
    type(row).objects.filter(pk=row.pk).update(updated_at=at)
    return row


def told(web: WebServer) -> list[tuple[str, str]]:
    return [
        (each["id"], each["what"])
        for body in web.posted
        for each in json.loads(body)["data"]
    ]


def test_changes_are_sent_signed(web: WebServer, reviewer: User, now: datetime) -> None:
    webhook = a_webhook(web, now)
    row = accepted(reviewer, now)
    an_action(country="DE")  # a proposal is for nobody yet
    assert collect(now=now + 2 * MINUTE) == 1
    assert deliver(HERE, now=now + 2 * MINUTE) == (1, 0)
    assert told(web) == [(row.public_id, "accepted")]
    ((_, headers),) = web.asked
    signed = b".".join(
        [
            headers["webhook-id"].encode(),
            headers["webhook-timestamp"].encode(),
            web.posted[0],
        ]
    )
    secret = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    digest = hmac.new(secret, signed, hashlib.sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    log = WebhookDelivery.objects.get()
    assert (log.state, log.status, log.attempts) == ("delivered", 200, 1)
    assert collect(now=now + 5 * MINUTE) == 0
    assert deliver(HERE, now=now + 5 * MINUTE) == (0, 0)


def test_what_goes_is_told_too(web: WebServer, reviewer: User, now: datetime) -> None:
    row = accepted(reviewer, now - 30 * MINUTE)
    hidden = an_action(country="DE")
    a_webhook(web, now)
    reopen(row, by=reviewer, at=now)
    reject(hidden, by=reviewer, at=now)
    collect(now=now + 5 * MINUTE)
    deliver(HERE, now=now + 5 * MINUTE)
    assert told(web) == [(row.public_id, "withdrawn")]


def test_news_waits_until_it_is_surely_committed(
    web: WebServer, reviewer: User, now: datetime
) -> None:
    a_webhook(web, now)
    accepted(reviewer, now)
    assert collect(now=now + MINUTE / 2) == 0
    assert collect(now=now + 2 * MINUTE) == 1


def test_one_is_told_of_its_crisis_or_country_only(
    web: WebServer, reviewer: User, now: datetime
) -> None:
    a_webhook(web, now, country_id="DE")
    a_webhook(web, now, crisis=a_crisis("other"))
    accepted(reviewer, now)
    german = accepted(reviewer, now, country="DE")
    said = a_statement(country="DE")
    accept(said, by=reviewer, at=now)
    collect(now=now + 2 * MINUTE)
    deliver(HERE, now=now + 2 * MINUTE)
    assert {key for key, _ in told(web)} == {german.public_id, said.public_id}


def test_what_is_not_taken_is_sent_again_later_each_time(
    web: WebServer, reviewer: User, now: datetime
) -> None:
    web.routes["/hook"] = Reply(status=500)
    a_webhook(web, now)
    accepted(reviewer, now)
    at = now + 2 * MINUTE
    collect(now=at)
    waits = []
    while (log := WebhookDelivery.objects.first()).state == "waiting":
        waits.append(log.not_before - at)
        at = log.not_before
        assert deliver(HERE, now=at - timedelta(seconds=1)) == (0, 0)
        assert deliver(HERE, now=at) == (0, 1)
    assert [wait.total_seconds() / 60 for wait in waits] == [
        0,
        1,
        5,
        30,
        120,
        480,
        1440,
    ]
    assert (log.state, log.reason, log.attempts) == ("failed", "answered 500", 7)
    assert len({dict(headers)["webhook-id"] for _, headers in web.asked}) == 1


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:9/x", "is no public address"),
        ("http://169.254.169.254/latest", "is no public address"),
        ("ftp://files.example/x", "http"),
    ],
)
def test_the_own_network_is_not_asked(
    reviewer: User, now: datetime, url: str, reason: str
) -> None:
    Webhook.objects.create(name="x", url=url, seen_until=now - MINUTE)
    accepted(reviewer, now)
    collect(now=now + 2 * MINUTE)
    assert deliver(ReadOptions(seconds=5), now=now + 2 * MINUTE) == (0, 1)
    assert reason in WebhookDelivery.objects.get().reason


def test_a_redirect_is_not_followed(
    web: WebServer, reviewer: User, now: datetime
) -> None:
    away = {"Location": f"{web.url}/elsewhere"}
    web.routes["/hook"] = Reply(status=302, headers=away)
    a_webhook(web, now)
    accepted(reviewer, now)
    collect(now=now + 2 * MINUTE)
    assert deliver(HERE, now=now + 2 * MINUTE) == (0, 1)
    assert web.paths() == ["/hook"]


def test_one_that_is_switched_off_is_not_asked(
    web: WebServer, reviewer: User, now: datetime
) -> None:
    webhook = a_webhook(web, now)
    accepted(reviewer, now)
    collect(now=now + 2 * MINUTE)
    Webhook.objects.filter(pk=webhook.pk).update(is_active=False)
    assert deliver(HERE, now=now + 3 * MINUTE) == (0, 0)
    assert web.asked == []


def test_the_desk_sees_the_secret_once_and_the_log(
    client: Any, reviewer: User, now: datetime
) -> None:
    User.objects.filter(pk=reviewer.pk).update(is_staff=True)
    client.force_login(reviewer)
    page = client.post(
        "/admin/reactions/webhook/add/",
        {"name": "desk", "url": "https://desk.example/hook", "is_active": "on"},
        follow=True,
    ).content.decode()
    webhook = Webhook.objects.get()
    assert webhook.secret in page.replace("&#x3D;", "=")
    form = client.get(f"/admin/reactions/webhook/{webhook.pk}/change/")
    assert webhook.secret not in form.content.decode()
    log = WebhookDelivery.objects.create(
        webhook=webhook,
        key="msg_1",
        payload={},
        state="failed",
        attempts=7,
        made_at=now,
        not_before=now,
        ended_at=now,
    )
    address = "/admin/reactions/webhookdelivery/"
    assert client.get(f"{address}{log.pk}/change/").status_code == 200
    client.post(address, {"action": "send_again", "_selected_action": [log.pk]})
    log.refresh_from_db()
    assert (log.state, log.attempts, log.ended_at) == ("waiting", 0, None)
