"""What a database was made to write: statements in whatever form, and rows that came or
went in any table."""

import re
from collections.abc import Iterable, Mapping

from django.db import connection

# Anywhere in the text: many rows at once are logged as "3 times: INSERT …".
VERB = re.compile(r"\b(INSERT|UPDATE|DELETE|COPY|TRUNCATE|MERGE)\b")
# What SQLite keeps of an index of words, which triggers write.
INDEX_OF_WORDS = re.compile(r"_(words|texts)(_\w+)?$")
LOCK = re.compile(r"\bFOR (NO KEY )?UPDATE\b")


def writes_in(queries: Iterable[Mapping[str, str]]) -> list[str]:
    """The statements among captured queries that write."""
    return [q["sql"] for q in queries if VERB.search(LOCK.sub("", q["sql"]))]


def row_counts(*, but: str = "") -> dict[str, int]:
    """How many rows each table has, `but` left out: COPY is in no log of queries."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - {but}
        tables = {table for table in tables if not INDEX_OF_WORDS.search(table)}
        counts = {}
        for table in sorted(tables):
            cursor.execute(f"SELECT COUNT(*) FROM {quote(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts
