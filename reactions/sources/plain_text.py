"""The reader of .txt files: header lines, a blank line, the article."""

from collections.abc import Iterator

from reactions.sources.decoding import UnreadableError, decode
from reactions.sources.headers import is_header_alone, split_header
from reactions.sources.readers import RawFile, make_article
from reactions.sources.records import ArticleRecord


def read_plain_text(raw: RawFile) -> Iterator[ArticleRecord]:
    """The one article of a text file. Raises UnreadableError with the reason."""
    text = decode(raw.content.whole(), declared=raw.charset)
    header, header_length = split_header(text)
    if not text[header_length:].strip():
        raise UnreadableError("nothing follows the header")
    if is_header_alone(text):
        raise UnreadableError("holds header lines and no text below them")
    yield make_article(raw, text=text, header_length=header_length, header=header)
