"""Sentences of many shapes, each with the acts a trained coder reads in them."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from reactions.extraction.pipeline import extract

ROWS = tomllib.loads((Path(__file__).parent / "acts.toml").read_text("utf-8"))["act"]
PUBLISHED = date(2023, 4, 23)


def acts_in(text: str) -> set[str]:
    found = extract(text, published_on=PUBLISHED, host="SD", host_city="Khartoum")
    return {f"{a.country} {a.type} {a.stage}" for a in found.actions}


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_a_sentence_gives_the_acts_a_coder_reads(row: dict[str, object]) -> None:
    assert acts_in(str(row["text"])) == set(row["acts"])  # type: ignore[call-overload]
