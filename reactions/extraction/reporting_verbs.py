"""The verbs that report what somebody said, from tables/reporting_verbs.csv.

A row says how a verb takes what it reports (its frames), what kind of act it is, and
which stance it hints at. To add a verb, add a row with an example: tests run it.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from reactions.vocabulary import Stance

TABLES = Path(__file__).parent / "tables"
TABLE = TABLES / "reporting_verbs.csv"
FRAMES = frozenset(
    {
        "quote",  # "...," he said
        "clause",  # said that, asked whether
        "postposed",  # the embassy is open, he said
        "addressee",  # told reporters that
        "infinitive",  # pledged to
        "object_infinitive",  # urged them to
        "on_infinitive",  # called on them to
        "to_infinitive",  # appealed to them to
        "to_gerund",  # committed to keeping
        "object",  # confirmed the fall of
        "object_of",  # accused it of
        "object_as",  # described it as, called it a farce
        "gerund",  # denied closing
        "refusal",  # declined to comment
        "see",  # sees no need
        "good_office",  # offered its mediation
        "out",  # ruled out sending troops
        "as",
        "of",
        "about",
        "against",
        "for",
        "on",
        "to",
        "with",
    }
)
CLASSES = frozenset(
    {
        "speech",
        "directive",
        "commissive",
        "evaluative",
        "refusal",
        "evidence",
        "belief",
        "topic",
    }
)
VOWELS = "aeiou"


class TableError(ValueError):
    """A row of the table is wrong; the value says which."""


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """One row: `frames` are names from FRAMES, `kind_of_act` one of CLASSES."""

    lemma: str
    kind_of_act: str
    frames: frozenset[str]
    stance: Stance | None
    source: str
    example: str


def stance_hint(cue_lemma: str) -> Stance | None:
    """The stance the verb alone suggests: a default for the reader of the words."""
    verb = _by_lemma().get(cue_lemma)
    return verb.stance if verb else None


@cache
def verbs_by_form() -> Mapping[str, ReportingVerb]:
    """Lower-case inflected form -> row. Raises TableError on a wrong row."""
    forms: dict[str, ReportingVerb] = {}
    for verb, irregular in _rows():
        for form in (verb.lemma, *_regular_forms(verb.lemma), *irregular):
            forms.setdefault(form, verb)
    return MappingProxyType(forms)


@cache
def telling_verbs() -> Mapping[str, str]:
    """What one declines to do when one declines to speak -> an example."""
    with (TABLES / "telling_verbs.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["verb"]: row["example"] for row in csv.DictReader(lines)}
    return MappingProxyType(rows)


@cache
def _by_lemma() -> Mapping[str, ReportingVerb]:
    return {verb.lemma: verb for verb, _ in _rows()}


def _rows() -> Iterator[tuple[ReportingVerb, list[str]]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            frames = frozenset(row["frames"].split())
            if not frames <= FRAMES or row["class"] not in CLASSES:
                raise TableError(
                    f"{TABLE.name}: {row['lemma']}: unknown frame or class"
                )
            stance = Stance(row["stance"]) if row["stance"] else None
            verb = ReportingVerb(
                row["lemma"],
                row["class"],
                frames,
                stance,
                row["source"],
                row["example"],
            )
            yield verb, row["forms"].split()


def _regular_forms(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("e"):
        return lemma + "s", lemma + "d", lemma[:-1] + "ing", lemma + "ing"
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    plural = "es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return lemma + plural, lemma + "ed", lemma + "ing"
