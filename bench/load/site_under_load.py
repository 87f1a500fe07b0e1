"""The site that the load is put on: PostgreSQL, gunicorn as deployed, an import."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import psycopg2
import requests

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from clients import CRISIS  # noqa: E402
from imports_jobs import PARAGRAPHS, paragraphs  # noqa: E402

from tests.postgres_server import (  # noqa: E402
    DURABLE_HERE,
    PrivateServer,
    find_binaries,
    free_port,
)

FIRST = "Germany closed its embassy on Sunday, the foreign ministry in Berlin said."
SET_UP = f"""
from django.contrib.auth.models import User
from knox.models import AuthToken
from reactions.models import Article, Crisis
from django.utils import timezone
crisis = Crisis.objects.create(slug="{CRISIS}", name="Load", host_id="AF")
article = Article.objects.create(crisis=crisis, title="First", body="{FIRST}",
    sha256="0" * 64, imported_at=timezone.now())
user = User.objects.create_superuser("load")
print(article.pk, AuthToken.objects.create(user)[1])
"""
TEXTS = 12_000
"""More than are read in the time."""
FIRST_DAY = date(2024, 1, 1)
DATABASE = "database"


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.article, self.token = 0, ""
        self.memory: dict[str, list[tuple[float, float]]] = {}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        binaries = find_binaries()
        if binaries is None:
            raise SystemExit("PostgreSQL is not installed.")
        self.server = PrivateServer.start(binaries, options=DURABLE_HERE)
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.environment = os.environ | {
            "DATABASE_URL": self.server.url,
            "SECRET_KEY": "only-for-this-bench-" * 3,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEBUG": "false",
            "HTTPS_ONLY": "false",
            "PUBLISH_PROPOSED": "true",
            "BIND": f"127.0.0.1:{port}",
            "WEB_WORKERS": "2",
            "THROTTLE_ANON": "1000000/min",
            "THROTTLE_USER": "1000000/min",
            "LOG_LEVEL": "WARNING",
        }

    def start(self) -> None:
        self._manage("migrate", "--verbosity", "0")
        self._manage("collectstatic", "--noinput", "--verbosity", "0")
        made = self._manage("shell", "--verbosity", "0", "-c", SET_UP).split()
        self.article, self.token = int(made[-2]), made[-1]
        self._start(
            *("web", "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"),
            *("--max-requests", "0", "tracker.wsgi:application"),
        )
        self._start_import()
        until = time.monotonic() + 60
        while True:
            try:
                if requests.get(self.address + "/readyz", timeout=5).ok:
                    return
            except requests.ConnectionError:
                if time.monotonic() > until:
                    raise
            time.sleep(0.2)

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.server.stop()

    def kill_workers(self, number: int, chance: random.Random) -> int:
        """Kill that many of those that there are; says how many were killed."""
        found = self._web_workers()
        victims = chance.sample(found, min(number, len(found)))
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
        return len(victims)

    def note_memory(self, passed: float) -> None:
        """Megabytes of each web worker, of the import, and of PostgreSQL altogether."""
        held = {f"web worker {p}": _held(p) for p in self._web_workers()}
        held["import"] = _held(self.processes["import"].pid)
        file = self.server.folder / "data" / "postmaster.pid"
        postmaster = int(file.read_text().split()[0])
        held[DATABASE] = sum(map(_held, [postmaster, *_children(postmaster)]))
        for name, size in held.items():
            if size:
                self.memory.setdefault(name, []).append((passed, size))

    def import_runs(self) -> bool:
        return self.processes["import"].poll() is None

    def end_import(self) -> str:
        """Stop the import as Ctrl-C does; what it printed."""
        importing = self.processes["import"]
        importing.send_signal(signal.SIGINT)
        importing.wait(60)
        return self.log("import")

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def written(self) -> list[tuple[str, str, int]]:
        """Id, text and version of what the writers made."""
        return self._ask(
            "SELECT public_id::text, text, version FROM reactions_statement"
            " WHERE text LIKE 'writer %'"
        )

    def imported(self) -> list[str]:
        """The numbers that the texts of the stored articles end with."""
        found = self._ask(
            "SELECT substring(body from 'Number ([0-9]{6})[.]') FROM reactions_article"
            " WHERE import_run_id IS NOT NULL"
        )
        return [number for (number,) in found]

    def _web_workers(self) -> list[int]:
        return _children(self.processes["web"].pid)

    def _ask(self, sql: str) -> list[tuple]:
        with psycopg2.connect(self.server.url) as connection:
            cursor = connection.cursor()
            cursor.execute(sql)
            return cursor.fetchall()

    def _start_import(self) -> None:
        texts = self.folder / "texts"
        texts.mkdir()
        chance = random.Random(7)
        pool = paragraphs()
        for number in range(TEXTS):
            day = FIRST_DAY + timedelta(days=chance.randrange(366))
            parts = [*chance.sample(pool, PARAGRAPHS), f"Number {number:06}."]
            text = f"Published: {day}\n\n" + "\n\n".join(parts)
            (texts / f"{number:06}.txt").write_text(text)
        self._start(
            *("import", "manage.py", "import_articles", "--crisis", CRISIS),
            *("--host", "AF", str(texts)),
        )

    def _start(self, name: str, *words: str) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=self.environment | {"PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=log,
            )

    def _manage(self, *words: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True)
    return [int(child) for child in listed.stdout.split()]


def _held(pid: int) -> float:
    """Megabytes that are the process's own, swapped ones included, and none of a file
    or of shared buffers; nothing of a process that just ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    kilobytes = re.findall(r"^(?:RssAnon|VmSwap):\s+(\d+) kB", status, re.MULTILINE)
    return sum(map(int, kilobytes)) / 1000
