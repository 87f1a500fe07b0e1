"""Postures day by day: how each mission went from one answer to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reactions.models import Country, Crisis
from reactions.models.posture_seeks import Known
from reactions.overview.facts import STATES, facts_since
from reactions.posture import KEPT_FADES_AFTER, ActFact, derive_posture
from reactions.vocabulary import Answer, Level

A_DAY = timedelta(days=1)
LONGEST = 366
"""Days that one series may cover."""


class TooLongError(ValueError):
    """More days are asked for than one series holds, or they end before they begin."""


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
    crisis: str
    first: date
    last: date
    known_by: date
    review: str
    rows: tuple[SeriesRow, ...]

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
    crisis: Crisis, *, first: date, last: date, known_by: date, review: str
) -> Series:
    """The postures of every actor of whose mission something is known, from `first` to
    `last`. Raises TooLongError where these are out of order or too far apart.
    """
    if last < first:
        raise TooLongError(f"{last} comes before {first}.")
    if (last - first).days >= LONGEST:
        raise TooLongError(f"A series covers at most {LONGEST} days.")
    facts = facts_since(Known(crisis, last, known_by, STATES[review]), first)
    names = dict(Country.objects.filter(pk__in=facts).values_list("pk", "name"))
    rows = [
        SeriesRow(country, names[country], runs)
        for country, acts in facts.items()
        if (runs := _runs(acts, first=first, last=last, known_by=known_by))
        and any(run.answer is not Answer.UNKNOWN for run in runs)
    ]
    rows.sort(key=lambda row: row.name)
    return Series(crisis.slug, first, last, known_by, review, tuple(rows))


def _runs(
    acts: Sequence[ActFact], *, first: date, last: date, known_by: date
) -> tuple[Run, ...]:
    """A posture holds from one day on which an act begins to count, or a "kept" has
    faded, to the day before the next."""
    changes = sorted(_days_of_change(acts, first=first, last=last))
    runs: list[Run] = []
    for day, following in zip(changes, [*changes[1:], last + A_DAY], strict=True):
        posture = derive_posture(acts, on=day, known_by=known_by)
        because = tuple(int(str(key)) for key in posture.because)
        begun = day
        if runs and runs[-1].level is posture.level:
            begun = runs.pop().first
        runs.append(
            Run(posture.level, posture.answer, begun, following - A_DAY, because)
        )
    return tuple(runs)


def _days_of_change(acts: Sequence[ActFact], *, first: date, last: date) -> set[date]:
    days = {first}
    for act in acts:
        if act.counts_on is None:
            continue
        days.add(act.counts_on)
        if act.counts_on <= date.max - KEPT_FADES_AFTER - A_DAY:
            days.add(act.counts_on + KEPT_FADES_AFTER + A_DAY)
    return {day for day in days if first <= day <= last}


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += A_DAY
