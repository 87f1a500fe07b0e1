"""Forms of a verb that say nothing by themselves: the clause above tells how far it is.

"Ordered it closed", "was said to be at work", "followed, closing its embassy".
"""

from reactions.extraction.kinship import children_of, has_child
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token

DENYING = frozenset("deny reject dismiss refute dispute contradict".split())
AFTER = frozenset({"after", "since", "following"})
OWNING_UP = frozenset("confirm acknowledge admit announce report".split())


def is_report_behind_verb(clause: Token) -> bool:
    """ "dismissed as fiction a post saying that": the post is what is dismissed."""
    return clause.i > clause.head.i and any(
        c.dep_ == "nsubj"
        and c.lemma_.lower() in word_list("reports")
        and clause.head.i < c.i < clause.i
        for c in children_of(clause)
    )


def is_ordered_so(verb: Token) -> bool:
    """ "ordered their embassies closed", "wants it shut": as the word above says."""
    bare = verb.tag_ in {"VBD", "VBN"} and verb.dep_ in {"ccomp", "xcomp", "oprd"}
    if is_ordered_thing(verb):
        return True
    return (
        bare
        and verb.head.lemma_ in {"order", "want", "direct", "need"}
        and verb.head.i < verb.i
        and not any(
            c.dep_ in {"aux", "auxpass", "nsubj", "mark"} for c in children_of(verb)
        )
    )


def is_ordered_thing(verb: Token) -> bool:
    """ "ordered the frontier sealed", parsed as a frontier that is sealed."""
    thing = verb.head
    return (
        verb.tag_ == "VBN"
        and verb.dep_ == "acl"
        and thing.dep_ == "dobj"
        and thing.head.lemma_ == "order"
        and thing.i == verb.i - 1
    )


def goes_with_past(verb: Token) -> bool:
    """ "Britain followed on Sunday, closing its embassy": told as done with it."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.head.tag_ != "VBD":
        return False
    if has_child(verb, "aux") or has_child(verb, "mark") or verb.i < verb.head.i:
        return False
    above = verb.head.lemma_.lower()
    if above in {"follow", "act", "react", "respond", "join"}:
        return True
    return above in SHUTTING and verb.lemma_.lower() in TAKING_OUT


SHUTTING = frozenset("close shut shutter suspend abandon vacate".split())
TAKING_OUT = frozenset(
    "evacuate fly bring withdraw pull move relocate take recall airlift send".split()
)
"""What is done together with it: "shut its embassy, flying out the staff"."""


def is_told_of(verb: Token) -> bool:
    """ "was said to be at work", "is reported to have left": as it is."""
    told = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in {"say", "report"}
    lasts = {"be", "remain", "stay", "work", "operate", "function", "continue", "have"}
    return told and verb.lemma_ in lasts and has_child(verb.head, "auxpass")


def is_told_as_well(clause: Token) -> bool:
    """ "denied that its staff had left or that it was closing": both are denied."""
    first = clause.head
    if first.dep_ != "ccomp" or clause.i < first.head.i:
        return False
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.lefts)


def is_first_aside(verb: Token) -> bool:
    """ "Chad's embassy, the first to close, has": it has."""
    first = verb.head
    ahead = any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)
    return first.dep_ == "appos" and ahead and first.lower_ in word_list("ordinals")


def ends_before(clause: Token, head: Token) -> bool:
    """ "They leave, a source said; Oslo has not confirmed it": two sentences in one."""
    if head.lemma_ in DENYING:
        return False  # "It was said to have shut; a source denied it"
    return clause.dep_ == "ccomp" and any(
        c.text == ";" and clause.i < c.i < head.i for c in head.lefts
    )


def is_parted(clause: Token, above: Token) -> bool:
    """ "Peru will send 300; Chile has refused": no part of what Chile does."""
    if clause.dep_ != "ccomp" or clause.i > above.i or above.lemma_ == "deny":
        return False
    return any(t.text == ";" for t in clause.doc[clause.i : above.i])


def is_owned_up_to(verb: Token) -> bool:
    """ "confirmed cutting its ties": it has."""
    gerund = verb.tag_ == "VBG" and verb.dep_ == "xcomp"
    return gerund and verb.head.lemma_ in OWNING_UP


def is_after_the_fact(token: Token) -> bool:
    """ "after closing its embassy": told as done, whatever stands above."""
    return token.dep_ in {"pcomp", "pobj"} and token.head.lower_ in AFTER
