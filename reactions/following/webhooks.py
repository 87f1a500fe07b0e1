"""Webhooks: changes to those who asked for them, signed, again until they are taken.

Signed as Standard Webhooks says (standardwebhooks.com): HMAC-SHA256 over id, time and
body. News waits a little before it is collected, so that what is being committed just
then is not passed by; a delivery may come twice and names itself by its id.
"""

import base64
import hashlib
import hmac
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db import transaction

from reactions.following.changes import Change, changes_between
from reactions.models import Webhook, WebhookDelivery
from reactions.models.reviewable import new_public_id
from reactions.sources import ReadOptions, UnreadableError, post
from reactions.vocabulary import CODEBOOK_VERSION

GRACE = timedelta(seconds=60)
MOST_CHANGES = 500
"""Of one delivery; more go into further ones."""
WAITS = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
]
"""Before each further attempt; after the last a delivery has failed."""
HELD_FOR = timedelta(minutes=10)
"""So long nobody else takes a delivery that somebody is sending."""
MOST_AT_ONCE = 200


def collect(*, now: datetime) -> int:
    """Put what changed since the last time into deliveries; how many were made."""
    made = 0
    for pk in Webhook.objects.filter(is_active=True).values_list("pk", flat=True):
        with transaction.atomic():
            webhook = Webhook.objects.select_for_update(of=("self",)).get(pk=pk)
            made += _collect_for(webhook, now=now)
    return made


def _collect_for(webhook: Webhook, *, now: datetime) -> int:
    until = now - GRACE
    if until <= webhook.seen_until:
        return 0
    changes = changes_between(
        webhook.seen_until, until, crisis=webhook.crisis, country=webhook.country
    )
    parts = [
        changes[n : n + MOST_CHANGES] for n in range(0, len(changes), MOST_CHANGES)
    ]
    for part in parts:
        key = new_public_id("msg")
        WebhookDelivery.objects.create(
            webhook=webhook,
            key=key,
            payload=_payload(part, at=now),
            made_at=now,
            not_before=now,
        )
    webhook.seen_until = until
    webhook.save(update_fields=["seen_until"])
    return len(parts)


def _payload(changes: list[Change], *, at: datetime) -> dict[str, Any]:
    told = [asdict(each) | {"at": each.at.isoformat()} for each in changes]
    return {
        "type": "rows.changed",
        "timestamp": at.isoformat(),
        "codebook_version": CODEBOOK_VERSION,
        "data": told,
    }


def deliver(options: ReadOptions, *, now: datetime) -> tuple[int, int]:
    """Send what is due: how many were taken, how many not. `options` bound the seconds
    and say whether addresses of the own network may be asked."""
    taken = refused = 0
    due = WebhookDelivery.objects.due(now).values_list("pk", flat=True)
    for pk in list(due[:MOST_AT_ONCE]):
        mine = WebhookDelivery.objects.due(now).filter(pk=pk)
        # Who comes second finds it held, and leaves it.
        if not mine.order_by().update(not_before=now + HELD_FOR):
            continue
        delivery = WebhookDelivery.objects.select_related("webhook").get(pk=pk)
        if _send(delivery, options, now=now):
            taken += 1
        else:
            refused += 1
    return taken, refused


def _send(delivery: WebhookDelivery, options: ReadOptions, *, now: datetime) -> bool:
    body = orjson.dumps(delivery.payload)
    headers = signed_headers(
        body, key=delivery.key, secret=delivery.webhook.secret, at=now
    )
    delivery.status, delivery.reason = None, ""
    try:
        delivery.status = post(delivery.webhook.url, body, headers, options)
    except UnreadableError as error:
        delivery.reason = str(error)[:300]
    delivery.attempts += 1
    done = delivery.status is not None and 200 <= delivery.status < 300
    if done:
        delivery.state, delivery.ended_at = "delivered", now
    else:
        _postpone(delivery, now=now)
    delivery.save()
    return done


def _postpone(delivery: WebhookDelivery, *, now: datetime) -> None:
    if delivery.status is not None:
        delivery.reason = f"answered {delivery.status}"
    if delivery.attempts > len(WAITS):
        delivery.state, delivery.ended_at = "failed", now
        return
    delivery.not_before = now + WAITS[delivery.attempts - 1]


def signed_headers(
    body: bytes, *, key: str, secret: str, at: datetime
) -> dict[str, str]:
    """The three headers of Standard Webhooks, and the type of the body."""
    seconds = str(int(at.timestamp()))
    signing = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b".".join([key.encode(), seconds.encode(), body])
    digest = hmac.new(signing, signed, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "webhook-id": key,
        "webhook-timestamp": seconds,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
