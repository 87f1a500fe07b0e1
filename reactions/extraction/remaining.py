"""Conditions of those who stay where others go: a way out is turned down."""

from collections.abc import Callable, Iterator

from reactions.extraction.acts import Act
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import subjects
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive

GUARDING = frozenset("look guard watch mind protect secure".split())
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


def lights_on(act: Act) -> bool:
    """ "will keep the lights on", "keeps the flag flying", said of a mission."""
    doers = subjects(act.token)
    if not any(
        s.lower_ in {"i", "we"} or classes_of(s, act.passage) & {"mission", "staff"}
        for s in doers
    ):
        return False
    held = {c.lemma_.lower() for c in act.token.rights if c.dep_ in {"dobj", "nsubj"}}
    held |= {c.lemma_.lower() for c in subjects_below(act.token)}
    after = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return ("light" in held and "on" in after) or ("flag" in held and "flying" in after)


def subjects_below(verb: Token) -> Iterator[Token]:
    """ "keep the flag flying": the flag, parsed as what flies."""
    for clause in verb.rights:
        if clause.dep_ in {"ccomp", "xcomp"}:
            yield from (c for c in clause.lefts if c.dep_ == "nsubj")


REMAINING: dict[str, Callable[[Act], bool]] = {
    "as_caretaker": as_caretaker,
    "a_way_out": a_way_out,
    "still_here": still_here,
    "lights_on": lights_on,
}
