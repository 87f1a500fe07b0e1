"""What became of each mission: posture on a day, as known on a day.

A pure function over one country's actions. The rules are the codebook's "Rules
learnt from those who code events for a living" (1 to 4) and design.md's "Posture";
which actions an editor's review lets in, the caller decides.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, Self

from reactions.vocabulary import ActionType, Answer, Level, Stage, day_it_counts

A_DAY = timedelta(days=1)
KEPT_FADES_AFTER = timedelta(days=30)

# The first of these wins within a day.
LEVEL_OF_TYPE: dict[ActionType, Level] = {
    ActionType.EMBASSY_CLOSED: Level.CLOSED,
    ActionType.EMBASSY_SUSPENDED: Level.SUSPENDED,
    ActionType.EMBASSY_MOVED: Level.MOVED,
    ActionType.EMBASSY_EVACUATED: Level.EVACUATED,
    ActionType.EMBASSY_REDUCED: Level.REDUCED,
    ActionType.EMBASSY_REOPENED: Level.REOPENED,
}
ORDER_WITHIN_DAY = tuple(LEVEL_OF_TYPE.values())
PLACE_OF_TYPE = {type_: place for place, type_ in enumerate(LEVEL_OF_TYPE)}
NOT_LIFTED_BY_REDUCED = frozenset(
    (Level.CLOSED, Level.SUSPENDED, Level.EVACUATED, Level.MOVED)
)
STRONGEST_STAGE_FIRST = (Stage.DONE, Stage.UNDERWAY, Stage.ANNOUNCED)


class _Fact(NamedTuple):
    key: Hashable
    type: ActionType
    stage: Stage
    known_on: date
    announced_on: date | None
    effective_on: date | None
    fulfils: Hashable | None
    counts_on: date | None


class ActFact(_Fact):
    """What posture needs of one action. `key` names it to the caller.

    `known_on` is the earliest publication of the evidence that bears its stage and
    dates. `fulfils` is the key of the plan it carries out. A tuple, for a board is made
    of thousands.
    """

    __slots__ = ()

    def __new__(
        cls,
        key: Hashable,
        type: ActionType,  # noqa: A002 - the field's name
        stage: Stage,
        known_on: date,
        announced_on: date | None = None,
        effective_on: date | None = None,
        fulfils: Hashable | None = None,
    ) -> Self:
        counts_on = day_it_counts(
            stage, announced_on=announced_on, effective_on=effective_on
        )
        days = (known_on, announced_on, effective_on)
        return cls._make((key, type, stage, *days, fulfils, counts_on))

    @classmethod
    def counting(cls, key: Hashable, told: ActionType, stage: Stage, day: date) -> Self:
        """One that counts from a day, whichever of its days that is, and is known."""
        return cls._make((key, told, stage, date.min, None, day, None, day))


@dataclass(frozen=True, slots=True)
class PostureAnswer:
    """`since` is the first day of the answer, `level_since` of the level, both
    unbroken up to the day asked. `stage` is the furthest among `because`, the keys of
    the actions that bear the level; `planned` those announced and not yet counting;
    `since_because` those with which the answer began, on the day `since`, and
    `level_because` those with which the level did, on the day `level_since`.
    `last_kept_on` is the last day it was seen kept, where that has faded to unknown.
    """

    level: Level
    answer: Answer
    since: date | None
    level_since: date | None
    stage: Stage | None
    planned: tuple[Hashable, ...]
    because: tuple[Hashable, ...]
    last_kept_on: date | None = None
    since_because: tuple[Hashable, ...] = ()
    level_because: tuple[Hashable, ...] = ()


@dataclass(frozen=True, slots=True)
class _Period:
    """A level from its first day to its last; `until` is None while it holds."""

    level: Level
    since: date
    until: date | None


def derive_posture(
    actions: Sequence[ActFact], *, on: date, known_by: date
) -> PostureAnswer:
    """The posture of one country's mission on `on`, from what was known by
    `known_by`. The order of `actions` does not matter; other types are ignored.
    """
    known = [act for act in actions if act.known_on <= known_by and act.type.is_posture]
    counting = [act for act in known if act.counts_on and act.counts_on <= on]
    transitions = _transition_periods(counting)
    return _answer(counting, transitions=transitions, plans=known, on=on)


def _answer(
    counting: Sequence[ActFact],
    *,
    transitions: list[_Period],
    plans: Sequence[ActFact],
    on: date,
) -> PostureAnswer:
    """The answer on `on` from the acts that count by then, with their transitions, and
    those among which plans are."""
    planned = _keys(_still_planned(plans, counting=counting, on=on))
    periods = _periods(counting, transitions=transitions, on=on)
    if not periods:
        # Transitions hold until the next: what counts and does not hold was "kept".
        seen = max((act.counts_on for act in counting if act.counts_on), default=None)
        return PostureAnswer(
            Level.UNKNOWN, Answer.UNKNOWN, None, None, None, planned, (), seen
        )
    current = periods[-1]
    first = _first_of_answer(periods)
    bearing = [act for act in counting if _bears(act, current)]
    return PostureAnswer(
        level=current.level,
        answer=current.level.answer,
        since=first.since,
        level_since=current.since,
        stage=min((act.stage for act in bearing), key=STRONGEST_STAGE_FIRST.index),
        planned=planned,
        because=_keys(bearing),
        since_because=_keys(_beginning(first, counting)),
        level_because=_keys(_beginning(current, counting)),
    )


def posture_of_latest(
    latest: Sequence[ActFact], *, plans: Sequence[ActFact], on: date
) -> PostureAnswer | None:
    """The same answer from the latest acts alone, or None where earlier ones could
    still change it.

    `latest` are all posture acts known that count from some day to `on`; `plans` the
    known ones that are still planned. What came before matters no more once a day
    has settled the level by itself and the answer has changed since.
    """
    settled = _first_settled_day(latest)
    if settled is None:
        return None
    since = [act for act in latest if act.counts_on and act.counts_on >= settled]
    transitions = _transition_periods(since)
    if len({period.level.answer for period in transitions}) < 2:
        return None
    return _answer(since, transitions=transitions, plans=plans, on=on)


@dataclass(frozen=True, slots=True)
class Held:
    """A level from its first day to its last, both in; `because` are the keys of the
    acts behind it on the last."""

    level: Level
    first: date
    last: date
    because: tuple[Hashable, ...]


def levels_between(
    actions: Sequence[ActFact], *, first: date, last: date, known_by: date
) -> tuple[Held, ...]:
    """The levels that `derive_posture` gives on each day from `first` to `last`, one
    after another without a gap. What a day adds changes no day before it, so all the
    days are read at once.
    """
    counting = sorted(
        (act for act in actions if act.known_on <= known_by and _counts(act, last)),
        key=_in_order,
    )
    days = [act.counts_on or last for act in counting]
    held: list[Held] = []
    for period, until in _with_ends(counting, last=last):
        begins = max(period.since, first)
        if until < begins:
            continue
        nothing_from = held[-1].last + A_DAY if held else first
        if nothing_from < begins:
            held.append(Held(Level.UNKNOWN, nothing_from, begins - A_DAY, ()))
        # Before the period nothing bears it, and after its last day it is not known.
        near = counting[bisect_left(days, period.since) : bisect_right(days, until)]
        because = tuple(act.key for act in near if _bears(act, period))
        held.append(Held(period.level, begins, until, because))
    if not held or held[-1].last < last:
        nothing_from = held[-1].last + A_DAY if held else first
        held.append(Held(Level.UNKNOWN, nothing_from, last, ()))
    return tuple(held)


def _counts(act: ActFact, by: date) -> bool:
    return act.type.is_posture and act.counts_on is not None and act.counts_on <= by


def _with_ends(
    counting: Sequence[ActFact], *, last: date
) -> Iterator[tuple[_Period, date]]:
    """The periods of all days up to the last, each with its own last day."""
    transitions = _transition_periods(counting)
    begun = transitions[0].since if transitions else None
    periods = _observed_periods(counting, before=begun) + transitions
    for number, period in enumerate(periods):
        ends = [last] if period.until is None else [last, period.until]
        ends += [after.since - A_DAY for after in periods[number + 1 : number + 2]]
        yield period, min(ends)


def _first_settled_day(acts: Sequence[ActFact]) -> date | None:
    """The first day whose level does not depend on the days before: any transition
    but `reduced`, which leaves a closed mission closed."""
    days = [
        act.counts_on
        for act in acts
        if act.counts_on and LEVEL_OF_TYPE.get(act.type, Level.REDUCED) != Level.REDUCED
    ]
    return min(days, default=None)


def _still_planned(
    known: Sequence[ActFact], *, counting: Sequence[ActFact], on: date
) -> list[ActFact]:
    """Announced by `on`, without a day or for a later one, and not yet carried out."""
    return [
        act
        for act in known
        if act.stage is Stage.ANNOUNCED
        and (act.effective_on is None or act.effective_on > on)
        and (act.announced_on is None or act.announced_on <= on)
        and not any(_carries_out(done, plan=act) for done in counting)
    ]


def _carries_out(done: ActFact, *, plan: ActFact) -> bool:
    """Linked to the plan, or, for a plan without a day, of its type and since."""
    if done.fulfils is not None and done.fulfils == plan.key:
        return True
    if plan.effective_on is not None or done.type is not plan.type:
        return False
    if plan.announced_on is None or done.counts_on is None:
        return False
    return done.counts_on >= plan.announced_on


def _periods(
    counting: Sequence[ActFact], *, transitions: list[_Period], on: date
) -> list[_Period]:
    """The levels one after another up to `on`, the last of them holding on `on`;
    none when nothing holds then."""
    first = transitions[0].since if transitions else None
    observed = _observed_periods(counting, before=first)
    periods = observed + transitions
    if not periods or (periods[-1].until and periods[-1].until < on):
        return []
    return periods


def _transition_periods(counting: Sequence[ActFact]) -> list[_Period]:
    """Each transition holds until the next; the weightiest of a day comes last."""
    steps = sorted(
        {
            (act.counts_on, -PLACE_OF_TYPE[act.type])
            for act in counting
            if act.counts_on and act.type in PLACE_OF_TYPE
        }
    )
    periods: list[_Period] = []
    for day, place in steps:
        level = ORDER_WITHIN_DAY[-place]
        before = periods[-1].level if periods else None
        if level is before:
            continue
        if level is Level.REDUCED and before in NOT_LIFTED_BY_REDUCED:
            continue
        if periods and periods[-1].since == day:
            periods.pop()
            before = periods[-1].level if periods else None
        if level is not before:
            periods.append(_Period(level, day, None))
    return periods


def _observed_periods(
    counting: Sequence[ActFact], *, before: date | None
) -> list[_Period]:
    """Runs of days on which "kept" was seen within the last 30, ending where the
    first transition begins (codebook, rule 4)."""
    days = sorted(
        act.counts_on
        for act in counting
        if act.counts_on
        and act.type is ActionType.EMBASSY_KEPT
        and (before is None or act.counts_on < before)
    )
    periods: list[_Period] = []
    for day in days:
        until = _last_day_of_kept(day)
        if before is not None:
            until = min(until, before - A_DAY)
        since = day
        if periods and periods[-1].until and _is_next(periods[-1].until, day):
            since = periods.pop().since
        periods.append(_Period(Level.KEPT, since, until))
    return periods


def _last_day_of_kept(seen_on: date) -> date:
    """The day on which "kept" fades, or the calendar's last."""
    return seen_on + min(KEPT_FADES_AFTER, date.max - seen_on)


def _is_next(until: date, day: date) -> bool:
    return day - until <= A_DAY


def _first_of_answer(periods: Sequence[_Period]) -> _Period:
    """Back from the last period through those of the same answer without a gap."""
    first = periods[-1]
    for period in reversed(periods[:-1]):
        if period.level.answer is not first.level.answer:
            break
        if period.until and not _is_next(period.until, first.since):
            break
        first = period
    return first


def _bears(act: ActFact, period: _Period) -> bool:
    """Whether `act` says what `period` says, while it held."""
    level = LEVEL_OF_TYPE.get(act.type, Level.KEPT)
    counts_on = act.counts_on
    return level is period.level and counts_on is not None and counts_on >= period.since


def _beginning(period: _Period, counting: Sequence[ActFact]) -> list[ActFact]:
    """The acts with which a period began."""
    return [a for a in counting if a.counts_on == period.since and _bears(a, period)]


def _keys(acts: Sequence[ActFact]) -> tuple[Hashable, ...]:
    """In the order the acts count, those without a day last."""
    return tuple(act.key for act in sorted(acts, key=_in_order))


def _in_order(act: ActFact) -> tuple[bool, date, str]:
    return act.counts_on is None, act.counts_on or date.min, str(act.key)
