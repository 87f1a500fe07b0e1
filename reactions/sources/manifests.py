"""manifest.csv: which files of a folder are articles, and what is known of each."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from reactions.sources.decoding import UnreadableError, decode
from reactions.sources.headers import HEADER_KEYS, header_key
from reactions.sources.metadata import Metadata, parse_metadata
from reactions.sources.spelling import did_you_mean

MANIFEST_NAME = "manifest.csv"
LONGEST_CELL = 131_072
"""Characters; set for each manifest, as a CSV of articles allows more."""
FIELDS = frozenset(
    {
        "title",
        "publisher",
        "agency",
        "url",
        "published_on",
        "language",
        "host",
        "host_city",
        "crisis",
    }
)


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One named file. `line` is the row's line in the manifest, `problem` why its
    values cannot be used ("" when they can)."""

    file: str
    line: int
    metadata: Metadata
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows in their order, and the columns that are none of ours."""

    rows: tuple[ManifestRow, ...] = ()
    unread: tuple[str, ...] = ()


def parse_manifest(data: bytes) -> Manifest:
    """Raises UnreadableError when it is no CSV with a column "file", or has a column
    that seems to be a misspelt one."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.DictReader(io.StringIO(decode(data), newline=""), strict=True)
    try:
        unread = _read_heading(reader)
        return Manifest(tuple(_parse_rows(reader)), unread)
    except csv.Error as error:
        raise UnreadableError(f"line {reader.line_num}: {error}") from error


def _read_heading(reader: "csv.DictReader[str]") -> tuple[str, ...]:
    """Sort out the columns; those that are none of ours."""
    reader.fieldnames = [
        (name or "").strip().lower() for name in reader.fieldnames or ()
    ]
    if "file" not in reader.fieldnames:
        raise UnreadableError(f"has no column “file”{_other_separator(reader)}")
    known = FIELDS | {"file"}
    unread = tuple(name for name in reader.fieldnames if name and name not in known)
    for name in unread:
        meant = HEADER_KEYS.get(header_key(name), "")
        free = known - set(reader.fieldnames)
        hint = f": did you mean “{meant}”?" if meant in free else ""
        hint = hint or did_you_mean(name, free)
        if hint:
            raise UnreadableError(f"has no use for its column “{name}”{hint}")
    return unread


def _parse_rows(reader: "csv.DictReader[str]") -> Iterator[ManifestRow]:
    named: dict[str, int] = {}
    for cells in reader:
        row = _parse_row(cells, line=reader.line_num, named=named)
        named.setdefault(row.file, row.line)
        yield row


def _other_separator(reader: "csv.DictReader[str]") -> str:
    """A hint for the spreadsheets that save CSV with semicolons or tabs."""
    heading = "".join(reader.fieldnames or ())
    if ";" in heading or "\t" in heading:
        return ": separate the columns with commas"
    return ""


def _parse_row(
    cells: dict[str | None, str | list[str] | None],
    *,
    line: int,
    named: dict[str, int],
) -> ManifestRow:
    spare = cells.pop(None, None)
    texts = {
        name: value.strip()
        for name, value in cells.items()
        if name is not None and isinstance(value, str)
    }
    file = texts.pop("file", "")
    metadata, problem = Metadata(), ""
    if spare:
        problem = (
            "has more cells than the heading (a comma outside of quotation marks?)"
        )
    elif not file:
        problem = "names no file"
    elif file in named:
        problem = f"names the file of row {named[file]} again"
    elif PurePosixPath(file).is_absolute() or ".." in PurePosixPath(file).parts:
        problem = "names a file outside of its folder"
    try:
        known = {name: texts[name] for name in FIELDS & texts.keys()}
        metadata = parse_metadata(known)
    except UnreadableError as error:
        problem = problem or str(error)
    # "./a.txt" is a.txt.
    file = str(PurePosixPath(file)) if file else ""
    return ManifestRow(file=file, line=line, metadata=metadata, problem=problem)
