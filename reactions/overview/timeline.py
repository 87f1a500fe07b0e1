"""Who did what when: the acts of a crisis day by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q

from reactions.models import Action, Crisis, Evidence
from reactions.overview.facts import STATES

LONGEST_PAGE = 200
"""Acts on one page."""


class BadPlaceError(ValueError):
    """The place to go on from is none that a timeline gave."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a timeline ends: its last act's day and id."""

    day: date
    act: int

    def __str__(self) -> str:
        return f"{self.day}.{self.act}"

    @classmethod
    def read(cls, text: str) -> "Place":
        """Raises BadPlaceError."""
        day, _, act = text.partition(".")
        try:
            return cls(date.fromisoformat(day), int(act))
        except ValueError as error:
            raise BadPlaceError(f"“{text[:40]}” is no place of a timeline.") from error


@dataclass(frozen=True, slots=True)
class Day:
    """`acts` each with its evidence in context as `proof`."""

    on: date
    acts: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page; `following` is where the next goes on, None at the end."""

    first: date
    last: date
    review: str
    days: tuple[Day, ...]
    following: Place | None

    @property
    def count(self) -> int:
        return sum(len(day.acts) for day in self.days)


def timeline(
    crisis: Crisis,
    *,
    first: date,
    last: date,
    review: str,
    types: Iterable[str] = (),
    countries: Iterable[str] = (),
    regions: Iterable[str] = (),
    after: Place | None = None,
    most: int = LONGEST_PAGE,
) -> Timeline:
    """The acts between two days, both in, merged rows left out. An act stands on the
    day it counts from, else on the day it was announced or told. Empty filters let all
    pass; `after` goes on where a page ended.
    """
    found = acts_told(
        crisis,
        first=max(first, after.day) if after else first,
        last=last,
        review=review,
        types=types,
        countries=countries,
        regions=regions,
    )
    if after is not None:
        found = found.filter(Q(day__gt=after.day) | Q(pk__gt=after.act))
    rows = list(found.with_names()[: most + 1])
    shown = Evidence.objects.with_surroundings().attached_to(rows[:most])
    days = [
        Day(on, tuple(acts)) for on, acts in groupby(shown, key=lambda act: act.day)
    ]
    following = Place(shown[-1].day, shown[-1].pk) if len(rows) > most else None
    return Timeline(first, last, review, tuple(days), following)


def acts_told(
    crisis: Crisis,
    *,
    first: date,
    last: date,
    review: str,
    types: Iterable[str] = (),
    countries: Iterable[str] = (),
    regions: Iterable[str] = (),
) -> Any:
    """The acts of a timeline as a query, each with its `day` there, in their order."""
    found = Action.objects.standing().filter(crisis=crisis, review__in=STATES[review])
    if types := list(types):
        found = found.filter(type__in=types)
    if countries := list(countries):
        found = found.filter(country__in=countries)
    if regions := list(regions):
        found = found.filter(country__region__in=regions)
    return found.told_for(first, last)


def reach_of(crisis: Crisis, *, review: str) -> tuple[date, date] | None:
    """The first and the last day that a crisis' timeline tells of, None without any."""
    reaching = Crisis.objects.filter(pk=crisis.pk).with_reach(STATES[review])
    first, last = reaching.values_list("first_told", "last_told")[0]
    return (first, last) if first and last else None
