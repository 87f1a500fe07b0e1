"""Whether "relatives", "wives and children" are those of a mission's people.

Pure grammar over spaCy's dependencies.
"""

from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token

POSTED = frozenset("staff personnel staffer employee delegation mission".split())


def are_of_posts(noun: Token) -> bool:
    """ "wives and children of diplomats", "calls home relatives but no diplomats"."""
    if noun.lemma_.lower() not in word_list("kin"):
        return False
    joined = [*noun.conjuncts]
    if any(o.lemma_.lower() in word_list("kin") and _of_post(o) for o in joined):
        return True
    bare = {"punct", "cc", "conj", "det"}
    if any(c.dep_ not in bare and c.lower_ != "home" for c in children_of(noun)):
        return False
    return any(_is_posted(o) for o in joined)


def _of_post(noun: Token) -> bool:
    beside = [c for c in noun.lefts if c.dep_ in {"poss", "compound", "amod", "nmod"}]
    beside += [n for w, n in complements(noun) if w == "of"]
    return any(
        _is_posted(b) or any(_is_posted(c) for c in (*b.lefts, *b.conjuncts))
        for b in beside
    )


def _is_posted(noun: Token) -> bool:
    return noun.lemma_.lower() in word_list("posts") | POSTED
