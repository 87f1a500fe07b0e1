"""Sentences of many shapes, each with the acts a trained coder reads in them."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from reactions.extraction.pipeline import extract

HERE = Path(__file__).parent
# What the larger collections reach; a floor to hold, raised as the rules improve.
FLOORS = {
    "acts_missions": (0.99, 0.98),
    "acts_other": (0.98, 0.96),
    "acts_force": (0.97, 0.92),
    "acts_diplomacy": (0.98, 0.95),
    "acts_diplomacy_more": (0.99, 0.99),
    "acts_people": (0.99, 0.99),
    "acts_told": (0.99, 0.94),
    "acts_plain": (0.96, 0.80),
    "acts_grammar": (0.99, 0.97),
}


def rows_of(name: str) -> list[dict[str, object]]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))["act"]


ROWS = [*rows_of("acts"), *rows_of("acts_shared")]
PUBLISHED = date(2023, 4, 23)


def acts_in(text: str, *, host: str = "SD", city: str = "Khartoum") -> set[str]:
    found = extract(text, published_on=PUBLISHED, host=host, host_city=city)
    return {f"{a.country} {a.type} {a.stage}" for a in found.actions}


def acts_of_row(row: dict[str, object]) -> set[str]:
    place = {key: str(row[key]) for key in ("host", "city") if key in row}
    return acts_in(str(row["text"]), **place)


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_a_sentence_gives_the_acts_a_coder_reads(row: dict[str, object]) -> None:
    assert acts_of_row(row) == set(row["acts"])  # type: ignore[call-overload]


@pytest.mark.parametrize("name", FLOORS)
def test_a_collection_of_sentences_is_read_as_well_as_before(name: str) -> None:
    found = wanted = right = 0
    for row in rows_of(name):
        got, want = acts_of_row(row), set(row["acts"])  # type: ignore[call-overload]
        found, wanted = found + len(got), wanted + len(want)
        right += len(got & want)
    precision, recall = right / found, right / wanted
    least_precision, least_recall = FLOORS[name]
    assert precision >= least_precision
    assert recall >= least_recall


@pytest.mark.parametrize(
    "row",
    [
        *rows_of("acts_embassies"),
        *rows_of("acts_embassies_plain"),
        *rows_of("acts_embassies_listed"),
        *rows_of("acts_left_out"),
        *rows_of("acts_beside"),
        *rows_of("acts_whereabouts"),
    ],
    ids=lambda row: str(row["text"])[:60],
)
def test_a_paragraph_gives_the_embassy_acts_a_coder_reads(
    row: dict[str, object],
) -> None:
    found = extract(
        str(row["text"]),
        published_on=row["published"],  # type: ignore[arg-type]
        host=str(row["host"]),
        host_city=str(row["city"]),
    )
    acts = {
        f"{a.country} {a.type} {a.stage}" for a in found.actions if a.type.is_posture
    }
    assert acts == set(row["acts"])  # type: ignore[call-overload]
