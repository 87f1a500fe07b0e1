"""The rules that no check constraint can reach, as triggers on both engines.

A quote is its span of the body; a quoted body never changes; an accepted row has
evidence and keeps its last piece; what a machine read is frozen; a preference is
between acts of one crisis and country, and claims of the act itself; acts that carry
out one another form no ring; what is gone leaves a tombstone; a document is blank once
what it tells has changed. The triggers bind raw SQL and bulk writes like any other.
This module makes and compares them; the SQL of each engine stands in its own module.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from reactions.models import (
    triggers_of_documents,
    triggers_of_tombstones,
    triggers_postgresql,
    triggers_sqlite,
)

TABLES = {
    "reactions_action",
    "reactions_article",
    "reactions_evidence",
    "reactions_official",
    "reactions_statement",
}


def differing_triggers(connection: Any) -> list[str]:
    """The names of triggers that are missing, changed, switched off or too many."""
    engine = _engine(connection)
    with connection.cursor() as cursor:
        standing = engine.read(cursor)
    wanted = _wanted(connection)
    names = standing.keys() | wanted.keys()
    return sorted(name for name in names if standing.get(name) != wanted.get(name))


def make_triggers(connection: Any) -> list[str]:
    """Make what `differing_triggers` names; return it. Does nothing when all stand."""
    if not set(connection.introspection.table_names()) >= TABLES:
        return []
    _refuse_other_encodings(connection)
    engine = _engine(connection)
    differing, wanted = differing_triggers(connection), _wanted(connection)
    if not differing:
        return []
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name in differing:
            engine.drop(cursor, name)
            if name in wanted:
                engine.make(cursor, name)
        of_documents = _made_by(triggers_of_documents, connection)
        if of_documents.keys() & set(differing) & wanted.keys():
            triggers_of_documents.fill(cursor)
    return differing


def drop_triggers_of_tombstones(connection: Any) -> None:
    """Before their table goes: SQLite drops none that a trigger names."""
    _drop(connection, triggers_of_tombstones)


def drop_triggers_of_documents(connection: Any) -> None:
    _drop(connection, triggers_of_documents)


def _drop(connection: Any, module: Any) -> None:
    with connection.cursor() as cursor:
        for name in _made_by(module, connection):
            _engine(connection).drop(cursor, name)


def _made_by(module: Any, connection: Any) -> Any:
    """The triggers of a module, by their names."""
    return getattr(module, f"for_{connection.vendor}")()


def _wanted(connection: Any) -> dict[str, str]:
    """The triggers of an engine, less those of what an earlier migration lacks."""
    engine = _engine(connection)
    with connection.cursor() as cursor:
        there = {*connection.introspection.table_names(cursor), *engine.more(cursor)}
    return {
        name: sql
        for name, sql in engine.WANTED.items()
        if engine.NEEDS.get(name, "reactions_action") in there
    }


def _engine(connection: Any) -> Any:
    engines = {"sqlite": triggers_sqlite, "postgresql": triggers_postgresql}
    return engines[connection.vendor]


def _refuse_other_encodings(connection: Any) -> None:
    """Offsets count code points; a database of bytes would count otherwise."""
    question = {
        "sqlite": "PRAGMA encoding",
        "postgresql": "SHOW server_encoding",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        encoding = cursor.fetchone()[0]
    if not encoding.upper().startswith("UTF"):
        raise ImproperlyConfigured(
            f"The database is encoded in {encoding}: make it with encoding UTF8."
        )
