#!/usr/bin/env python3
"""What importing an article costs, among ever more stored ones and the second time.

    python bench/importing.py [--engine postgres] [--articles 20000] [--known 10000]

Imports made-up articles from files with replayed extraction, in one run:
- wall and CPU milliseconds an article, thousand by thousand, reading files included;
- milliseconds and queries of writing one article's rows, with 10 and 10,000 stored;
- the memory of the process;
- the first files once more, which are known then.
"""

import argparse
import resource
import statistics
import tempfile
import time
from pathlib import Path

import replay
from stage import ENGINES, staged_database

A_THOUSAND = 1000


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
    laps = import_files(files, writing)
    show_ratio(laps)
    show_writing(writing)
    first = laps[: known // A_THOUSAND]
    again = import_files(files[:known], writing)
    wall = sum(lap[0] for lap in first) / sum(lap[0] for lap in again)
    cpu = sum(lap[1] for lap in first) / sum(lap[1] for lap in again)
    print(f"{known} known ones again: {wall:.1f} x faster (CPU {cpu:.1f} x)")


class Stopwatch:
    """Calls a function and keeps how long each call took, and how many queries some
    of them made."""

    def __init__(self, work: object) -> None:
        self.work = work
        self.times: list[float] = []
        self.queries: dict[int, int] = {}

    def __call__(self, *args: object, **kw: object) -> object:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        place = len(self.times)
        begun = time.perf_counter()
        if place % A_THOUSAND in range(10, 40):
            with CaptureQueriesContext(connection) as queries:
                outcome = self.work(*args, **kw)
            self.queries[place] = len(queries)
        else:
            outcome = self.work(*args, **kw)
        self.times.append((time.perf_counter() - begun) * 1000)
        return outcome


def import_files(
    files: list[Path], writing: Stopwatch
) -> list[tuple[float, float, int]]:
    """Wall and CPU seconds of each thousand, and the memory after it in megabytes."""
    from django.utils import timezone

    from reactions.importing import ImportOptions, import_articles

    laps: list[tuple[float, float, int]] = []
    marks = [(time.perf_counter(), time.process_time())]
    seen = 0

    def heard(outcome: object) -> None:
        nonlocal seen
        seen += 1
        if seen % A_THOUSAND == 0:
            marks.append((time.perf_counter(), time.process_time()))
            (wall, cpu), (wall_now, cpu_now) = marks[-2:]
            laps.append((wall_now - wall, cpu_now - cpu, memory()))
            show_lap(seen, laps[-1])

    options = ImportOptions(
        crisis="bench", new_crisis=True, host="AF", host_city="Kabul"
    )
    report = import_articles(files, options, at=timezone.now(), on_outcome=heard)
    assert report.exit_status == 0, report.counts
    return laps


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
    for stored in (10, 10_000):
        near = writing.times[stored : stored + A_THOUSAND - 10]
        counted = [
            n for place, n in writing.queries.items() if stored <= place < stored + 40
        ]
        if near and counted:
            median = statistics.median(near)
            print(
                f"writing an article with {stored} stored: {median:.2f} ms at the"
                f" median; {min(counted)} to {max(counted)} queries"
            )


if __name__ == "__main__":
    main()
