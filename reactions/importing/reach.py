"""Which stored actions an article's claims may tell again, announce or carry out.

A bounded number of rows by index seeks, however many are stored; whether one of them
is the same act, `same_act` decides. The question is put together as text, seek by seek,
and only what tells acts apart is read: through the model layer it would cost more than
all else that is asked for an article.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connections, router

from reactions.importing.same_act import SAME_DAY, ActReading, ActShape
from reactions.models import Action, Crisis
from reactions.vocabulary import PHASES, ActionType, Stage

# What was carried out is looked for among so many plans of a country and type, the
# latest first, and a plan's fulfilment among so many acts since it was told.
MOST_PLANS = MOST_ACTS_SINCE = 20
# SQLite takes 500 seeks in one question; a kind makes five at most.
MOST_KINDS = 60

Kind = tuple[str, ActionType]
Seek = tuple[str, list[Any]]


class ReachedAct(NamedTuple):
    """A stored action as far as joining and linking needs it."""

    pk: int
    shape: ActShape
    fulfils: int | None
    merged_into: int | None


# Stages and review states stand in the text: with a parameter in their place an engine
# cannot tell how few rows they leave.
_PLANNED, _IN_FORCE = (
    ", ".join(f"'{stage}'" for stage, phase in PHASES.items() if phase == name)
    for name in ("planned", "in force")
)
_OF_KIND = """SELECT id FROM reactions_action
    WHERE crisis_id = %s AND country_id = %s AND type = %s"""
_COUNTING = f"{_OF_KIND} AND counts_on BETWEEN %s AND %s"
_UNCOUNTED = f"{_OF_KIND} AND counts_on IS NULL AND announced_on BETWEEN %s AND %s"
_UNDATED = f"{_OF_KIND} AND counts_on IS NULL AND announced_on IS NULL"
_PLANS = f"""SELECT id FROM ({_OF_KIND}
    AND stage IN ({_PLANNED}) AND announced_on <= %s AND merged_into_id IS NULL
    ORDER BY announced_on DESC, id DESC LIMIT {MOST_PLANS}) AS plans"""
_ACTS_SINCE = f"""SELECT id FROM ({_OF_KIND}
    AND stage IN ({_IN_FORCE}) AND counts_on >= %s
    ORDER BY counts_on, id LIMIT {MOST_ACTS_SINCE}) AS acts"""
# One that was merged is among them: what is joined to it counts for the one it was
# merged into. A rejected one stays as it is: another article's claim is proposed
# beside it.
_REACHED = """SELECT found.id, found.country_id, found.type, found.stage,
    found.counts_on, found.announced_on, found.destination, found.quantity,
    found.fulfils_id, found.merged_into_id
FROM reactions_action AS found
LEFT JOIN reactions_action AS survivor ON survivor.id = found.merged_into_id
WHERE found.id IN ({seeks}) AND found.review <> 'rejected'
    AND (survivor.review IS NULL OR survivor.review <> 'rejected')
ORDER BY found.id"""


def actions_in_reach(
    readings: Sequence[ActReading], *, crisis: Crisis
) -> list[ReachedAct]:
    """The acts that these readings may be, in the order of their ids."""
    by_kind: dict[Kind, list[ActReading]] = defaultdict(list)
    for reading in readings:
        by_kind[reading.country, reading.type].append(reading)
    kinds = list(by_kind.items())
    found: list[ReachedAct] = []
    for first in range(0, len(kinds), MOST_KINDS):
        seeks: list[Seek] = []
        for (country, type_), told in kinds[first : first + MOST_KINDS]:
            kind = [crisis.pk, country, type_.value]
            seeks += _at_the_same_time(kind, told)
            seeks += _plans_and_acts(kind, told)
        found += _reached(seeks)
    return sorted(found, key=lambda each: each.pk)


def _at_the_same_time(kind: list[Any], told: Sequence[ActReading]) -> Iterator[Seek]:
    """Acts that count about when one of these does, and of those that never count the
    ones that were told about when one of these was."""
    days = [each.counts_on for each in told if each.counts_on is not None]
    if days:
        yield _COUNTING, [*kind, *_about(days)]
    uncounted = [each for each in told if each.counts_on is None]
    announced = [each.announced_on.on for each in uncounted if each.announced_on]
    if announced:
        yield _UNCOUNTED, [*kind, *_about(announced)]
    if len(announced) < len(uncounted):
        yield _UNDATED, kind


def _about(days: Sequence[date]) -> tuple[date, date]:
    return min(days) - SAME_DAY, max(days) + SAME_DAY


def _plans_and_acts(kind: list[Any], told: Sequence[ActReading]) -> Iterator[Seek]:
    """The plans that these acts may carry out and, as articles come in any order, the
    acts since then that may carry out these plans."""
    in_force = [
        each.counts_on
        for each in told
        if each.counts_on is not None and PHASES[each.stage] == "in force"
    ]
    if in_force:
        yield _PLANS, [*kind, max(in_force)]
    plans_told = [
        each.announced_on.on
        for each in told
        if each.announced_on and PHASES[each.stage] == "planned"
    ]
    if plans_told:
        yield _ACTS_SINCE, [*kind, min(plans_told)]


def _reached(seeks: Sequence[Seek]) -> Iterator[ReachedAct]:
    connection = connections[router.db_for_write(Action)]
    sql = _REACHED.format(seeks=" UNION ALL ".join(text for text, _ in seeks))
    values = [
        connection.ops.adapt_datefield_value(each) if isinstance(each, date) else each
        for _, of_seek in seeks
        for each in of_seek
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    for pk, country, type_, stage, *rest, fulfils, merged_into in rows:
        phase = PHASES[Stage(stage)]
        shape = ActShape(country, ActionType(type_), phase, *rest)
        yield ReachedAct(pk, shape, fulfils, merged_into)
