"""Work items done: leased, extracted, written, each by whoever comes first.

The same code works for a queue's workers and, without a broker, in the process that
asks. A lease is taken for one item at a time, when its turn comes, so that a worker
that dies has touched one item of its batch and no more.
"""

import os
import socket
import uuid
from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from reactions.extraction.batches import ExtractionFailed
from reactions.extraction.installed import NoModelError
from reactions.importing.articles import candidate_for
from reactions.importing.extractors import extractor
from reactions.importing.patience import DatabaseAwayError, patiently
from reactions.importing.payloads import payload_from_row
from reactions.importing.reading import job_for
from reactions.importing.storing import Crises, write_article
from reactions.importing.work_items import (
    LeaseLostError,
    finish,
    give_back,
    leave_aside,
    release,
    try_again,
)
from reactions.models import WorkItem

LEASE = timedelta(minutes=5)
"""How long a worker may have an item; more than the longest article takes."""


def work_off(ids: Sequence[int], *, lease: timedelta = LEASE) -> set[int]:
    """Do the items of these ids that are due and that nobody else has; the ids of
    their runs. Raises DatabaseAwayError where the database is gone for good."""
    runs: set[int] = set()
    for pk in ids:
        item = patiently(partial(_lease, pk, lease))
        if item is not None:
            runs.add(item.run_id)
            work_on(item)
    return runs


def retry_here(ids: Sequence[int]) -> list[int]:
    """Try items that were set aside again in this process; the ids of those tried. One
    after another, so that whatever breaks it off leaves the others set aside."""
    tried: list[int] = []
    for pk in ids:
        if not patiently(partial(try_again, [pk])):
            continue
        tried.append(pk)
        try:
            work_off([pk])
        finally:
            leave_aside([pk])
    return tried


def work_on(item: WorkItem) -> None:
    """Bring one leased item to its end: in, given back for later, or set aside."""
    try:
        reason = _import(item)
    except LeaseLostError:
        return
    except DatabaseAwayError:
        # Not the article's fault: the lease runs out, and it is another's turn.
        raise
    except NoModelError:
        patiently(lambda: release(item))
        raise
    except Exception as error:  # noqa: BLE001 - one article never stops the others
        reason = f"{type(error).__name__}: {error}"
    if reason:
        patiently(lambda: give_back(item, reason, now=timezone.now()))


def _lease(pk: int, lasting: timedelta) -> WorkItem | None:
    worker = f"{socket.gethostname()} {os.getpid()} {uuid.uuid4().hex[:12]}"[-100:]
    now = timezone.now()
    if not WorkItem.objects.lease(pk, worker=worker, now=now, lasting=lasting):
        return None
    return WorkItem.objects.select_related("run").get(pk=pk)


def _import(item: WorkItem) -> str:
    """Extract and write the item's article; why it could not be, "" where it was."""
    payload = payload_from_row(item.payload)
    candidate, problem = patiently(lambda: candidate_for(payload.record))
    if candidate is None:
        return problem
    job = job_for(payload.record, host=candidate.crisis_host, model=payload.model)
    extraction = extractor()(job)
    if isinstance(extraction, ExtractionFailed):
        return extraction.reason
    crises = Crises(name=payload.crisis_name)
    crisis = patiently(lambda: crises.of(candidate))

    def write() -> None:
        with transaction.atomic():
            outcome = write_article(
                candidate,
                extraction,
                crisis=crisis,
                run=item.run,
                at=item.run.started_at,
            )
            finish(item, outcome)

    patiently(write)
    return ""
