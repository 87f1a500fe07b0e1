"""Find objects and goals that a parse has hung elsewhere or taken for a clause.

Works on spaCy's dependencies alone; the twin of `lost_subjects`.
"""

from collections.abc import Iterator

from reactions.extraction.kinship import children_of, has_child
from reactions.extraction.tokens import Token

LONGEST_CRAFT = 8
NEARER = frozenset({"closer", "nearer", "close", "near", "home", "forward", "north"})
MEASURES = frozenset("mile kilometre kilometer km metre meter day week hour".split())


def swallowed(verb: Token) -> Token | None:
    """ "has closed its border but aid workers said": drawn to the workers.

    The object of the first clause, taken for a part of the second one's subject.
    """
    for clause in children_of(verb):
        if clause.i < verb.i or clause.dep_ not in {"conj", "ccomp", "dep"}:
            continue
        for subject in children_of(clause):
            if subject.dep_ not in {"nsubj", "nsubjpass"}:
                continue
            if subject.left_edge.i != verb.i + 1:
                continue
            for at in range(verb.i + 2, subject.i):
                word = verb.doc[at]
                if word.lower_ in {"but", "while", "and"} and word.dep_ == "cc":
                    noun = verb.doc[at - 1]
                    return noun if noun.pos_ in {"NOUN", "PROPN"} else None
    return None


def before_adverb(verb: Token) -> Token | None:
    """ "moved two destroyers closer to the coast", taken for a measure of closer."""
    for adverb in children_of(verb):
        if adverb.i > verb.i and adverb.lower_ in NEARER:
            for noun in children_of(adverb):
                if noun.dep_ == "npadvmod" and noun.left_edge.i == verb.i + 1:
                    return None if noun.lemma_ in MEASURES else noun
    return None


def on_board(board: Token) -> Iterator[Token]:
    """ "left on board an army transport", whatever the parse hangs the craft on."""
    first = board.i + 1
    if first < len(board.doc) and board.doc[first].lower_ == "of":
        first += 1
    for word in board.doc[first : first + LONGEST_CRAFT]:
        noun = word.pos_ in {"NOUN", "PROPN"} and word.head.i < first
        if noun and word.left_edge.i == first:
            yield word
            return


def of_participle(verb: Token) -> Iterator[Token]:
    """ "to fetch Egyptians stuck at the border", parsed as if they stuck.

    Also "raised its danger warning", parsed as if danger warned.
    """
    for clause in children_of(verb):
        if clause.dep_ == "ccomp" and _is_noun_for_all(clause):
            yield clause
        # "imposed asset freezes", "sent two diplomats packing"
        misread = clause.tag_ == "VBN" or clause.lower_ in {"freezes", "packing"}
        bare = clause.dep_ == "ccomp" and misread and clause.i > verb.i
        if bare and not any(has_child(clause, d) for d in ("aux", "auxpass", "mark")):
            yield from (
                c
                for c in children_of(clause)
                if c.dep_ == "nsubj" and c.i < clause.i and c.tag_ in {"NNS", "NNPS"}
            )


def _is_noun_for_all(clause: Token) -> bool:
    """Whether a gerund is the head of a compound: "travel warning", "arms sale"."""
    before = clause.doc[clause.i - 1] if clause.i else clause
    return (
        clause.tag_ == "VBG"
        and before.dep_ == "nsubj"
        and before.head.i == clause.i
        and before.tag_ == "NN"
        and not has_child(clause, "aux")
        and not has_child(clause, "dobj")
        and not any(c.dep_ == "det" and c.lower_ == "the" for c in before.lefts)
    )
