"""How the nouns of one act stand together: one part of another, or set against it.

Pure grammar over spaCy's dependencies.
"""

from reactions.extraction.kinship import children_of
from reactions.extraction.made_up_of import told_of_them
from reactions.extraction.predicates import complements
from reactions.extraction.tokens import Token

BESIDE = frozenset({"including", "along with", "together with", "alongside"})


def includes(whole: Token, part: Token) -> bool:
    """ "brought out 311 people, including the ambassador": two acts of one verb."""
    if whole.i < part.i and any(t.i == part.i for t in told_of_them(whole)):
        return True  # "500 people, among them 90 Afghans"
    return any(
        word in BESIDE and (noun.i == part.i or part in noun.conjuncts)
        for word, noun in (*complements(whole), *complements(whole.head))
    )


def stands_behind_but(noun: Token) -> bool:
    """ "pulled out its staff but a consul and two guards stayed", drawn together."""
    while noun.dep_ == "conj":
        noun = noun.head
        if any(c.lower_ == "but" for c in children_of(noun)):
            return True
    return False
