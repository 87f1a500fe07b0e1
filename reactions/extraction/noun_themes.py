"""Say where the theme of a noun of an act stands: "the closure of its embassy".

The twin of `placing`, which does it for verbs.
"""

from collections.abc import Iterator

from reactions.extraction.asked_to_sit import body_meant
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements, objects, subjects
from reactions.extraction.rulebook import Frame, word_list
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive

OF_NOUNS = frozenset("of in to from for with between among on".split())

AT_ONE = frozenset({"change", "drawdown", "reduction", "cut", "cutback"})
ENDS = frozenset(
    {"closure", "shutdown", "reopening", "re-opening", "relocation", "closing"}
)
"""Nouns of acts that a mission does with itself, where nothing else is named."""
CALLS = frozenset({"call", "channel", "backchannel"})
AT_REQUEST = frozenset({"at", "on", "upon", "after", "following"})


def themes_of_noun(frame: Frame, noun: Token) -> Iterator[Token]:
    if frame.role == "against":
        for word, complement in complements(noun):
            if word == "against":  # "a warning against all but essential travel"
                yield complement
                yield from (t for t in complement.conjuncts if t.i > complement.i)
        return
    if frame.role == "itself":
        yield noun
        return
    if frame.role == "told":
        yield from _told(noun)
        return
    if frame.role == "party":
        ways = (
            {"with", "between", "to"} if noun.lemma_ in CALLS else {"with", "between"}
        )
        yield from (n for w, n in complements(noun) if w in ways)
        return
    for word, complement in complements(noun):
        if word in OF_NOUNS or (word == "at" and noun.lemma_ in AT_ONE):
            yield complement
            yield from (t for t in complement.conjuncts if t.i > complement.i)
        # "the evacuation to Egypt of 87 Ukrainians", "the reopening on Sunday of its"
        if word in {"to", "from"} or (word == "on" and complement.tag_ == "NNP"):
            yield from (n for w, n in complements(complement) if w == "of")
    yield from _in_clause(noun)
    for child in noun.lefts:
        if child.dep_ in {"compound", "nmod", "poss", "amod"}:
            yield child
    if noun.lower_.endswith("ing") and noun.dep_ == "compound":
        yield noun.head  # "mulls closing embassy", a headline's gerund


def _in_clause(noun: Token) -> Iterator[Token]:
    """What stands with it about the verb that it belongs to."""
    if noun.dep_ in {"nsubj", "nsubjpass"}:
        yield from _meant_for(noun.head)
    if noun.dep_ == "dobj" and noun.lemma_.lower() in ENDS and not complements(noun):
        yield from subjects(noun.head)  # "the embassy announced a closure"
    if noun.dep_ == "pobj" and noun.lemma_.lower() in ENDS and not complements(noun):
        above = noun.head.head  # "the embassy has no intention of closing"
        if noun.head.lower_ == "of" and above.dep_ == "dobj":
            yield from subjects(above.head)
    lemma = noun.lemma_.lower()
    if lemma in word_list("pleas_made") or lemma in word_list("requests"):
        yield from _called_on(noun)
    if noun.dep_ == "dobj":
        yield from _drawn_to_verb(noun)
    if noun.head.lower_ in AT_REQUEST and noun.lemma_.lower() in word_list("requests"):
        verb = sitting_of(noun)  # "will meet at Norway's request"
        yield from (*subjects(verb), *objects(verb))
        for _, asking in complements(noun):  # "At the request of Chad the Council met"
            yield from (c for c in asking.rights if c.dep_ == "appos")


def _called_on(plea: Token) -> Iterator[Token]:
    """ "renewed its call for nationals to leave": whom it is made to."""
    for clause in children_of(plea):
        marks = {c.lower_ for c in clause.lefts if c.dep_ in {"mark", "prep"}}
        asked = clause.dep_ in {"acl", "relcl"} and "that" in marks
        if asked or ("for" in marks and is_infinitive(clause)):
            for body in (c for c in clause.lefts if c.dep_ == "nsubj"):
                yield body_meant(body) or body


def _drawn_to_verb(noun: Token) -> Iterator[Token]:
    """ "is weighing a cut in staff": what the parse hangs on the verb instead."""
    for prep in noun.head.rights:
        if (
            prep.dep_ == "prep"
            and prep.i == noun.i + 1
            and prep.lower_ in {"in", "of", "to"}
        ):
            yield from (c for c in children_of(prep) if c.dep_ == "pobj")


def _told(noun: Token) -> Iterator[Token]:
    """ "told his counterpart in a call": whom one speaks to is on the line."""
    verb = noun.head.head
    if noun.dep_ == "pobj" and verb.lemma_.lower() in word_list("telling"):
        yield from (c for c in children_of(verb) if c.dep_ in {"dobj", "dative"})
        for holder in (verb, *objects(verb)):  # "conveyed his concern to the emir"
            yield from (n for w, n in complements(holder) if w in {"to", "on"})


def _meant_for(verb: Token) -> Iterator[Token]:
    """ "Departure is authorised for families", "is in effect for them"."""
    held = (n for w, n in complements(verb) if w in {"in", "into"})
    adjectives = (c for c in children_of(verb) if c.dep_ in {"acomp", "attr"})
    for holder in (verb, *held, *adjectives):
        yield from (n for w, n in complements(holder) if w == "for")


def sitting_of(request: Token) -> Token:
    """The verb of "met at its request", also of "held a meeting at its request"."""
    verb = request.head.head
    while verb.pos_ == "NOUN" and verb.head.i != verb.i:
        verb = verb.head
    return verb
