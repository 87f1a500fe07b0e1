"""Work items: made of articles, finished, given back, set aside, tried again."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from reactions.importing.articles import Candidate
from reactions.importing.payloads import payload_row
from reactions.importing.results import (
    ROWS,
    ArticleOutcome,
    ImportOptions,
    Result,
)
from reactions.models import ImportRun, WorkItem

MOST_ATTEMPTS = 3
FIRST_PAUSE = timedelta(seconds=5)
"""Before the second attempt; doubled before each further one."""


class LeaseLostError(Exception):
    """The item was given to another worker meanwhile: this one's work is undone."""


def make_item(
    candidate: Candidate, *, run: ImportRun, place: int, options: ImportOptions
) -> WorkItem:
    """The unsaved item of an article."""
    record, slug = candidate.record, candidate.crisis.slug
    return WorkItem(
        run=run,
        place=place,
        file=record.path,
        chain=_hash(slug, record.url) if record.url else "",
        text_key=_text_key(candidate),
        payload=payload_row(record, options),
    )


def set_aside(
    candidate: Candidate, *, run: ImportRun, reason: str, options: ImportOptions
) -> None:
    """Keep an article that could not go in, for another try. One that was set aside
    before is kept once, with what is known of it now."""
    item = make_item(candidate, run=run, place=0, options=options)
    item.state, item.reason, item.attempts = "set_aside", reason, 1
    with transaction.atomic():
        WorkItem.objects.set_aside().filter(text_key=item.text_key).delete()
        item.place = run.items.count() and run.items.latest("place").place + 1
        item.save()


def keys_set_aside() -> set[str]:
    """What `forget_set_aside` would find something of: few, and asked once a run."""
    return set(WorkItem.objects.set_aside().values_list("text_key", flat=True))


def forget_set_aside(candidate: Candidate, *, among: set[str]) -> None:
    """An article that is in needs no other try."""
    key = _text_key(candidate)
    if key in among:
        WorkItem.objects.set_aside().filter(text_key=key).delete()


def finish(item: WorkItem, outcome: ArticleOutcome) -> None:
    """Note what became of a leased item, in the transaction that wrote its rows. Raises
    LeaseLostError where it is leased to this worker no more."""
    done = _mine(item).update(
        state="done",
        leased_by="",
        lease_until=None,
        payload={},
        reason="",
        result=outcome.result.value,
        note=outcome.note,
        article_id=outcome.article_id,
        **{name: getattr(outcome.proposed, name) for name in ROWS},
    )
    if not done:
        raise LeaseLostError(item.file)
    WorkItem.objects.set_aside().filter(text_key=item.text_key).delete()
    _amend_ended_run(item, outcome)


def give_back(item: WorkItem, reason: str, *, now: datetime) -> None:
    """Let a leased item be tried again after a pause, or set it aside after the last
    attempt. Nothing where it is leased to this worker no more."""
    freed = {"leased_by": "", "lease_until": None, "reason": reason}
    if item.attempts >= MOST_ATTEMPTS:
        _mine(item).update(state="set_aside", **freed)
        return
    pause = FIRST_PAUSE * 2 ** (item.attempts - 1)
    _mine(item).update(state="waiting", not_before=now + pause, sent_at=None, **freed)


def release(item: WorkItem) -> None:
    """Leave a leased item to another worker, as if it had not been taken."""
    _mine(item).update(
        state="waiting",
        leased_by="",
        lease_until=None,
        sent_at=None,
        attempts=F("attempts") - 1,
    )


def take_back(*, now: datetime) -> int:
    """Free the items of workers that did not finish in time, dead or hung; after the
    last attempt they are set aside. How many there were."""
    overdue = list(WorkItem.objects.overdue(now).defer("payload"))
    for item in overdue:
        reason = "the worker that read it died or hung"
        if item.attempts > 1:
            reason = f"{reason}, {item.attempts} times"
        give_back(item, reason, now=now)
    return len(overdue)


def try_again(ids: Sequence[int]) -> list[int]:
    """Let items that were set aside be worked on once more; the ids of those. One that
    fails is set aside again at once: nobody else may be there to take it up."""
    with transaction.atomic():
        chosen = WorkItem.objects.set_aside().filter(pk__in=ids)
        found = list(chosen.order_by("pk").values_list("pk", flat=True))
        WorkItem.objects.filter(pk__in=found).update(
            state="waiting",
            attempts=MOST_ATTEMPTS - 1,
            not_before=None,
            sent_at=None,
        )
    return found


def leave_aside(ids: Sequence[int]) -> None:
    """Set those aside again that were to be tried and that nobody took."""
    WorkItem.objects.filter(pk__in=ids, state="waiting").exclude(reason="").update(
        state="set_aside"
    )


def _mine(item: WorkItem) -> Any:
    return WorkItem.objects.filter(pk=item.pk, state="leased", leased_by=item.leased_by)


def _amend_ended_run(item: WorkItem, outcome: ArticleOutcome) -> None:
    """A run that ended without the article tells what became of it since."""
    run = ImportRun.objects.select_for_update().exclude(state="running")
    found = run.filter(pk=item.run_id).first()
    if found is None:
        return
    counts = dict(found.counts)
    failed = Result.FAILED.value
    counts[failed] = max(0, counts.get(failed, 0) - 1)
    counts[outcome.result.value] = counts.get(outcome.result.value, 0) + 1
    for name in ROWS:
        counts[name] = counts.get(name, 0) + getattr(outcome.proposed, name)
    found.counts = counts
    found.errors = [each for each in found.errors if each.get("file") != item.file]
    found.save(update_fields=["counts", "errors"])


def _text_key(candidate: Candidate) -> str:
    return _hash(candidate.crisis.slug, candidate.sha256)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
