"""The queue's tasks, each a line that calls importing, following or exporting. Imported
where a broker is set.

A task may come late, twice, or for work that is done already: importing leases each
item and writes it once.
"""

from collections.abc import Sequence
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from reactions import following, importing
from reactions.exporting.documents import A_ROUND, write_documents
from reactions.sources import ReadOptions

# A database that is away comes back; the message waits for it, longer each time.
WITH_BACK_OFF = {
    "autoretry_for": (importing.DatabaseAwayError,),
    "retry_backoff": 5,
    "retry_backoff_max": 600,
    "max_retries": None,
}


@shared_task(**WITH_BACK_OFF)
def work_off(ids: list[int]) -> None:
    importing.work_off_and_carry_on(ids, send=send, how=queue_settings())


@shared_task(**WITH_BACK_OFF)
def reap() -> None:
    importing.reap(send=send, how=queue_settings(), now=timezone.now())


@shared_task
def import_watched(crisis: str, given: str) -> None:
    importing.import_watched(
        given,
        watched_options(crisis),
        at=timezone.now(),
        send=send,
        how=queue_settings(),
    )


@shared_task
def send_webhooks() -> None:
    now = timezone.now()
    following.collect(now=now)
    following.deliver(webhook_options(), now=now)


@shared_task
def build_documents() -> None:
    write_documents(most=A_ROUND)


def webhook_options() -> ReadOptions:
    return ReadOptions(
        seconds=min(settings.FETCH_SECONDS, 15),
        private_addresses=settings.FETCH_PRIVATE_ADDRESSES,
    )


def send(ids: Sequence[int]) -> None:
    """Put a batch of items into the queue."""
    work_off.delay(list(ids))


def queue_settings() -> importing.QueueSettings:
    return importing.QueueSettings(
        batch=settings.QUEUE_BATCH,
        window=settings.QUEUE_WINDOW,
        lease=timedelta(seconds=settings.QUEUE_LEASE_SECONDS),
        resend=timedelta(seconds=settings.QUEUE_RESEND_SECONDS),
    )


def watched_options(crisis: str) -> importing.ImportOptions:
    return importing.ImportOptions(
        crisis=crisis,
        max_bytes=settings.MAX_ARTICLE_BYTES,
        model=settings.SPACY_MODEL,
        seconds=settings.FETCH_SECONDS,
        private_addresses=settings.FETCH_PRIVATE_ADDRESSES,
    )
