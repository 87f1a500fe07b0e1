#!/usr/bin/env python3
"""Compare our way of writing extracted rows with `bulk_create`, interleaved in one run.

    python bench/inserting.py [--engine postgres] [--rows 4000] [--rounds 5]

A batch is what a replay writes: actions, and evidence of actions, with the triggers,
indexes and unique keys of the real tables in force; each batch is new and in one
transaction. `bulk_create` in batches of 500. A figure is rows a second, the median of
the rounds; CPU is this process's.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from datetime import date

from stage import ENGINES, Writer, staged_database

DAY = date(2024, 3, 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--rows", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    with staged_database(args.engine):
        measure(rows=args.rows, rounds=args.rounds)


def measure(*, rows: int, rounds: int) -> None:
    from reactions.models.inserting import insert_rows

    article = an_article()
    ways: dict[str, Callable[[list[object]], object]] = {
        "bulk_create, 500 at a time": lambda batch: type(batch[0]).objects.bulk_create(
            batch, batch_size=500
        ),
        "insert_rows": insert_rows,
    }
    for kind, make in (("actions", actions), ("evidence", evidence)):
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for number in range(rounds + 1):
            for name, write in ways.items():
                seconds = timed(write, make(article, rows))
                if number:
                    taken[name].append(seconds)
        show(kind, taken, rows=rows)


def an_article() -> object:
    from django.utils import timezone

    from reactions.models import Article, Crisis

    crisis = Crisis.objects.create(slug="bench", name="Bench")
    return Article.objects.create(
        crisis=crisis,
        body=Writer(seed=3).text(400),
        sha256="0" * 64,
        imported_at=timezone.now(),
    )


def actions(article: object, count: int) -> list[object]:
    from reactions.models import Action

    return [
        Action(
            crisis=article.crisis,
            country_id="PE",
            type="embassy_closed",
            stage="done",
            effective_on=DAY,
            effective_on_precision="day",
            effective_on_basis="stated",
            summary="Peru shut its mission in the capital on Monday",
            known_on=DAY,
            quantity=number,
        )
        for number in range(count)
    ]


def evidence(article: object, count: int) -> list[object]:
    from reactions.models import Evidence
    from reactions.models.inserting import insert_rows

    rows = actions(article, count)
    insert_rows(rows)
    claim = {"country": "PE", "type": "embassy_closed", "stage": "done", "quantity": 3}
    return [
        Evidence(
            article=article,
            start=number % 500,
            end=number % 500 + 60,
            quote=article.body[number % 500 : number % 500 + 60],
            action=row,
            machine_claim=claim,
            rule="replay",
            extractor_version="bench",
        )
        for number, row in enumerate(rows)
    ]


def timed(
    write: Callable[[list[object]], object], batch: list[object]
) -> tuple[float, float]:
    from django.db import transaction

    wall, cpu = time.perf_counter(), time.process_time()
    with transaction.atomic():
        write(batch)
    return time.perf_counter() - wall, time.process_time() - cpu


def show(kind: str, taken: dict[str, list[tuple[float, float]]], *, rows: int) -> None:
    medians = {
        name: tuple(statistics.median(lap[n] for lap in laps) for n in (0, 1))
        for name, laps in taken.items()
    }
    base = medians["bulk_create, 500 at a time"]
    print(kind)
    for name, (wall, cpu) in medians.items():
        print(
            f"  {name:<27} {rows / wall:8.0f} rows a second, {base[0] / wall:.2f} x;"
            f" by CPU {base[1] / cpu:.2f} x",
            flush=True,
        )


if __name__ == "__main__":
    main()
