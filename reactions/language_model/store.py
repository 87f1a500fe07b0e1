"""What is remembered of asking, in a small SQLite file of its own: answers, so that the
same question is paid for once; requests and their tokens, so that limits hold for all
processes of this machine and over restarts; and until when a broken endpoint is left
alone. Without the file nothing is asked: what cannot be counted is not spent.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

MINUTE = 60.0
DAY = 86_400.0
FAILURES_IN_A_ROW = 3
HOLD = 60.0
"""Seconds that an endpoint is left alone which failed so often in a row."""
LOCK_SECONDS = 20.0
TABLES = (
    "CREATE TABLE answer (key TEXT PRIMARY KEY, text TEXT NOT NULL, at REAL NOT NULL)",
    "CREATE INDEX answer_at ON answer (at)",
    "CREATE TABLE request (id INTEGER PRIMARY KEY, at REAL, tokens INTEGER)",
    "CREATE INDEX request_at ON request (at)",
    "CREATE TABLE endpoint (url TEXT PRIMARY KEY, failures INTEGER, held_until REAL)",
    "PRAGMA user_version = 1",
)


class StoreError(Exception):
    """The file cannot be used; the message names it and says why."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a request may go out. `request` is its number where it may; `wait` the
    seconds after which to try again, `refused` why not today."""

    request: int | None = None
    wait: float = 0.0
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Store:
    """The file at `path`, made at the first use. Opened for each step alone, so that a
    reader may go to another process. Raises StoreError. `at` is seconds since 1970."""

    path: Path

    def recall(self, key: str, *, since: float) -> str | None:
        """The answer to this question, if it was kept since then."""
        with self._open() as db:
            found = db.execute(
                "SELECT text FROM answer WHERE key = ? AND at >= ?", (key, since)
            ).fetchone()
        return str(found[0]) if found else None

    def keep(self, key: str, text: str, *, at: float, since: float) -> None:
        """Keep an answer, and drop those from before `since`."""
        with self._open() as db:
            db.execute("DELETE FROM answer WHERE at < ?", (since,))
            db.execute(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (key, text, at)
            )

    def held_until(self, url: str) -> float:
        with self._open() as db:
            found = db.execute(
                "SELECT held_until FROM endpoint WHERE url = ?", (url,)
            ).fetchone()
        return float(found[0]) if found else 0.0

    def admit(
        self, *, at: float, tokens: int, per_minute: int, per_day: int
    ) -> Admission:
        """Count a request that will take so many tokens, unless a limit is reached.
        Looking and counting are one step: of two processes one goes first."""
        with self._open() as db:
            db.execute("DELETE FROM request WHERE at < ?", (at - DAY,))
            (spent,) = db.execute("SELECT total(tokens) FROM request").fetchone()
            if spent + tokens > per_day:
                told = f"{int(spent):,} of {per_day:,} tokens of 24 hours are spent"
                return Admission(refused=told)
            recent = db.execute(
                "SELECT at FROM request WHERE at > ? ORDER BY at DESC LIMIT ?",
                (at - MINUTE, per_minute),
            ).fetchall()
            if len(recent) >= per_minute:
                return Admission(wait=max(recent[-1][0] + MINUTE - at, 0.05))
            added = db.execute(
                "INSERT INTO request (at, tokens) VALUES (?, ?)", (at, tokens)
            )
            return Admission(request=added.lastrowid)

    def charge(self, request: int, tokens: int) -> None:
        """What the request really took."""
        with self._open() as db:
            db.execute("UPDATE request SET tokens = ? WHERE id = ?", (tokens, request))

    def succeeded(self, url: str) -> None:
        with self._open() as db:
            db.execute("DELETE FROM endpoint WHERE url = ?", (url,))

    def failed(self, url: str, *, at: float, hold: float = 0.0) -> None:
        """Count a failure. The endpoint is left alone for `hold` seconds, or a minute
        where it failed several times in a row."""
        with self._open() as db:
            db.execute(
                "INSERT INTO endpoint VALUES (?, 1, 0)"
                " ON CONFLICT (url) DO UPDATE SET failures = failures + 1",
                (url,),
            )
            (failures,) = db.execute(
                "SELECT failures FROM endpoint WHERE url = ?", (url,)
            ).fetchone()
            if failures >= FAILURES_IN_A_ROW:
                hold = max(hold, HOLD)
            db.execute(
                "UPDATE endpoint SET held_until = max(held_until, ?) WHERE url = ?",
                (at + hold if hold else 0.0, url),
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the write lock from its beginning."""
        try:
            self._make()
            with closing(
                sqlite3.connect(self.path, timeout=LOCK_SECONDS, isolation_level=None)
            ) as db:
                db.execute("BEGIN IMMEDIATE")
                if db.execute("PRAGMA user_version").fetchone() == (0,):
                    for statement in TABLES:
                        db.execute(statement)
                yield db
                db.execute("COMMIT")
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"LLM_STORE={self.path}: {error}") from error

    def _make(self) -> None:
        # It holds words of articles: for the account that runs the project alone.
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
