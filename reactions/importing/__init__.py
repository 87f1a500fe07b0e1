"""The only orchestration: articles are read, deduplicated, extracted and proposed."""

from reactions.importing.patience import DatabaseAwayError
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
    "DatabaseAwayError",
    "ImportOptions",
    "ImportReport",
    "Proposed",
    "Result",
    "import_articles",
]
