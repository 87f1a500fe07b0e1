"""What is known of missions: the facts that postures of a crisis derive from."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from reactions.models import Action, Crisis
from reactions.overview.set_aside import deciding_preference
from reactions.posture import ActFact
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
        .values_list(
            "pk",
            "country_id",
            "type",
            "stage",
            "known_on",
            "announced_on",
            "effective_on",
            "fulfils_id",
            "review",
            "set_aside_by",
        )
    )
    facts: dict[str, list[ActFact]] = defaultdict(list)
    accepted: set[int] = set()
    preferences: set[int] = set()
    for pk, country, type_, stage, known, announced, effective, plan, *rest in rows:
        review, set_aside_by = rest
        if set_aside_by is not None:
            preferences.add(set_aside_by)
            continue
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
    facts.pop(crisis.host_id or "", None)
    return facts, accepted, preferences
