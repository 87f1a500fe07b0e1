#!/usr/bin/env python3
"""Drive the web and an import together on PostgreSQL, and kill web workers meanwhile.

    python bench/load [--minutes 10] [--readers 3] [--writers 2] [--kill-every 20]

A private PostgreSQL and gunicorn as deployed. Readers ask for pages, boards and lists;
writers create statements with an `Idempotency-Key` and amend them with `If-Match`, and
send a request again when the connection breaks or the answer is 5xx, as a client
should; `import_articles` reads texts with the real extractor all the while. Every
`--kill-every` seconds one web worker is killed by SIGKILL. Printed at the end: requests
a second, answers of each kind, what was acknowledged and is not there, or there twice,
and the memory of web workers and of the import early and late. Exits with 1 where
anything was lost, doubled or answered with a 5xx.
"""

import argparse
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import clients
import site_under_load


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
            return measure(site, args)
        finally:
            site.stop()


def measure(site: site_under_load.Site, args: argparse.Namespace) -> int:
    ended = threading.Event()
    tally = clients.Tally()
    workers = [
        *(clients.Reader(site.address, tally, seed=n) for n in range(args.readers)),
        *(
            clients.Writer(site.address, tally, token=site.token, number=n)
            for n in range(args.writers)
        ),
    ]
    threads = [threading.Thread(target=w.work, args=(ended,)) for w in workers]
    for thread in threads:
        thread.start()
    started = time.monotonic()
    kills = watch(site, seconds=args.minutes * 60, kill_every=args.kill_every)
    ended.set()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - started
    imported = site.end_import()
    failures = [*tally.failures]
    writers = [w for w in workers if isinstance(w, clients.Writer)]
    failures += site.lost_or_doubled({k: v for w in writers for k, v in w.done.items()})
    failures += site.imports_lost(imported)
    tally.show(seconds)
    print(f"{kills} web workers killed; {imported} articles imported meanwhile")
    site.show_memory()
    for failure in failures[:20]:
        print("FAILED:", failure)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


def watch(site: site_under_load.Site, *, seconds: float, kill_every: float) -> int:
    """Look at the memory each second, and kill; says how many were killed."""
    started, kills = time.monotonic(), 0
    while (passed := time.monotonic() - started) < seconds:
        site.note_memory(passed)
        if passed >= (kills + 1) * kill_every:
            kills += site.kill_a_worker()
        time.sleep(1)
    return kills


if __name__ == "__main__":
    sys.exit(main())
