"""Copies of the whole database, made while it is written to, and put back.

SQLite by its own online backup, PostgreSQL by pg_dump and pg_restore. A copy is written
beside its name first and takes the name when it is whole and has been read back.
"""

import os
import re
import sqlite3
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper

STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"tracker-\d{8}T\d{6}Z\.(sqlite3|dump)")
PAGES_AT_A_TIME = 2_000
"""Pages of SQLite copied before writers get their turn."""


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
        if database.vendor == "sqlite":
            _copy_sqlite(database, unfinished)
        else:
            _run(
                ["pg_dump", "--format=custom", f"--file={unfinished}"],
                settings=database.settings_dict,
            )
        check(unfinished, vendor=database.vendor)
        unfinished.chmod(0o600)
        unfinished.replace(target)
    except (OSError, sqlite3.Error, DatabaseError) as error:
        raise BackupError(f"{target}: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def check(file: Path, *, vendor: str) -> None:
    """Read a copy through. Raises BackupError where it is damaged or none at all."""
    if not file.is_file():
        raise BackupError(f"There is no file {file}.")
    if vendor != "sqlite":
        _run(["pg_restore", "--list", str(file)], settings={})
        return
    try:
        with _opened(file, read_only=True) as copy:
            told = [row[0] for row in copy.execute("PRAGMA integrity_check")]
            known = copy.execute(
                "SELECT count(*) FROM sqlite_master WHERE name = 'django_migrations'"
            ).fetchone()[0]
    except sqlite3.Error as error:
        raise BackupError(f"{file} is no whole SQLite database: {error}") from error
    if told != ["ok"]:
        raise BackupError(f"{file} is damaged: {told[0]}")
    if not known:
        raise BackupError(f"{file} is no database of this project.")


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
        _sqlite_of(database).backup(copy, pages=PAGES_AT_A_TIME)
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


def _restore_postgres(settings: Mapping[str, Any], source: Path) -> None:
    """In one transaction: an error leaves the database as it was."""
    command = ["pg_restore", "--clean", "--if-exists", "--no-owner"]
    command += ["--single-transaction", "--exit-on-error"]
    _run([*command, f"--dbname={settings['NAME']}", str(source)], settings=settings)


def _run(command: Sequence[str], *, settings: Mapping[str, Any]) -> None:
    """Runs a program of PostgreSQL; the password goes by the environment only."""
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
