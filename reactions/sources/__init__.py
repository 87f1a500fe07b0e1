"""Reading: files and folders in, article records out. No Django here."""

from reactions.sources.decoding import UnreadableError
from reactions.sources.headers import doubtful_header
from reactions.sources.metadata import Metadata, parse_day, parse_host
from reactions.sources.paths import (
    DEFAULT_MAX_BYTES,
    ReadOptions,
    count_files,
    printable,
    read_paths,
)
from reactions.sources.records import (
    ArticleRecord,
    CrisisRecord,
    Reading,
    Refused,
    Skipped,
)

__all__ = [
    "DEFAULT_MAX_BYTES",
    "ArticleRecord",
    "CrisisRecord",
    "Metadata",
    "ReadOptions",
    "Reading",
    "Refused",
    "Skipped",
    "UnreadableError",
    "count_files",
    "doubtful_header",
    "parse_day",
    "parse_host",
    "printable",
    "read_paths",
]
