"""Which acts others bear out and which they contradict, for lists to be narrowed by.

The board and the queue find both by their own reads; what an origin is and what
contradicts what is the same (design.md, Posture).
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet

from reactions.models.action import POSTURE_ORDER, Action
from reactions.models.evidence import Evidence
from reactions.models.origins import CountOfOrigins
from reactions.models.preference import Preference
from reactions.vocabulary import Answer


class DayAfter(Func):
    template = "(%(expressions)s + %(days)s)"
    output_field = DateField()

    def __init__(self, day: Any, days: int) -> None:
        super().__init__(day, days=days)

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        template = "date(%(expressions)s, '%(days)s day')"
        return self.as_sql(compiler, connection, template=template, **more)


def told_by_origins(acts: QuerySet[Any], *, at_least: int) -> QuerySet[Any]:
    """Those of the acts that as many independent origins tell."""
    if at_least > 1:
        # Most acts have one piece of evidence: to see that is cheaper than to count.
        pieces = Evidence.objects.filter(action=OuterRef("pk")).order_by()
        merged = Action.objects.filter(merged_into=OuterRef("pk"))
        acts = acts.filter(Exists(pieces.values("pk")[1:2]) | Exists(merged))
    return acts.alias(told_by=CountOfOrigins("pk")).filter(told_by__gte=at_least)


def contradicted(
    acts: QuerySet[Any], *, states: Iterable[str], is_so: bool
) -> QuerySet[Any]:
    """Those of the acts that an act of these review states contradicts, or the others:
    of the same mission, counting within a day, closed against kept, told by more than
    one origin, and neither set aside for another that is shown."""
    seen = list(states)
    opposite = Q()
    for one, other in ((Answer.CLOSED, Answer.KEPT), (Answer.KEPT, Answer.CLOSED)):
        opposite |= Q(Exists(_beside(seen).filter(_answers(other)))) & _answers(one)
    shown = opposite & ~Q(country=F("crisis__host")) & ~_set_aside(seen)
    return acts.filter(shown) if is_so else acts.exclude(shown)


def _beside(states: list[str]) -> QuerySet[Any]:
    """Acts upon the mission of the act around, within a day of it, less those set
    aside, where the two are told by more than one origin."""
    return (
        Action.objects.posture()
        .filter(
            ~_set_aside(states),
            crisis=OuterRef("crisis"),
            country=OuterRef("country"),
            review__in=states,
            counts_on__gte=DayAfter(OuterRef("counts_on"), -1),
            counts_on__lte=DayAfter(OuterRef("counts_on"), 1),
        )
        .alias(told_by=CountOfOrigins(F("pk"), OuterRef("pk")))
        .filter(told_by__gt=1)
    )


def _answers(answer: Answer) -> Q:
    types = [type_.value for type_ in POSTURE_ORDER if type_.answer is answer]
    return Q(type__in=types)


def _set_aside(states: list[str]) -> Q:
    found = Preference.objects.standing().filter(
        other=OuterRef("pk"),
        preferred__review__in=states,
        preferred__merged_into__isnull=True,
    )
    return Q(Exists(found.between_acts()))
