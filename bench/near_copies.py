#!/usr/bin/env python3
"""How long it takes to tell what an article reprints, among ever more stored ones.

    python bench/near_copies.py [--engine postgres] [--stored 1000 10000 100000]

Stores made-up articles with their bands, then looks up reprints of stored ones (house
style, byline, a third cut off) and new texts in turn. A figure is milliseconds a
look-up, the sketch apart: median, 95 of 100, the longest.
"""

import argparse
import statistics
import time
from collections.abc import Sequence

from stage import ENGINES, Writer, staged_database

LOOKUPS = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument(
        "--stored", type=int, nargs="+", default=[1000, 10_000, 100_000]
    )
    args = parser.parse_args()
    with staged_database(args.engine):
        measure(sorted(args.stored))


def measure(sizes: Sequence[int]) -> None:
    from reactions.importing.sketches import sketch_of

    writer, stored = Writer(seed=7), []
    for size in sizes:
        store(writer, stored, until=size)
        probes = [
            text
            for place in writer.random.sample(range(len(stored)), LOOKUPS)
            for text in (reprint(stored[place]), writer.text())
        ]
        begun = time.perf_counter()
        sketches = [sketch_of(text, within="bench") for text in probes]
        sketching = (time.perf_counter() - begun) / len(probes) * 1000
        copies, times = look_up(list(zip(probes, sketches, strict=True)))
        show(size, times, found=copies, sketching=sketching)


def store(writer: Writer, stored: list[str], *, until: int) -> None:
    from django.db import connection, transaction
    from django.utils import timezone

    from reactions.importing.sketches import sketch_of
    from reactions.models import Article, ArticleBand, Crisis

    crisis, _ = Crisis.objects.get_or_create(slug="bench", defaults={"name": "Bench"})
    while len(stored) < until:
        texts = [writer.text() for _ in range(min(1000, until - len(stored)))]
        with transaction.atomic():
            articles = Article.objects.bulk_create(
                [
                    Article(
                        crisis=crisis,
                        body=text,
                        sha256=f"{len(stored) + n:064}",
                        imported_at=timezone.now(),
                    )
                    for n, text in enumerate(texts)
                ]
            )
            for article in articles:
                keys = sketch_of(article.body, within="bench").keys
                ArticleBand.objects.add(article, keys)
        stored += texts
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def reprint(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(["By our desk and agencies", *paragraphs[1:4]])


def look_up(probes: Sequence[tuple[str, object]]) -> tuple[int, list[float]]:
    from reactions.importing.near_copies import find_kinship

    copies, times = 0, []
    for text, sketch in probes:
        begun = time.perf_counter()
        kinship = find_kinship(sketch, versions=(), published_on=None, text=text)
        times.append((time.perf_counter() - begun) * 1000)
        copies += kinship.original is not None
    return copies, sorted(times)


def show(size: int, times: list[float], *, found: int, sketching: float) -> None:
    high = times[int(len(times) * 0.95)]
    print(
        f"{size:>7} stored: {statistics.median(times):.2f} ms median, {high:.2f} ms"
        f" for 95 of 100, {times[-1]:.2f} ms at most; {found} of {LOOKUPS} reprints"
        f" found; sketching {sketching:.2f} ms",
        flush=True,
    )


if __name__ == "__main__":
    main()
