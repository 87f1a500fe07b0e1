"""A migrated database of its own to measure on, and texts to fill it with.

SQLite in a temporary file, or a private PostgreSQL server; both end with the bench.
"""

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate, count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ENGINES = ["sqlite", "postgres"]
SYLLABLES = "ba be bi bo da de di do fa fe ka ke ki ko la le li lo ma me mi mo na ne"


@contextmanager
def staged_database(engine: str) -> Iterator[None]:
    """A fresh database as Django's default, migrated; to be entered before any import
    of ours that reads the settings."""
    os.environ |= {"DEBUG": "true", "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    with tempfile.TemporaryDirectory() as folder, _server(engine, folder) as url:
        os.environ["DATABASE_URL"] = url
        import django
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        # Django keeps every query while DEBUG is on.
        settings.DEBUG = False
        call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            connection.close()


@contextmanager
def _server(engine: str, folder: str) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder}/bench.sqlite3"
        return
    from tests.postgres_server import PrivateServer, find_binaries

    binaries = find_binaries()
    if binaries is None:
        raise SystemExit("PostgreSQL is not installed.")
    server = PrivateServer.start(binaries)
    try:
        yield server.url
    finally:
        server.stop()


class Writer:
    """Endless texts that differ: words of syllables, common ones far more often."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        syllables = SYLLABLES.split()
        self.words = [
            "".join(self.random.choices(syllables, k=self.random.randint(1, 4)))
            for _ in range(20_000)
        ]
        ranks = range(1, len(self.words) + 1)
        self.weights = list(accumulate(1 / rank for rank in ranks))
        self.numbers = count(1)

    def text(self, words: int = 250) -> str:
        drawn = self.random.choices(self.words, cum_weights=self.weights, k=words)
        paragraphs = [" ".join(drawn[at : at + 50]) for at in range(0, words, 50)]
        return f"Story {next(self.numbers)}.\n\n" + ".\n\n".join(paragraphs)
