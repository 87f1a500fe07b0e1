"""The only orchestration: articles are read, deduplicated, extracted and proposed."""

from reactions.extraction.installed import NoModelError
from reactions.importing.addresses import move_article
from reactions.importing.crises import crisis_slugs, unknown_crisis
from reactions.importing.differences import Changed, Difference
from reactions.importing.handed_over import (
    READ_FORMS,
    Handed,
    end_for,
    hand_over,
    import_handed_over,
    start_again,
)
from reactions.importing.patience import DatabaseAwayError
from reactions.importing.queueing import (
    QueueSettings,
    Send,
    queue_articles,
    reap,
    work_off_and_carry_on,
)
from reactions.importing.records import end_silent_runs
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
    "Handed",
    "ImportOptions",
    "ImportReport",
    "NoModelError",
    "Proposed",
    "READ_FORMS",
    "Reread",
    "QueueSettings",
    "Result",
    "Send",
    "crisis_slugs",
    "end_for",
    "end_silent_runs",
    "hand_over",
    "import_articles",
    "import_handed_over",
    "reextract",
    "reread_article",
    "import_watched",
    "leave_aside",
    "move_article",
    "queue_articles",
    "reap",
    "retry_here",
    "start_again",
    "try_again",
    "unknown_crisis",
    "work_off",
    "work_off_and_carry_on",
]
