#!/usr/bin/env python3
"""Drive the web and an import together on PostgreSQL, and kill web workers meanwhile.

    python bench/load [--minutes 10] [--readers 3] [--writers 2] [--kill-every 20]

A private PostgreSQL and gunicorn as deployed, but without the restarts after some
thousand requests, which would hide a leak. Readers ask for pages, boards, lists and
tables; writers create statements with an `Idempotency-Key` and amend them with
`If-Match`, and send a request again when the connection breaks, as a client should;
`import_articles` reads texts with the real extractor all the while. In the first half
of the time web workers are killed by SIGKILL at random moments, `--kill-every` seconds
apart on average, every third time two at once. In the second half their memory is
watched: what a process holds itself (RssAnon and VmSwap), read each second.

Exits with 1 where anything failed:
- a write that was acknowledged is not in the database as it was acknowledged, or twice;
- an article that the import told of is not stored, or the import ended early;
- an answer was none that should come, or took longer than 30 seconds;
- a connection broke otherwise than by a kill, or the servers logged an error;
- a process of web or import grew by more than a twentieth between two tenths of the
  time: for the import the third and the last, for web workers the seventh and the last.
"""

import argparse
import random
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import clients
import site_under_load
import verdicts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--readers", type=int, default=3)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--kill-every", type=float, default=20)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = site_under_load.Site(Path(folder))
        try:
            site.start()
            failures = measure(site, args)
        finally:
            site.stop()
    for failure in failures[:20]:
        print("FAILED:", failure)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


def measure(site: site_under_load.Site, args: argparse.Namespace) -> list[str]:
    ended = threading.Event()
    begun = time.monotonic()
    tally = clients.Tally(begun)
    readers = [clients.Reader(site.address, tally, seed=n) for n in range(args.readers)]
    writers = [
        clients.Writer(
            site.address, tally, token=site.token, article=site.article, number=n
        )
        for n in range(args.writers)
    ]
    workers = [*readers, *writers]
    threads = [threading.Thread(target=w.work, args=(ended,)) for w in workers]
    for thread in threads:
        thread.start()
    seconds = args.minutes * 60
    kills = watch(site, begun=begun, seconds=seconds, kill_every=args.kill_every)
    lasted = site.import_runs()
    ended.set()
    for thread in threads:
        thread.join()
    tally.show(time.monotonic() - begun)
    told = site.end_import()
    done = {key: each for w in writers for key, each in w.done.items()}
    return [
        *tally.failures,
        *verdicts.unexplained(tally.breaks, kills),
        *([] if lasted else ["the import ended before the time"]),
        *compare_writes(site, done),
        *compare_imports(site, told, seconds=seconds),
        *verdicts.errors_logged(site.log("web")),
        *compare_memory(site, seconds=seconds),
    ]


def watch(
    site: site_under_load.Site, *, begun: float, seconds: float, kill_every: float
) -> list[float]:
    """Look at the memory each second, and kill in the first half; when kills were."""
    chance = random.Random(8)
    kills: list[float] = []
    rounds, due = 0, kill_every * chance.uniform(0.5, 1.5)
    while (passed := time.monotonic() - begun) < seconds:
        site.note_memory(passed)
        if due <= passed < seconds / 2:
            rounds += 1
            for _ in range(site.kill_workers(2 if rounds % 3 == 0 else 1, chance)):
                kills.append(passed)
            due = passed + kill_every * chance.uniform(0.5, 1.5)
        # Anywhere within a second, so that no kill follows a beat of the requests.
        time.sleep(chance.uniform(0.5, 1.5))
    print(f"{len(kills)} web workers killed")
    return kills


def compare_writes(
    site: site_under_load.Site, done: dict[str, tuple[str, int]]
) -> list[str]:
    stored = site.written()
    print(f"{len(done)} statements acknowledged, {len(stored)} stored")
    return verdicts.lost_or_doubled(done, stored)


def compare_imports(
    site: site_under_load.Site, told: str, *, seconds: float
) -> list[str]:
    stored = site.imported()
    rate = len(stored) / seconds
    print(f"{len(stored)} articles imported meanwhile, {rate:.1f} a second")
    return verdicts.imports_lost(told, stored)


def compare_memory(site: site_under_load.Site, *, seconds: float) -> list[str]:
    """Of those that lived through what is compared: the first tenths load code."""
    failures: list[str] = []
    kept = 0
    for name, readings in sorted(site.memory.items()):
        early = 0.6 if name.startswith("web") else 0.2
        if readings[0][0] > early * seconds or readings[-1][0] < 0.9 * seconds:
            continue
        before, after = verdicts.compared(
            readings, early=early * seconds, until=seconds
        )
        print(f"memory of {name}: {before:.1f} MB, later {after:.1f} MB")
        kept += name.startswith("web")
        if name != site_under_load.DATABASE:
            failures += verdicts.grew(name, before, after)
    return failures if kept else [*failures, "no web worker lived through the 2nd half"]


if __name__ == "__main__":
    sys.exit(main())
