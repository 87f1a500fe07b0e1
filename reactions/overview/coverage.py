"""Who is heard of in a crisis, how much, and who is silent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max

from reactions.models import Action, Country, Crisis, Statement
from reactions.overview.facts import STATES
from reactions.vocabulary import ActorKind


@dataclass(frozen=True, slots=True)
class Heard:
    """How often one actor acts and speaks; `last_known_on` is of the acts."""

    country: str
    name: str
    region: str
    actions: int
    statements: int
    last_known_on: date | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """`silent` are the states of which there is no row, the host left out."""

    crisis: str
    review: str
    heard: tuple[Heard, ...]
    silent: tuple[tuple[str, str, str], ...]


def coverage(crisis: Crisis, *, review: str) -> Coverage:
    mine = {"crisis": crisis, "review__in": STATES[review]}
    acts = _counted(Action.objects.standing().filter(**mine), last=Max("known_on"))
    said = _counted(Statement.objects.filter(**mine))
    actors = Country.objects.exclude(pk=crisis.host_id or "").order_by("name")
    heard, silent = [], []
    for code, name, region, kind in actors.values_list("pk", "name", "region", "kind"):
        done, spoken = acts.get(code), said.get(code)
        if done or spoken:
            count, last = done or (0, None)
            heard.append(
                Heard(code, name, region, count, spoken[0] if spoken else 0, last)
            )
        elif kind == ActorKind.STATE:
            silent.append((code, name, region))
    return Coverage(crisis.slug, review, tuple(heard), tuple(silent))


def _counted(rows: Any, **more: Any) -> dict[str, Sequence[Any]]:
    counted = rows.order_by().values("country").annotate(n=Count("pk"), **more)
    return {row[0]: row[1:] for row in counted.values_list("country", "n", *more)}
