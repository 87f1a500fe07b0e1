"""The answers about a crisis as lines of a file: a row a nation, an act, a run of days.

The rows are made of the plain values that the API answers in JSON. A CSV holds the best
piece of evidence with each row, JSON Lines hold them whole; every line says what was
asked, for lines of several answers are often put together.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

import orjson
from django.urls import reverse

from reactions.exporting.columns import FORMULA_SIGNS, inert
from reactions.exporting.lines import Form
from reactions.vocabulary import CODEBOOK_VERSION

Row = Mapping[str, Any]
Address = Callable[[str], str]
"""Makes the whole address of a page of this site."""

PROOF = (
    *("action", "article", "article_title", "publisher", "published_on"),
    *("start", "end", "quote", "extractor_version", "page"),
)


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """`columns` of a CSV; `about` is what every line says of the question."""

    columns: tuple[str, ...]
    about: tuple[str, ...]
    rows: Callable[[Row], Iterable[Row]]

    @property
    def headings(self) -> tuple[str, ...]:
        return (*self.columns, *self.about, "codebook_version")


def _of_board(answer: Row) -> Iterable[Row]:
    rows: Iterable[Row] = answer["rows"]
    return rows


def _of_series(answer: Row) -> Iterator[Row]:
    for row in answer["rows"]:
        for run in row["runs"]:
            yield {"country": row["country"], "name": row["name"], **run}


def _of_conflicts(answer: Row) -> Iterator[Row]:
    """One mission may have several of one day: each has a name of its own."""
    counted: Counter[str] = Counter()
    for found in answer["results"]:
        day = f"{found['country']}-{found['on']}"
        counted[day] += 1
        told = {name: found[name] for name in ("country", "name", "on")}
        told["contradiction"] = f"{day}-{counted[day]}"
        for side in ("closed", "kept"):
            for act in found[side]:
                yield {**told, "side": side, **act}


def _of_coverage(answer: Row) -> Iterator[Row]:
    nothing = {"actions": 0, "statements": 0, "last_known_on": None}
    for row in answer["heard"]:
        yield {**row, "heard": True}
    for row in answer["silent"]:
        yield {**row, **nothing, "heard": False}


BOARD = AnswerTable(
    columns=(
        *("country", "name", "answer", "level", "since", "since_precision"),
        *("since_basis", "level_since", "last_kept_on", "stage", "planned"),
        *("origins", "reviewed", "conflict", *PROOF),
    ),
    about=("crisis", "on", "known_by", "review"),
    rows=_of_board,
)
SERIES = AnswerTable(
    columns=("country", "name", "level", "answer", "first", "last", "because"),
    about=("crisis", "known_by", "review"),
    rows=_of_series,
)
CONFLICTS = AnswerTable(
    columns=(
        *("country", "name", "on", "contradiction", "side", "type", "counts_on"),
        *PROOF,
    ),
    about=("crisis", "known_by", "review"),
    rows=_of_conflicts,
)
COVERAGE = AnswerTable(
    columns=(
        *("country", "name", "region", "heard"),
        *("actions", "statements", "last_known_on"),
    ),
    about=("crisis", "review"),
    rows=_of_coverage,
)


def answer_as(
    form: Form, table: AnswerTable, answers: Iterable[Row], *, address: Address
) -> Iterator[bytes]:
    """The lines of an answer, or of one that comes in several pages."""
    write = _csv_lines if form.name == "csv" else _json_lines
    if form.name == "csv":
        yield _csv([table.headings])
    for answer in answers:
        about = {name: answer[name] for name in table.about}
        about["codebook_version"] = CODEBOOK_VERSION
        yield write(table, [{**row, **about} for row in table.rows(answer)], address)


def _json_lines(table: AnswerTable, rows: Sequence[Row], address: Address) -> bytes:
    return b"".join(orjson.dumps(row, str) + b"\n" for row in rows)


def _csv_lines(table: AnswerTable, rows: Sequence[Row], address: Address) -> bytes:
    flat = (row | _proof(row, address) for row in map(dict, rows))
    return _csv([[_cell(row.get(name)) for name in table.headings] for row in flat])


def _csv(lines: Iterable[Iterable[Any]]) -> bytes:
    file = StringIO(newline="")
    csv.writer(file).writerows(lines)
    return file.getvalue().encode()


def _proof(row: Row, address: Address) -> Row:
    """The first piece of evidence, and the page on which its words are marked."""
    for piece in row.get("evidence", ()):
        article = reverse("article", args=[piece["article"]])
        page = f"{article}#claim-{piece['start']}-{piece['end']}"
        return {**piece, "page": address(page)}
    return {}


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return " ".join(map(_named, value))
    # Also coded values are texts; no cell of a stranger's words may run.
    text = isinstance(value, str) and value[:1] in FORMULA_SIGNS
    return inert(value) if text else value


def _named(each: Any) -> str:
    """A plan as `embassy_closed:2021-08-20`, an act by its id."""
    if not isinstance(each, Mapping):
        return str(each)
    day = each["effective_on"]
    return f"{each['type']}:{day}" if day else str(each["type"])
