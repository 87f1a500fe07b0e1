"""The codebook's chapters, read from `reactions.vocabulary` and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reactions.vocabulary import (
    ACTION_DEFINITIONS,
    CAMEO_ACTIONS,
    CAMEO_STANCES,
    KIND_DEFINITIONS,
    LEVEL_ANSWERS,
    LEVEL_DEFINITIONS,
    PHASES,
    PLOVER_ACTIONS,
    STAGE_DEFINITIONS,
    STANCE_DEFINITIONS,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One coded value, its meaning, and what other codebooks call it."""

    value: str
    definition: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    anchor: str
    title: str
    about: str
    columns: tuple[str, ...]
    entries: tuple[Entry, ...]


def _entries(
    definitions: Mapping[StrEnum, str], *others: Mapping[StrEnum, str]
) -> tuple[Entry, ...]:
    return tuple(
        Entry(value, definition, tuple(other.get(value, "") for other in others))
        for value, definition in definitions.items()
    )


def chapters() -> tuple[Chapter, ...]:
    return (*_chapters_of_acts(), *_chapters_of_statements())


def _chapters_of_acts() -> tuple[Chapter, ...]:
    missions = {k: v for k, v in ACTION_DEFINITIONS.items() if k.is_posture}
    other_acts = {k: v for k, v in ACTION_DEFINITIONS.items() if not k.is_posture}
    return (
        Chapter(
            "answers",
            "Answers and levels",
            "What became of a mission on a given day, as known on a given day. The"
            " latest transition counts; a report that a mission stays decides only"
            " where no transition does, and fades after 30 days.",
            ("Answer",),
            _entries(LEVEL_DEFINITIONS, LEVEL_ANSWERS),
        ),
        Chapter(
            "embassy-actions",
            "Acts upon an embassy",
            "These decide the board. Diplomats leaving and an embassy closing are two"
            " facts; both are recorded.",
            ("CAMEO", "PLOVER"),
            _entries(missions, CAMEO_ACTIONS, PLOVER_ACTIONS),
        ),
        Chapter(
            "other-actions",
            "Other acts",
            "Reactions that leave the mission as it is.",
            ("CAMEO",),
            _entries(other_acts, CAMEO_ACTIONS),
        ),
        Chapter(
            "stages",
            "Stage of an act",
            "A plan is shown as a plan: an act counts from the day it takes effect,"
            " not from the day it is announced.",
            ("Phase",),
            _entries(STAGE_DEFINITIONS, PHASES),
        ),
    )


def _chapters_of_statements() -> tuple[Chapter, ...]:
    return (
        Chapter(
            "kinds",
            "Kinds of statement",
            "Each unbroken quoted stretch of a paragraph is one statement, and each"
            " reported clause with all it reports.",
            (),
            _entries(KIND_DEFINITIONS),
        ),
        Chapter(
            "stances",
            "Stance of a statement",
            "Each statement has exactly one.",
            ("CAMEO",),
            _entries(STANCE_DEFINITIONS, CAMEO_STANCES),
        ),
    )
