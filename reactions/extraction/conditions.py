"""The conditions that frames name in `needs` and `without`, by name.

Each looks at the grammar around a predicate and answers yes or no; the sources are
the codebook's distinctions between moving, leaving, reducing and staying. They live
with their subject; here are those that any act may ask.
"""

from collections.abc import Callable, Mapping

from reactions.extraction.acts import Act, words_beside
from reactions.extraction.admitting import ADMITTING
from reactions.extraction.advising import ADVISING
from reactions.extraction.afield import AFIELD
from reactions.extraction.aiding import AIDING
from reactions.extraction.airlines import AIRLINES
from reactions.extraction.bases_and_gates import BASES_AND_GATES
from reactions.extraction.diplomacy import DIPLOMACY
from reactions.extraction.elsewhere import from_elsewhere, shelters
from reactions.extraction.encounters import ENCOUNTERS
from reactions.extraction.envoys import ENVOYS
from reactions.extraction.evacuating import EVACUATING
from reactions.extraction.everyday import EVERYDAY
from reactions.extraction.forces import FORCES
from reactions.extraction.forces_kept import FORCES_KEPT
from reactions.extraction.giving import GIVING
from reactions.extraction.housing import HOUSING
from reactions.extraction.laying_on import LAYING_ON
from reactions.extraction.leaving import DEPARTING
from reactions.extraction.manning import MANNING
from reactions.extraction.meetings import MEETING
from reactions.extraction.moving import MOVING
from reactions.extraction.offers import OFFERS
from reactions.extraction.opening_hours import OPENING_HOURS
from reactions.extraction.partly import PARTLY
from reactions.extraction.passengers import PASSENGERS
from reactions.extraction.passing import PASSING
from reactions.extraction.penalties import PENALTIES
from reactions.extraction.phrases import phrases
from reactions.extraction.predicates import objects
from reactions.extraction.recognising import RECOGNISING
from reactions.extraction.remaining import REMAINING
from reactions.extraction.returning import RETURNING
from reactions.extraction.rulebook import BadTable
from reactions.extraction.states_as_missions import STATES_AS_MISSIONS
from reactions.extraction.staying import STAYING, closed
from reactions.extraction.thinning import THINNING
from reactions.extraction.told_teams import TOLD_TEAMS
from reactions.extraction.usual_business import USUAL_BUSINESS

Condition = Callable[[Act], bool]


def again(act: Act) -> bool:
    if act.token.lemma_ == "be":  # "is open to the public again", "is up again"
        told = [c for c in act.token.rights if c.dep_ in {"acomp", "prep", "advmod"}]
        told = [c for c in told if c.lower_ != "due"]  # "was due to open again"
        if any(t.lower_ == "again" for c in told for t in c.subtree):
            return True
    return bool(words_beside(act.token) & {"again", "anew", "re"})


def negated(act: Act) -> bool:
    return act.mood.negated


def closed_off(act: Act) -> bool:
    """ "closed to", "has kept it closed to"."""
    return act.token.lemma_ in {"close", "shut"} or closed(act)


def no_object(act: Act) -> bool:
    return not any(o.dep_ == "dobj" for o in objects(act.token))


def named_new(act: Act) -> bool:
    """ "opened a new embassy": the first of its kind, not one that was shut."""
    return act.theme is not None and any(
        c.lower_ in {"new", "a", "an", "first"} for c in act.theme.lefts
    )


def _all_of(*registers: Mapping[str, Condition]) -> dict[str, Condition]:
    """The conditions of all registers. Raises BadTable where two have one name."""
    found: dict[str, Condition] = {}
    for register in registers:
        if twice := found.keys() & register.keys():
            raise BadTable(f"conditions named twice: {', '.join(sorted(twice))}")
        found.update(register)
    return found


ANY_ACT: dict[str, Condition] = {
    "from_elsewhere": from_elsewhere,
    "again": again,
    "shelters": shelters,
    "negated": negated,
    "closed_off": closed_off,
    "no_object": no_object,
    "named_new": named_new,
}
CONDITIONS = _all_of(
    ANY_ACT,
    ADMITTING,
    ADVISING,
    AFIELD,
    AIDING,
    AIRLINES,
    BASES_AND_GATES,
    DEPARTING,
    DIPLOMACY,
    ENCOUNTERS,
    ENVOYS,
    EVACUATING,
    EVERYDAY,
    FORCES,
    FORCES_KEPT,
    GIVING,
    HOUSING,
    LAYING_ON,
    MANNING,
    MEETING,
    MOVING,
    OFFERS,
    OPENING_HOURS,
    PARTLY,
    PASSENGERS,
    PASSING,
    PENALTIES,
    RECOGNISING,
    REMAINING,
    RETURNING,
    STATES_AS_MISSIONS,
    STAYING,
    THINNING,
    TOLD_TEAMS,
    USUAL_BUSINESS,
    phrases(),
)
