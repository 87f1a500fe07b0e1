"""Files with an article a row: JSON, JSON Lines, CSV.

A row needs a text; its other columns or keys are those of header lines, and what is
none of them is left alone. A bad row is refused by its number and stops no other.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from reactions.sources.decoding import UnreadableError, clean_text, decode
from reactions.sources.headers import HEADER_KEYS, header_key
from reactions.sources.metadata import parse_metadata
from reactions.sources.readers import RawFile, make_article
from reactions.sources.records import ArticleRecord, Refused

if TYPE_CHECKING:
    import _csv

TEXT_KEYS = ("text", "body", "content", "article")
LISTS = ("articles", "items", "results")
"""Keys under which an object may hold the list of articles."""
SEPARATORS = (",", ";", "\t")


def read_json(raw: RawFile) -> Iterator[ArticleRecord | Refused]:
    """The articles of a JSON file: one object, a list of objects, or an object with
    the list under "articles", "items" or "results"."""
    rows = _parse(decode(raw.content.whole()))
    if isinstance(rows, dict):
        lists = [rows[key] for key in LISTS if isinstance(rows.get(key), list)]
        if not lists:
            yield _article(raw, rows, row="")
            return
        rows = lists[0]
    if not isinstance(rows, list):
        raise UnreadableError("holds neither an article nor a list of articles")
    for number, row in enumerate(rows, start=1):
        yield from _settled(raw, row, row=f"row {number}")


def read_json_lines(raw: RawFile) -> Iterator[ArticleRecord | Refused]:
    """The articles of a JSON Lines file, which is UTF-8; empty lines say nothing."""
    for number, line in enumerate(raw.content.lines(), start=1):
        if not line.strip():
            continue
        row = f"line {number}"
        try:
            if len(line) > raw.content.max_bytes:
                raise UnreadableError(
                    f"longer than the {raw.content.max_bytes:,} bytes allowed"
                )
            parsed = _parse(line.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            yield Refused(f"{raw.path} {row}", f"no UTF-8: byte {error.start}")
        except UnreadableError as error:
            yield Refused(f"{raw.path} {row}", str(error))
        else:
            yield from _settled(raw, parsed, row=row)


def read_csv(raw: RawFile) -> Iterator[ArticleRecord | Refused]:
    """The articles of a CSV file, one a row below a heading, the columns parted by
    commas, semicolons or tabs. A large one (over `max_bytes`) must be UTF-8."""
    lines = _Lines(_csv_lines(raw), longest=raw.content.max_bytes)
    heading = next(lines, "")
    separator = next((s for s in SEPARATORS if _has_text(_cells(heading, s))), "")
    if not separator:
        raise UnreadableError("has no column “text” (or body, content, article)")
    names = _cells(heading, separator)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        while (cells := _next_row(reader, lines)) is not None:
            row = f"line {reader.line_num + 1}"
            if len(cells) > len(names):
                yield Refused(
                    f"{raw.path} {row}",
                    "has more cells than the heading (a separator outside of"
                    " quotation marks?)",
                )
            elif any(cell.strip() for cell in cells):
                yield from _settled(raw, dict(zip(names, cells, strict=False)), row=row)
    except csv.Error as error:
        raise UnreadableError(f"line {reader.line_num + 1}: {error}") from error


class _Lines:
    """The lines of a CSV. A row goes over as many as it likes, in cells without number,
    so what one row may take is counted here."""

    def __init__(self, lines: Iterator[str], *, longest: int) -> None:
        self._lines = lines
        self.longest = longest
        self._taken = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._taken += len(line)
        if self._taken > self.longest:
            raise UnreadableError(
                f"a row is longer than the {self.longest:,} characters allowed"
            )
        return line

    def begin_row(self) -> None:
        self._taken = 0


def _next_row(reader: "_csv.Reader", lines: _Lines) -> list[str] | None:
    # Python has one limit for all readers, and a manifest may have been read since.
    csv.field_size_limit(lines.longest)
    lines.begin_row()
    return next(reader, None)


def _csv_lines(raw: RawFile) -> Iterator[str]:
    """Its lines as text, with their ends."""
    if 0 < raw.content.size <= raw.content.max_bytes:
        yield from io.StringIO(decode(raw.content.whole(), declared=raw.charset))
        return
    for line in raw.content.lines():
        if len(line) > raw.content.max_bytes:
            raise UnreadableError("a line is longer than an article may be")
        try:
            yield line.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise UnreadableError("a large CSV must be UTF-8, and is none") from error


def _cells(heading: str, separator: str) -> list[str]:
    try:
        cells = next(csv.reader([heading], delimiter=separator), [])
    except csv.Error as error:
        raise UnreadableError(f"line 1: {error}") from error
    return [cell.strip().lower().lstrip("\ufeff") for cell in cells]


def _has_text(names: list[str]) -> bool:
    return any(key in names for key in TEXT_KEYS)


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is no JSON: {error}") from error


def _settled(
    raw: RawFile, values: Any, *, row: str
) -> Iterator[ArticleRecord | Refused]:
    try:
        yield _article(raw, values, row=row)
    except UnreadableError as error:
        yield Refused(f"{raw.path} {row}", str(error))


def _article(raw: RawFile, values: Any, *, row: str) -> ArticleRecord:
    if not isinstance(values, Mapping):
        raise UnreadableError(f"is no article but {type(values).__name__}")
    text = next((values[key] for key in TEXT_KEYS if values.get(key)), None)
    if text is None:
        raise UnreadableError("has no text (or body, content, article)")
    if not isinstance(text, str):
        raise UnreadableError(f"its text is no text but {type(text).__name__}")
    if len(text.encode("utf-8", "replace")) > raw.content.max_bytes:
        raise UnreadableError(f"longer than the {raw.content.max_bytes:,} allowed")
    return make_article(
        raw, text=clean_text(text), header=parse_metadata(_known(values)), row=row
    )


def _known(values: Mapping[str, Any]) -> dict[str, str]:
    """The values that are metadata, by field; the first key of a field counts."""
    known: dict[str, str] = {}
    for key, value in values.items():
        field = HEADER_KEYS.get(header_key(str(key)), "")
        if not field or field in known or value in (None, ""):
            continue
        if isinstance(value, Mapping) and isinstance(value.get("name"), str):
            value = value["name"]  # "source": {"id": ..., "name": "The Daily Example"}
        if not isinstance(value, str):
            raise UnreadableError(f"“{key}” is no text: {value!r:.80}")
        known[field] = value
    return known
