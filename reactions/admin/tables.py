"""A corrected table as an editor sends it: CSV or XLSX, read with bounds."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl

from reactions.admin.spreadsheets import as_typed

MOST_BYTES = 10_000_000
MOST_UNPACKED = 20_000_000
"""A sheet of 5,000 full rows is smaller; its parts may take a second a megabyte."""
MOST_ROWS, MOST_COLUMNS = 5000, 100
SEPARATORS = (",", ";", "\t")


class UnreadableTable(ValueError):
    """What is wrong with a table, in words for who sent it."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row by its number in the sheet, the heading being 1, and its cells by name."""

    number: int
    cells: dict[str, str]


def read_table(name: str, data: bytes) -> list[TableRow]:
    """The rows of a table. Raises UnreadableTable with the reason."""
    if len(data) > MOST_BYTES:
        raise UnreadableTable(f"{name} has more than {MOST_BYTES:,} bytes.")
    if name.lower().endswith(".xlsx"):
        lines = _sheet(name, data)
    elif name.lower().endswith(".csv"):
        lines = _comma_separated(name, data)
    else:
        raise UnreadableTable(f"{name} is neither .csv nor .xlsx.")
    return _named(name, lines)


def _named(name: str, lines: Iterator[Sequence[str]]) -> list[TableRow]:
    heading = [cell.strip().lower() for cell in next(lines, [])]
    named = [cell for cell in heading if cell]
    if len(named) > MOST_COLUMNS:
        raise UnreadableTable(f"{name} has more than {MOST_COLUMNS} columns.")
    twice = sorted({cell for cell in named if named.count(cell) > 1})
    if twice:
        raise UnreadableTable(f"{name} has two columns “{twice[0]}”.")
    rows = []
    for number, line in enumerate(lines, start=2):
        if not any(cell.strip() for cell in line):
            continue
        if len(rows) == MOST_ROWS:
            raise UnreadableTable(f"{name} has more than {MOST_ROWS:,} rows.")
        cells = dict(zip(heading, map(as_typed, line), strict=False))
        cells.pop("", None)
        rows.append(TableRow(number, cells))
    return rows


def _comma_separated(name: str, data: bytes) -> Iterator[Sequence[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTable(
            f"{name} is no UTF-8 (byte {error.start}): save it as “CSV UTF-8”."
        ) from error
    if "\x00" in text:
        raise UnreadableTable(f"{name} is no text.")
    heading = text.partition("\n")[0]
    separator = max(SEPARATORS, key=heading.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise UnreadableTable(f"{name} is no CSV: {error}.") from error


def _sheet(name: str, data: bytes) -> Iterator[Sequence[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
                raise UnreadableTable(
                    f"{name} is larger than {MOST_UNPACKED:,} bytes when unpacked."
                )
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(
            max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True
        ):
            yield [_written(value) for value in row]
    except UnreadableTable:
        raise
    except Exception as error:  # noqa: BLE001 - the library breaks in ways of its own
        told = f"{name} cannot be read as XLSX: {type(error).__name__}."
        raise UnreadableTable(told) from error


def _written(value: Any) -> str:
    """A cell as its column would be typed."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
