"""Find the body that is asked to sit: "asked that the Council convene".

Pure grammar, with the ways a parser has of taking "convene" and "meet" for nouns.
"""

from collections.abc import Iterator

from reactions.extraction.kinship import children_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive

ASKING = frozenset("call ask push press appeal request want demand like".split())
SITTING = frozenset({"convene", "meet", "sit"})
CALLING = frozenset("schedule convene call hold organise organize arrange".split())
BODIES = frozenset({"council", "assembly"})
CLAUSES = frozenset({"advcl", "ccomp", "xcomp"})


def asked_to_sit(verb: Token) -> Iterator[Token]:
    """ "asked for the Security Council to be convened", "asked that it meet"."""
    for clause in children_of(verb):
        if clause.dep_ == "prep":  # "requested in writing that the Council convene"
            gerunds = (c for c in children_of(clause) if c.dep_ == "pcomp")
            yield from (noun for g in gerunds for noun in asked_to_sit(g))
        if clause.dep_ in {"dobj", "ccomp"} and clause.lemma_ in SITTING:
            # "that the Council convene", read as a noun
            yield from (c for c in clause.lefts if c.dep_ == "compound")
        if clause.dep_ not in CLAUSES:
            continue
        marks = {c.lower_ for c in children_of(clause) if c.dep_ == "mark"}
        if "for" in marks or (
            clause.dep_ == "ccomp" and clause.tag_ in {"VB", "VBP", "NN", "VBN"}
        ):
            called = clause.lemma_ in SITTING | CALLING
            yield from (
                c
                for c in children_of(clause)
                if c.dep_ == "nsubj" or (called and c.dep_ == "nsubjpass")
            )
        if clause.lemma_ in SITTING | CALLING and is_infinitive(clause):
            # "wrote to the Council, asking it to convene"
            its = (c for c in children_of(verb) if c.dep_ == "dobj")
            yield from (body for c in its if (body := body_meant(c)) is not None)
        if clause.lemma_ in CALLING and is_infinitive(clause):
            # "asked the presidency to schedule a meeting"
            yield from (c for c in children_of(clause) if c.dep_ == "dobj")


def body_meant(pronoun: Token) -> Token | None:
    """ "a request to the Council that it meet": the council named before."""
    if pronoun.lower_ != "it":
        return None
    before = reversed(pronoun.doc[pronoun.sent.start : pronoun.i])
    return next((t for t in before if t.lower_ in BODIES), None)
