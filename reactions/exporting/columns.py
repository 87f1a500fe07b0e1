"""The columns of an export: where each value stands in the database and in the files.

Days and moments are turned to text, and types to their CAMEO and PLOVER codes, by the
database: a row then goes from its cursor to a file without passing a model.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.models import Case, CharField, Func, TextField, Value, When
from django.db.models.functions import Cast

# What begins a formula in one spreadsheet or another (OWASP, "CSV Injection").
FORMULA_SIGNS = frozenset("=+-@\t\r")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Column:
    """`path` is the place in a JSON row ("country.code"), `csv` the heading in a CSV
    ("" leaves it out there), `cell` how a CSV writes the value."""

    path: str
    value: Any
    csv: str = ""
    cell: Callable[[Any], Any] | None = None


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


def inert(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula, behind an apostrophe."""
    if not value or value[0] not in FORMULA_SIGNS or NUMBER.fullmatch(value):
        return value
    return f"'{value}"


def plain(field: str, *, path: str = "", csv: str | None = None) -> Column:
    """A coded value or a number: nothing in it runs."""
    path = path or field
    return Column(path, field, csv=path if csv is None else csv)


def text(field: Any, *, path: str = "", csv: str | None = None) -> Column:
    path = path or field
    return Column(path, field, csv=path if csv is None else csv, cell=inert)


def day(field: str, *, path: str = "", csv: str | None = None) -> Column:
    path = path or field
    value = Cast(field, TextField())
    return Column(path, value, csv=path if csv is None else csv)


def moment(field: str) -> Column:
    return Column(field, AsMoment(field), csv=field)


def names(field: str) -> Column:
    """A list of names: in a CSV one cell, parted by semicolons."""
    return Column(field, field, csv=field, cell=lambda value: inert("; ".join(value)))


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
    cases = [
        When(**{field: value.value}, then=Value(str(code)))
        for value, code in codes.items()
        if code is not None
    ]
    value = Case(*cases, default=Value(None), output_field=CharField(null=True))
    return Column(path, value, csv=path)
