#!/usr/bin/env python3
"""What importing an article costs, among ever more stored ones and the second time.

    python bench/importing.py [--engine postgres] [--articles 20000] [--known 10000]

Imports made-up articles from files with replayed extraction, in one run:
- wall and CPU milliseconds an article, thousand by thousand, reading files included
  (CPU of this process and of the PostgreSQL process that serves it);
- milliseconds and queries of writing one article's rows, with 10 and 10,000 stored: of
  those that come (which differ in what they join), and of one and the same article that
  joins an act, carries out a plan, names a known person and a new one;
- the memory of the process;
- the first files once more, which are known then.
"""

import argparse
import os
import resource
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

import replay
from stage import ENGINES, staged_database

A_THOUSAND = 1000
LAST_DAY = date(2025, 1, 1)
STORED = (10, 10_000)
TOLD = (
    "[act PE embassy_moved announced 5]. [act PE embassy_closed done 5]. [name PE A]",
    "[act PE embassy_moved done 6]. [act PE embassy_closed done 6]. [name PE A]."
    " [name PE B]. [said PE A first]",
)
"""What the article tells whose queries are counted, after one that told it before."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=ENGINES, default="sqlite")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--known", type=int, default=10_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, staged_database(args.engine):
        replay.write_files(Path(folder), args.articles)
        measure(Path(folder), known=args.known)


def measure(folder: Path, *, known: int) -> None:
    from reactions.extraction import batches
    from reactions.importing import running

    batches.run_job = replay.run_job
    writing = Stopwatch(running._Importer._write)
    running._Importer._write = lambda *args, **kw: writing(*args, **kw)
    files = sorted(folder.iterdir())
    laps = import_files(files, report_queries=True)
    if laps:
        show_ratio(laps)
    show_writing(writing)
    if known < A_THOUSAND:
        return
    first = laps[: known // A_THOUSAND]
    again = import_files(files[:known])
    wall = sum(lap[0] for lap in first) / sum(lap[0] for lap in again)
    cpu = sum(lap[1] for lap in first) / sum(lap[1] for lap in again)
    print(f"{known} known ones again: {wall:.1f} x faster (CPU {cpu:.1f} x)")


class Stopwatch:
    """Calls a function and keeps how long each call took, and how many queries some
    of them made."""

    def __init__(self, work: object) -> None:
        self.work = work
        self.times: list[tuple[float, float]] = []
        self.queries: dict[int, int] = {}

    def __call__(self, *args: object, **kw: object) -> object:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        place = len(self.times)
        begun = time.perf_counter(), cpu_seconds()
        if place % A_THOUSAND in range(10, 40):
            with CaptureQueriesContext(connection) as queries:
                outcome = self.work(*args, **kw)
            self.queries[place] = len(queries)
            # The log of what was captured is no memory of the import's.
            connection.queries_log.clear()
        else:
            outcome = self.work(*args, **kw)
        taken = time.perf_counter() - begun[0], cpu_seconds() - begun[1]
        self.times.append(taken)
        return outcome


def import_files(
    files: list[Path], *, report_queries: bool = False
) -> list[tuple[float, float, int]]:
    """Wall and CPU seconds of each thousand, and the memory after it in megabytes."""
    from django.utils import timezone

    from reactions.importing import ImportOptions, import_articles

    laps: list[tuple[float, float, int]] = []
    marks = [(time.perf_counter(), cpu_seconds())]
    seen = 0

    def heard(outcome: object) -> None:
        nonlocal seen
        seen += 1
        if seen in STORED and report_queries:
            count_queries(seen)
        if seen % A_THOUSAND == 0:
            marks.append((time.perf_counter(), cpu_seconds()))
            (wall, cpu), (wall_now, cpu_now) = marks[-2:]
            laps.append((wall_now - wall, cpu_now - cpu, memory()))
            show_lap(seen, laps[-1])

    options = ImportOptions(
        crisis="bench", new_crisis=True, host="AF", host_city="Kabul"
    )
    report = import_articles(files, options, at=timezone.now(), on_outcome=heard)
    assert report.exit_status == 0, report.counts
    return laps


def cpu_seconds() -> float:
    """Of this process, and of PostgreSQL's that serves its connection."""
    from django.db import connection

    own = time.process_time()
    if connection.vendor != "postgresql" or connection.connection is None:
        return own
    pid = connection.connection.get_backend_pid()
    ticks = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    return own + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def count_queries(stored: int) -> None:
    """Of one and the same article, whatever is stored; nothing of it stays."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    with transaction.atomic():
        write_one(f"Before. {TOLD[0]}.")
        with CaptureQueriesContext(connection) as queries:
            write_one(f"Counted. {TOLD[1]}.")
        transaction.set_rollback(True)
    counted = len(queries)
    connection.queries_log.clear()
    print(f"{stored:>7} stored: {counted} queries for the same article")


def write_one(text: str) -> None:
    from django.utils import timezone

    from reactions.extraction.batches import ExtractionJob
    from reactions.importing.articles import candidate_for
    from reactions.importing.storing import write_article
    from reactions.models import Crisis, ImportRun
    from reactions.sources import ArticleRecord, CrisisRecord

    record = ArticleRecord(
        "", "", text, 0, published_on=LAST_DAY, crisis=CrisisRecord(slug="bench")
    )
    candidate, problem = candidate_for(record)
    assert candidate is not None, problem
    write_article(
        candidate,
        replay.run_job(ExtractionJob(text=text, published_on=LAST_DAY)),
        crisis=Crisis.objects.get(),
        run=ImportRun.objects.latest("pk"),
        at=timezone.now(),
    )


def memory() -> int:
    """Resident now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 1_000_000


def show_lap(articles: int, lap: tuple[float, float, int]) -> None:
    wall, cpu, megabytes = lap
    print(
        f"{articles:>7} articles: {wall:.2f} ms wall, {cpu:.2f} ms CPU an article,"
        f" {megabytes} MB",
        flush=True,
    )


def show_ratio(laps: list[tuple[float, float, int]]) -> None:
    wall, cpu = (laps[-1][n] / laps[0][n] for n in (0, 1))
    print(f"the last thousand to the first: {wall:.2f} x wall, {cpu:.2f} x CPU")


def show_writing(writing: Stopwatch) -> None:
    for stored in STORED:
        near = writing.times[stored : stored + A_THOUSAND - 10]
        counted = [
            n for place, n in writing.queries.items() if stored <= place < stored + 40
        ]
        if near and counted:
            wall, cpu = (
                statistics.median(each) * 1000 for each in zip(*near, strict=True)
            )
            print(
                f"writing an article with {stored} stored: {wall:.2f} ms wall,"
                f" {cpu:.2f} ms CPU at the median; {min(counted)} to {max(counted)}"
                " queries"
            )


if __name__ == "__main__":
    main()
