"""The servers that bench/api.py asks, ours and its peers', with the CPU they use."""

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A process that answers, and whose CPU is counted with its children's."""

    port: int
    roots: list[int]

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=120)

    def get(
        self, url: str, headers: dict[str, str], body: str = ""
    ) -> tuple[int, bytes, str]:
        # Gunicorn's plain workers close each connection; so it is for all.
        self.connection.close()
        method = "POST" if body else "GET"
        self.connection.request(method, url, body=body or None, headers=headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read(), answer.headers.get("ETag", "")

    def cpu(self) -> float:
        """Seconds that the processes used so far."""
        children: dict[int, list[int]] = {}
        used: dict[int, int] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                stat = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            pid = int(path.parent.name)
            children.setdefault(int(stat[1]), []).append(pid)
            used[pid] = int(stat[11]) + int(stat[12])
        family = list(self.roots)
        for pid in family:
            family += children.get(pid, [])
        return sum(used.get(pid, 0) for pid in family) / TICKS


@contextmanager
def our_server(database: str, postgres: int | None) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--bind"]
    command += [f"127.0.0.1:{port}", "--log-level", "error", "--timeout", "300"]
    environment = os.environ | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "api_settings",
        "SECRET_KEY": "for the bench alone",
        "PYTHONPATH": f"{HERE}:{ROOT}",
    }
    command += ["tracker.wsgi:application"]
    more = [postgres] if postgres else []
    with running(command, environment, port=port, more=more) as server:
        yield server


@contextmanager
def postgraphile_server(
    program: str, database: str, postgres: int | None
) -> Iterator[Server]:
    port = free_port()
    command = [program, "--connection", database, "--port", str(port)]
    command += ["--schema", "public", "--disable-graphiql", "--disable-query-log"]
    environment = os.environ | {"NODE_ENV": "production"}
    more = [postgres] if postgres else []
    with running(command, environment, port=port, more=more) as server:
        yield server


@contextmanager
def datasette_server(program: str, file: str) -> Iterator[Server]:
    port = free_port()
    command = [program, "serve", file, "--port", str(port)]
    for name, value in (("sql_time_limit_ms", "100000"), ("suggest_facets", "off")):
        command += ["--setting", name, value]
    with running(command, dict(os.environ), port=port, more=[]) as server:
        server.name = Path(file).stem
        yield server


def free_port() -> int:
    """One that no other server here answers at."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        number: int = taken.getsockname()[1]
        return number


@contextmanager
def running(
    command: list[str], environment: dict[str, str], *, port: int, more: list[int]
) -> Iterator[Server]:
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, cwd=ROOT
    )
    try:
        server = Server(port, [process.pid, *more])
        for _ in range(200):
            try:
                HTTPConnection("127.0.0.1", port, timeout=2).request("GET", "/nothing")
                break
            except OSError:
                time.sleep(0.2)
        yield server
    finally:
        process.terminate()
        process.wait()


def make_text_index(file: str) -> None:
    """As `sqlite-utils enable-fts` makes it, for Datasette."""
    with sqlite3.connect(file) as database:
        made = database.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'reactions_statement_fts'"
        ).fetchone()
        if not made:
            database.execute(
                "CREATE VIRTUAL TABLE reactions_statement_fts USING fts5("
                "text, content='reactions_statement', content_rowid='id')"
            )
            database.execute(
                "INSERT INTO reactions_statement_fts(reactions_statement_fts)"
                " VALUES ('rebuild')"
            )
