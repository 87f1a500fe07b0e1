#!/usr/bin/env python3
"""The public pages with very many actions against few, interleaved in one run.

    python bench/pages.py [--many 1] [--few 0.01] [--engine postgres] [--rounds 9]
        [--show QUERIES] [--keep FOLDER]

The numbers are scales of api_data.py: 1 is 500,000 actions in 50 crises, the biggest
with 60,000; 0.01 is 5,000 actions, all of one crisis, so that its pages show as many
nations and rows and what differs is what lies behind them. Each is a database and a
process of its own; pages are asked in turn of both. A figure is milliseconds of wall
time a page (a database server's part included), the median of the rounds; queries
stand beside it, and on SQLite the process's own CPU time.
`--show` prints the slowest queries of each page. `--keep` leaves SQLite databases in
a folder and takes those that are there, for filling one with 500,000 takes long.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

DAY = "2022-06-01"
PAGES = {
    "crises": "/",
    "board": f"/crises/{{crisis}}/?on={DAY}",
    "board of now": "/crises/{crisis}/",
    "timeline": "/crises/{crisis}/timeline/",
    "countries": "/countries/",
    "country": "/countries/{country}/",
    "official": "/officials/{official}/",
    "action": "/actions/{action}/",
    "search": "/search/?q={word}",
}


class Site:
    """A database filled to a scale, and a process that asks pages of it."""

    def __init__(self, scale: float, database: str, *, crises: int) -> None:
        self.scale = scale
        if not Path(database.removeprefix("sqlite:///")).exists():
            subprocess.run(
                [sys.executable, HERE / "api_data.py", "--database", database]
                + ["--scale", str(scale), "--crises", str(crises)],
                check=True,
            )
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--answer"],
            env=os.environ | {"DATABASE_URL": database},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, page: str, *, show: int = 0) -> tuple[float, float, int]:
        """Milliseconds, those of CPU, and queries."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(page, show, sep="\t", file=self.process.stdin, flush=True)
        while (line := self.process.stdout.readline()).startswith("#"):
            print(line, end="")
        taken, cpu, queries = line.split()
        return float(taken), float(cpu), int(queries)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--many", type=float, default=1)
    parser.add_argument("--few", type=float, default=0.01)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--answer", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.answer:
        answer()
        return
    with ExitStack() as stack:
        few_at, many_at = (
            kept_at(args.keep, scale)
            if args.keep and args.engine == "sqlite"
            else database_of(args.engine, stack)
            for scale in (args.few, args.many)
        )
        few = Site(args.few, few_at, crises=1)
        many = Site(args.many, many_at, crises=50)
        for page in PAGES:
            compare(page, few, many, rounds=args.rounds, show=args.show)


def compare(page: str, few: Site, many: Site, *, rounds: int, show: int) -> None:
    sites = (few, many)
    for site in sites:
        site.ask(page)
    queries = [site.ask(page, show=show)[2] for site in sites]
    taken = [[site.ask(page)[:2] for site in sites] for _ in range(rounds)]
    for place, kind in enumerate(("wall", "CPU")):
        less, more = (
            statistics.median(each[of][place] for each in taken) for of in (0, 1)
        )
        print(
            f"{page if not place else '':<13} {less:7.1f} ms {kind} with few,"
            f" {more:7.1f} with many: {more / less:.2f} x"
            + (f"; {queries[0]} and {queries[1]} queries" if not place else ""),
            flush=True,
        )


def kept_at(folder: Path, scale: float) -> str:
    return f"sqlite:///{folder.resolve()}/scale-{scale:g}.sqlite3"


def database_of(engine: str, stack: ExitStack) -> str:
    if engine == "sqlite":
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        return f"sqlite:///{folder}/bench.sqlite3"
    from tests.postgres_server import PrivateServer, find_binaries

    binaries = find_binaries()
    if binaries is None:
        raise SystemExit("PostgreSQL is not installed.")
    server = PrivateServer.start(binaries)
    stack.callback(server.stop)
    return server.url


def answer() -> None:
    """Read names of pages from standard input, ask for them, write what they took."""
    os.environ |= {
        "DEBUG": "true",
        "PUBLISH_PROPOSED": "true",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    import django
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    django.setup()
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    client, names = Client(), busiest()
    for line in sys.stdin:
        page, show = line.rstrip("\n").split("\t")
        asked: list[tuple[float, str]] = []
        begun, cpu = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(_noting(asked)):
            found = client.get(PAGES[page].format(**names))
        taken = (time.perf_counter() - begun) * 1000
        cpu = (time.process_time() - cpu) * 1000
        assert found.status_code == 200, (page, found.status_code)
        for cost, sql in sorted(asked, reverse=True)[: int(show)]:
            print(f"# {page}: {cost:.1f} ms", " ".join(sql.split())[:700])
        print(taken, cpu, len(asked), flush=True)


def busiest() -> dict[str, Any]:
    """The crisis, country, official with the most rows, and a common word."""
    from django.db.models import Count

    from reactions.models import Action, Statement

    actions = Action.objects.accepted().filter(merged_into__isnull=True)

    def most(rows: Any, field: str) -> Any:
        counted = rows.order_by().values_list(field).annotate(n=Count("pk"))
        return counted.order_by("-n").first()[0]

    spoken = Statement.objects.accepted().filter(official__isnull=False)
    return {
        "crisis": most(actions, "crisis__slug"),
        "country": most(actions, "country_id"),
        "official": most(spoken, "official_id"),
        "action": actions.order_by("-pk").values_list("pk", flat=True)[0],
        "word": Statement.objects.order_by("pk")[0].text.split()[0],
    }


def _noting(asked: list[tuple[float, str]]) -> Any:
    def note(execute: Any, sql: str, *rest: Any) -> Any:
        begun = time.perf_counter()
        found = execute(sql, *rest)
        asked.append(((time.perf_counter() - begun) * 1000, sql))
        return found

    return note


if __name__ == "__main__":
    main()
