"""How a search is narrowed: what a reader chose, and what there is to choose from.

Choices are counted among the hits themselves, so each leads to as many as it says. Hits
are counted up to `COUNTED` of a kind, the newest; the page says where there are more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from reactions.models import Action, Statement
from reactions.vocabulary import ReviewState

COUNTED = 1000
OFFERED = 8
"""Choices of a facet that are seen at once; the others unfold, if they are several."""
FEW = 2

HEADINGS = {
    "crisis": "Crisis",
    "country": "Country",
    "type": "Type of act",
    "stance": "Stance",
    "review": "Review",
}
NARROWED_BY = {
    "acts": ("crisis", "country", "type", "review"),
    "statements": ("crisis", "country", "stance", "review"),
    "officials": ("country", "review"),
    "articles": ("crisis",),
}
"""By what each kind of hit can be narrowed; asked for anything else it has no hits."""
COLUMNS = {"crisis": "crisis__slug", "country": "country_id"}
REVIEWS = {
    ReviewState.ACCEPTED.value: "Reviewed",
    ReviewState.PROPOSED.value: "Unreviewed",
}

Labels = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The words, the kind of hits, and a value of a facet each; "" is any."""

    words: str
    kind: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    """What was asked and is not known here, in words."""

    def fits(self, kind: str) -> bool:
        """Whether hits of a kind can be what was chosen."""
        return set(self.values) <= set(NARROWED_BY[kind])

    def of_kind(self, kind: str) -> "Chosen":
        return replace(self, kind=kind)

    def with_value(self, facet: str, value: str) -> "Chosen":
        """Narrowed by one value more, or with "" by one facet less."""
        others = {name: each for name, each in self.values.items() if name != facet}
        return replace(self, values=others | ({facet: value} if value else {}))

    @property
    def address(self) -> str:
        asked = {"q": self.words, "kind": self.kind, **self.values}
        return "?" + urlencode({name: each for name, each in asked.items() if each})


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """`chosen` leads back to the hits without it."""

    name: str
    heading: str
    chosen: Choice | None
    choices: Sequence[Choice]

    @property
    def first(self) -> Sequence[Choice]:
        return self.choices[: len(self.choices) - len(self.others)]

    @property
    def others(self) -> Sequence[Choice]:
        others = self.choices[OFFERED:]
        return others if len(others) > FEW else ()


def labels(
    crises: Iterable[tuple[str, str]], countries: Iterable[tuple[str, str]]
) -> Labels:
    """What each value of a facet is called; crises go by their slugs."""
    return {
        "crisis": dict(crises),
        "country": dict(countries),
        "type": _choices(Action, "type"),
        "stance": _choices(Statement, "stance"),
        "review": REVIEWS,
    }


def _choices(model: Any, name: str) -> dict[str, str]:
    return {
        str(value): str(label) for value, label in model._meta.get_field(name).choices
    }


def read_choice(asked: Mapping[str, str], *, words: str, known: Labels) -> Chosen:
    """What a reader chose; what is not known here is named and left out."""
    values, unknown = {}, []
    for name in HEADINGS:
        value = asked.get(name, "")
        value = value.upper() if name == "country" else value
        if value in known[name]:
            values[name] = value
        elif value:
            unknown.append(f"{HEADINGS[name].lower()} “{value[:60]}”")
    kind = asked.get("kind", "")
    if kind and kind not in NARROWED_BY:
        unknown.append(f"kind “{kind[:60]}”")
        kind = ""
    return Chosen(words, kind, values, tuple(unknown))


def facets(
    hits: Mapping[str, Sequence[Any]], chosen: Chosen, *, known: Labels
) -> list[Facet]:
    """Those by which the hits, each kind's by its name, can be narrowed further, and
    those that were chosen."""
    found = []
    for name, heading in HEADINGS.items():
        value = chosen.values.get(name)
        if value is not None:
            back = chosen.with_value(name, "").address
            taken = Choice(value, known[name][value], 0, back)
            found.append(Facet(name, heading, taken, ()))
            continue
        choices = _choices_of(name, hits, chosen, known=known)
        if len(choices) > 1:
            found.append(Facet(name, heading, None, choices))
    return found


def _choices_of(
    name: str, hits: Mapping[str, Sequence[Any]], chosen: Chosen, *, known: Labels
) -> list[Choice]:
    column = COLUMNS.get(name, name)
    counts = Counter(
        str(getattr(row, column))
        for kind, rows in hits.items()
        if name in NARROWED_BY[kind] and chosen.kind in ("", kind)
        for row in rows[:COUNTED]
    )
    choices = [
        Choice(value, known[name][value], count, chosen.with_value(name, value).address)
        for value, count in counts.items()
        # A crisis or a country may have come since its name was read.
        if value in known[name]
    ]
    return sorted(choices, key=lambda each: (-each.count, each.label))
