"""Made-up articles whose claims can be read without a parser: extraction replayed.

Each claim stands in the text in brackets, `[PE embassy_closed done 3000]`, so that
reading costs next to nothing and what is measured is the import.
"""

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from stage import Writer

FIRST_DAY = date(2023, 1, 1)
COUNTRIES = "US GB FR DE RU CN IN PK TR IR SA QA AE NO SE FI DK NL BE ES IT PL CA AU JP"
TYPES = ["embassy_closed", "embassy_moved", "citizens_evacuated", "talks_held"]
STAGES = ["done", "done", "underway", "announced"]
ACTS, STATEMENTS, OFFICIALS = 2, 4, 2
CLAIM = re.compile(r"\[(act|said|name) ([A-Z]{2}) (\w+) ?(\w*) ?(\d*)\]")


def articles(count: int, *, seed: int = 11) -> Iterator[tuple[str, date]]:
    """So many texts of some 250 words with their days, spread over two years."""
    writer = Writer(seed)
    for number in range(count):
        day = FIRST_DAY + timedelta(days=730 * number // count)
        paragraphs = writer.text(200).split("\n\n")
        for place, claim in enumerate(_claims(writer.random)):
            paragraphs[place % len(paragraphs)] += f" {claim}."
        yield "\n\n".join(paragraphs), day


def _claims(chance: random.Random) -> Iterator[str]:
    countries = COUNTRIES.split()
    for _ in range(ACTS):
        country, type_ = chance.choice(countries), chance.choice(TYPES)
        stage, number = chance.choice(STAGES), chance.randrange(10, 90)
        yield f"[act {country} {type_} {stage} {number}]"
    for _ in range(OFFICIALS):
        country, name = chance.choice(countries), chance.randrange(2000)
        yield f"[name {country} N{name}]"
    for _ in range(STATEMENTS):
        country, name = chance.choice(countries), chance.randrange(2000)
        yield f"[said {country} N{name} w{chance.randrange(10**6)}]"


def write_files(folder: Path, count: int) -> None:
    """The articles as files that the importer reads, a manifest aside."""
    for number, (text, day) in enumerate(articles(count)):
        path = folder / f"{number:06}.txt"
        path.write_text(f"Published: {day}\nPublisher: Paper {number % 97}\n\n{text}")


def run_job(job: object) -> object:
    """The claims of a made-up text, in the place of `batches.run_job`."""
    from reactions.extraction.claims import (
        ActionClaim,
        CodedDate,
        Extraction,
        OfficialClaim,
        StatementClaim,
    )
    from reactions.vocabulary import ActionType, Basis, Kind, Precision, Stage, Stance

    day = job.published_on
    told = day and CodedDate(day, Precision.DAY, Basis.PUBLICATION)
    claims: dict[str, list[object]] = {"act": [], "said": [], "name": []}
    for found in CLAIM.finditer(job.text):
        kind, country, first, second, number = found.groups()
        where = (*found.span(), "replay")
        if kind == "act":
            act = (country, ActionType(first), Stage(second), *where)
            claim = ActionClaim(*act, announced_on=told, quantity=int(number))
        elif kind == "said":
            who = (country, first, "minister", first, Kind.DIRECT, Stance.CONCERN)
            claim = StatementClaim(*who, *where, said_on=told)
        else:
            claim = OfficialClaim(first, country, "minister", *where)
        claims[kind].append(claim)
    return Extraction(*(tuple(claims[kind]) for kind in ("name", "said", "act")))
