"""A collection of reported words, each with the statements a trained coder marks."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from reactions.actors import ACTORS
from reactions.extraction.claims import Span, StatementClaim
from reactions.extraction.pipeline import extract
from reactions.vocabulary import Kind, Stance

HERE = Path(__file__).parent
PUBLISHED = date(2023, 4, 23)
# What the rules reach; floors to hold, raised as they improve.
PRECISION, RECALL, STANCE = 0.99, 0.97, 0.88


@dataclass(frozen=True, slots=True)
class Wanted:
    country: str
    kind: Kind
    stance: Stance
    span: Span


def items(name: str) -> list[dict[str, object]]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["item"]


def wanted(item: dict[str, object]) -> list[Wanted]:
    rows = [str(row).split(" | ", 4) for row in item["statements"]]  # type: ignore[attr-defined]
    text = str(item["text"])
    return [
        Wanted(
            country,
            Kind(kind),
            Stance(stance),
            Span(text.index(words), text.index(words) + len(words)),
        )
        for country, _, kind, stance, words in rows
    ]


def found(item: dict[str, object]) -> Sequence[StatementClaim]:
    text, host, city = str(item["text"]), str(item["host"]), str(item["city"])
    return extract(text, published_on=PUBLISHED, host=host, host_city=city).statements


def shares_half(one: StatementClaim, other: Wanted) -> bool:
    overlap = min(one.end, other.span.end) - max(one.start, other.span.start)
    shorter = min(one.end - one.start, other.span.end - other.span.start)
    return one.country == other.country and overlap * 2 >= shorter


@pytest.mark.parametrize(
    "name", ["statements_open", "statements_held", "statements_near"]
)
def test_every_statement_marked_stands_in_the_text(name: str) -> None:
    for item in items(name):
        assert all(one.country in ACTORS for one in wanted(item))


def test_a_collection_of_reported_words_is_read_as_well_as_before() -> None:
    hits = misses = extras = stances = 0
    for item in items("statements_open"):
        said, told = list(found(item)), wanted(item)
        for one in told:
            match = [claim for claim in said if shares_half(claim, one)]
            hits += bool(match)
            misses += not match
            stances += any(claim.stance is one.stance for claim in match)
        extras += sum(not any(shares_half(c, one) for one in told) for c in said)
    assert hits / (hits + extras) >= PRECISION
    assert hits / (hits + misses) >= RECALL
    assert stances / hits >= STANCE


@pytest.mark.parametrize(
    "item", items("statements_near"), ids=lambda i: str(i["text"])[:40]
)
def test_whose_words_they_are_is_told_by_what_stands_near(
    item: dict[str, object],
) -> None:
    said, told = list(found(item)), wanted(item)
    for one in told:
        match = [claim for claim in said if shares_half(claim, one)]
        assert any(claim.kind is one.kind for claim in match), one
        assert any(claim.stance is one.stance for claim in match), one
    assert all(any(shares_half(c, one) for one in told) for c in said)
