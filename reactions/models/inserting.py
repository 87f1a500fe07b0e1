"""New rows by the fastest way each engine has, several times that of `bulk_create`.

A prepared statement run once a row on SQLite, COPY on PostgreSQL. Constraints, triggers
and defaults hold as ever; `save()`, signals and conflict clauses are not for this way.
To be called in a transaction, which on SQLite holds the one write lock.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache, partial
from io import StringIO
from operator import attrgetter
from typing import Any

from django.db import connections, models, router

Value = Any
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def insert_rows(rows: Sequence[Any]) -> None:
    """Write new rows of one model and give them their ids."""
    if not rows:
        return
    model = type(rows[0])
    database = router.db_for_write(model)
    ids = _reserve_ids(model, len(rows), database=database)
    fields = _stored_fields(model)
    stamped = [field for field in fields if _fills_itself(field)]
    for pk, row in zip(ids, rows, strict=True):
        row.pk = pk
        for field in stamped:
            field.pre_save(row, True)
    values = attrgetter(*(field.attname for field in fields))
    insert_values(fields, map(values, rows))
    for row in rows:
        row._state.adding = False
        row._state.db = database


def insert_values(fields: Sequence[Any], tuples: Iterable[Sequence[Value]]) -> None:
    """Write rows of one model, given as the values of `fields` (model fields) in
    their order; what is not among them takes the column's default."""
    model = fields[0].model
    connection = connections[router.db_for_write(model)]
    written = _written(tuples, fields, connection=connection)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    target = f"{quote(model._meta.db_table)} ({columns})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors:
                cursor.cursor.copy_expert(f"COPY {target} FROM STDIN", _lines(written))
            return
        places = ", ".join(["%s"] * len(fields))
        statement = f"INSERT INTO {target} VALUES ({places})"  # noqa: S608 - columns of ours
        cursor.executemany(statement, written)


def _written(
    tuples: Iterable[Sequence[Value]], fields: Sequence[Any], *, connection: Any
) -> list[list[Value]]:
    """The values as the driver takes them."""
    converters = [
        (place, convert)
        for place, field in enumerate(fields)
        if (convert := _converter(field, connection)) is not None
    ]
    rows = [list(values) for values in tuples]
    for row in rows:
        for place, convert in converters:
            if row[place] is not None:
                row[place] = convert(row[place])
    return rows


def _fills_itself(field: Any) -> bool:
    return bool(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", 0))


def _lines(tuples: Iterable[Sequence[Value]]) -> StringIO:
    """Rows in the text format of COPY."""
    return StringIO(
        "".join("\t".join(map(_as_text, values)) + "\n" for values in tuples)
    )


def _as_text(value: Value) -> str:
    if value is None:
        return "\\N"
    return str(value).translate(ESCAPES)


@cache
def _stored_fields(model: Any) -> tuple[Any, ...]:
    return tuple(field for field in model._meta.concrete_fields if not field.generated)


def _converter(field: Any, connection: Any) -> Callable[[Value], Value] | None:
    """What a value needs before the driver takes it; None where it needs nothing."""
    if isinstance(field, models.JSONField):
        return partial(json.dumps, cls=field.encoder)
    if isinstance(field, models.BooleanField):
        return int
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    return date.isoformat if isinstance(field, models.DateField) else None


def _reserve_ids(model: Any, count: int, *, database: str) -> Sequence[int]:
    connection = connections[database]
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s))"
                " FROM generate_series(1, %s)",
                [table, column, count],
            )
            return [pk for (pk,) in cursor.fetchall()]
        # The write lock is ours: nobody else takes the next ids meanwhile.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        first = (last[0] if last else 0) + 1
        return range(first, first + count)
