#!/usr/bin/env python3
"""Compare an import in one process with one in several, in one run.

    python bench/imports_jobs.py [--articles 1000] [--jobs 2] [--rounds 1]

Imports the same articles with `--jobs 1` and with `--jobs N`, in turn, by the command a
user calls, each time into an empty SQLite database. The articles are paragraphs of the
gold texts and samples put together anew, in 20 crises over two years. A figure is the
median of the rounds' wall seconds, start of Python and spaCy included.

Wall time is what several processes are for, so the machine must be quiet: the load
before and after is printed, and the wall time of a busy machine says nothing. Processor
time is printed too: N times that of `--jobs 1` over that of `--jobs N` is the most that
N idle processors could give.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST_DAY = date(2022, 1, 1)
LEAST_RATIO = 1.7
PARAGRAPHS = 9
"""An article of the samples has some 9 paragraphs."""


def paragraphs() -> list[str]:
    folders = ("tests/extraction/gold", "samples/kabul-2021")
    texts = [
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.txt"))
    ]
    return [part for text in texts for part in text.split("\n\n") if len(part) > 80]


def write_articles(folder: Path, *, number: int, seed: int = 7) -> int:
    """Write the articles; how many characters they have together."""
    dice = random.Random(seed)
    pool = paragraphs()
    total = 0
    for each in range(number):
        day = FIRST_DAY + timedelta(days=dice.randrange(730))
        body = "\n\n".join(dice.sample(pool, PARAGRAPHS))
        head = f"Published: {day}\n\n"
        crisis = folder / f"bench-{dice.randrange(20)}"
        if not crisis.exists():
            crisis.mkdir()
            described = f'slug = "{crisis.name}"\nhost = "AF"\n'
            (crisis / "crisis.toml").write_text(described, encoding="utf-8")
        (crisis / f"{each:05}.txt").write_text(head + body, encoding="utf-8")
        total += len(body)
    return total


def seconds_to_import(articles: Path, *, jobs: int) -> tuple[float, float]:
    """Wall and processor seconds of one import into an empty database."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "DEBUG": "true",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        }

        def manage(*words: str) -> None:
            subprocess.run(
                [sys.executable, "manage.py", *words],
                cwd=ROOT,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

        manage("migrate", "--verbosity", "0")
        start, used = time.perf_counter(), processor_seconds()
        manage("import_articles", str(articles), "--jobs", str(jobs))
        return time.perf_counter() - start, processor_seconds() - used


def processor_seconds() -> float:
    """Of all processes started from here that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=1)
    asked = parser.parse_args()
    taken: dict[int, list[tuple[float, float]]] = {1: [], asked.jobs: []}
    print(f"load before {os.getloadavg()[0]:.2f}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as folder:
        characters = write_articles(Path(folder), number=asked.articles)
        print(f"{asked.articles} articles of {characters // asked.articles} characters")
        for _ in range(asked.rounds):
            for jobs, seconds in taken.items():
                seconds.append(seconds_to_import(Path(folder), jobs=jobs))
                wall, processor = seconds[-1]
                print(
                    f"--jobs {jobs}: {wall:.1f} s, {processor:.1f} s of processors",
                    flush=True,
                )
    alone, together = (
        [statistics.median(each) for each in zip(*taken[jobs], strict=True)]
        for jobs in (1, asked.jobs)
    )
    print(f"load after {os.getloadavg()[0]:.2f}")
    print(f"at most {asked.jobs * alone[1] / together[1]:.2f} by processor time")
    ratio = alone[0] / together[0]
    print(f"--jobs {asked.jobs} is {ratio:.2f} times --jobs 1 (aim {LEAST_RATIO})")


if __name__ == "__main__":
    main()
