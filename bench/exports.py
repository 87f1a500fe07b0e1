#!/usr/bin/env python3
"""Exports of many actions against the two usual ways to write them, in one run.

    python bench/exports.py [--actions 500000] [--articles 200000] [--rounds 3]

Works in a test database (SQLite in a temporary folder, or the server that DATABASE_URL
names). CSV is compared with model instances written a row at a time, once with the same
evidence and once without any; JSON Lines with a serializer a row. The usual ways write
--sample rows, ours all of them; figures are medians of rows a second, by the clock and
by CPU seconds (this process and its database backend). Memory is what is this process's
alone (/proc/self/smaps_rollup), over what it was before the first byte.
"""

import argparse
import csv
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
os.environ["DEBUG"] = "true"
os.environ.setdefault("THROTTLE_ANON", "1000000/min")
if "DATABASE_URL" not in os.environ:
    FOLDER = tempfile.TemporaryDirectory(prefix="bench-")
    os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER.name}/bench.sqlite3"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import Prefetch  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from rest_framework.renderers import JSONRenderer  # noqa: E402

from reactions.api.serializers import ActionSerializer  # noqa: E402
from reactions.models import (  # noqa: E402
    Action,
    Article,
    Country,
    Crisis,
    Evidence,
    Official,
    Statement,
)
from reactions.models.inserting import insert_values  # noqa: E402
from reactions.vocabulary import (  # noqa: E402
    CAMEO_ACTIONS,
    PLOVER_ACTIONS,
    ActionType,
)

NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)
BODY = "Officials said on Sunday that the embassy would be closed for now. " * 4
QUOTE = "the embassy would be closed"
BATCH = 5000


def skewed(random: Random, number: int) -> int:
    """A place below `number`, the first far more often than the last (as a zipf)."""
    return min(int(number ** random.random()) - 1, number - 1)


def fill_articles(random: Random, articles: int, crises: Sequence[Crisis]) -> None:
    first = date(2020, 1, 1)
    insert(
        Article,
        (
            "crisis title publisher agency url published_on language body"
            " header_length sha256 root is_current imported_at"
        ).split(),
        (
            (
                crises[skewed(random, 50)].pk,
                f"Embassies close, part {n}",
                f"Paper {n % 300}",
                "",
                f"https://paper{n % 300}.example/{n}",
                first + timedelta(days=n % 1800),
                "en",
                BODY,
                0,
                f"{n:064d}",
                str(n),
                True,
                NOON,
            )
            for n in range(articles)
        ),
    )


def fill_evidence(random: Random, pks: Sequence[int]) -> None:
    start = BODY.index(QUOTE)
    rows = Action.objects.order_by("pk").values_list("pk", flat=True)
    insert(
        Evidence,
        (
            "article start end quote action claim_key rule extractor_version"
            " preferred created_at"
        ).split(),
        (
            (
                pks[random.randrange(len(pks))],
                start,
                start + len(QUOTE),
                QUOTE,
                pk,
                f"bench-{pk}",
                "embassy.closed",
                "rules-2",
                False,
                NOON,
            )
            for pk in rows.iterator()
        ),
    )


def fill(actions: int, articles: int) -> None:
    random = Random(20210815)
    user = User.objects.create_user("bench")
    codes = list(Country.objects.values_list("code", flat=True))
    types = [each.value for each in ActionType]
    crises = [
        Crisis.objects.create(slug=f"crisis-{n}", name=f"Crisis {n}") for n in range(50)
    ]
    fill_articles(random, articles, crises)
    pks = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    insert(Action, ACTION_FIELDS, action_rows(random, actions, codes, types, crises))
    fill_evidence(random, pks)
    Action.objects.update(review="accepted", decided_by=user, decided_at=NOON)


ACTION_FIELDS = (
    "crisis country type stage announced_on announced_on_precision announced_on_basis"
    " effective_on effective_on_precision effective_on_basis destination quantity"
    " summary known_on review note priority public_id version updated_at"
).split()


def action_rows(
    random: Random, number: int, codes: list[str], types: list[str], crises: list[Any]
) -> Iterator[tuple[Any, ...]]:
    first = date(2020, 1, 1)
    for n in range(number):
        day = first + timedelta(days=random.randrange(1800))
        yield (
            crises[skewed(random, 50)].pk,
            codes[skewed(random, len(codes))],
            types[skewed(random, len(types))],
            "done",
            day,
            "day",
            "stated",
            day,
            "day",
            "stated",
            "Doha" if n % 7 == 0 else "",
            n % 900 or None,
            f"The embassy was closed on day {n % 1800}, “for now”, officials said.",
            day,
            "proposed",
            "",
            0,
            f"act_{n:016d}",
            1,
            NOON,
        )


def insert(model: Any, names: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    fields = [model._meta.get_field(name) for name in names]
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            with transaction.atomic():
                insert_values(fields, batch)
            batch = []
    with transaction.atomic():
        insert_values(fields, batch)


class Echo:
    def write(self, value: str) -> str:
        return value


PLAIN = (
    "announced_on announced_on_precision announced_on_basis"
    " effective_on effective_on_precision effective_on_basis"
    " counts_on known_on destination quantity summary"
).split()


def model_rows(sample: int, *, evidence: bool) -> Iterator[bytes]:
    """Django's documented way: a model instance, a line, a chunk."""
    writer = csv.writer(Echo())
    rows = Action.objects.select_related(
        "crisis", "country", "fulfils", "merged_into"
    ).order_by("-known_on", "-id")
    if evidence:
        pieces = Evidence.objects.select_related("article").defer("article__body")
        rows = rows.prefetch_related(Prefetch("evidence", pieces))
    for row in rows[:sample].iterator(chunk_size=2000):
        kind = ActionType(row.type)
        country, fulfils, merged = row.country, row.fulfils, row.merged_into
        line = [row.public_id, row.crisis.slug]
        line += [country.code, country.alpha3, country.name]
        line += [row.type, kind.answer, row.stage]
        line += [CAMEO_ACTIONS.get(kind), PLOVER_ACTIONS.get(kind)]
        line += [getattr(row, name) for name in PLAIN]
        line += [fulfils and fulfils.public_id, merged and merged.public_id]
        line += [row.review, row.decided_at, row.version, row.updated_at]
        if evidence:
            best = row.evidence.all()[0]
            article = best.article
            line += [article.pk, article.title, article.publisher, article.agency]
            line += [article.published_on, article.url, best.start, best.end]
            line += [best.quote, best.rule, best.extractor_version]
        yield writer.writerow(line).encode()


def serialized_rows(sample: int) -> Iterator[bytes]:
    """A serializer a row, its rows and evidence read 2,000 at a time."""
    states = ("accepted",)
    context = {"visible": dict.fromkeys((Action, Statement, Official), states)}
    rows = Action.objects.with_names().order_by("-known_on", "-id")
    for first in range(0, sample, 2000):
        for row in Evidence.objects.attached_to(list(rows[first : first + 2000])):
            told = ActionSerializer(row, context=context).data
            yield JSONRenderer().render(told) + b"\n"


def ours(form: str) -> Iterator[bytes]:
    answer = Client().get(
        "/api/v1/actions/", {"format": form}, headers={"Host": "localhost"}
    )
    yield from answer.streaming_content


def cpu_seconds(backend: int | None) -> float:
    mine = time.process_time()
    if backend is None:
        return mine
    fields = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
    return mine + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def private_kib() -> int:
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))


def measure(write: Callable[[], Iterator[bytes]], rows: int, backend: Any) -> Any:
    before, at, begun = private_kib(), time.perf_counter(), cpu_seconds(backend)
    first, peak, looked = 0.0, 0, 0
    for number, _ in enumerate(write()):
        if not first:
            first = time.perf_counter() - at
        if number % 16 == 0 or rows > 100_000:
            looked += 1
            peak = max(peak, private_kib() - before) if looked % 8 == 1 else peak
    wall = time.perf_counter() - at
    cpu = cpu_seconds(backend) - begun
    return rows / wall, rows / cpu, first * 1000, peak / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actions", type=int, default=500_000)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--sample", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    settings.ALLOWED_HOSTS = ["*"]
    settings.DEBUG = False
    old = setup_databases(verbosity=0, interactive=False)
    try:
        at = time.perf_counter()
        fill(asked.actions, asked.articles)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"filled in {time.perf_counter() - at:.0f} s")
        report(asked)
    finally:
        teardown_databases(old, verbosity=0)


def report(asked: Any) -> None:
    backend = backend_of()
    ways = ways_to_write(asked)
    found: dict[str, list[Any]] = {name: [] for name in ways}
    for write, rows in ways.values():  # warm
        for number, _ in enumerate(write()):
            if number > 20 or rows <= 0:
                break
    for _ in range(asked.rounds):
        for name, (write, rows) in ways.items():
            found[name].append(measure(write, rows, backend))
    print(f"{connection.vendor}, {asked.actions:,} actions, {asked.rounds} rounds")
    print(f"{'':32}{'rows/s':>10}{'rows/CPU s':>12}{'first ms':>10}{'+MB':>7}")
    medians = {}
    for name, results in found.items():
        medians[name] = [statistics.median(each) for each in zip(*results, strict=True)]
        wall, cpu, first, peak = medians[name]
        print(f"{name:32}{wall:10,.0f}{cpu:12,.0f}{first:10.0f}{peak:7.1f}")
    for mine, other in COMPARED:
        wall, cpu = (medians[mine][n] / medians[other][n] for n in (0, 1))
        print(f"{wall:5.1f} x by the clock, {cpu:5.1f} x by CPU: {other.strip()}")


INSTANCES, BARE = "CSV, a model instance a row", "  the same without evidence"
SERIALIZED = "JSON Lines, a serializer a row"
COMPARED = (
    ("CSV, ours", INSTANCES),
    ("CSV, ours", BARE),
    ("JSON Lines, ours", SERIALIZED),
)


def ways_to_write(asked: Any) -> dict[str, tuple[Callable[[], Iterator[bytes]], int]]:
    """Each way and how many rows it writes: the usual ones write a sample."""
    sample, few = asked.sample, min(asked.sample, 2000)
    return {
        INSTANCES: (lambda: model_rows(sample, evidence=True), sample),
        BARE: (lambda: model_rows(sample, evidence=False), sample),
        "CSV, ours": (lambda: ours("csv"), asked.actions),
        SERIALIZED: (lambda: serialized_rows(few), few),
        "JSON Lines, ours": (lambda: ours("jsonl"), asked.actions),
    }


def backend_of() -> Any:
    """PostgreSQL's process behind the connection, which the test client leaves open."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


if __name__ == "__main__":
    main()
