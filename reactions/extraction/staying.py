"""Conditions of staying: open, at work, at its post, or said not to go; and shut."""

from reactions.extraction.acts import (
    PLACES_OF_WORK,
    Act,
    is_host_place,
    is_own_place,
    places_of,
    words_beside,
)
from reactions.extraction.leaving import INSIDE
from reactions.extraction.predicates import complements, lemma_of, objects
from reactions.extraction.themes import classes_of

OPEN = frozenset(
    """open operational functional functioning active accessible staffed manned
    operating working""".split()
)


SHUT = frozenset({"closed", "shut", "shuttered", "close"})


STEADY = frozenset({"normally", "still", "fully", "usual", "normal", "uninterrupted"})


def on_hold(act: Act) -> bool:
    """ "have been put on hold"."""
    return any(w == "on" and n.lemma_ in {"hold", "ice"} for w, n in places_of(act))


def from_elsewhere(act: Act) -> bool:
    """ "will work from Nairobi", "is operating out of a hotel"."""
    for word, noun in places_of(act):
        if word in {"from", "out of"} or (
            word in {"in", "at"} and act.token.lemma_.lower() == "base"
        ):
            mission = "mission" in classes_of(noun, act.passage)
            city = act.passage.discourse.host_city.lower().split()
            if mission or noun.lower_ in city:
                continue
            if noun.pos_ == "PROPN" or noun.lemma_.lower() in PLACES_OF_WORK | {"home"}:
                return True
    return False


def is_open(act: Act) -> bool:
    """ "remains open", "keep its embassy open", "is still operational"."""
    if act.mood.negated:
        return False
    for child in act.token.children:
        if child.dep_ in {"acomp", "oprd", "advmod", "xcomp", "ccomp", "attr", "amod"}:
            if child.lower_ in OPEN and not any(
                c.dep_ == "neg" for c in child.children
            ):
                return True
            if child.dep_ == "ccomp" and child.lemma_ == "open":
                return True
    for noun in objects(act.token):
        following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        if following is not None and following.lower_ == "open":
            return True
    return any(
        word in {"in", "up"} and noun.lemma_.lower() in {"place", "operation"}
        for word, noun in complements(act.token)
    )


def keeps_going(act: Act) -> bool:
    verb = act.token
    if lemma_of(verb) in {"go_on", "carry_on", "keep_on"} and not act.mood.negated:
        return not from_elsewhere(act)
    if act.mood.negated or from_elsewhere(act) or closed(act):
        return False
    if verb.lemma_ == "continue":
        nouns = {n.lemma_.lower() for n in objects(verb)}
        verbs = {c.lemma_ for c in verb.children if c.dep_ == "xcomp"}
        works = {"operate", "work", "function", "serve", "run", "provide", "offer"}
        return bool(verbs & works) or bool(nouns & {"work", "operation", "activity"})
    if verb.dep_ == "xcomp" and verb.head.lemma_ in {"continue", "remain"}:
        return False
    if verb.lemma_ in {"run", "serve"} and not words_beside(verb) & STEADY:
        return False
    words = {t.lower_ for t in verb.subtree}
    if words & STEADY:
        return True
    return verb.tag_ == "VBG" and not objects(verb)


def at_post(act: Act) -> bool:
    """Stays where the mission is: in the city or the country, at its post."""
    if act.mood.negated:
        return False
    words = words_beside(act.token)
    located = {"in", "at", "to", "from", "on", "inside", "out of"}
    if act.token.lemma_ == "stay" and not any(w in located for w, _ in places_of(act)):
        return not any(c.dep_ in {"acomp", "oprd", "dobj"} for c in act.token.children)
    if words & {"put", "behind", "there", "here", "on"} and act.token.lemma_ in {
        "stay",
        "remain",
    }:
        return True
    for word, noun in complements(act.token):
        if word in {"in", "at", "on", "inside"}:
            if noun.lemma_.lower() in {"post", "place", "ground", "embassy", "mission"}:
                return True
            if is_host_place(noun, act) and not is_own_place(noun, act):
                return True
    return False


def closed(act: Act) -> bool:
    if words_beside(act.token) & SHUT:
        return True
    for noun in objects(act.token):
        following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
        if following is not None and following.lower_ in SHUT:
            return True
    return False


def kept_mood(act: Act) -> bool:
    if not act.mood.kept:
        return False
    if act.theme is not None and {"envoy"} & classes_of(act.theme, act.passage):
        return True
    inner = {n.lemma_.lower() for n in objects(act.token) if n.dep_ == "dobj"}
    return not inner & INSIDE
