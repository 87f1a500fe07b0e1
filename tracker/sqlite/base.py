"""Django's SQLite backend, made to keep triggers.

SQLite changes most columns by copying the table, dropping it and renaming the copy.
The drop takes the table's triggers with it, and the rename fails while a trigger of
another table names the dropped one. Here the triggers stand aside for the rebuild and
come back in the same transaction. `flush` empties tables in any order; the triggers
that guard the order stand aside for it too.
"""

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.db.backends.sqlite3 import base, operations, schema


def _read_triggers(connection: Any) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return list(cursor.fetchall())


def _read_text_indexes(connection: Any) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master"
            " WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%content=%'"
        )
        return [name for (name,) in cursor.fetchall()]


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    def _remake_table(self, *args: Any, **kwargs: Any) -> None:
        triggers = _read_triggers(self.connection)
        for name, _ in triggers:
            self.execute(f"DROP TRIGGER {self.quote_name(name)}")
        super()._remake_table(*args, **kwargs)
        for _, sql in triggers:
            self.execute(sql, params=None)


class DatabaseOperations(operations.DatabaseOperations):
    def sql_flush(
        self,
        style: Any,
        tables: Iterable[str],
        *,
        reset_sequences: bool = False,
        allow_cascade: bool = False,
    ) -> list[str]:
        emptying = super().sql_flush(
            style,
            tables,
            reset_sequences=reset_sequences,
            allow_cascade=allow_cascade,
        )
        triggers = _read_triggers(self.connection)
        dropping = [f"DROP TRIGGER {self.quote_name(name)}" for name, _ in triggers]
        # Indexes of texts have no table of ours to be emptied with.
        emptying += [
            f"INSERT INTO {name}({name}) VALUES ('delete-all')"  # noqa: S608 - our own
            for name in map(self.quote_name, _read_text_indexes(self.connection))
        ]
        return [*dropping, *emptying, *(sql for _, sql in triggers)]


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations
    numbers = count()
    opened_as: int
    """Tells this process' connections apart: what SQLite counts, it counts for one."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.opened_as = next(self.numbers)
        return super().get_new_connection(conn_params)
