"""Which reader reads which form of input, told by a file's name or its first bytes."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath

from reactions.sources.decoding import UnreadableError
from reactions.sources.html_pages import read_html
from reactions.sources.mail import read_mail
from reactions.sources.pdf import read_pdf
from reactions.sources.plain_text import read_plain_text
from reactions.sources.readers import RawFile
from reactions.sources.records import ArticleRecord, Refused
from reactions.sources.rows import read_csv, read_json, read_json_lines

Reader = Callable[[RawFile], Iterator[ArticleRecord | Refused]]

READERS: Mapping[str, Reader] = {
    "txt": read_plain_text,
    "html": read_html,
    "json": read_json,
    "jsonl": read_json_lines,
    "csv": read_csv,
    "eml": read_mail,
    "pdf": read_pdf,
}
ONE_ARTICLE_FORMS = frozenset({"txt", "html", "eml", "pdf"})
ALSO_CALLED = {"htm": "html", "xhtml": "html", "ndjson": "jsonl", "text": "txt"}
MOST_REFUSED = 1000
"""After so many bad rows the rest of an input is not read: it is not what it is taken
for, or made to fill the record of the run."""
# What a file may begin with that is certain to tell its form.
BEGINNINGS = ((b"%pdf-", "pdf"), (b"<!doctype html", "html"), (b"<html", "html"))


def read_form(form: str, raw: RawFile) -> Iterator[ArticleRecord | Refused]:
    """The articles of an input of this form. Raises UnreadableError, whatever the
    reader breaks on, and after too many bad rows: one strange input never stops the
    others, and fills no record."""
    refused = 0
    try:
        for found in READERS[form](raw):
            refused += isinstance(found, Refused)
            if refused > MOST_REFUSED:
                raise UnreadableError(
                    f"more than {MOST_REFUSED:,} of its rows are refused: the rest is"
                    " not read"
                )
            yield found
    except UnreadableError:
        raise
    except Exception as error:  # noqa: BLE001 - libraries break in ways of their own
        told = f"{type(error).__name__}: {error}"
        raise UnreadableError(f"the reader broke on it: {told}") from error


def form_of(name: str) -> str:
    """The form that a file's name tells, "" where no reader knows it. A ".gz" at the
    end says nothing: what is packed is seen by its bytes."""
    path = PurePath(name.lower().removesuffix(".gz"))
    suffix = path.suffix.removeprefix(".")
    form = ALSO_CALLED.get(suffix, suffix)
    return form if form in READERS else ""


def form_by_bytes(data: bytes) -> str:
    """The form that the first bytes tell, "" where they leave it open."""
    beginning = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower()
    return next((form for mark, form in BEGINNINGS if beginning.startswith(mark)), "")


def no_reader(name: str) -> str:
    suffix = PurePath(name).suffix or "files without a suffix"
    return f"no reader for {suffix}"
