#!/usr/bin/env python3
"""The review queue's page with many proposals waiting against few, in one run.

    python bench/review_queue.py [--many 100000] [--few 1000] [--rounds 15]

Works in a database of its own (SQLite in a temporary folder, or the server that
DATABASE_URL names, in a test database). The page is measured with few proposals, then
with many, in one run; figures are medians of wall milliseconds and of this process's
CPU milliseconds, which on SQLite are all there are and tell more on a busy machine.
"""

import argparse
import os
import statistics
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
os.environ.setdefault("DEBUG", "true")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from django.utils import timezone  # noqa: E402

from reactions.models import Action, Article, Country, Crisis, Evidence  # noqa: E402

BODY = "France closed its embassy on Sunday. " * 40
TYPES = ["embassy_closed", "embassy_moved", "embassy_kept", "talks_held"]


def fill(*, start: int, end: int) -> None:
    """Proposals numbered from `start`, each proved by the words of one article."""
    crisis = Crisis.objects.get_or_create(
        slug="bench",
        defaults={"name": "Bench", "host_id": "AF", "started_on": date(2021, 8, 1)},
    )[0]
    article = Article.objects.get_or_create(
        crisis=crisis,
        sha256="0" * 64,
        defaults={"title": "T", "body": BODY, "imported_at": timezone.now()},
    )[0]
    codes = list(Country.objects.values_list("code", flat=True))
    Action.objects.bulk_create(
        [
            Action(
                crisis=crisis,
                country_id=codes[number % len(codes)],
                type=TYPES[number % len(TYPES)],
                stage="done",
                priority=100 if number % 4 else 50,
                known_on=date(2021, 8, 15),
                effective_on=date(2021, 8, 15),
                effective_on_precision="day",
                effective_on_basis="stated",
            )
            for number in range(start, end)
        ],
        batch_size=500,
    )
    prove(article, end=end)


def prove(article: Article, *, end: int) -> None:
    """Words for the rows that have none: the newest stand in `article`."""
    crisis = article.crisis
    unproved = Action.objects.filter(evidence__isnull=True).order_by("-pk")
    other = Article.objects.create(
        crisis=crisis,
        sha256=f"{end:064d}",
        title=f"T{end}",
        body="x" * end,
        imported_at=timezone.now(),
    )
    rows = list(unproved.values_list("pk", flat=True))
    Evidence.objects.bulk_create(
        [
            Evidence(
                article=article if place < 20 else other,
                start=place if place >= 20 else 0,
                end=place + 1 if place >= 20 else 6,
                quote="x" if place >= 20 else "France",
                action_id=pk,
            )
            for place, pk in enumerate(rows)
        ],
        batch_size=500,
    )


def told(asked: list[str]) -> Any:
    """Notes each question put to the database."""

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        start = time.perf_counter()
        answer = execute(sql, *rest)
        asked.append(f"{(time.perf_counter() - start) * 1000:.1f} ms {sql}")
        return answer

    return note


def opened(client: Client) -> tuple[float, float]:
    """Wall and CPU milliseconds."""
    start = time.perf_counter(), time.process_time()
    assert client.get("/admin/queue/").status_code == 200
    taken = time.perf_counter() - start[0], time.process_time() - start[1]
    return taken[0] * 1000, taken[1] * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=15)
    args = parser.parse_args()
    settings.ALLOWED_HOSTS = ["testserver"]
    made = setup_databases(verbosity=0, interactive=False)
    try:
        client = Client()
        client.force_login(get_user_model().objects.create_superuser("bench"))
        taken = {}
        done = 0
        for count in (args.few, args.many):
            fill(start=done, end=count)
            done = count
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("ANALYZE")
            opened(client)
            asked: list[str] = []
            with connection.execute_wrapper(told(asked)):
                opened(client)
            settings.DEBUG = False
            rounds = [opened(client) for _ in range(args.rounds)]
            taken[count] = [
                statistics.median(each) for each in zip(*rounds, strict=True)
            ]
            if os.environ.get("SHOW"):
                print("\n".join(a[:700] for a in asked))
            wall, cpu = taken[count]
            print(
                f"{count:>7} waiting: {wall:6.1f} ms wall, {cpu:6.1f} ms CPU,"
                f" {len(asked)} queries"
            )
        wall, cpu = (taken[args.many][n] / taken[args.few][n] for n in (0, 1))
        print(f"ratio {wall:.2f} wall, {cpu:.2f} CPU")
    finally:
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main()
