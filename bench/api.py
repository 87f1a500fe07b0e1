#!/usr/bin/env python3
"""Measure reads of the API beside its peers, interleaved, on data of api_data.py.

    python bench/api.py --database sqlite:////tmp/api.sqlite3 [--datasette PATH]
        [--smaller sqlite:////tmp/tenth.sqlite3] [--rounds 5] [--seconds 1]
        [--only search]
    python bench/api.py --database postgres://... --postgres-pid PID
        [--postgraphile PATH] [--smaller ...] [...]

Peers: a textbook viewset of Django REST framework and an empty view, served by the same
process; with --datasette (`pip install datasette==0.65.1` somewhere), Datasette on the
same SQLite file with labels, and a full-text index of its own kind, which is made when
it is missing; with --postgraphile (`npm install postgraphile@4.14.1` somewhere),
PostGraphile on the same PostgreSQL database. `build_documents` first writes the
documents that lists are made of, where they are blank. With --smaller the same is asked
of a database of fewer rows that `api_data.py --scale` made. A figure is CPU
milliseconds a request of the server's processes (PostgreSQL's own included), the median
of the rounds; requests a second stand beside it. "Changed" means that a row was written
before each request.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from api_servers import (
    Server,
    datasette_server,
    make_text_index,
    our_server,
    postgraphile_server,
)

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
DAY = "2022-06-01"
WINDOW = """
select country_id, type, counts_on from (
    select country_id, type, counts_on, row_number() over (
        partition by country_id order by counts_on desc, rank, id) as place
    from reactions_action where crisis_id = {crisis} and rank is not null
        and merged_into_id is null and review = 'accepted' and known_on <= '{day}'
        and counts_on <= '{day}')
where place = 1"""

NESTED = """{ allReactionsActions(first: 100, orderBy: KNOWN_ON_DESC,
    condition: {countryId: "%s", type: "%s", review: "accepted"}) { nodes {
    publicId type stage summary announcedOn announcedOnPrecision announcedOnBasis
    effectiveOn effectiveOnPrecision effectiveOnBasis countsOn knownOn destination
    quantity review decidedAt version updatedAt
    reactionsCrisisByCrisisId { slug name }
    reactionsCountryByCountryId { code alpha3 name }
    reactionsActionByFulfilsId { publicId } reactionsActionByMergedIntoId { publicId }
    reactionsEvidencesByActionId { nodes { id start end quote preferred rule
        extractorVersion reactionsArticleByArticleId {
            id title publisher agency url publishedOn } } } } } }"""
"""What the first page tells, as PostGraphile is asked for it."""


@dataclass
class Work:
    """One thing asked of one server, and what was measured of it."""

    group: str
    name: str
    server: Server
    urls: list[str]
    headers: dict[str, str] = field(default_factory=dict)
    before: Callable[[], None] | None = None
    status: int = 200
    bodies: list[str] = field(default_factory=list)
    """What is posted, turn by turn, where reading is done so."""
    cpu: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)

    def measure(self, *, seconds: float) -> None:
        asked, waited, began = 0, 0.0, self.server.cpu()
        until = time.monotonic() + seconds
        while time.monotonic() < until or asked < 3:
            if self.before:
                self.before()
            started = time.monotonic()
            url = self.urls[asked % len(self.urls)]
            posted = self.bodies[asked % len(self.bodies)] if self.bodies else ""
            status, body, _ = self.server.get(url, self.headers, posted)
            waited += time.monotonic() - started
            if status != self.status or b'"errors"' in body[:200]:
                raise SystemExit(f"{url}: {status} {body[:300]!r}")
            asked += 1
        self.cpu.append((self.server.cpu() - began) / asked * 1000)
        self.rate.append(asked / waited)


def main() -> None:
    args = read_arguments()
    os.environ |= {"DATABASE_URL": args.database, "DEBUG": "true"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("build_documents")
    with ExitStack() as stack:
        works = [
            work
            for work in works_of(args, stack.enter_context)
            if args.only in work.group
        ]
        for number in range(args.rounds + 1):
            for work in works:
                work.measure(seconds=args.seconds if number else 0)
        show(works)


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", required=True, help="filled by api_data.py")
    parser.add_argument("--smaller", default="", help="filled by api_data.py --scale")
    parser.add_argument("--datasette", default="", help="the program, if installed")
    parser.add_argument("--postgres-pid", type=int, help="of the server's postmaster")
    parser.add_argument("--postgraphile", default="", help="the program, if installed")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("--only", default="", help="groups that hold this word")
    return parser.parse_args()


def works_of(
    args: argparse.Namespace, start: Callable[[Any], Server]
) -> Iterator[Work]:
    """What is asked of all servers, which are started for it."""
    ours = start(our_server(args.database, args.postgres_pid))
    datasette = graph = None
    if args.datasette:
        file = args.database.removeprefix("sqlite:///")
        make_text_index(file)
        datasette = start(datasette_server(args.datasette, file))
    if args.postgraphile:
        peer = postgraphile_server(args.postgraphile, args.database, args.postgres_pid)
        graph = start(peer)
    yield from all_works(ours, datasette, graph)
    if args.smaller:
        smaller = start(our_server(args.smaller, args.postgres_pid))
        yield from growth(ours, smaller, also_at(args.smaller))


def all_works(
    ours: Server, datasette: Server | None, graph: Server | None
) -> Iterator[Work]:
    yield from first_pages(ours, datasette, graph)
    yield from deep_pages(ours, datasette)
    yield from searches(ours, datasette)
    yield from boards(ours, datasette)


def touch(using: str = "default") -> None:
    """Change something small."""
    from reactions.models import Crisis

    Crisis.objects.using(using).order_by("pk").first().save()


def also_at(url: str) -> str:
    """The alias of one more database for this process to write to."""
    from django.db import connections

    from tracker.settings import database

    connections.databases["smaller"] = connections.databases["default"] | database(url)
    return "smaller"


def growth(ours: Server, smaller: Server, alias: str) -> Iterator[Work]:
    """The same of many rows and of few, each just changed."""
    from django.db.models import Count

    from reactions.models import Action, Crisis

    most = Action.objects.accepted().values_list("country", "type")
    country, type_, _ = most.annotate(n=Count("pk")).order_by("-n")[0]
    crisis = Crisis.objects.annotate(n=Count("actions")).order_by("-n")[0]
    words = words_by_frequency()
    asked = {
        "first page": f"/api/v1/actions?country={country}&type={type_}",
        "search, middling": f"/api/v1/statements?search={words['middling']}",
        "search, very common": f"/api/v1/statements?search={words['very common']}",
        "board": f"/api/v1/crises/{crisis.slug}/board?on={DAY}&known_by={DAY}",
    }
    for name, url in asked.items():
        yield Work("growth", f"{name}, all", ours, [url], before=touch)
        yield Work(
            "growth", f"{name}, fewer", smaller, [url], before=partial(touch, alias)
        )


def first_pages(
    ours: Server, datasette: Server | None, graph: Server | None
) -> Iterator[Work]:
    from django.db.models import Count

    from reactions.models import Action

    pairs = list(
        Action.objects.accepted()
        .values_list("country", "type")
        .annotate(n=Count("pk"))
        .filter(n__gte=100)
        .order_by("-n")
    )
    picked = [pairs[0], pairs[len(pairs) // 2], pairs[-1]]
    asked = [{"country": country, "type": type_} for country, type_, _ in picked]
    urls = [f"/api/v1/actions?{urlencode(each)}" for each in asked]
    yield Work("first page", "ours, data changed", ours, urls, before=touch)
    short = [f"{url}&fields=id,country,crisis,type,stage,known_on" for url in urls]
    yield Work("first page", "ours, some fields", ours, short, before=touch)
    yield Work("first page", "ours, unchanged", ours, urls)
    tag = {"If-None-Match": ours.get(urls[0], {})[2]}
    yield Work("first page", "ours, 304", ours, urls[:1], headers=tag, status=304)
    yield Work("first page", "a DRF view of nothing", ours, ["/nothing"], status=204)
    books = [f"/textbook/actions/?review=accepted&{urlencode(each)}" for each in asked]
    yield Work("first page", "textbook", ours, books)
    yield from first_pages_of_peers(asked, datasette, graph)


def first_pages_of_peers(
    asked: list[dict[str, str]], datasette: Server | None, graph: Server | None
) -> Iterator[Work]:
    if datasette:
        tables = [
            f"/{datasette.name}/reactions_action.json?country_id={each['country']}"
            f"&type={each['type']}&review=accepted&_labels=on&_size=100"
            "&_sort_desc=known_on"
            for each in asked
        ]
        yield Work("first page", "Datasette, labels", datasette, tables)
    if graph:
        posted = [
            json.dumps({"query": NESTED % tuple(each.values())}) for each in asked
        ]
        told = {"Content-Type": "application/json"}
        work = Work("first page", "PostGraphile, nested", graph, ["/graphql"], told)
        work.bodies = posted
        yield work


def deep_pages(ours: Server, datasette: Server | None) -> Iterator[Work]:
    """Four fifths down the unfiltered list."""
    from reactions.api.keyset import Ordering, Place, encode
    from reactions.models import Action

    newest = Action.objects.accepted().newest_first()
    deep = int(newest.count() * 0.8)
    row = newest[deep]
    ordering = Ordering("-known_on", "known_on", descending=True)
    cursor = encode(Place(row.known_on, row.pk), ordering)
    lists = {"first": "/api/v1/actions", "deep": f"/api/v1/actions?cursor={cursor}"}
    for name, url in lists.items():
        yield Work("deep page", f"ours, {name}", ours, [url], before=touch)
    book = f"/textbook/actions/?review=accepted&page={deep // 100}"
    yield Work("deep page", "textbook, deep", ours, [book])
    if datasette:
        table = f"/{datasette.name}/reactions_action.json?review=accepted&_labels=on"
        table += f"&_size=100&_sort_desc=known_on&_next={row.known_on},{row.pk}"
        yield Work("deep page", "Datasette, deep", datasette, [table])


def searches(ours: Server, datasette: Server | None) -> Iterator[Work]:
    for kind, word in words_by_frequency().items():
        url = f"/api/v1/statements?search={word}"
        yield Work("search", f"ours, {kind}", ours, [url], before=touch)
        yield Work("search", f"ours, {kind}, unchanged", ours, [url])
        if datasette:
            table = f"/{datasette.name}/reactions_statement.json?_search={word}"
            table += "&review=accepted&_labels=on&_size=100&_sort_desc=said_on"
            yield Work("search", f"Datasette, {kind}", datasette, [table])


def words_by_frequency() -> dict[str, str]:
    """A rare word, a middling one and a very common one, by how many rows have it."""
    from reactions.models import Statement
    from reactions.models.search import words_of

    texts = Statement.objects.order_by("pk").values_list("text", flat=True)
    total = Statement.objects.count()
    seen: dict[str, int] = {}
    sample = min(total, 20_000)
    for text in texts[:sample]:
        for word in {word for word, _, _ in words_of(text)}:
            seen[word] = seen.get(word, 0) + 1
    shares = {"rare": 120 / total, "middling": 0.005, "very common": 0.3}
    return {
        kind: min(seen, key=lambda word: abs(seen[word] / sample - share))
        for kind, share in shares.items()
    }


def boards(ours: Server, datasette: Server | None) -> Iterator[Work]:
    from django.db.models import Count

    from reactions.models import Crisis

    crises = list(Crisis.objects.annotate(n=Count("actions")).order_by("-n"))
    for name, crisis in (
        ("biggest", crises[0]),
        ("median", crises[len(crises) // 2]),
    ):
        url = f"/api/v1/crises/{crisis.slug}/board?on={DAY}&known_by={DAY}"
        label = f"{name}, {crisis.n} actions"
        yield Work("board", f"ours, {label}", ours, [url], before=touch)
        levels = f"{url}&fields=country,level,since"
        yield Work("board", f"ours, {label}, levels", ours, [levels], before=touch)
        yield Work("board", f"ours, {label}, unchanged", ours, [url])
        if datasette:
            sql = " ".join(WINDOW.format(crisis=crisis.pk, day=DAY).split())
            table = f"/{datasette.name}.json?sql={quote(sql)}&_shape=array"
            yield Work("board", f"Datasette, {label}", datasette, [table])


def show(works: list[Work]) -> None:
    group = ""
    for work in works:
        if work.group != group:
            group = work.group
            print(f"\n{group}\n{'':<34}{'CPU ms':>9}{'req/s':>9}")
        cpu, rate = (statistics.median(each[1:]) for each in (work.cpu, work.rate))
        print(f"{work.name:<34}{cpu:>9.2f}{rate:>9.0f}")
    told = {work.name: statistics.median(work.cpu[1:]) for work in works}
    print("\n" + json.dumps({name: round(cpu, 2) for name, cpu in told.items()}))


if __name__ == "__main__":
    main()
