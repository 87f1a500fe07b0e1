"""A watched source's round in a deployment: queued by the beat's task, without a
command that stays."""

from dataclasses import replace
from datetime import datetime

from reactions.importing.patience import patiently
from reactions.importing.queueing import QueueSettings, Send, queue_articles
from reactions.importing.records import SILENT_FOR, source_of
from reactions.importing.results import ImportOptions, ImportReport
from reactions.models import ImportRun


def import_watched(
    given: str, asked: ImportOptions, *, at: datetime, send: Send, how: QueueSettings
) -> ImportReport | None:
    """Queue what is new of a folder or a feed. None where the round before this one
    still reads: a slow source is not asked twice at a time."""
    reading = ImportRun.objects.running().filter(
        source=source_of([given]), is_queued=True, total__isnull=True
    )
    if patiently(lambda: reading.heard_since(at - SILENT_FOR).exists()):
        return None
    options = replace(asked, is_watching=True, only_with_news=True)
    return queue_articles([given], options, at=at, send=send, how=how)
