"""Conditions of where a mission is housed: in a hotel, in another city, with others.

The codebook: a mission whose work goes on at another place has moved. A mere
description of the building it has always had tells nothing.
"""

from collections.abc import Callable, Iterator

from reactions.actors import Role
from reactions.extraction.acts import (
    PLACES_OF_WORK,
    Act,
    is_host_place,
    is_own_place,
    is_seat,
    is_time,
    places_of,
)
from reactions.extraction.kinship import children_of
from reactions.extraction.leaving import on_business
from reactions.extraction.predicates import complements, objects
from reactions.extraction.references import own_states_of
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_passive

WITHIN = frozenset({"in", "at", "inside", "within", "by", "with", "on", "near"})
FOR_NOW = frozenset(
    """now temporarily provisionally currently presently meanwhile momentarily already
    since interim""".split()
)
QUARTERS = frozenset(
    """quarter shop base camp headquarters headquarter home residence refuge abode tent
    lodging seat room suite""".split()
)
LODGINGS = frozenset(
    """hotel room airport school villa flat apartment house guesthouse resort suite
    tent container warehouse ship basement bunker hall floor""".split()
)
PLACED = frozenset({Role.NAME, Role.CAPITAL})


def new_quarters(act: Act) -> bool:
    """ "taken up quarters", "set up shop", "set up office" without an article."""
    for noun in objects(act.token):
        if noun.dep_ != "dobj":
            continue
        lemma = noun.lemma_.lower()
        if lemma in QUARTERS:
            return True
        if lemma == "office" and not any(c.dep_ == "det" for c in noun.lefts):
            return act.token.lemma_ == "set"
    return False


def housed_elsewhere(act: Act) -> bool:
    """ "has been installed in Nairobi", "is now housed in a hotel"."""
    places = [*places_of(act)]
    for noun in objects(act.token):
        if noun.dep_ == "dobj":  # "has found a home in Nairobi"
            places += complements(noun)
    named = [n for w, n in places if w in WITHIN and _is_other_place(n, act)]
    if any(n.i in act.passage.mention_of for n in named):
        return True
    return bool(named) and (_for_now(act.token) or not _describes(act.token))


def _is_other_place(noun: Token, act: Act) -> bool:
    if is_time(noun) or is_seat(noun, act):
        return False
    mention = act.passage.mention_of.get(noun.i)
    if mention is not None and mention.role in PLACED:
        return not is_seat(noun, act)
    if "mission" in classes_of(noun, act.passage):
        owners = own_states_of(noun, act.passage)
        return bool(set(owners) - set(act.actors))
    if noun.lemma_.lower() in LODGINGS:
        return True
    return noun.pos_ == "PROPN" and not is_host_place(noun, act)


def _for_now(verb: Token) -> bool:
    return any(t.lower_ in FOR_NOW for t in _near(verb))


def _near(verb: Token) -> Iterator[Token]:
    for child in children_of(verb):
        yield child
        yield from children_of(child)


def _describes(verb: Token) -> bool:
    """ "is housed in a villa": how it has always been."""
    helping = {c.lower_ for c in children_of(verb) if c.dep_ in {"aux", "auxpass"}}
    return is_passive(verb) and helping <= {"is", "are", "was", "were"}


def now_elsewhere(act: Act) -> bool:
    """ "is now in Nairobi", "sits at present in a hotel"; no "now in talks"."""
    if not _for_now(act.token) or act.mood.negated:
        return False
    if any(c.dep_ in {"attr", "acomp", "dobj"} for c in act.token.rights):
        return False
    places = [n for w, n in complements(act.token) if w in {"in", "at"}]
    for adverb in (c for c in children_of(act.token) if c.lower_ in FOR_NOW):
        places += [n for w, n in complements(adverb) if w in {"in", "at"}]
    if act.theme is None or "mission" not in classes_of(act.theme, act.passage):
        if _waits(act.token) or on_business(act):
            return False
        return any(n.lemma_ in LODGINGS or _is_named_town(n, act) for n in places)
    return any(
        _is_other_place(n, act)
        and (n.i in act.passage.mention_of or n.lemma_ in PLACES_OF_WORK | LODGINGS)
        for n in places
    )


def _is_named_town(place: Token, act: Act) -> bool:
    """ "the diplomats are now in Accra": neither their home nor where they were."""
    named = place.pos_ == "PROPN" and _is_other_place(place, act)
    return named and not is_own_place(place, act)


def _waits(verb: Token) -> bool:
    """ "are now in a hotel waiting for a flight": on their way, not at work."""
    return any(t.lemma_ in {"wait", "await", "pending"} for t in verb.subtree)


HOUSING: dict[str, Callable[[Act], bool]] = {
    "new_quarters": new_quarters,
    "housed_elsewhere": housed_elsewhere,
    "now_elsewhere": now_elsewhere,
}
