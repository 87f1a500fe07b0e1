"""Copies of the whole database, made while it is written to, and put back.

SQLite by its own online backup, PostgreSQL by pg_dump, pg_restore and psql. A copy is
written beside its name first and takes the name once it is whole and was read back.
"""

import os
import re
import sqlite3
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"tracker-\d{8}T\d{6}Z\.(sqlite3|dump)")
APP = "reactions"
# A newer version's tables are not in an older copy, and would keep what they point to
# from being replaced.
EMPTY = """
DO $$
DECLARE
    found text;
BEGIN
    FOR found IN
        SELECT c.oid::regclass FROM pg_class AS c
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = to_regnamespace('public')
            AND NOT EXISTS (
                SELECT FROM pg_depend WHERE objid = c.oid AND deptype = 'e')
    LOOP
        EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', found);
    END LOOP;
    FOR found IN
        SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = to_regnamespace('public')
            AND proname LIKE 'reactions\\_%'
    LOOP
        EXECUTE format('DROP FUNCTION IF EXISTS %s CASCADE', found);
    END LOOP;
END $$;
"""


class BackupError(RuntimeError):
    """The copy could not be made, read or put back; nothing was replaced."""


def name_of(moment: datetime, vendor: str) -> str:
    ending = "sqlite3" if vendor == "sqlite" else "dump"
    return f"tracker-{moment.strftime(STAMP)}.{ending}"


def back_up(database: BaseDatabaseWrapper, target: Path) -> None:
    """Copy the database into a new file. Raises BackupError."""
    if target.exists():
        raise BackupError(f"{target} is there already.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _make_private(unfinished)
        if database.vendor == "sqlite":
            _copy_sqlite(database, unfinished)
        else:
            _run(
                ["pg_dump", "--format=custom", f"--file={unfinished}"],
                settings=database.settings_dict,
            )
        _read_through(unfinished, vendor=database.vendor)
        unfinished.replace(target)
    except (OSError, sqlite3.Error, DatabaseError) as error:
        raise BackupError(f"{target}: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _make_private(file: Path) -> None:
    """An empty file for its owner alone: it holds all that is in the database, accounts
    too, and is not to be read while it grows either."""
    file.unlink(missing_ok=True)
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def check(file: Path, *, vendor: str) -> None:
    """Read a copy through that is to be put back. Raises BackupError where it is
    damaged, none at all, or of a newer version, whose tables this one cannot use."""
    ours = {name for app, name in MigrationLoader(None).disk_migrations if app == APP}
    newer = sorted(_read_through(file, vendor=vendor) - ours)
    if newer:
        raise BackupError(
            f"{file} is of a newer version, which has the migration {newer[-1]}: put it"
            " back with that version."
        )


def restore(database: BaseDatabaseWrapper, source: Path) -> None:
    """Replace all that the database holds by the copy. Raises BackupError, and then
    the database is as it was."""
    check(source, vendor=database.vendor)
    if database.vendor != "sqlite":
        database.close()
        _restore_postgres(database.settings_dict, source)
        return
    try:
        with _opened(source, read_only=True) as copy:
            copy.backup(_sqlite_of(database))
    except (sqlite3.Error, DatabaseError) as error:
        raise BackupError(f"{source} was not put back: {error}") from error


def prune(folder: Path, *, keep: int) -> list[Path]:
    """Delete the oldest copies of a folder but the newest `keep`; their paths."""
    copies = sorted(path for path in folder.iterdir() if NAME.fullmatch(path.name))
    old = copies[:-keep] if keep else copies
    for path in old:
        path.unlink()
    return old


def _copy_sqlite(database: BaseDatabaseWrapper, target: Path) -> None:
    with _opened(target) as copy:
        # All pages at once: it begins anew whenever another process has written since
        # the last step, so that with an import going on further steps never end.
        # Writers go on meanwhile, into the write-ahead log.
        _sqlite_of(database).backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _sqlite_of(database: BaseDatabaseWrapper) -> sqlite3.Connection:
    database.ensure_connection()
    connection: sqlite3.Connection = database.connection
    return connection


def _opened(
    path: Path, *, read_only: bool = False
) -> AbstractContextManager[sqlite3.Connection]:
    """A connection that is closed at the end, as sqlite3's own context does not."""
    mode = "ro" if read_only else "rwc"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    return closing(sqlite3.connect(address, uri=True, timeout=60))


def _read_through(file: Path, *, vendor: str) -> set[str]:
    """The migrations of ours that made a copy. Raises BackupError where it is damaged
    or none at all."""
    if not file.is_file():
        raise BackupError(f"There is no file {file}.")
    applied = _applied_sqlite(file) if vendor == "sqlite" else _applied_postgres(file)
    if not applied:
        raise BackupError(f"{file} is no database of this project.")
    return applied


def _applied_sqlite(file: Path) -> set[str]:
    try:
        with _opened(file, read_only=True) as copy:
            told = [row[0] for row in copy.execute("PRAGMA integrity_check")]
            if told != ["ok"]:
                raise BackupError(f"{file} is damaged: {told[0]}")
            ((pages,),) = copy.execute("PRAGMA page_count")
            ((size,),) = copy.execute("PRAGMA page_size")
            if file.stat().st_size < pages * size:
                # Free pages at the end are checked by nobody.
                raise BackupError(f"{file} is damaged: its end is cut off")
            known = "SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'"
            if not copy.execute(known).fetchone():
                return set()
            names = "SELECT name FROM django_migrations WHERE app = ?"
            return {name for (name,) in copy.execute(names, [APP])}
    except sqlite3.Error as error:
        raise BackupError(f"{file} is no whole SQLite database: {error}") from error


def _applied_postgres(file: Path) -> set[str]:
    # The list of contents stands at the beginning: what is cut off shows in the rest.
    _run(["pg_restore", f"--file={os.devnull}", str(file)], settings={})
    command = ["pg_restore", "--data-only", "--table=django_migrations", "--file=-"]
    told = _run([*command, str(file)], settings={})
    rows = [line.split("\t") for line in told.splitlines()]
    return {row[2] for row in rows if len(row) > 2 and row[1] == APP}


def _restore_postgres(settings: Mapping[str, Any], source: Path) -> None:
    """In one transaction: an error leaves the database as it was."""
    with tempfile.TemporaryDirectory() as folder:
        # Written out whole first: psql would commit what a broken pipe left of it.
        empty, script = Path(folder, "empty.sql"), Path(folder, "copy.sql")
        empty.write_text(EMPTY, encoding="utf-8")
        command = ["pg_restore", "--clean", "--if-exists", "--no-owner"]
        _run([*command, f"--file={script}", str(source)], settings={})
        command = ["psql", "--no-psqlrc", "--quiet", "--single-transaction"]
        command += ["--set=ON_ERROR_STOP=1", f"--output={os.devnull}"]
        command += [f"--file={empty}", f"--file={script}"]
        _run([*command, f"--dbname={settings['NAME']}"], settings=settings)


def _run(command: Sequence[str], *, settings: Mapping[str, Any]) -> str:
    """What a program of PostgreSQL prints; the password goes by the environment."""
    places = {
        "PGHOST": settings.get("HOST"),
        "PGPORT": settings.get("PORT"),
        "PGUSER": settings.get("USER"),
        "PGPASSWORD": settings.get("PASSWORD"),
        "PGDATABASE": settings.get("NAME"),
    }
    given = {name: str(value) for name, value in places.items() if value}
    try:
        done = subprocess.run(  # noqa: S603  fixed programs, no shell
            command, env=os.environ | given, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise BackupError(
            f"{command[0]} is not installed; it comes with PostgreSQL's client."
        ) from error
    if done.returncode:
        told = done.stderr.strip().splitlines() or ["no reason given"]
        raise BackupError(f"{command[0]} failed: {told[-1]}")
    return done.stdout
