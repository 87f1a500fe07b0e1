"""Conditions of those who stay where others go: a way out is turned down."""

from collections.abc import Callable

from reactions.extraction.acts import Act
from reactions.extraction.kinship import children_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.verb_forms import is_infinitive

GUARDING = frozenset("look guard watch mind protect secure".split())
CALLERS = frozenset("public visitor applicant caller customer client".split())
OFFERS = frozenset(
    """offer suggestion advice place invitation proposal chance plea order call request
    help instruction opportunity appeal recommendation""".split()
)
WAYS = frozenset(
    """leave go depart fly evacuate evacuation plane aircraft flight helicopter ship
    safety home convoy return departure withdraw""".split()
)


def a_way_out(act: Act) -> bool:
    """ "turned down a seat on a plane", "an offer to be flown out", "advice to go"."""
    for noun in (c for c in act.token.rights if c.dep_ == "dobj"):
        if noun.lemma_.lower() in word_list("ways_out") | {"escort", "lift"}:
            return True
        inner = {t.lemma_.lower() for t in noun.subtree if t.i > noun.i}
        if noun.lemma_.lower() in OFFERS and inner & WAYS:
            return True
    return False


def still_here(act: Act) -> bool:
    """ "We are here", "we're still here": nothing more is said of why."""
    after = [c for c in act.token.rights if c.dep_ not in {"punct", "cc", "conj"}]
    words = {c.lower_ for c in after}
    return "here" in words and words <= {"here", "still", "all", "now"}


def as_caretaker(act: Act) -> bool:
    """ "stays behind to look after the premises": the mission itself has gone."""
    return any(
        c.dep_ in {"xcomp", "advcl"} and c.lemma_ in GUARDING and is_infinitive(c)
        for c in children_of(act.token)
    )


def open_to_callers(act: Act) -> bool:
    """ "is receiving visitors", "is still serving the public": it is at work."""
    now = act.token.tag_ == "VBG" and any(c.dep_ == "aux" for c in act.token.lefts)
    return now and any(
        c.dep_ == "dobj"
        and c.lemma_.lower() in CALLERS
        and not any(g.dep_ in {"acl", "relcl", "amod"} for g in children_of(c))
        for c in act.token.rights
    )


def still_so(act: Act) -> bool:
    return any(c.lower_ == "still" for c in children_of(act.token))


REMAINING: dict[str, Callable[[Act], bool]] = {
    "as_caretaker": as_caretaker,
    "a_way_out": a_way_out,
    "still_here": still_here,
    "open_to_callers": open_to_callers,
    "still_so": still_so,
}
