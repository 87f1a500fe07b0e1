"""Imports that the desk hands over: what was dropped, pasted or named is kept in the
database until a process of its own has read it, so that nothing is lost with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from reactions.importing.intake import never
from reactions.importing.patience import patiently
from reactions.importing.queueing import QueueSettings, Send, queue_articles
from reactions.importing.records import read_with, source_of
from reactions.importing.results import ImportOptions, ImportReport
from reactions.importing.running import import_articles
from reactions.models import ImportRun, Upload
from reactions.sources import FORMS, ONE_ARTICLE_FORMS, form_of

READ_FORMS = FORMS
"""The forms of files that can be handed over."""
DESCRIBING = ("manifest.csv", "crisis.toml")
"""Files that describe others: read beside them, and not named as inputs."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What an editor wants imported: files by name, and web addresses."""

    files: Mapping[str, bytes]
    addresses: Sequence[str] = ()

    @property
    def inputs(self) -> list[str]:
        files = [name for name in self.files if name not in DESCRIBING]
        return [*files, *self.addresses]


def hand_over(
    handed: Handed,
    options: ImportOptions,
    *,
    by: User,
    at: datetime,
    is_queued: bool = False,
) -> ImportRun:
    """Begin the record of an import and keep what is to be read with it."""
    with transaction.atomic():
        run = ImportRun.objects.create(
            started_by=by,
            started_at=at,
            progress_at=at,
            source=source_of(handed.inputs),
            settings=asdict(options)
            | {"addresses": list(handed.addresses), "asked_model": options.model},
            total=None if is_queued else _how_many(handed),
            is_queued=is_queued,
        )
        Upload.objects.bulk_create(
            Upload(run=run, name=name, content=content)
            for name, content in handed.files.items()
        )
    return run


def import_handed_over(
    run: ImportRun,
    *,
    folder: Path,
    at: datetime,
    queue: tuple[Send, QueueSettings] | None = None,
    should_stop: Callable[[], bool] = never,
) -> ImportReport:
    """Carry out an import that the desk began, in an empty `folder` that is also the
    working one: reports then name the files as the editor knows them.

    With a `queue` the workers do the work. What was handed over is dropped once it is
    read; a run that ends otherwise keeps it. Raises as `import_articles` does.
    """
    options = _options_of(run)
    handed = _begun(run, at=at)
    for name, content in handed.files.items():
        (folder / name).write_bytes(content)
    about: dict[str, Any] = {
        "at": at,
        "started_by": run.started_by,
        "should_stop": should_stop,
        "run": run,
    }
    if queue is not None:
        send, how = queue
        report = queue_articles(handed.inputs, options, send=send, how=how, **about)
    else:
        report = import_articles(handed.inputs, options, **about)
    if not report.was_stopped:
        patiently(lambda: run.uploads.all().delete())
    return report


def _begun(run: ImportRun, *, at: datetime) -> Handed:
    """What is to be read, once the record says with what and from when."""
    run.settings |= read_with(run)
    run.progress_at = at
    patiently(lambda: run.save(update_fields=["settings", "progress_at"]))
    return patiently(lambda: _kept(run))


def start_again(run: ImportRun, *, by: User, at: datetime) -> ImportRun | None:
    """A new run with what an ended one was handed and did not read to its end; None
    where nothing is left of it. What is in already is known and stays as it is."""
    with transaction.atomic():
        before = ImportRun.objects.select_for_update().get(pk=run.pk)
        handed = _kept(before)
        if before.state not in ("failed", "stopped") or not handed.inputs:
            return None
        if before.settings.get("started_again_as"):
            return None
        after = hand_over(
            Handed({}, handed.addresses),
            _options_of(before),
            by=by,
            at=at,
            is_queued=before.is_queued,
        )
        before.uploads.update(run=after)
        after.source, after.total = before.source, None
        after.save(update_fields=["source", "total"])
        before.settings["started_again_as"] = after.pk
        before.save(update_fields=["settings"])
    return after


def end_for(run_id: int, reason: str, *, at: datetime) -> bool:
    """End a run that goes on for a reason that it could not write itself."""
    with transaction.atomic():
        running = ImportRun.objects.running().select_for_update()
        run = running.filter(pk=run_id).first()
        if run is None:
            return _told_after_the_end(run_id, reason)
        run.state, run.finished_at, run.progress_at = "failed", at, at
        run.errors = [*run.errors, _failure(reason)]
        run.save(update_fields=["state", "finished_at", "progress_at", "errors"])
    return True


def _told_after_the_end(run_id: int, reason: str) -> bool:
    """Give a run that broke off with an error the words of that error."""
    failed = ImportRun.objects.filter(pk=run_id, state="failed", errors=[])
    return bool(failed.update(errors=[_failure(reason)]))


def _failure(reason: str) -> dict[str, str]:
    return {"file": "", "result": "failed", "reason": reason}


def _kept(run: ImportRun) -> Handed:
    files = run.uploads.order_by("pk").values_list("name", "content")
    return Handed(
        {name: bytes(content) for name, content in files},
        run.settings.get("addresses", []),
    )


def _options_of(run: ImportRun) -> ImportOptions:
    known: dict[str, Any] = {
        field.name: run.settings[field.name]
        for field in fields(ImportOptions)
        if field.name in run.settings
    }
    # The record names the version of the model in place of the name asked for.
    known["model"] = run.settings.get("asked_model", "")
    if known.get("published_on"):
        known["published_on"] = date.fromisoformat(known["published_on"])
    return ImportOptions(**known)


def _how_many(handed: Handed) -> int | None:
    """How many articles it is, where every input is one: for a bar of progress."""
    one_each = all(form_of(name) in ONE_ARTICLE_FORMS for name in handed.files)
    return len(handed.inputs) if one_each else None
