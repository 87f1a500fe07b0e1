"""The columns of an export: where each value stands in the database and in the files.

Days and moments are turned to text by the database: a row goes from its cursor to a
file without passing a model.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.models import Func, TextField
from django.db.models.functions import Cast

# What begins a formula in one spreadsheet or another (OWASP, "CSV Injection").
FORMULA_SIGNS = frozenset("=+-@\t\r")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Column:
    """`path` is the place in a JSON row ("country.code"), `csv` the heading in a CSV
    ("" leaves it out there). `told` turns the stored value into the one that is told,
    `cell` that into what a CSV writes; `may_run` marks text of strangers, which a
    spreadsheet could take for a formula."""

    path: str
    value: Any
    csv: str = ""
    told: Callable[[Any], Any] | None = None
    cell: Callable[[Any], Any] | None = None
    may_run: bool = False


class AsMoment(Func):
    """A moment as 2021-08-15T12:00:00Z, with microseconds where it has some."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "replace(%(expressions)s, ' ', 'T') || 'Z'"
        return super().as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = (
            "replace(to_char(%(expressions)s AT TIME ZONE 'UTC',"
            """ 'YYYY-MM-DD"T"HH24:MI:SS.US'), '.000000', '') || 'Z'"""
        )
        return super().as_sql(compiler, connection, template=template, **context)


def inert(value: str) -> str:
    """Text that begins with a formula's sign, behind an apostrophe unless a number."""
    return value if NUMBER.fullmatch(value) else f"'{value}"


def plain(field: str, *, path: str = "", csv: str | None = None) -> Column:
    """A coded value or a number: nothing in it runs."""
    path = path or field
    return Column(path, field, csv=path if csv is None else csv)


def text(field: Any, *, path: str = "", csv: str | None = None) -> Column:
    path = path or field
    return Column(path, field, csv=path if csv is None else csv, may_run=True)


def day(field: str, *, path: str = "", csv: str | None = None) -> Column:
    path = path or field
    value = Cast(field, TextField())
    return Column(path, value, csv=path if csv is None else csv)


def moment(field: str) -> Column:
    return Column(field, AsMoment(field), csv=field)


def names(field: str) -> Column:
    """A list of names: in a CSV one cell, parted by semicolons."""
    return Column(field, field, csv=field, cell="; ".join, may_run=True)


def flag(field: str) -> Column:
    return Column(
        field, field, csv=field, cell=lambda value: "true" if value else "false"
    )


def as_json(field: str) -> Column:
    return Column(
        field,
        field,
        csv=field,
        cell=lambda value: "" if value is None else orjson.dumps(value).decode(),
    )


def coded_as(path: str, field: str, codes: Mapping[Any, Any]) -> Column:
    """What a table of codes says of a field's value; nothing where it has none."""
    by_value = {str(value): code for value, code in codes.items()}
    return Column(path, field, csv=path, told=by_value.get)
