"""Reads the tables of extraction once, and stops the start when one is bad.

Every row of a table has a rule name, a source and example sentences; the tests run
the examples. Nothing here decides anything.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from reactions.vocabulary import ActionType, Stage, Stance

LEAVING = frozenset({ActionType.EMBASSY_EVACUATED, ActionType.EMBASSY_REDUCED})
"""Acts that tell of a mission's people going."""
OF_PASSENGERS = frozenset({ActionType.CITIZENS_EVACUATED, ActionType.ALLIES_EVACUATED})
"""Acts that tell of people carried, who may be named one by one."""


class BadTable(ValueError):
    """A table of rules that cannot be used, with the table, the row and the reason."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One kind of act: what is done (verbs, nouns) to what (theme).

    `role` is where the theme stands: `object` (also the subject of a passive or of
    an intransitive use) or `subject`. `needs` names a class of phrase that must be
    there too, `without` one that must not. `stage` is the act's whatever the words
    say, `done` only where they say that the verb is done ("chartered a plane").
    `beside` fits next to another frame of the same words ("is working with a reduced
    team": kept, and reduced). `state` tells of a state and no change: it
    `holds` where it is under way, `lasts` where it will stay.
    """

    rule: str
    type: ActionType
    verbs: frozenset[str]
    nouns: frozenset[str]
    theme: frozenset[str]
    role: str
    needs: frozenset[str]
    without: frozenset[str]
    stage: Stage | None
    done: Stage | None
    beside: bool
    state: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def read_table(name: str) -> dict[str, Any]:
    """The table `tables/<name>.toml`. Raises BadTable when it cannot be read."""
    source = resources.files("reactions.extraction") / "tables" / f"{name}.toml"
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadTable(f"tables/{name}.toml: {error}") from error


@cache
def line_patterns() -> dict[str, re.Pattern[str]]:
    """Shapes of lines by name: noise, caption, bullet, stamp, label, dateline."""
    patterns = {}
    for row in read_table("lines")["line"]:
        flags = re.IGNORECASE if row.get("any_case") else 0
        try:
            patterns[row["name"]] = re.compile("|".join(row["patterns"]), flags)
        except (re.error, KeyError) as error:
            raise BadTable(f"tables/lines.toml, {row.get('name')}: {error}") from error
    return patterns


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of one row of `tables/words.toml`."""
    for row in read_table("words")["list"]:
        if row["name"] == name:
            return frozenset(row["words"])
    raise BadTable(f"tables/words.toml has no list {name!r}")


@cache
def frames() -> tuple[Frame, ...]:
    """All frames of acts, in the order of the table: earlier ones win."""
    return tuple(_frame(row) for row in read_table("frames")["frame"])


def _frame(row: dict[str, Any]) -> Frame:
    try:
        return Frame(
            rule=row["rule"],
            type=ActionType(row["type"]),
            verbs=frozenset(row.get("verbs", ())),
            nouns=frozenset(row.get("nouns", ())),
            theme=frozenset(row.get("theme", ())),
            role=row.get("role", "object"),
            needs=frozenset(row.get("needs", ())),
            without=frozenset(row.get("without", ())),
            stage=Stage(row["stage"]) if "stage" in row else None,
            done=Stage(row["done"]) if "done" in row else None,
            beside=bool(row.get("beside")),
            state=row.get("state", ""),
            examples=tuple(row["examples"]),
            counterexamples=tuple(row.get("not", ())),
        )
    except (KeyError, ValueError) as error:
        raise BadTable(f"tables/frames.toml, {row.get('rule')}: {error}") from error


@cache
def frames_by_verb() -> dict[str, tuple[Frame, ...]]:
    index: dict[str, list[Frame]] = {}
    for frame in frames():
        for verb in frame.verbs:
            index.setdefault(verb, []).append(frame)
    return {verb: tuple(found) for verb, found in index.items()}


@cache
def frames_by_noun() -> dict[str, tuple[Frame, ...]]:
    index: dict[str, list[Frame]] = {}
    for frame in frames():
        for noun in frame.nouns:
            index.setdefault(noun, []).append(frame)
    return {noun: tuple(found) for noun, found in index.items()}


@cache
def stance_cues() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    """Stances with the words that show them, in order of precedence.

    The patterns ask for small letters: `re` takes ten times as long without regard to
    case.
    """
    cues = []
    for row in read_table("stances")["stance"]:
        words = "|".join(row["cues"])
        cues.append((Stance(row["name"]), re.compile(rf"\b(?:{words})\b")))
    return tuple(cues)
