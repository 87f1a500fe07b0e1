"""The figures of one evaluation, and their way into a file and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


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
    def precision(self) -> float:
        claimed = self.found + self.wrong
        return self.found / claimed if claimed else 1.0

    @property
    def recall(self) -> float:
        wanted = self.found + self.missed
        return self.found / wanted if wanted else 1.0

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
    their offsets; `absent` the gold articles without any row."""

    articles: int
    absent: int
    claims: int
    ungrounded: int
    kinds: tuple[Figures, ...]
    types: tuple[Figures, ...]
    misses: tuple[Miss, ...]

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
