"""When claims of several articles tell one act, and what is then known of it. Pure.

The rule is design.md's: the same country, type, phase (planned, in force, denied) and
destination, counting within a day. The values of the act follow from all its claims,
whatever their order:
- the furthest stage of its phase;
- each date from the claim with the best basis (stated, relative, publication), then
  the finest precision, then the earliest day;
- the destination told most fully, the quantity told last (of a day, the largest);
- known from the first publication of a claim with the same phase that counts on the
  same day: a later confirmation must not hide what was known before it;
- of a plan, days and knowledge from the claims of its own stage: what was under
  review yesterday and is decided today was announced today.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reactions.extraction.claims import CodedDate
from reactions.vocabulary import (
    PHASES,
    ActionType,
    Basis,
    Precision,
    Stage,
    day_it_counts,
)

SAME_DAY = timedelta(days=1)
BEST_BASIS_FIRST = (Basis.STATED, Basis.RELATIVE, Basis.PUBLICATION)
FINEST_FIRST = (Precision.DAY, Precision.WEEK, Precision.MONTH)
FURTHEST_FIRST = (
    Stage.DENIED,
    Stage.DONE,
    Stage.UNDERWAY,
    Stage.ANNOUNCED,
    Stage.CONSIDERED,
)
# Words that make a destination longer and not another place.
PLACE_FILLERS = frozenset(
    {
        "a",
        "an",
        "the",
        "of",
        "in",
        "at",
        "to",
        "near",
        "close",
        "its",
        "their",
        "location",
        "city",
        "international",
        "part",
        "s",
    }
)


@dataclass(frozen=True, slots=True)
class ActReading:
    """One claim of an act as read; `known_on` is its article's publication, or the
    day of import where that is unknown."""

    country: str
    type: ActionType
    stage: Stage
    announced_on: CodedDate | None
    effective_on: CodedDate | None
    destination: str
    quantity: int | None
    known_on: date
    words: str

    @property
    def counts_on(self) -> date | None:
        return _counting_day(self.stage, self.announced_on, self.effective_on)


@dataclass(frozen=True, slots=True)
class ActShape:
    """What tells one act from another."""

    country: str
    type: ActionType
    phase: str
    counts_on: date | None
    announced_on: date | None
    destination: str
    quantity: int | None


@dataclass(frozen=True, slots=True)
class ActValues:
    """What all claims of an act say together."""

    stage: Stage
    announced_on: CodedDate | None
    effective_on: CodedDate | None
    destination: str
    quantity: int | None
    known_on: date
    summary: str


def shape_of(reading: ActReading) -> ActShape:
    return ActShape(
        country=reading.country,
        type=reading.type,
        phase=PHASES[reading.stage],
        counts_on=reading.counts_on,
        announced_on=reading.announced_on.on if reading.announced_on else None,
        destination=reading.destination,
        quantity=reading.quantity,
    )


def find_same_act(act: ActShape, others: Sequence[ActShape]) -> int | None:
    """The place in `others` of the act that `act` tells again: the one with the very
    same destination first, then the nearest day, then the first; None for a new act.
    """
    same = [place for place, other in enumerate(others) if is_same_act(act, other)]
    return min(
        same,
        key=lambda place: (
            _place_words(act.destination) != _place_words(others[place].destination),
            _days_apart(act, others[place]),
            place,
        ),
        default=None,
    )


def is_same_act(one: ActShape, other: ActShape) -> bool:
    """Whether two acts of one crisis are one by the rule above."""
    return (
        one.country == other.country
        and one.type is other.type
        and one.phase == other.phase
        and _is_same_time(one, other)
        and _is_same_place(one, other)
    )


def carries_out(done: ActShape, plan: ActShape) -> bool:
    """Whether an act in force is what a plan announced: the same country, type and
    place, counting on or after the day the plan was told."""
    return (
        (done.phase, plan.phase) == ("in force", "planned")
        and done.country == plan.country
        and done.type is plan.type
        and done.counts_on is not None
        and plan.announced_on is not None
        and done.counts_on >= plan.announced_on
        and _is_same_place(done, plan)
    )


def values_of(readings: Sequence[ActReading]) -> ActValues:
    """What the claims of one act say together; at least one is needed."""
    ordered = sorted(readings, key=lambda each: (each.known_on, each.words))
    stage = min((each.stage for each in ordered), key=FURTHEST_FIRST.index)
    dated = ordered
    if PHASES[stage] == "planned":
        # What was only considered was not announced yet, and on that day not known.
        dated = [each for each in ordered if each.stage is stage]
    announced = _best_date([each.announced_on for each in dated])
    effective = _best_date([each.effective_on for each in dated])
    counts_on = _counting_day(stage, announced, effective)
    bearing = [each for each in dated if each.counts_on == counts_on] or dated
    numbers = [
        (each.known_on, each.quantity) for each in ordered if each.quantity is not None
    ]
    return ActValues(
        stage=stage,
        announced_on=announced,
        effective_on=effective,
        destination=_fullest([each.destination for each in ordered]),
        quantity=max(numbers)[1] if numbers else None,
        known_on=bearing[0].known_on,
        summary=bearing[0].words,
    )


def _counting_day(
    stage: Stage, announced: CodedDate | None, effective: CodedDate | None
) -> date | None:
    return day_it_counts(
        stage,
        announced_on=announced.on if announced else None,
        effective_on=effective.on if effective else None,
    )


def _is_same_time(one: ActShape, other: ActShape) -> bool:
    """Counting within a day; acts that never count, told within a day."""
    if one.counts_on is None and other.counts_on is None:
        return _is_near(one.announced_on, other.announced_on)
    return _is_near(one.counts_on, other.counts_on)


def _is_near(one: date | None, other: date | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SAME_DAY


def _days_apart(one: ActShape, other: ActShape) -> int:
    if one.counts_on is None or other.counts_on is None:
        return 0
    return abs((one.counts_on - other.counts_on).days)


def _is_same_place(one: ActShape, other: ActShape) -> bool:
    """The same destination, one told more fully than the other, or one not told: a
    mission is in one place, but troops of another number may go elsewhere."""
    here, there = _place_words(one.destination), _place_words(other.destination)
    if here and there:
        return here <= there or there <= here
    if here == there or one.type.is_posture:
        return True
    numbers = {one.quantity, other.quantity} - {None}
    return len(numbers) < 2


def _place_words(destination: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", destination).casefold()
    return frozenset(re.findall(r"[^\W\d_]+", plain)) - PLACE_FILLERS


def _best_date(dates: Sequence[CodedDate | None]) -> CodedDate | None:
    known = [coded for coded in dates if coded is not None]
    return min(
        known,
        key=lambda coded: (
            BEST_BASIS_FIRST.index(coded.basis),
            FINEST_FIRST.index(coded.precision),
            coded.on,
        ),
        default=None,
    )


def _fullest(destinations: Sequence[str]) -> str:
    return max(destinations, key=lambda text: (len(_place_words(text)), text))
