"""What a noun is by the place named beside it: boots on the ground, forces on a border.

Pure grammar over spaCy's dependencies.
"""

from reactions.extraction.predicates import complements
from reactions.extraction.tokens import Token

GROUNDS = frozenset({"ground", "soil"})
BORDERS = frozenset({"border", "frontier"})
THERE = frozenset({"there", "at", "to"})
CIVILIAN = frozenset(
    """embassy diplomatic civilian essential non-essential nonessential consular
    mission un""".split()
)
OWNED = frozenset({"poss", "amod", "nmod"})


def classes_by_place(noun: Token) -> set[str]:
    """Classes of `tables/nouns.toml` that a place beside a noun tells."""
    lemma = noun.lemma_.lower()
    if lemma == "boot" and _is_on(noun.head, GROUNDS):
        return {"troops"}  # "to put boots on the ground"
    owned = any(c.dep_ in OWNED for c in noun.lefts)
    if lemma == "force" and owned and _is_on(noun, BORDERS):
        return {"troops"}  # "has beefed up its forces on the border"
    if lemma == "personnel" and _near_base(noun):
        return {"troops"}
    if lemma == "go" and noun.dep_ == "pcomp" and noun.nbor().lower_ in THERE:
        return {"travel"}  # "advised against going there"
    return set()


def _is_on(word: Token, places: frozenset[str]) -> bool:
    ways = {"on", "along", "at"}
    return any(w in ways and n.lemma_.lower() in places for w, n in complements(word))


def _near_base(people: Token) -> bool:
    """ "is moving some personnel out of the Al Udeid base": soldiers."""
    beside = {c.lower_ for c in people.lefts}
    after = {t.lemma_.lower() for t in people.sent if t.i > people.i}
    return bool(after & {"base", "airbase", "barracks"}) and not beside & CIVILIAN
