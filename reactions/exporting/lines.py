"""Rows to the lines of a file, a batch at a time: CSV for people, JSON Lines for code.

A CSV holds the best piece of evidence with each row and the ids of all pieces; JSON
Lines hold them whole. Every row names the version of the codebook.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

import orjson
from django.db.models import QuerySet

from reactions.exporting.columns import inert
from reactions.exporting.proofs import Piece, as_object, proofs_of
from reactions.exporting.sheets import Sheet
from reactions.exporting.walking import Order, walk
from reactions.vocabulary import CODEBOOK_VERSION

PROOF_HEADINGS = (
    "article",
    "article_title",
    "publisher",
    "agency",
    "published_on",
    "url",
    "start",
    "end",
    "quote",
    "rule",
    "extractor_version",
    "evidence",
)
UNPROVED = ("",) * len(PROOF_HEADINGS)
BY_KEY = Order()
Batch = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    media_type: str
    begin: Callable[[Sheet], bytes]
    write: Callable[[Sheet, Batch], bytes]


def rows_as(
    form: Form, queryset: QuerySet[Any], sheet: Sheet, *, order: Order = BY_KEY
) -> Iterator[bytes]:
    """The rows of a list in pieces of a file; memory holds one batch at a time."""
    begin = form.begin(sheet)
    values = [column.value for column in sheet.columns]
    for batch in walk(queryset, values, order=order):
        yield begin + form.write(sheet, batch)
        begin = b""
    if begin:
        yield begin


def csv_headings(sheet: Sheet) -> list[str]:
    own = [column.csv for column in sheet.columns if column.csv]
    return [*own, *(PROOF_HEADINGS if sheet.proof else ()), "codebook_version"]


def begin_csv(sheet: Sheet) -> bytes:
    return _csv_lines([csv_headings(sheet)])


def write_csv(sheet: Sheet, batch: Batch) -> bytes:
    # The first value of a row is its key.
    taken = [place for place, each in enumerate(sheet.columns, 1) if each.csv]
    cells = [
        (place, column.cell)
        for place, column in enumerate(c for c in sheet.columns if c.csv)
        if column.cell is not None
    ]
    proofs = _proofs(sheet, batch)
    lines = []
    for values in batch:
        line = [values[place] for place in taken]
        for place, cell in cells:
            line[place] = cell(line[place])
        if sheet.proof:
            line += _proof_cells(proofs.get(values[0]))
        line.append(CODEBOOK_VERSION)
        lines.append(line)
    return _csv_lines(lines)


def _csv_lines(lines: list[list[Any]]) -> bytes:
    file = StringIO(newline="")
    csv.writer(file).writerows(lines)
    return file.getvalue().encode()


def _proof_cells(pieces: list[Piece] | None) -> tuple[Any, ...]:
    if not pieces:
        return UNPROVED
    best = pieces[0]
    return (
        best.article,
        inert(best.title),
        inert(best.publisher),
        inert(best.agency),
        best.published_on,
        inert(best.url),
        best.start,
        best.end,
        inert(best.quote),
        best.rule,
        best.extractor_version,
        " ".join(str(piece.id) for piece in pieces),
    )


def begin_json_lines(sheet: Sheet) -> bytes:
    return b""


def write_json_lines(sheet: Sheet, batch: Batch) -> bytes:
    plan = [
        (place, *column.path.split("."))
        for place, column in enumerate(sheet.columns, 1)
    ]
    groups = _groups(sheet)
    proofs = _proofs(sheet, batch)
    lines = []
    for values in batch:
        row: dict[str, Any] = {}
        for place, name, *inner in plan:
            if inner:
                row.setdefault(name, {})[inner[0]] = values[place]
            else:
                row[name] = values[place]
        for name, key in groups:
            # A row that is not there, or not for the reader, is none.
            if row[name][key] is None:
                row[name] = None
        if sheet.proof:
            row["evidence"] = [as_object(piece) for piece in proofs.get(values[0], ())]
        row["codebook_version"] = CODEBOOK_VERSION
        lines.append(orjson.dumps(row))
    return b"\n".join([*lines, b""])


def _groups(sheet: Sheet) -> list[tuple[str, str]]:
    """The objects within a row, each with the field that tells whether it is there."""
    keys: dict[str, str] = {}
    for column in sheet.columns:
        name, dot, inner = column.path.partition(".")
        if dot:
            keys.setdefault(name, inner)
    return list(keys.items())


def _proofs(sheet: Sheet, batch: Batch) -> dict[int, list[Piece]]:
    if not sheet.proof:
        return {}
    return proofs_of(sheet.model, [values[0] for values in batch])


FORMS = {
    "csv": Form("csv", "text/csv", begin_csv, write_csv),
    "jsonl": Form("jsonl", "application/jsonl", begin_json_lines, write_json_lines),
}
