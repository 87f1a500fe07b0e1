"""Conditions of talks that are offered, joined: whose they are, how far.

An offer to host is the offerer's alone, and considered.
"""

from collections.abc import Callable

from reactions.extraction.acts import Act
from reactions.extraction.kinship import children_of
from reactions.extraction.negation import is_negated
from reactions.extraction.predicates import complements
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActionType

OFFERING = frozenset("offer propose volunteer suggest".split())
READY = frozenset("ready prepared willing happy glad open keen".split())
NAMES = frozenset({"NN", "NNS", "JJ"})
TALKING = frozenset({"talk", "negotiation", "dialogue", "consultation", "summit"})


def as_offer(act: Act) -> bool:
    """ "offered to mediate", "is ready to host": nobody has taken it up yet."""
    verb = act.token
    above = verb.head
    if verb.dep_ not in {"xcomp", "ccomp", "acl", "advcl"} or is_negated(above):
        return False
    if above.lemma_ in OFFERING:
        return True  # also the noun: "its offer to mediate"
    return above.lemma_ in READY or any(c.lower_ in READY for c in above.rights)


def on_own_ground(act: Act) -> bool:
    """ "proposed talks in Ankara": in the place of the one who proposes."""
    holders = (act.token, *((act.theme,) if act.theme is not None else ()))
    nouns = [n for h in holders for _, n in complements(h)]
    nouns += [n for noun in list(nouns) for _, n in complements(noun)]
    mentions = (act.passage.mention_of.get(n.i) for n in nouns)
    return any(m is not None and m.code in act.actors for m in mentions)


def talks_told_of(act: Act) -> bool:
    """ "sent its envoy to the talks", "to Monday's meeting" of those told before."""
    if act.theme is None:
        return False
    if act.theme.lemma_ in {"call", "contact", "conversation"}:
        return False  # "joined the call for restraint"
    told = act.passage.discourse.act
    if told is not None and told.type is ActionType.TALKS_HELD:
        return True
    return act.theme.lemma_ in TALKING


def together(act: Act) -> bool:
    """ "brought the two sides together in Jeddah", "to the table"."""
    if any(t.lower_ == "together" for t in act.token.subtree):
        return True
    tables = {"table", "negotiating table"}
    return any(
        w in {"to", "round", "around"} and n.lemma_.lower() in tables
        for w, n in complements(act.token)
    )


def calls_names(act: Act) -> bool:
    """ "called the council a gang": no telephone."""
    verb, theme = act.token, act.theme
    if verb.lemma_ != "call" or theme is None:
        return False
    if any(
        w == "for" and n.lemma_ in {"explanation", "clarification", "consultation"}
        for w, n in complements(verb)
    ):
        return True  # called in, not called up
    if theme.dep_ == "oprd" and any(c.dep_ == "dobj" for c in children_of(verb)):
        return True  # the name itself
    return any(
        _is_name_given(c, theme) for c in (*children_of(verb), *children_of(theme))
    )


def _is_name_given(word: Token, theme: Token) -> bool:
    if word.i <= theme.i or word.dep_ in {"prep", "punct", "npadvmod", "advcl"}:
        return False
    named = word.dep_ in {"oprd", "dobj", "attr", "acomp", "ccomp", "appos", "xcomp"}
    return named and word.tag_ in NAMES


def between_nobody(act: Act) -> bool:
    """ "is mediating": between whom is not said."""
    verb = act.token
    if verb.pos_ != "VERB" or verb.dep_ == "amod":
        return False
    return not any(w in {"between", "among"} for w, _ in complements(verb))


def in_progress_now(act: Act) -> bool:
    """ "is mediating", "has been mediating": no history of "has mediated"."""
    return act.token.tag_ == "VBG"


OFFERS: dict[str, Callable[[Act], bool]] = {
    "as_offer": as_offer,
    "on_own_ground": on_own_ground,
    "talks_told_of": talks_told_of,
    "together": together,
    "calls_names": calls_names,
    "between_nobody": between_nobody,
    "in_progress_now": in_progress_now,
}
