"""Reading: files, folders and web addresses in, article records out. No Django here."""

from reactions.sources.decoding import UnreadableError
from reactions.sources.fetching import without_password
from reactions.sources.formats import ONE_ARTICLE_FORMS, READERS, form_of
from reactions.sources.headers import doubtful_header
from reactions.sources.inputs import (
    LIST_FORM,
    STANDARD_INPUT,
    count_inputs,
    described_crises,
    read_inputs,
)
from reactions.sources.metadata import Metadata, parse_day, parse_host
from reactions.sources.options import (
    DEFAULT_MAX_BYTES,
    DEFAULT_SECONDS,
    ReadOptions,
    Recall,
    nothing_known,
)
from reactions.sources.paths import printable
from reactions.sources.posting import Posted, ask, post
from reactions.sources.records import (
    ArticleRecord,
    CrisisRecord,
    Fetched,
    Reading,
    ReadThrough,
    Refused,
    Skipped,
    Unchanged,
)
from reactions.sources.spelling import nearest

FORMS = (*READERS, LIST_FORM)
"""What standard input can be said to be."""

__all__ = [
    "DEFAULT_MAX_BYTES",
    "DEFAULT_SECONDS",
    "FORMS",
    "ONE_ARTICLE_FORMS",
    "STANDARD_INPUT",
    "ArticleRecord",
    "CrisisRecord",
    "Fetched",
    "Metadata",
    "Posted",
    "ReadOptions",
    "ReadThrough",
    "Reading",
    "Recall",
    "Refused",
    "Skipped",
    "Unchanged",
    "UnreadableError",
    "ask",
    "count_inputs",
    "described_crises",
    "doubtful_header",
    "nearest",
    "form_of",
    "nothing_known",
    "parse_day",
    "parse_host",
    "post",
    "printable",
    "read_inputs",
    "without_password",
]
