"""The only orchestration: articles are read, deduplicated, extracted and proposed."""

from reactions.extraction.installed import NoModelError
from reactions.importing.addresses import move_article
from reactions.importing.crises import crisis_slugs, unknown_crisis
from reactions.importing.differences import Changed, Difference
from reactions.importing.patience import DatabaseAwayError
from reactions.importing.queueing import (
    QueueSettings,
    Send,
    queue_articles,
    reap,
    work_off_and_carry_on,
)
from reactions.importing.reextracting import Reread, reextract, reread_article
from reactions.importing.results import (
    ArticleOutcome,
    ImportOptions,
    ImportReport,
    Proposed,
    Result,
)
from reactions.importing.running import import_articles
from reactions.importing.watched import import_watched
from reactions.importing.work_items import leave_aside, try_again
from reactions.importing.working import retry_here, work_off

__all__ = [
    "ArticleOutcome",
    "Changed",
    "Difference",
    "DatabaseAwayError",
    "ImportOptions",
    "ImportReport",
    "NoModelError",
    "Proposed",
    "Reread",
    "QueueSettings",
    "Result",
    "Send",
    "crisis_slugs",
    "import_articles",
    "reextract",
    "reread_article",
    "import_watched",
    "leave_aside",
    "move_article",
    "queue_articles",
    "reap",
    "retry_here",
    "try_again",
    "unknown_crisis",
    "work_off",
    "work_off_and_carry_on",
]
