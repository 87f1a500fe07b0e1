#!/usr/bin/env python3
"""Fill an empty database with seeded, skewed rows to measure the API on.

    python bench/api_data.py --database sqlite:////tmp/api.sqlite3 [--scale 0.1]
        [--crises 50]

Scale 1 is 1,000,000 statements, 500,000 actions, 200,000 articles, 20,000 officials and
50 crises, the biggest with some 60,000 actions. Countries, types, crises and words are
Zipf-like; one article in five is a reprint; four rows in five are accepted. Every row
has its evidence, and all triggers and indexes of the real tables are in force.
"""

import argparse
import hashlib
import os
import random
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ARTICLES, OFFICIALS, CRISES = 200_000, 20_000, 50
STATEMENTS_EACH = 5
ACTIONS_OF_TWO = (2, 3)  # turn by turn: 2.5 an article
SENTENCES_EACH = 8
BATCH = 1000
FIRST_DAY = date(2020, 1, 1)
NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
STAGES = {"done": 55, "underway": 20, "announced": 15, "considered": 6, "denied": 4}
REVIEWS = {"accepted": 80, "proposed": 15, "rejected": 5}
UNDATED = ("", "")
SYLLABLES = "ba be bi do da de di fa fe ka ke ki ko la le li lo ma me mi mo na"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", required=True, help="a DATABASE_URL")
    parser.add_argument("--scale", type=float, default=0.01)
    parser.add_argument("--crises", type=int, default=CRISES)
    parser.add_argument("--seed", type=int, default=6)
    args = parser.parse_args()
    open_database(args.database)
    began = time.monotonic()
    fill(scale=args.scale, seed=args.seed, crises=args.crises)
    print(f"filled in {time.monotonic() - began:.0f} s")


def open_database(url: str) -> None:
    """Migrate it; to be called before any import of ours that reads the settings."""
    os.environ |= {
        "DATABASE_URL": url,
        "DEBUG": "true",
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DEBUG = False
    call_command("migrate", verbosity=0)


class Choice:
    """Draws values so that the n-th comes up in proportion to 1 / n ** skew."""

    def __init__(self, values: list[Any], *, skew: float, dice: random.Random) -> None:
        self.values, self.dice = values, dice
        ranks = range(1, len(values) + 1)
        self.weights = list(accumulate(1 / rank**skew for rank in ranks))

    def draw(self, count: int = 1) -> list[Any]:
        return self.dice.choices(self.values, cum_weights=self.weights, k=count)


@dataclass
class World:
    """What rows are drawn from, and the rows of a batch by table."""

    dice: random.Random
    countries: Choice
    types: Choice
    stances: Choice
    crises: Choice
    publishers: Choice
    sentences: Choice
    officials: list[int]
    begun: dict[int, date]
    editor: int
    last_ids: dict[str, int] = field(default_factory=dict)
    copied: dict[int, int] = field(default_factory=dict)
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    decided: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def next_id(self, table: str) -> int:
        self.last_ids[table] = self.last_ids.get(table, 0) + 1
        return self.last_ids[table]

    def weighed(self, shares: dict[str, int]) -> str:
        return self.dice.choices(list(shares), weights=list(shares.values()))[0]


def fill(*, scale: float, seed: int, crises: int = CRISES) -> None:
    from django.db import transaction

    world = make_world(scale=scale, seed=seed, number_of_crises=crises)
    articles = max(int(ARTICLES * scale), 100)
    for first in range(0, articles, BATCH):
        for _ in range(first, min(first + BATCH, articles)):
            add_article(world)
        with transaction.atomic():
            write(world)
        print(f"\r{min(first + BATCH, articles)} of {articles} articles", end="")
    finish(world)


def make_world(*, scale: float, seed: int, number_of_crises: int) -> World:
    from django.contrib.auth.models import User

    from reactions.models import Country, Crisis
    from reactions.vocabulary import ActionType, Stance

    dice = random.Random(seed)
    countries = sorted(Country.objects.values_list("code", flat=True))
    dice.shuffle(countries)
    crises = [
        Crisis.objects.create(
            slug=f"crisis-{number:02}",
            name=f"Crisis number {number}",
            host_id=dice.choice(countries),
            started_on=FIRST_DAY + timedelta(days=dice.randrange(700)),
        )
        for number in range(1, number_of_crises + 1)
    ]
    editor = User.objects.create_user("bench-editor")
    return World(
        dice=dice,
        countries=Choice(countries, skew=0.9, dice=dice),
        types=Choice(list(ActionType), skew=0.7, dice=dice),
        stances=Choice(list(Stance), skew=0.7, dice=dice),
        crises=Choice([crisis.pk for crisis in crises], skew=0.7, dice=dice),
        publishers=Choice([f"Paper {n}" for n in range(300)], skew=1, dice=dice),
        sentences=Choice(make_sentences(dice), skew=0, dice=dice),
        officials=make_officials(countries, scale=scale, dice=dice),
        begun={crisis.pk: crisis.started_on for crisis in crises},
        editor=editor.pk,
    )


def make_sentences(dice: random.Random) -> list[str]:
    """Words of syllables; common ones come up far more often than rare ones."""
    syllables = SYLLABLES.split()
    words = [
        "".join(dice.choices(syllables, k=dice.randint(2, 4))) for _ in range(20_000)
    ]
    drawn = Choice(words, skew=1, dice=dice)
    return [" ".join(drawn.draw(dice.randint(12, 30))) + "." for _ in range(50_000)]


def make_officials(
    countries: list[str], *, scale: float, dice: random.Random
) -> list[int]:
    from reactions.models import Official
    from reactions.models.inserting import insert_rows

    rows = [
        Official(
            country_id=dice.choice(countries),
            name=f"Person Number {number}",
            name_key=f"person number {number}",
            title="foreign minister",
        )
        for number in range(max(int(OFFICIALS * scale), 50))
    ]
    insert_rows(rows)
    return [row.pk for row in rows]


def add_article(world: World) -> None:
    """An article with its statements and actions, each proved by one sentence."""
    (crisis,) = world.crises.draw()
    day = world.begun[crisis] + timedelta(days=int(1000 * world.dice.random() ** 2))
    drawn = world.sentences.draw(SENTENCES_EACH)
    body = " ".join(drawn)
    pk = world.next_id("article")
    is_copy = crisis in world.copied and world.dice.random() < 0.2
    put(
        world,
        "article",
        pk,
        crisis,
        drawn[0][:80],
        world.publishers.draw()[0],
        "",
        f"https://news.example/{pk}",
        day,
        "en",
        body,
        0,
        hashlib.sha256(f"{pk} {body}".encode()).hexdigest(),
        "",
        NOON,
        world.copied[crisis] if is_copy else None,
    )
    if not is_copy:
        world.copied[crisis] = pk
    starts = accumulate((len(each) + 1 for each in drawn), initial=0)
    spans = list(zip(starts, drawn, strict=False))
    for start, words in spans[:STATEMENTS_EACH]:
        add_statement(world, pk, crisis, day=day, start=start, words=words)
    for start, words in spans[: ACTIONS_OF_TWO[pk % 2]]:
        add_action(world, pk, crisis, day=day, start=start, words=words)


def put(world: World, table: str, *values: Any) -> None:
    world.rows.setdefault(table, []).append(values)


def add_statement(
    world: World, article: int, crisis: int, *, day: date, start: int, words: str
) -> None:
    pk = world.next_id("statement")
    spoken = world.dice.random() < 0.5
    put(
        world,
        "statement",
        pk,
        crisis,
        world.countries.draw()[0],
        world.dice.choice(world.officials) if spoken else None,
        "Person Number" if spoken else "",
        world.dice.choice(["direct", "indirect"]),
        world.stances.draw()[0].value,
        words,
        day,
        "day",
        "publication",
        f"sta_{pk:016}",
    )
    add_evidence(world, "statement", pk, article, start=start, words=words)


def add_action(
    world: World, article: int, crisis: int, *, day: date, start: int, words: str
) -> None:
    pk = world.next_id("action")
    stage = world.weighed(STAGES)
    dated = world.dice.random() < 0.5
    later = day + timedelta(days=world.dice.randrange(10))
    put(
        world,
        "action",
        pk,
        crisis,
        world.countries.draw()[0],
        world.types.draw()[0].value,
        stage,
        day,
        "day",
        "publication",
        later if dated else None,
        *(("day", "stated") if dated else UNDATED),
        "",
        words,
        day,
        f"act_{pk:016}",
    )
    add_evidence(world, "action", pk, article, start=start, words=words)


def add_evidence(
    world: World, kind: str, row: int, article: int, *, start: int, words: str
) -> None:
    pk = world.next_id("evidence")
    parents = [row if kind == name else None for name in ("statement", "action")]
    key = f"bench {pk}"
    put(world, "evidence", pk, article, start, start + len(words), words, *parents, key)
    review = world.weighed(REVIEWS)
    if review != "proposed":
        world.decided.setdefault((kind, review), []).append(row)


REVIEWED = "review note priority version updated_at"
DEFAULTS = ("proposed", "", 0, 1, NOON)
COLUMNS = {
    "article": "id crisis title publisher agency url published_on language body"
    " header_length sha256 root imported_at copy_of",
    "statement": "id crisis country official speaker kind stance text said_on"
    f" said_on_precision said_on_basis public_id speaker_title {REVIEWED}",
    "action": "id crisis country type stage announced_on announced_on_precision"
    " announced_on_basis effective_on effective_on_precision effective_on_basis"
    f" destination summary known_on public_id {REVIEWED}",
    "evidence": "id article start end quote statement action claim_key rule"
    " extractor_version preferred created_at",
}
CONSTANTS = {
    "article": (),
    "statement": ("", *DEFAULTS),
    "action": DEFAULTS,
    "evidence": ("bench", "1", False, NOON),
}


def models() -> dict[str, Any]:
    from reactions.models import Action, Article, Evidence, Statement

    return {
        "article": Article,
        "statement": Statement,
        "action": Action,
        "evidence": Evidence,
    }


def write(world: World) -> None:
    from reactions.models.inserting import insert_values

    for table, model in models().items():
        fields = [model._meta.get_field(name) for name in COLUMNS[table].split()]
        further = [
            each
            for each in model._meta.concrete_fields
            if not (each.generated or each.null or each in fields)
        ]
        constants = CONSTANTS[table] + tuple(each.get_default() for each in further)
        rows = world.rows.pop(table, [])
        insert_values([*fields, *further], (row + constants for row in rows))
    for (kind, review), rows in world.decided.items():
        for first in range(0, len(rows), 900):
            models()[kind].objects.filter(pk__in=rows[first : first + 900]).update(
                review=review, decided_by=world.editor, decided_at=NOON
            )
    world.decided.clear()


def finish(world: World) -> None:
    """Ids go on where ours end, and the planner knows the tables."""
    from django.core.management.color import no_style
    from django.db import connection

    print()
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models().values()):
            cursor.execute(sql)
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main()
