"""What is known of missions: the facts that postures of a crisis derive from."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from reactions.models import Action, Crisis, Preference
from reactions.models.posture_seeks import (
    EVERY,
    FIELDS,
    Known,
    latest_acts,
    open_plans,
    opposed_acts,
)
from reactions.overview.set_aside import deciding_preference
from reactions.posture import (
    ActFact,
    PostureAnswer,
    derive_posture,
    posture_of_latest,
)
from reactions.vocabulary import ActionType, ReviewState, Stage

# What a board shows: `proposed` means proposals too.
STATES = {
    "accepted": [ReviewState.ACCEPTED.value],
    "proposed": [ReviewState.ACCEPTED.value, ReviewState.PROPOSED.value],
}


def posture_facts(
    crisis: Crisis, *, on: date, known_by: date, states: Sequence[str]
) -> tuple[dict[str, list[ActFact]], set[int], set[int]]:
    """What is known of each actor's mission, the host's apart, which of the actions are
    accepted, and the preferences by which others were left out. Plans without a day are
    among it, acts that count later are not."""
    rows = (
        Action.objects.posture()
        .filter(crisis=crisis, review__in=states)
        .known_by(known_by)
        .filter(Q(counts_on__lte=on) | Q(stage=Stage.ANNOUNCED.value))
        .annotate(set_aside_by=deciding_preference(states, known_by=known_by))
        .values_list(*FIELDS, "set_aside_by")
    )
    shown = [row[:-1] for row in rows if row[-1] is None]
    preferences = {row[-1] for row in rows if row[-1] is not None}
    facts, accepted = as_facts(shown)
    facts.pop(crisis.host_id or "", None)
    return facts, accepted, preferences


# A country's latest few acts mostly settle its posture; where they don't, more are
# read, and in the end all.
LATEST = (4, 32, EVERY)


@dataclass(frozen=True, slots=True)
class Deciding:
    """The posture of each actor of whose mission something is known, with the acts it
    names. `opposed` are the acts about the last day on which two contradict each other;
    `accepted` the ids of the accepted among all; `preferences` set others aside."""

    postures: dict[str, PostureAnswer]
    plans: dict[str, list[ActFact]]
    opposed: dict[str, list[ActFact]]
    accepted: set[int]
    preferences: set[int]


def deciding_facts(known: Known) -> Deciding:
    """What decides the postures of a day, by seeks: no crisis is read whole."""
    aside = set_aside_in(known)
    known = replace(known, aside=tuple(aside))
    plans, accepted = as_facts(open_plans(known))
    opposed, _ = as_facts(opposed_acts(known))
    postures: dict[str, PostureAnswer] = {}
    asked: list[str] | None = None
    for each in LATEST:
        latest, found = as_facts(latest_acts(known, each=each, countries=asked))
        accepted |= found
        asked = []
        for country, acts in latest.items():
            posture = _posture(
                acts,
                plans=plans.get(country, ()),
                known=known,
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
    return Deciding(postures, plans, opposed, accepted, set(aside.values()))


def without_set_aside(known: Known) -> Known:
    return replace(known, aside=tuple(set_aside_in(known)))


def set_aside_in(known: Known) -> dict[int, int]:
    """The acts that an editor set aside, by the preference that does it."""
    shown = Q(other__counts_on__lte=known.on) | Q(other__stage=Stage.ANNOUNCED.value)
    seen = {"review__in": known.states, "known_on__lte": known.known_by}
    found = (
        Preference.objects.standing()
        .between_acts()
        .in_crisis(known.crisis)
        .filter(shown, other__rank__isnull=False)
    )
    for side in ("preferred", "other"):
        narrowed = {f"{side}__{name}": value for name, value in seen.items()}
        found = found.filter(**narrowed, **{f"{side}__merged_into": None})
    rows = found.order_by("-pk").values_list("other", "pk")
    # The first of several decides, as in `deciding_preference`.
    return dict(rows)


def all_counting(known: Known, country: str) -> list[ActFact]:
    """Every act of one actor that counts by the day, less those set aside."""
    known = without_set_aside(known)
    facts, _ = as_facts(latest_acts(known, each=EVERY, countries=[country]))
    return facts[country]


def _posture(
    latest: Sequence[ActFact],
    *,
    plans: Sequence[ActFact],
    known: Known,
    all_of_them: bool,
) -> PostureAnswer | None:
    days = {"on": known.on, "known_by": known.known_by}
    if all_of_them:
        return derive_posture([*latest, *plans], **days)
    # More may count from the day on which the reading stopped.
    begins = min(act.counts_on for act in latest if act.counts_on)
    whole_days = [act for act in latest if act.counts_on and act.counts_on > begins]
    return posture_of_latest(whole_days, plans=plans, **days)


def as_facts(
    rows: Iterable[tuple[Any, ...]],
) -> tuple[dict[str, list[ActFact]], set[int]]:
    """Rows in the order of FIELDS as facts by actor, and the ids of the accepted."""
    facts: dict[str, list[ActFact]] = defaultdict(list)
    accepted: set[int] = set()
    for pk, country, type_, stage, known, announced, effective, plan, review in rows:
        fact = ActFact(
            key=pk,
            type=ActionType(type_),
            stage=Stage(stage),
            known_on=known,
            announced_on=announced,
            effective_on=effective,
            fulfils=plan,
        )
        facts[country].append(fact)
        if review == ReviewState.ACCEPTED.value:
            accepted.add(pk)
    return facts, accepted
