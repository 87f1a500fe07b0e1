"""What is known of one country over all crises, and of one official."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min

from reactions.models import Action, Country, Crisis, Official, Statement
from reactions.overview.missions import missions_of
from reactions.posture import PostureAnswer, derive_posture

NOTHING_KNOWN = derive_posture((), on=date.min, known_by=date.min)


@dataclass(frozen=True, slots=True)
class CountryInCrisis:
    crisis: Crisis
    posture: PostureAnswer
    actions: int
    statements: int


@dataclass(frozen=True, slots=True)
class OfficialSpeaking:
    """`stances` are those of what the official said, with how often."""

    statements: int
    first_said_on: date | None
    last_said_on: date | None
    stances: dict[str, int]
    crises: tuple[str, ...]


def country_profile(
    country: Country, *, states: Sequence[str], today: date
) -> list[CountryInCrisis]:
    """Where the country acted or spoke, with the posture of its mission there today or
    on the crisis' last day; plans are left out."""
    mine = {"country": country, "review__in": states}
    acts = dict(_a_crisis(Action.objects.standing().filter(**mine)))
    said = dict(_a_crisis(Statement.objects.filter(**mine)))
    missions = missions_of(country.pk, states=states, today=today)
    postures = {mission.crisis: mission.posture for mission in missions}
    crises = Crisis.objects.filter(pk__in=acts.keys() | said.keys())
    return [
        CountryInCrisis(
            crisis,
            postures.get(crisis.slug, NOTHING_KNOWN),
            acts.get(crisis.pk, 0),
            said.get(crisis.pk, 0),
        )
        for crisis in crises.newest_first()
    ]


def official_profile(official: Official, *, states: Sequence[str]) -> OfficialSpeaking:
    """What the official said, and those merged into her."""
    said = Statement.objects.by_officials([official.pk]).filter(review__in=states)
    told = said.aggregate(n=Count("pk"), first=Min("said_on"), last=Max("said_on"))
    stances = said.order_by("stance").values_list("stance").annotate(n=Count("pk"))
    crises = said.order_by("crisis__slug").values_list("crisis__slug", flat=True)
    return OfficialSpeaking(
        told["n"], told["first"], told["last"], dict(stances), tuple(crises.distinct())
    )


def _a_crisis(rows: Any) -> list[tuple[int, int]]:
    return list(rows.order_by().values_list("crisis").annotate(n=Count("pk")))
