"""Conditions of those carried: who they mostly are, and from where to where they go."""

from collections.abc import Callable

from reactions.extraction.acts import Act, is_own_place, is_time, places_of
from reactions.extraction.kinship import children_of
from reactions.extraction.made_up_of import are_mostly, told_of_them
from reactions.extraction.predicates import objects
from reactions.extraction.themes import classes_of

AT_RISK = frozenset({"allies", "host_people"})
CARRIED = frozenset({"people", "citizens", "allies", "host_people", "staff"})
ENDING = frozenset("end finish complete conclude stop halt".split())


def mostly_allies(act: Act) -> bool:
    """ "900 people, most of them Afghans who had worked for it": no own citizens."""
    theme = act.theme
    if theme is None or theme.tag_ not in {"NNS", "CD"}:
        return False
    return any(
        are_mostly(theme, people) and classes_of(people, act.passage) & AT_RISK
        for people in told_of_them(theme)
    )


def of_rescue(act: Act) -> bool:
    """ "ended its flights after taking out 195 people": an airlift, not a service."""
    if act.token.lemma_ not in ENDING:
        return False
    clauses = [c for c in children_of(act.token) if c.dep_ == "advcl"]
    clauses += [
        c
        for prep in children_of(act.token)
        if prep.lower_ in {"after", "having"}
        for c in children_of(prep)
        if c.dep_ == "pcomp"
    ]
    return any(
        classes_of(noun, act.passage) & CARRIED
        for clause in clauses
        for noun in objects(clause)
    )


def between_towns(act: Act) -> bool:
    """ "was moving its nationals from Goma to Bukavu": out of where it is worst."""
    named = [(w, n) for w, n in places_of(act) if n.pos_ == "PROPN" and not is_time(n)]
    return {w for w, _ in named} >= {"from", "to"} and not from_own_place(act)


def from_own_place(act: Act) -> bool:
    """ "flew its athletes from Muscat to Paris": from home, out of no crisis."""
    return any(w == "from" and is_own_place(n, act) for w, n in places_of(act))


PASSENGERS: dict[str, Callable[[Act], bool]] = {
    "between_towns": between_towns,
    "from_own_place": from_own_place,
    "mostly_allies": mostly_allies,
    "of_rescue": of_rescue,
}
