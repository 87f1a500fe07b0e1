"""The reader of .pdf files that hold text; a scan holds none and is refused.

The day of publication is never taken from a PDF: what it states is when the file was
made.
"""

import io
import time
from collections.abc import Iterator

from reactions.sources.decoding import UnreadableError, clean_text
from reactions.sources.metadata import Metadata
from reactions.sources.readers import RawFile, make_article
from reactions.sources.records import ArticleRecord

MOST_PAGES = 200
MOST_SECONDS = 60.0
BOUNDS = {
    "zlib_maximum_output_length": 10_000_000,
    "lzw_maximum_output_length": 10_000_000,
    "run_length_maximum_output_length": 10_000_000,
    "array_based_stream_maximum_output_length": 10_000_000,
    "stream_decoding_work_maximum_length": 30_000_000,
    "stream_parsing_work_maximum_count": 200_000,
}
"""Of one page; pypdf's own would let some kilobytes take minutes. A page of print has
some ten thousand parts."""


def read_pdf(raw: RawFile) -> Iterator[ArticleRecord]:
    """The one article of a PDF. Raises UnreadableError with the reason."""
    data = raw.content.whole()
    if not data.strip():
        raise UnreadableError("the file is empty")
    # Imported here: most commands read no PDF.
    from pypdf import Configuration, apply_configuration

    try:
        with apply_configuration(Configuration().with_overwrites(**BOUNDS)):
            text, title = _read(data, max_characters=raw.content.max_bytes)
    except UnreadableError:
        raise
    except Exception as error:  # noqa: BLE001 - pypdf breaks on damage in many ways
        raise UnreadableError(f"a damaged PDF: {error}") from error
    if not text.strip():
        raise UnreadableError("the PDF holds no text: perhaps it is a scan")
    yield make_article(raw, text=clean_text(text), header=Metadata(title=title))


def _read(data: bytes, *, max_characters: int) -> tuple[str, str]:
    """Text and title; a blank line parts the pages."""
    from pypdf import PdfReader

    until = time.monotonic() + MOST_SECONDS
    document = PdfReader(io.BytesIO(data))
    if document.is_encrypted and not document.decrypt(""):
        raise UnreadableError("the PDF needs a password")
    if len(document.pages) > MOST_PAGES:
        raise UnreadableError(
            f"{len(document.pages)} pages: no article has over {MOST_PAGES}"
        )
    pages: list[str] = []
    length = 0
    for page in document.pages:
        pages.append(page.extract_text().replace("\x00", ""))
        length += len(pages[-1])
        if time.monotonic() > until:
            raise UnreadableError(f"it takes longer than {MOST_SECONDS:.0f} seconds")
        if length > max_characters:
            raise UnreadableError(f"more than {max_characters:,} characters of text")
    title = document.metadata.title if document.metadata else None
    text = "\n\n".join(pages).encode("utf-8", "replace").decode("utf-8")
    return text, " ".join((title or "").replace("\x00", "").split())
