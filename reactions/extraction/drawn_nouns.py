"""Give nouns back to the verb that a parse has drawn them from, where "and" joins.

A part of mending clauses: works on tags and dependencies as the parser gives them.
"""

from spacy.tokens import Token

from reactions.extraction.kinship import SUBJECTS

FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG", "VB"})


def mend_goal(verb: Token, first: Token) -> None:
    """ "moved its own to Dakar and Oman is keeping its own": to Dakar, no further."""
    way, above = verb.head, verb.head.head
    nouns = [c for c in verb.lefts if c.dep_ in SUBJECTS]
    if way.dep_ != "prep" or len(nouns) != 1 or nouns[0].left_edge.i != way.i + 1:
        return
    goal, second = nouns[0], verb.doc[first.i - 1]
    if second.head.i != goal.i or second.dep_ != "conj" or goal.tag_ != "NNP":
        return
    while above.tag_ not in FINITE and above.head.i != above.i:
        above = above.head
    for word in goal.rights:
        if word.dep_ == "cc":
            word.head = above
    goal.head, goal.dep_ = way, "pobj"
    second.head, second.dep_ = verb, "nsubj"
    verb.head, verb.dep_ = above, "conj"


def mend_pair(joint: Token) -> None:
    """ "Chad's staff and their families were flown out", parsed as two subjects."""
    first = joint.head
    if first.dep_ not in SUBJECTS or first.i > joint.i:
        return
    for noun in first.head.lefts:
        if noun.i > joint.i and noun.dep_ == first.dep_:
            if noun.left_edge.i == joint.i + 1:
                noun.head, noun.dep_ = first, "conj"
            return


def mend_closing(close: Token) -> None:
    """ "Peru, Chile close embassies in Quito": a headline, parsed as a near embassy."""
    noun, name = close.head, close.nbor(-1)
    missions = noun.lower_ in {"embassies", "missions", "consulates", "borders"}
    if not missions or name.tag_ != "NNP" or noun.left_edge.i > name.i:
        return
    first = noun.head
    if noun.dep_ not in {"appos", "ROOT"} or (first.i != noun.i and first.i > name.i):
        return
    close.tag_, close.dep_, close.head = "VBP", "ROOT", close
    noun.dep_, noun.head = "dobj", close
    if first.i not in {noun.i, close.i}:
        first.dep_, first.head = "nsubj", close
        name.dep_, name.head = "conj", first
    else:
        name.dep_, name.head = "nsubj", close


def mend_sanctioning(verb: Token) -> None:
    """ "agreed to sanction generals", parsed as "agreed to generals"."""
    noun, to = verb.head, verb.nbor(-1)
    if to.lower_ != "to" or noun.dep_ != "pobj" or noun.head.i != to.i:
        return
    verb.tag_ = "VB"
    verb.head, verb.dep_ = to.head, "xcomp"
    to.tag_, to.dep_, to.head = "TO", "aux", verb
    noun.dep_, noun.head = "dobj", verb
