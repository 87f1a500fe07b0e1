"""Waiting for a database that is away for a while, and knowing when to give up.

A server that restarts, a lock held too long or a deadlock pass; a full disk does not,
and an article that breaks every statement is that article's trouble, not the server's.
"""

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import Error, InterfaceError, OperationalError, connection

T = TypeVar("T")

PATIENCE = 120.0
"""Seconds to wait for a database that does not answer."""
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0
TRIES_WHILE_IT_ANSWERS = 5
NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE})
DISK_FULL = "53100"
"""PostgreSQL's code (Appendix A, class 53)."""


class DatabaseAwayError(Exception):
    """The database does not answer, or has no room: no other article fares better."""


def patiently(
    work: Callable[[], T],
    *,
    patience: float = PATIENCE,
    sleep: Callable[[float], None] = time.sleep,
) -> T:
    """What `work` answers, done again after a wait where the database failed it.

    `work` must be a whole transaction. Raises DatabaseAwayError when the database has
    no room or stays away for `patience` seconds, and the database's own error when it
    answers all else but fails this work again and again.
    """
    waited, wait, tries = 0.0, FIRST_WAIT, 0
    while True:
        try:
            return work()
        except (OperationalError, InterfaceError) as error:
            if connection.in_atomic_block:
                raise
            if has_no_room(error):
                raise DatabaseAwayError(f"the database has no room: {error}") from error
            tries = tries + 1 if _answers() else 0
            if tries >= TRIES_WHILE_IT_ANSWERS:
                raise
            if waited >= patience:
                raise DatabaseAwayError(
                    f"the database has been away for {waited:.0f} seconds: {error}"
                ) from error
        sleep(wait)
        waited += wait
        wait = min(wait * 2, LONGEST_WAIT)


def has_no_room(error: BaseException) -> bool:
    """Whether the disk is full, or the database as large as it may become."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", None) in NO_ROOM
    return getattr(cause, "pgcode", None) == DISK_FULL


def _answers() -> bool:
    """Whether a new connection can be made. The old one is given up in any case: after
    a restart of the server it is none any more."""
    try:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        connection.close()
        return False
    return True
