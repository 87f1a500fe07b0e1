"""Rows to the lines of a file, a batch at a time: CSV for people, JSON Lines for code.

A CSV holds the best piece of evidence with each row and the ids of all pieces; JSON
Lines hold them whole. Every row names the version of the codebook.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from operator import itemgetter
from typing import Any

import orjson
from django.db.models import QuerySet

from reactions.exporting.columns import FORMULA_SIGNS, Column, inert
from reactions.exporting.proofs import FIRST_CELL, PIECE, Piece, as_object, proofs_of
from reactions.exporting.sheets import Sheet
from reactions.exporting.walking import Order, walk
from reactions.vocabulary import CODEBOOK_VERSION

PROOF_HEADINGS = (*PIECE[FIRST_CELL:], "evidence")
PROOF_TEXTS = ("article_title", "publisher", "agency", "url", "quote")
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
    taken = itemgetter(*(n for n, each in enumerate(sheet.columns, 1) if each.csv))
    columns = [column for column in sheet.columns if column.csv]
    told = [(n, each.told) for n, each in enumerate(columns) if each.told]
    cells = [(n, each.cell) for n, each in enumerate(columns) if each.cell]
    texts = _places_of_texts(sheet, columns)
    proofs = _proofs(sheet, batch)
    lines = []
    for values in batch:
        line = list(taken(values))
        for place, write in told:
            line[place] = write(line[place])
        for place, write in cells:
            line[place] = write(line[place])
        if sheet.proof:
            line += _proof_cells(proofs.get(values[0]))
        for place in texts:
            if (cell := line[place]) and cell[0] in FORMULA_SIGNS:
                line[place] = inert(cell)
        line.append(CODEBOOK_VERSION)
        lines.append(line)
    return _csv_lines(lines)


def _places_of_texts(sheet: Sheet, columns: Sequence[Column]) -> list[int]:
    own = [place for place, each in enumerate(columns) if each.may_run]
    if not sheet.proof:
        return own
    return own + [len(columns) + PROOF_HEADINGS.index(name) for name in PROOF_TEXTS]


def _csv_lines(lines: list[list[Any]]) -> bytes:
    file = StringIO(newline="")
    csv.writer(file).writerows(lines)
    return file.getvalue().encode()


def _proof_cells(pieces: list[Piece] | None) -> tuple[Any, ...]:
    if not pieces:
        return UNPROVED
    ids = pieces[0][1] if len(pieces) == 1 else " ".join(str(p[1]) for p in pieces)
    return (*pieces[0][FIRST_CELL:], ids)


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
    told = [(n, each.told) for n, each in enumerate(sheet.columns, 1) if each.told]
    for found in batch:
        values = list(found)
        for place, write in told:
            values[place] = write(values[place])
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
