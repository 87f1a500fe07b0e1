"""The figures of one evaluation, and their way into a file and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FEW = 20
"""Below so many records a share moves by five points and more with a single one."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of `seen` records found, `hit` agree with the gold in one respect."""

    hit: int
    seen: int

    @property
    def share(self) -> float:
        return self.hit / self.seen if self.seen else 1.0


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one kind or type. Precision and recall are 1 where nothing is there
    to be wrong or missed."""

    name: str
    found: int
    missed: int
    wrong: int
    agreements: Mapping[str, Agreement] = field(default_factory=dict)

    @property
    def coded(self) -> int:
        """What the coder found."""
        return self.found + self.missed

    @property
    def claimed(self) -> int:
        """What extraction found, right or wrong."""
        return self.found + self.wrong

    @property
    def is_small(self) -> bool:
        """Too few records for the figures to say much."""
        return self.coded < FEW

    @property
    def precision(self) -> float:
        return self.found / self.claimed if self.claimed else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.coded if self.coded else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Miss:
    """A gold record not found ("missed"), or a claim that gold has not ("wrong")."""

    outcome: str
    kind: str
    article: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one run. `ungrounded` counts claims whose words are not those at
    their offsets; `absent` the gold articles without any row; `quiet` those in which
    the coder saw no embassy act, `made_up` the embassy acts claimed in them."""

    articles: int
    absent: int
    claims: int
    ungrounded: int
    kinds: tuple[Figures, ...]
    types: tuple[Figures, ...]
    misses: tuple[Miss, ...]
    quiet: int = 0
    made_up: int = 0

    @property
    def grounding(self) -> float:
        return 1 - self.ungrounded / self.claims if self.claims else 1.0


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as plain values, for the file of a run."""
    return asdict(evaluation)


def from_json(values: Mapping[str, Any]) -> Evaluation:
    """An evaluation from the file of an earlier run."""
    return Evaluation(
        articles=values["articles"],
        absent=values["absent"],
        claims=values["claims"],
        ungrounded=values["ungrounded"],
        kinds=tuple(_figures(each) for each in values["kinds"]),
        types=tuple(_figures(each) for each in values["types"]),
        misses=tuple(Miss(**each) for each in values["misses"]),
        quiet=values.get("quiet", 0),
        made_up=values.get("made_up", 0),
    )


def changes_since(now: Evaluation, before: Evaluation) -> dict[str, float]:
    """F1 now less F1 before, of each kind and type that either run has."""
    was = {each.name: each.f1 for each in (*before.kinds, *before.types)}
    return {
        each.name: each.f1 - was[each.name]
        for each in (*now.kinds, *now.types)
        if each.name in was
    }


def _figures(values: Mapping[str, Any]) -> Figures:
    agreements = {
        name: Agreement(**each) for name, each in values["agreements"].items()
    }
    return Figures(**{**values, "agreements": agreements})
