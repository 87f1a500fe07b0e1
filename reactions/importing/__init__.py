"""The only orchestration: articles are read, deduplicated, extracted and proposed."""

from reactions.extraction.installed import NoModelError
from reactions.importing.differences import Changed, Difference
from reactions.importing.reextracting import Reread, reextract, reread_article
from reactions.importing.results import (
    ArticleOutcome,
    ImportOptions,
    ImportReport,
    Proposed,
    Result,
)
from reactions.importing.running import import_articles

__all__ = [
    "ArticleOutcome",
    "Changed",
    "Difference",
    "ImportOptions",
    "ImportReport",
    "NoModelError",
    "Proposed",
    "Reread",
    "Result",
    "import_articles",
    "reextract",
    "reread_article",
]
