"""Whom a flight or a bus is meant for: those who want to go, an operation's people.

Pure grammar over spaCy's dependencies.
"""

from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements
from reactions.extraction.tokens import Token

WILLING = frozenset({"want", "wish", "choose", "decide"})
ANYONE = frozenset({"those", "anyone", "whoever"})


def for_the_willing(noun: Token) -> bool:
    """ "buses for those who want to go", "flights under Operation Lotus"."""
    for word, other in (*complements(noun), *complements(noun.head)):
        if word == "under" and any(c.lower_ == "operation" for c in other.lefts):
            return True
        if word == "for" and other.lower_ in ANYONE:
            wills = (c for c in children_of(other) if c.dep_ == "relcl")
            if any(c.lemma_ in WILLING for c in wills):
                return True
    return False
