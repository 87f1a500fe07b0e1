"""The site that the load is put on: PostgreSQL, gunicorn as deployed, an import."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import requests

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from clients import CRISIS  # noqa: E402

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
Article.objects.create(pk=1, crisis=crisis, title="First", body="{FIRST}",
    sha256="0" * 64, imported_at=timezone.now())
user = User.objects.create_superuser("load")
print(AuthToken.objects.create(user)[1])
"""
TEXTS = 20_000


class Site:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.token = ""
        self.memory: dict[str, list[tuple[float, int]]] = {"web": [], "import": []}
        self.chance = random.Random(8)
        self.processes: list[subprocess.Popen[bytes]] = []
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
        self.token = self._manage("shell", "--verbosity", "0", "-c", SET_UP).split()[-1]
        self._start(
            "web",
            "-m",
            "gunicorn",
            "--config",
            "deploy/gunicorn.conf.py",
            "tracker.wsgi:application",
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
        for process in self.processes:
            process.kill()
            process.wait()
        self.server.stop()

    def kill_a_worker(self) -> int:
        found = self._workers()
        if not found:
            return 0
        os.kill(self.chance.choice(found), signal.SIGKILL)
        return 1

    def note_memory(self, passed: float) -> None:
        for name, pids in (
            ("web", self._workers()),
            ("import", [self.processes[1].pid]),
        ):
            resident = [r for r in map(_resident, pids) if r]
            if resident:
                self.memory[name].append((passed, max(resident)))

    def show_memory(self) -> None:
        """The most that any one process held, in the second fifth of the time and in
        the last: the first is spent on loading."""
        for name, noted in self.memory.items():
            last = max((passed for passed, _ in noted), default=0)
            early, late = (
                max((m for p, m in noted if low * last <= p <= high * last), default=0)
                for low, high in ((0.2, 0.4), (0.8, 1.0))
            )
            print(f"memory of {name}: {early} MB early, {late} MB late")

    def end_import(self) -> int:
        """Stop the import; how many articles its record says it imported."""
        importing = self.processes[1]
        importing.send_signal(signal.SIGINT)
        importing.wait(60)
        return self._ask(
            "SELECT sum((counts->>'imported')::int) FROM reactions_importrun"
        )

    def imports_lost(self, imported: int) -> list[str]:
        """Says so where fewer articles are stored than the import's record counts."""
        stored = self._ask("SELECT count(*) - 1 FROM reactions_article")
        if stored < imported:
            return [f"{imported} articles were told of, {stored} are stored"]
        return []

    def lost_or_doubled(self, done: dict[str, str]) -> list[str]:
        with psycopg2.connect(self.server.url) as connection:
            cursor = connection.cursor()
            cursor.execute(
                "SELECT public_id, text FROM reactions_statement"
                " WHERE text LIKE 'writer %'"
            )
            stored = cursor.fetchall()
        texts = [re.sub(", amended$", "", text) for _, text in stored]
        doubled = {text for text in texts if texts.count(text) > 1}
        found = dict(stored)
        print(f"{len(done)} statements acknowledged, {len(stored)} stored")
        return [
            *(f"{text} is stored twice" for text in doubled),
            *(
                f"{public_id} reads {found.get(public_id)!r} and not {text!r}"
                for public_id, text in done.items()
                if found.get(public_id) != text
            ),
        ]

    def _workers(self) -> list[int]:
        listed = subprocess.run(
            ["pgrep", "-P", str(self.processes[0].pid)], capture_output=True, text=True
        )
        return [int(pid) for pid in listed.stdout.split()]

    def _ask(self, sql: str) -> int:
        with psycopg2.connect(self.server.url) as connection:
            cursor = connection.cursor()
            cursor.execute(sql)
            return int(cursor.fetchone()[0])

    def _start_import(self) -> None:
        texts = self.folder / "texts"
        texts.mkdir()
        samples = sorted((ROOT / "samples").glob("*/*.txt"))
        for number in range(TEXTS):
            text = samples[number % len(samples)].read_text()
            (texts / f"{number:06}.txt").write_text(f"{text}\n\nNumber {number}.\n")
        self._start(
            *("import", "manage.py", "import_articles", "--crisis", CRISIS),
            *("--host", "AF", str(texts)),
        )

    def _start(self, name: str, *words: str) -> None:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, *words],
                cwd=ROOT,
                env=self.environment | {"PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)

    def _manage(self, *words: str) -> str:
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout


def _resident(pid: int) -> int:
    """Megabytes; nothing of a process that just ended."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 1_000_000
