"""Texts with the words of embassy acts, and none: every one found is invented.

Every other text may be read and learnt from; of the rest nobody reads what was found.
"""

import tomllib
from pathlib import Path
from typing import Any

from reactions.actors import ACTORS
from reactions.extraction.pipeline import extract

FILE = Path(__file__).parent / "distractors.toml"


def distractors() -> list[dict[str, Any]]:
    return list(tomllib.loads(FILE.read_text("utf-8"))["passage"])


def invented(chosen: list[dict[str, Any]]) -> int:
    """How many texts have an embassy act."""
    count = 0
    for row in chosen:
        found = extract(
            row["text"],
            published_on=row["published"],
            host=row["host"],
            host_city=row["city"],
        )
        count += any(act.type.is_posture for act in found.actions)
    return count


def test_their_hosts_are_states() -> None:
    assert all(row["host"] in ACTORS for row in distractors())


def test_no_embassy_act_is_invented_more_often_than_it_was() -> None:
    every = distractors()
    assert invented(every[::2]) == 0
    assert invented(every[1::2]) <= 5
