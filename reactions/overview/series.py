"""Postures day by day: how each mission went from one answer to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reactions.models import Crisis
from reactions.models.posture_seeks import Known, most_told_of
from reactions.overview.facts import STATES, facts_since
from reactions.posture import ActFact, levels_between
from reactions.vocabulary import Answer, Level

A_DAY = timedelta(days=1)
LONGEST = 366
"""Days that one series may cover."""


class TooLongError(ValueError):
    """More days are asked for than one series holds, or they end before they begin."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How many actors a series tells of at most, and from how many acts; of one it
    always does."""

    actors: int
    acts: int


@dataclass(frozen=True, slots=True)
class Run:
    """Days on which a level held, both ends in; `because` are the actions behind it on
    its last day."""

    level: Level
    answer: Answer
    first: date
    last: date
    because: tuple[int, ...]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One actor's levels from the first day asked to the last, without a gap."""

    country: str
    name: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """`left_out` are the actors beyond as many as were asked for."""

    crisis: str
    first: date
    last: date
    known_by: date
    review: str
    rows: tuple[SeriesRow, ...]
    left_out: int = 0

    @property
    def days(self) -> list[date]:
        return list(_days(self.first, self.last))

    def counts(self) -> list[dict[Answer, int]]:
        """How many actors have each answer, day by day; actors never heard of apart."""
        found = [dict.fromkeys(Answer, 0) for _ in self.days]
        for row in self.rows:
            for run in row.runs:
                start = (run.first - self.first).days
                for place in range(start, start + run.days):
                    found[place][run.answer] += 1
        return found


def board_series(
    crisis: Crisis,
    *,
    first: date,
    last: date,
    known_by: date,
    review: str,
    countries: Sequence[str] = (),
    regions: Sequence[str] = (),
    most: Bound | None = None,
) -> Series:
    """The postures of every actor of whose mission something is known, from `first` to
    `last`. Empty filters let all pass; within `most` those have a row of whom the most
    is told in these days. Raises TooLongError where the days are out of
    order or too far apart.
    """
    if last < first:
        raise TooLongError(f"{last} comes before {first}.")
    if (last - first).days >= LONGEST:
        raise TooLongError(f"A series covers at most {LONGEST} days.")
    known = Known(crisis, last, known_by, STATES[review])
    actors = most_told_of(known, first, countries=countries, regions=regions)
    names = _within(most, actors)
    facts = facts_since(known, first, countries=list(names))
    rows = [
        SeriesRow(country, names[country], runs)
        for country, acts in facts.items()
        if (runs := _runs(acts, first=first, last=last, known_by=known_by))
        and any(run.answer is not Answer.UNKNOWN for run in runs)
    ]
    rows.sort(key=lambda row: row.name)
    left_out = len(actors) - len(names)
    return Series(crisis.slug, first, last, known_by, review, tuple(rows), left_out)


def _within(
    most: Bound | None, actors: Sequence[tuple[str, str, int]]
) -> dict[str, str]:
    """The names of as many actors, the first ones, by their codes."""
    names: dict[str, str] = {}
    acts = 0
    for code, name, told in actors:
        acts += told
        too_many = most and (len(names) >= most.actors or acts > most.acts)
        if names and too_many:
            break
        names[code] = name
    return names


def _runs(
    acts: Sequence[ActFact], *, first: date, last: date, known_by: date
) -> tuple[Run, ...]:
    held = levels_between(acts, first=first, last=last, known_by=known_by)
    return tuple(
        Run(
            each.level,
            each.level.answer,
            each.first,
            each.last,
            tuple(int(str(key)) for key in each.because),
        )
        for each in held
    )


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += A_DAY
