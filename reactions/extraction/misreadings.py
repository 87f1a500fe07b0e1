"""What the parser takes for something else, and how its words still tell it.

A subject drawn to the clause before, a noun taken for a clause: shapes that come back
with every small model. `predicates` asks here after its own rules.
"""

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


def doer_before(verb: Token) -> Token | None:
    """ "The US renewed sanctions on them": a sentence, parsed as one noun phrase."""
    if verb.dep_ != "amod" or verb.tag_ != "VBN" or verb.head.dep_ != "ROOT":
        return None
    before = verb.doc[verb.i - 1] if verb.i else verb
    name = before.tag_ == "NNP" and before.dep_ == "npadvmod"
    return before if name and before.head.i == verb.i else None


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
