"""What is known of missions: the facts that postures of a crisis derive from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Q

from reactions.models import Preference
from reactions.models.action import POSTURE_ORDER
from reactions.models.posture_seeks import (
    EVERY,
    Known,
    acts_counting_from,
    latest_acts,
    open_plans,
)
from reactions.models.prepared import Prepared
from reactions.posture import (
    ActFact,
    PostureAnswer,
    derive_posture,
    posture_of_latest,
)
from reactions.vocabulary import ReviewState, Stage

# What a board shows: `proposed` means proposals too.
STATES = {
    "accepted": [ReviewState.ACCEPTED.value],
    "proposed": [ReviewState.ACCEPTED.value, ReviewState.PROPOSED.value],
}

A_DAY = timedelta(days=1)

# A country's latest few acts mostly settle its posture; where they don't, more are
# read, and in the end all.
LATEST = (6, 18, 54, EVERY)
OF_RANK = dict(enumerate(POSTURE_ORDER, start=1))
STAGES = {each.value: each for each in Stage}
_day = lru_cache(maxsize=10_000)(date.fromisoformat)


@dataclass(frozen=True, slots=True)
class Deciding:
    """The posture of each actor of whose mission something is known, with the acts it
    names. `accepted` are the ids of the accepted among all; `preferences` set others
    aside, which `known` leaves out."""

    known: Known
    postures: dict[str, PostureAnswer]
    plans: dict[str, list[ActFact]]
    accepted: set[int]
    preferences: set[int]


def deciding_facts(known: Known, *, with_plans: bool = True) -> Deciding:
    """What decides the postures of a day, by seeks: no crisis is read whole. Without
    plans nobody has any."""
    aside = set_aside_in(known)
    known = replace(known, aside=tuple(aside))
    plans, accepted = planned_facts(open_plans(known) if with_plans else ())
    postures: dict[str, PostureAnswer] = {}
    asked: list[str] | None = None
    for each in LATEST:
        latest, found = counting_facts(latest_acts(known, each=each, countries=asked))
        accepted |= found
        asked = []
        for country, acts in latest.items():
            posture = posture_from(
                acts,
                plans=plans.get(country, ()),
                on=known.on,
                known_by=known.known_by,
                all_of_them=len(acts) < each,
            )
            if posture is None:
                asked.append(country)
            else:
                postures[country] = posture
        if not asked:
            break
    for country in plans.keys() - postures.keys():
        postures[country] = derive_posture(
            plans[country], on=known.on, known_by=known.known_by
        )
    return Deciding(known, postures, plans, accepted, set(aside.values()))


def facts_since(
    known: Known, first: date, *, countries: Sequence[str] | None = None
) -> dict[str, list[ActFact]]:
    """What decides each actor's level, or that of these, on every day from `first` to
    the known one: the acts that count in between, and as many before as settle the
    level of `first`."""
    known = without_set_aside(known)
    facts, _ = counting_facts(acts_counting_from(known, first, countries=countries))
    if first == date.min:
        return facts
    before = replace(known, on=first - A_DAY)
    asked: Sequence[str] | None = countries
    for each in LATEST:
        latest, _ = counting_facts(latest_acts(before, each=each, countries=asked))
        asked = []
        for country, acts in latest.items():
            posture = posture_from(
                acts,
                plans=(),
                on=before.on,
                known_by=known.known_by,
                all_of_them=len(acts) < each,
            )
            if posture is None:
                asked.append(country)
            else:
                facts[country] += acts
        if not asked:
            break
    return facts


def without_set_aside(known: Known) -> Known:
    return replace(known, aside=tuple(set_aside_in(known)))


def _set_aside(
    crises: Sequence[int],
    states: Sequence[str],
    known_by: Sequence[date],
    on: Sequence[date],
) -> Any:
    shown = Q(other__counts_on__lte=on[0]) | Q(other__stage=Stage.ANNOUNCED.value)
    found = (
        Preference.objects.standing()
        .between_acts()
        .filter(shown, preferred__crisis=crises[0], other__rank__isnull=False)
    )
    for side in ("preferred", "other"):
        found = found.filter(
            **{
                f"{side}__review__in": states,
                f"{side}__known_on__lte": known_by[0],
                f"{side}__merged_into": None,
            }
        )
    return found.order_by("-pk").values_list("other", "pk")


_SET_ASIDE = Prepared(_set_aside, int, str, date, date, for_readers=True)


def set_aside_in(known: Known) -> dict[int, int]:
    """The acts that an editor set aside, by the preference that does it."""
    # The first of several decides, as in `deciding_preference`.
    return dict(
        _SET_ASIDE.rows([known.crisis.pk], known.states, [known.known_by], [known.on])
    )


def posture_from(
    latest: Sequence[ActFact],
    *,
    plans: Sequence[ActFact],
    on: date,
    known_by: date,
    all_of_them: bool,
) -> PostureAnswer | None:
    """The posture by the acts that count last; None where they don't settle it."""
    if all_of_them:
        return derive_posture([*latest, *plans], on=on, known_by=known_by)
    # More may count from the day on which the reading stopped.
    begins = min(act.counts_on for act in latest if act.counts_on)
    whole_days = [act for act in latest if act.counts_on and act.counts_on > begins]
    return posture_of_latest(whole_days, plans=plans, on=on)


def counting_facts(
    rows: Iterable[tuple[Any, ...]],
) -> tuple[dict[str, list[ActFact]], set[int]]:
    """Rows in the order of COUNTING as facts by actor, and the ids of the accepted.
    Of an act that counts the day matters, not which of its days that is."""
    facts: dict[str, list[ActFact]] = defaultdict(list)
    accepted: set[int] = set()
    for pk, country, rank, stage, counts_on, review in rows:
        facts[country].append(
            ActFact.counting(pk, OF_RANK[rank], STAGES[stage], _day(counts_on))
        )
        if review == ReviewState.ACCEPTED.value:
            accepted.add(pk)
    return facts, accepted


def planned_facts(
    rows: Iterable[tuple[Any, ...]],
) -> tuple[dict[str, list[ActFact]], set[int]]:
    """Rows in the order of PLANNED as facts by actor, and the ids of the accepted."""
    facts: dict[str, list[ActFact]] = defaultdict(list)
    accepted: set[int] = set()
    for pk, country, rank, known, announced, effective, review in rows:
        fact = ActFact(
            key=pk,
            type=OF_RANK[rank],
            stage=Stage.ANNOUNCED,
            known_on=_day(known),
            announced_on=_day(announced) if announced else None,
            effective_on=_day(effective) if effective else None,
        )
        facts[country].append(fact)
        if review == ReviewState.ACCEPTED.value:
            accepted.add(pk)
    return facts, accepted
