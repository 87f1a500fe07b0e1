"""A small cluster of real processes: PostgreSQL, a broker, Celery workers, the command.

Each test has a database of its own, copied from a migrated one, and sees its rows by
plain SQL under names that two runs share: no ids, no moments.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2

from tests.postgres_server import PrivateServer
from tests.rabbitmq_server import PrivateRabbit
from tests.redis_server import PrivateRedis

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = {
    "articles": """
        SELECT c.slug, a.sha256, a.title, a.publisher, a.url, a.published_on, a.body,
               r.sha256
        FROM reactions_article a JOIN reactions_crisis c ON c.id = a.crisis_id
        LEFT JOIN reactions_article r ON r.id = a.revision_of_id""",
    "evidence": """
        SELECT e.claim_key, a.sha256, e.start, e."end", e.quote, e.rule,
               e.machine_claim::text, e.statement_id IS NULL, e.action_id IS NULL,
               e.official_id IS NULL
        FROM reactions_evidence e JOIN reactions_article a ON a.id = e.article_id""",
    "actions": """
        SELECT x.country_id, x.type, x.stage, x.announced_on, x.effective_on,
               x.destination, x.quantity, x.known_on, x.review,
               (SELECT string_agg(claim_key, ' ' ORDER BY claim_key)
                FROM reactions_evidence WHERE action_id = x.id)
        FROM reactions_action x""",
    "statements": """
        SELECT x.country_id, x.speaker, x.kind, x.stance, x.text, x.review,
               o.name, (SELECT string_agg(claim_key, ' ' ORDER BY claim_key)
                        FROM reactions_evidence WHERE statement_id = x.id)
        FROM reactions_statement x
        LEFT JOIN reactions_official o ON o.id = x.official_id""",
    "officials": """
        SELECT x.country_id, x.name, x.title, x.review,
               (SELECT string_agg(claim_key, ' ' ORDER BY claim_key)
                FROM reactions_evidence WHERE official_id = x.id)
        FROM reactions_official x""",
    "history": """
        SELECT count(*) FROM reactions_historicalstatement""",
}
ARTICLES = 60
"""How many a test imports."""
Rows = dict[str, list[tuple[Any, ...]]]
Broker = PrivateRedis | PrivateRabbit


@dataclass
class Cluster:
    """`environment` is that of every process started."""

    url: str
    environment: dict[str, str]
    server: PrivateServer | None = None
    started: "list[subprocess.Popen[bytes]]" = field(default_factory=list)
    folder: Path = Path()

    def command(
        self, *words: object, quick: bool = True, log: str = "command"
    ) -> "subprocess.Popen[bytes]":
        """Start a management command."""
        program = ["-m", "tests.faults.quick_manage"] if quick else ["manage.py"]
        return self._start([*program, *map(str, words)], log=log)

    def import_folder(
        self, folder: Path, *words: object, **how: Any
    ) -> "subprocess.Popen[bytes]":
        crisis = ("--crisis", "harbour-2024", "--host", "HT")
        return self.command("import_articles", *crisis, *words, folder, **how)

    def worker(
        self, *, quick: bool = True, beat: bool = False
    ) -> "subprocess.Popen[bytes]":
        """Start a worker with two processes, which with `beat` also reaps."""
        application = "tests.faults.quick_worker" if quick else "tracker.celery"
        words = ["-m", "celery", "-A", application, "worker"]
        words += ["--concurrency", "2", "--loglevel", "INFO"]
        words += ["--without-gossip", "--without-mingle"]
        if beat:
            words += ["--beat", "--schedule", str(self.folder / "beat")]
        return self._start(words, log="worker", group=True)

    def open_gate(self) -> None:
        """Let the readers go on that wait in mid-run."""
        (self.folder / "gate").touch()

    def in_mid_run(self) -> None:
        """Wait until some articles are in; the others wait for the gate."""
        wait_until(lambda: self.articles() >= 5)
        assert self.articles() < ARTICLES

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def end(self) -> None:
        """Kill whatever was started and still runs."""
        for process in self.started:
            kill(process)

    def rows(self) -> Rows:
        connection = psycopg2.connect(self.url)
        try:
            with connection.cursor() as cursor:
                return {name: _sorted(cursor, sql) for name, sql in ROWS.items()}
        finally:
            connection.close()

    def ask(self, sql: str) -> Any:
        """One value."""
        connection = psycopg2.connect(self.url)
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchone()[0]
        finally:
            connection.close()

    def tell(self, sql: str) -> None:
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
        finally:
            connection.close()

    def articles(self) -> int:
        return int(self.ask("SELECT count(*) FROM reactions_article"))

    def _start(
        self, words: list[str], *, log: str, group: bool = False
    ) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{log}.log").open("ab") as out:
            process = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=group,
            )
        self.started.append(process)
        return process


def kill(process: "subprocess.Popen[bytes]") -> None:
    """kill -9, with the children of one that leads a group."""
    try:
        if os.getpgid(process.pid) == process.pid:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except ProcessLookupError:
        pass
    process.wait()


def children(process: "subprocess.Popen[bytes]") -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in listed.split()]


def wait_until(holds: Callable[[], object], *, seconds: float = 120) -> None:
    """Wait for something to become true, and fail when it does not."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it never came to pass"
        time.sleep(0.02)


def ended(process: "subprocess.Popen[bytes]", *, seconds: float = 180) -> int:
    return process.wait(timeout=seconds)


def write_articles(folder: Path, *, number: int = ARTICLES) -> None:
    """Reports with acts, people, statements, a reprint of a text, a revision."""
    countries = ("Peru", "Chile", "Kenya", "Japan")
    for each in range(number):
        country = countries[each % 4]
        day = each % 20 + 1
        # Of ten reports the second is a later version of the first.
        url = f"https://d.example/{each - (each % 10 == 1)}"
        lines = [
            f"Title: Report {each}",
            f"Published: 2024-03-{day:02}",
            f"URL: {url}",
            "",
            f"{country} shut its mission in Port. It was report {each}.",
            "",
            f"“We regret day {each}”, said Ana Ruiz{each % 3} of {country}.",
        ]
        path = folder / f"{each:03}.txt"
        path.write_text("\n".join(lines), encoding="utf-8")


def _sorted(cursor: Any, sql: str) -> list[tuple[Any, ...]]:
    cursor.execute(sql)
    return sorted(cursor.fetchall(), key=lambda row: json.dumps(row, default=str))
