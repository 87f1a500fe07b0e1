#!/usr/bin/env python3
"""The admin's lists with many rows against few, and what they ask the database.

    python bench/admin_lists.py [--many 1000000] [--few 1000] [--rounds 7]

Works in a database of its own, as bench/review_queue.py does. Each list is opened
unfiltered and with the filters that a desk uses; figures are medians of wall
milliseconds. Any question that counts without a limit is told and fails the run.
"""

import argparse
import os
import re
import statistics
import sys
import time
from collections.abc import Iterator
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

from reactions.models import Crisis  # noqa: E402

NUMBERS = """WITH RECURSIVE n(i) AS (
 SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})"""
REVIEWED = "review, note, priority, version, updated_at, public_id"
ACTS = """INSERT INTO reactions_action (crisis_id, country_id, type, stage, destination,
 summary, known_on, announced_on_precision, announced_on_basis, effective_on,
 effective_on_precision, effective_on_basis, {reviewed}) {numbers}
 SELECT {crisis}, c.code, CASE i % 3 WHEN 0 THEN 'embassy_closed'
  WHEN 1 THEN 'talks_held' ELSE 'aid_pledged' END, 'done', '', '',
  {day}, '', '', {day}, 'day', 'stated',
  'proposed', '', CASE WHEN i % 3 = 0 THEN 100 ELSE 50 END, 1, CURRENT_TIMESTAMP,
  'act_' || i FROM n JOIN codes c ON c.place = i % 200"""
STATEMENTS = """INSERT INTO reactions_statement (crisis_id, country_id, speaker,
 speaker_title, kind, stance, text, said_on, said_on_precision, said_on_basis,
 {reviewed}) {numbers}
 SELECT {crisis}, c.code, 'A minister', '', 'direct', 'concern', 'We are worried ' || i,
  {day}, 'day', 'stated', 'proposed', '', 20, 1, CURRENT_TIMESTAMP, 'sta_' || i
  FROM n JOIN codes c ON c.place = i % 200"""
ARTICLES = """INSERT INTO reactions_article (crisis_id, title, publisher, agency, url,
 published_on, language, body, header_length, sha256, imported_at, root,
 is_current) {numbers}
 SELECT {crisis}, 'Article ' || i, 'The Courier', '', '', {day}, 'en', 'Text ' || i, 0,
  'hash' || i, CURRENT_TIMESTAMP, 'root' || i, TRUE FROM n"""
LISTS = {
    "action": ["", "review__exact=proposed", "type__exact=embassy_closed",
               "country__code__exact=FR", "mission=yes", "assigned=me", "p=20",
               "review__exact=accepted", "type__exact=other",
               "known_on__year=2021&known_on__month=3", "q=closed", "q=talks+france",
               "q=nowhere", "q=closed&o=2", "q=act_77"],
    "statement": ["", "review__exact=proposed", "stance__exact=concern",
                  "country__code__exact=FR", "assigned=me",
                  "review__exact=accepted", "q=worried", "q=worried+777", "q=worr*"],
    "article": ["", "language=en", "language=fr", "p=20", "q=courier", "q=text+777",
                "q=https://courier.example/1"],
}  # fmt: skip


def fill(*, first: int, last: int) -> None:
    crisis, _ = Crisis.objects.get_or_create(
        slug="bench", defaults={"name": "Bench", "host_id": "AF"}
    )
    sqlite = connection.vendor == "sqlite"
    day = "date('2020-01-01', '+' || (i % 1500) || ' days')"
    if not sqlite:
        day = "DATE '2020-01-01' + (i % 1500)"
    numbers = NUMBERS.format(first=first, last=last)
    known = {"crisis": crisis.pk, "day": day, "numbers": numbers, "reviewed": REVIEWED}
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS codes")
        cursor.execute(
            "CREATE TEMPORARY TABLE codes AS SELECT code, (ROW_NUMBER() OVER"
            " (ORDER BY code)) - 1 AS place FROM reactions_country"
        )
        for insert in (ACTS, STATEMENTS, ARTICLES):
            cursor.execute(insert.format(**known))
        cursor.execute("ANALYZE")


def unbounded(asked: list[str]) -> Iterator[str]:
    """Counts of a whole table: neither of at most so many rows nor of some ids."""
    for sql in asked:
        counts = re.search(r"COUNT\(", sql) and "reactions_" in sql
        if counts and "LIMIT" not in sql and " IN (" not in sql:
            yield sql


def opened(client: Client, address: str) -> float:
    start = time.perf_counter()
    assert client.get(address).status_code == 200, address
    return (time.perf_counter() - start) * 1000


def measured(client: Client, *, rounds: int) -> dict[str, float]:
    found = {}
    for model, queries in LISTS.items():
        for query in queries:
            address = f"/admin/reactions/{model}/?{query}"
            asked: list[str] = []

            def note(execute: Any, sql: str, *rest: Any, to: list[str] = asked) -> Any:
                to.append(sql)
                return execute(sql, *rest)

            with connection.execute_wrapper(note):
                opened(client, address)
            for sql in unbounded(asked):
                sys.exit(f"{address} counts without an end: {sql[:300]}")
            took = statistics.median(opened(client, address) for _ in range(rounds))
            found[f"{model}/?{query}"] = took
            found[f"{model}/?{query} queries"] = len(asked)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    settings.ALLOWED_HOSTS = ["testserver"]
    made = setup_databases(verbosity=0, interactive=False)
    try:
        client = Client()
        client.force_login(get_user_model().objects.create_superuser("bench"))
        settings.DEBUG = False
        fill(first=1, last=args.few)
        few = measured(client, rounds=args.rounds)
        fill(first=args.few + 1, last=args.many)
        many = measured(client, rounds=args.rounds)
        for name in few:
            if name.endswith("queries"):
                continue
            queries = many[f"{name} queries"]
            print(
                f"{name:55} {few[name]:7.1f} ms -> {many[name]:7.1f} ms"
                f"  {many[name] / few[name]:5.2f}x, {queries:.0f} queries"
            )
    finally:
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main()
