"""The only orchestration: articles are read, deduplicated, extracted and proposed."""

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
    "ImportOptions",
    "ImportReport",
    "Proposed",
    "Result",
    "import_articles",
]
