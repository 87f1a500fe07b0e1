"""Which stored actions an article's claims may tell again, announce or carry out.

A bounded number of rows by index seeks, however many are stored; whether one of them
is the same act, `same_act` decides.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from reactions.importing.same_act import SAME_DAY, ActReading
from reactions.models import Action, Crisis
from reactions.vocabulary import PHASES, ActionType, ReviewState, Stage

PLANNED = [stage.value for stage, phase in PHASES.items() if phase == "planned"]
IN_FORCE = [Stage.UNDERWAY.value, Stage.DONE.value]
# What was carried out is looked for among so many plans of a country and type, the
# latest first, and a plan's fulfilment among so many acts since it was told.
MOST_PLANS = MOST_ACTS_SINCE = 20

Kind = tuple[str, ActionType]


def actions_in_reach(
    readings: Sequence[ActReading], *, crisis: Crisis
) -> QuerySet[Action]:
    """One that was merged is among them: what is joined to it counts for the one it
    was merged into. A rejected one stays as it is: another article's claim is proposed
    beside it."""
    by_kind: dict[Kind, list[ActReading]] = defaultdict(list)
    for reading in readings:
        by_kind[reading.country, reading.type].append(reading)
    reach = Q()
    for (country, type_), told in by_kind.items():
        kind = Q(crisis=crisis, country=country, type=type_.value)
        reach |= _at_the_same_time(kind, told) | _plans_and_acts(kind, told)
    return (
        Action.objects.filter(reach)
        .not_rejected()
        .exclude(merged_into__review=ReviewState.REJECTED)
        .order_by("pk")
    )


def _at_the_same_time(kind: Q, told: Sequence[ActReading]) -> Q:
    """Acts that count about when one of these does, and of those that never count the
    ones that were told about when one of these was."""
    days = [each.counts_on for each in told if each.counts_on is not None]
    reach = Q(pk__in=[])
    if days:
        reach |= kind & Q(counts_on__range=_about(days))
    uncounted = [each for each in told if each.counts_on is None]
    announced = [each.announced_on.on for each in uncounted if each.announced_on]
    if announced:
        reach |= kind & Q(counts_on=None, announced_on__range=_about(announced))
    if len(announced) < len(uncounted):
        reach |= kind & Q(counts_on=None, announced_on=None)
    return reach


def _about(days: Sequence[date]) -> tuple[date, date]:
    return min(days) - SAME_DAY, max(days) + SAME_DAY


def _plans_and_acts(kind: Q, told: Sequence[ActReading]) -> Q:
    """The plans that these acts may carry out and, as articles come in any order, the
    acts since then that may carry out these plans."""
    reach = Q(pk__in=[])
    in_force = [
        each.counts_on
        for each in told
        if each.counts_on is not None and PHASES[each.stage] == "in force"
    ]
    if in_force:
        plans = Action.objects.filter(
            kind, stage__in=PLANNED, announced_on__lte=max(in_force)
        ).standing()
        latest = plans.order_by("-announced_on", "-pk").values("pk")[:MOST_PLANS]
        reach |= Q(pk__in=latest)
    plans_told = [
        each.announced_on.on
        for each in told
        if each.announced_on and PHASES[each.stage] == "planned"
    ]
    if plans_told:
        since = Action.objects.filter(
            kind, stage__in=IN_FORCE, counts_on__gte=min(plans_told)
        )
        first = since.order_by("counts_on", "pk").values("pk")[:MOST_ACTS_SINCE]
        reach |= Q(pk__in=first)
    return reach
