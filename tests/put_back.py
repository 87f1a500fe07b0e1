"""Puts a database back as migrate left it, after a test that no rollback can undo.

Django would empty all tables and let every application fill its own again, which takes
longer than most such tests. Here the whole is kept on SQLite, and on PostgreSQL the
few rows that migrate makes; what is empty or unchanged stays alone.
"""

import sqlite3
from io import StringIO
from typing import Any

from django.db import transaction

# Every table with the columns that are written, in an order that no migration changes.
TABLES = """
    SELECT c.oid::regclass::text,
           string_agg(quote_ident(a.attname), ', ' ORDER BY a.attname)
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
        AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY 1 ORDER BY 1
"""
NUMBERED = """
    SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences
    WHERE last_value IS NOT NULL
"""


class KeptOnSqlite:
    """A copy of the whole, in memory."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self.copy = sqlite3.connect(":memory:")
        connection.ensure_connection()
        connection.connection.backup(self.copy)

    def put_back(self) -> None:
        self.connection.ensure_connection()
        self.copy.backup(self.connection.connection)
        # SQLite counts no change: to who compares versions of the data it is another.
        self.connection.opened_as = next(self.connection.numbers)


class KeptOnPostgres:
    """The rows of the tables that have any. Its user must be a superuser, whom neither
    triggers nor foreign keys keep from emptying tables in any order."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        with connection.cursor() as cursor:
            cursor.execute(TABLES)
            self.columns = dict(cursor.fetchall())
            held = {table: self._read(cursor, table) for table in self.columns}
            cursor.execute(NUMBERED)
            self.numbered = cursor.fetchall()
        self.rows = {table: rows for table, rows in held.items() if rows}

    def put_back(self) -> None:
        using = self.connection.alias
        with transaction.atomic(using=using), self.connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in self._with_rows(cursor) - self.rows.keys():
                cursor.execute(f"DELETE FROM {table}")
            changed = [
                table
                for table, rows in self.rows.items()
                if self._read(cursor, table) != rows
            ]
            for table in changed:
                self._write_again(cursor, table)
            if changed:
                self._number_on(cursor)

    def _number_on(self, cursor: Any) -> None:
        """New rows get other numbers than those put back, whatever a test has reset."""
        for name, last in self.numbered:
            cursor.execute(
                f"SELECT setval(%s, greatest(%s, last_value)) FROM {name}", [name, last]
            )

    def _with_rows(self, cursor: Any) -> set[str]:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})"
                for table in self.columns
            )
        )
        return {table for (table,) in cursor.fetchall()}

    def _read(self, cursor: Any, table: str) -> str:
        held = StringIO()
        cursor.copy_expert(f"COPY {table} ({self.columns[table]}) TO STDOUT", held)
        return held.getvalue()

    def _write_again(self, cursor: Any, table: str) -> None:
        cursor.execute(f"DELETE FROM {table}")
        held = StringIO(self.rows[table])
        cursor.copy_expert(f"COPY {table} ({self.columns[table]}) FROM STDIN", held)


def keep(connection: Any) -> KeptOnSqlite | KeptOnPostgres | None:
    """What is kept of a database; None where its user may not put it back so."""
    if connection.vendor == "sqlite":
        return KeptOnSqlite(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('is_superuser')")
        (is_superuser,) = cursor.fetchone()
    return KeptOnPostgres(connection) if is_superuser == "on" else None
