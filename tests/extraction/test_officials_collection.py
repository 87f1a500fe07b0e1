"""A collection of introductions, each with the officials a trained coder lists."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from reactions.actors import ACTORS
from reactions.extraction.pipeline import extract

HERE = Path(__file__).parent
PUBLISHED = date(2023, 4, 23)
# What the rules reach in precision and recall; floors to hold, raised as they improve.
FLOORS = {"officials_open": (0.99, 0.95), "officials_context": (0.96, 0.96)}


def items(name: str) -> list[dict[str, object]]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["item"]


def wanted(item: dict[str, object]) -> set[tuple[str, str]]:
    """Last name and country, as officials are matched."""
    rows = [str(row).split(" | ") for row in item["officials"]]  # type: ignore[attr-defined]
    return {(name.split()[-1], country) for name, country, _ in rows}


def found(item: dict[str, object]) -> set[tuple[str, str]]:
    text, host, city = str(item["text"]), str(item["host"]), str(item["city"])
    read = extract(text, published_on=PUBLISHED, host=host, host_city=city)
    return {(one.name.split()[-1], one.country) for one in read.officials}


@pytest.mark.parametrize("name", [*FLOORS, "officials_held"])
def test_every_official_listed_stands_in_the_text(name: str) -> None:
    for item in items(name):
        for last_name, country in wanted(item):
            assert last_name in str(item["text"])
            assert country in ACTORS


@pytest.mark.parametrize("name", FLOORS)
def test_a_collection_of_introductions_is_read_as_well_as_before(name: str) -> None:
    got = want = right = 0
    for item in items(name):
        ours, theirs = found(item), wanted(item)
        got, want, right = (
            got + len(ours),
            want + len(theirs),
            right + len(ours & theirs),
        )
    precision, recall = FLOORS[name]
    assert right / got >= precision
    assert right / want >= recall
