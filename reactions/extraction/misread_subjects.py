"""Subjects that a parse hung elsewhere: in a headline's list, behind an "and"."""

from collections.abc import Iterator

from spacy.tokens import Token

from reactions.extraction.kinship import children_of

BEFORE_FINITE = frozenset({"aux", "auxpass", "advmod", "neg"})


def listed_before(verb: Token, subject: Token) -> Iterator[Token]:
    """ "Peru, Ecuador shut embassies": a headline's list, parsed as an aside."""
    comma = subject.left_edge.i - 1
    if subject.tag_ != "NNP" or comma < 1 or verb.doc[comma].text != ",":
        return
    before = verb.doc[comma - 1]
    if before.dep_ == "npadvmod" and before.tag_ == "NNP" and before.head.i == verb.i:
        yield before


def each_of(subject: Token) -> Token:
    """ "Belgium and Austria each pledged": both of them, hung on the "each"."""
    if subject.lower_ in {"each", "both"}:
        for child in subject.lefts:
            if child.tag_ == "NNP" and child.dep_ in {"nmod", "compound", "appos"}:
                return child
    return subject


def drawn_away(verb: Token) -> list[Token]:
    """ "hit two generals and Canada adopted": a subject parsed as one more object.

    A name that stands right before a finite verb, after an "and" that joined it to
    what the verb before was about.
    """
    if verb.dep_ != "conj" or verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN", "VBG"}:
        return []
    helpers = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]
    if verb.tag_ in {"VBN", "VBG"} and not helpers:
        return []
    at = verb.i - 1
    while at > 0 and (
        verb.doc[at].head.i == verb.i and verb.doc[at].dep_ in BEFORE_FINITE
    ):
        at -= 1
    name = verb.doc[at]
    if name.tag_ not in {"NNP", "NNPS"} or name.dep_ != "conj" or name.i <= verb.head.i:
        return []
    while name.head.dep_ == "conj" and name.head.tag_ == "NNP":
        name = name.head
    joined = any(c.lower_ in {"and", "but", "while"} for c in children_of(name.head))
    return [name] if joined else []
