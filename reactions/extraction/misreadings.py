"""What the parser takes for something else, and how its words still tell it.

A subject drawn to the clause before, a noun taken for a clause: shapes that come back
with every small model. `predicates` asks here after its own rules.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from reactions.extraction.kinship import children_of

LONGEST_CRAFT = 8
NEARER = frozenset({"closer", "nearer", "close", "near", "home", "forward", "north"})
MEASURES = frozenset("mile kilometre kilometer km metre meter day week hour".split())


def doer_before(verb: Token) -> Token | None:
    """ "The US renewed sanctions on them": a sentence, parsed as one noun phrase."""
    if verb.dep_ != "amod" or verb.tag_ != "VBN" or verb.head.dep_ != "ROOT":
        return None
    before = verb.doc[verb.i - 1] if verb.i else verb
    name = before.tag_ == "NNP" and before.dep_ == "npadvmod"
    return before if name and before.head.i == verb.i else None


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


def first_joined(noun: Token) -> Token:
    """The first of "its staff and their families", though a verb may stand above it.

    In "shut its embassy and its staff left" a noun is coordinated with a verb.
    """
    while noun.dep_ == "conj" and noun.head.pos_ not in {"VERB", "AUX"}:
        noun = noun.head
    return noun


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


def named_craft(subject: Token, verb: Token) -> Token:
    """ "The navy ship Makassar was expected", parsed as a ship that Makassar was."""
    noun, before = verb.head, subject.left_edge.i - 1
    named = verb.dep_ == "relcl" and noun.i == before and subject.tag_ == "NNP"
    common = noun.tag_ == "NN" and noun.dep_ == "ROOT"
    return noun if named and common and subject.i < verb.i else subject


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
        if bare and not any(_has(clause, d) for d in ("aux", "auxpass", "mark")):
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
        and not _has(clause, "aux")
        and not _has(clause, "dobj")
        and not any(c.dep_ == "det" and c.lower_ == "the" for c in before.lefts)
    )


def _has(token: Token, dep: str) -> bool:
    return any(child.dep_ == dep for child in children_of(token))
