"""Tell who leaves out what others have done: "Chad has not", "Oman held back".

Pure grammar; `likewise` says what it means for the act last told.
"""

from reactions.extraction.kinship import children_of
from reactions.extraction.negation import is_negated
from reactions.extraction.rulebook import Frame
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive, lemma_of
from reactions.vocabulary import ActionType

RECOGNITION = frozenset(
    {ActionType.RECOGNITION_GRANTED, ActionType.RECOGNITION_WITHHELD}
)
WEIGHABLE = RECOGNITION | {
    ActionType.SANCTIONS_IMPOSED,
    ActionType.RELATIONS_CUT,
    ActionType.ENVOY_RECALLED,
    ActionType.DIPLOMATS_EXPELLED,
}
"""What one state does and another thinks over, in the same breath."""
SAID = frozenset({ActionType.TALKS_HELD, ActionType.EMERGENCY_MEETING})
HOLDING = frozenset(
    """hold_back hold_off hang_back stand_aside stand_back stay_out keep_out opt_out
    sit_out hold_out demur""".split()
)
WAITING = frozenset({"wait", "hesitate", "balk", "abstain"})
WANTING = frozenset("want prefer choose opt decide intend".split())
FOLLOWING = frozenset({"follow", "join", "do", "go"})
INTENDING = frozenset("be plan intend want hope mean expect prepare go".split())
REFUSING = frozenset({"refuse", "decline", "hesitate", "balk"})
WEIGHING = frozenset(
    "study consider weigh examine ponder mull assess contemplate discuss".split()
)
THE_MATTER = frozenset("matter question issue step move option possibility".split())


def refuses_to(token: Token) -> bool:
    """ "France has recognised it; Chad refuses to", "refused to follow its allies"."""
    if token.lemma_ not in REFUSING:
        return False
    words = list(token.rights)
    plain = token.tag_ in {"VBN", "VBD"} and token.lemma_ in {"refuse", "decline"}
    if plain and all(c.dep_ == "punct" for c in words):
        return any(c.dep_ == "nsubj" for c in token.lefts)  # "Chad has refused"
    if words and words[0].lower_ == "to" and words[0].n_rights == 0:
        return True
    return any(
        c.dep_ == "xcomp" and c.lemma_ in FOLLOWING and _follows_others(c)
        for c in words
    )


def _follows_others(verb: Token) -> bool:
    """ "to follow", "to follow its neighbours", "to join in", "to do so"."""
    nouns = [c for c in children_of(verb) if c.dep_ in {"dobj", "pobj"}]
    if verb.lemma_ == "follow":
        return all(n.pos_ == "PROPN" or _of_others(n) for n in nouns)
    beside = {c.lower_ for c in children_of(verb) if c.i > verb.i}
    return bool(beside & {"in", "so", "same", "along", "them", "likewise"})


def _of_others(noun: Token) -> bool:
    return noun.lemma_.lower() in {
        "neighbour",
        "neighbor",
        "suit",
        "ally",
        "lead",
        "example",
        "other",
        "partner",
        "them",
        "move",
    }


def does_too(token: Token) -> bool:
    """ "Chad is, too", "Mali's do as well": with nothing but that said of it."""
    helping = token.lemma_ in {"be", "have", "do"} or token.tag_ == "MD"
    if not helping or token.dep_ in {"aux", "auxpass"}:
        return False
    words = {t.lower_ for c in token.rights for t in c.subtree}
    if words.isdisjoint({"too", "also", "likewise", "well"}) or words & {"so"}:
        return False
    return not any(
        c.dep_ in {"dobj", "acomp", "attr", "xcomp", "ccomp", "prep", "oprd"}
        for c in token.rights
    )


def trails_off(token: Token) -> bool:
    """ "Spain has closed its embassy and Chad is about to", "plans to": the same."""
    if token.lemma_ not in INTENDING or is_negated(token):
        return False
    last = token
    while last.n_rights and last.lower_ != "to":
        rights = [c for c in last.rights if not c.is_punct and c.lower_ != "too"]
        if len(rights) != 1:
            return False
        last = rights[0]
    return last.lower_ == "to" and last.i > token.i and last.tag_ == "TO"


def hangs_back(token: Token) -> bool:
    """ "Gabon held back", "Togo wants to wait", "Japan has so far held off"."""
    if lemma_of(token) in HOLDING:
        return not is_negated(token) and _alone(token)
    if token.lemma_ in WAITING:
        return not is_negated(token) and _alone(token) and _of_own_will(token)
    return False


def _of_own_will(verb: Token) -> bool:
    """ "Togo waits", "wants to wait"; not "told them to wait"."""
    if not is_infinitive(verb):
        return verb.tag_ in {"VBD", "VBZ", "VBP"}
    return verb.dep_ == "xcomp" and verb.head.lemma_ in WANTING


def is_bare_negation(token: Token) -> bool:
    """ "Egypt has recognised them. Algeria has not.": its verb is the one before."""
    return (
        (token.lemma_ in {"have", "do", "be"} or token.tag_ == "MD")
        and token.dep_ not in {"aux", "auxpass"}
        and is_negated(token)
        and not any(
            c.dep_ in {"dobj", "xcomp", "ccomp", "attr", "prep", "acomp"}
            for c in token.rights
        )
    )


def is_yet_to(token: Token) -> bool:
    """ "Chad has yet to do so"."""
    above = token.head
    return (
        is_infinitive(token)
        and above.lemma_ == "have"
        and any(c.lower_ == "yet" for c in children_of(above))
    )


def is_withheld(token: Token, frame: Frame) -> bool:
    """ "did the same", where recognition was withheld; "has yet to do so"."""
    if frame.type is ActionType.RECOGNITION_WITHHELD:
        return True
    return frame.type in RECOGNITION and is_yet_to(token)


def is_unready(token: Token) -> bool:
    """ "Egypt is not ready to", "Chad is unwilling to": and there it stops."""
    if token.lemma_ != "be":
        return False
    for word in children_of(token):
        if word.dep_ != "acomp" or word.i + 2 > len(word.doc):
            continue
        at = word.i + 1
        left = word.doc[at].lower_ == "to" and word.doc[at].dep_ != "aux"
        if left and word.lower_ in {"unwilling", "reluctant", "unable"}:
            return True
        if left and word.lower_ in {"ready", "willing", "prepared", "able"}:
            return is_negated(token)
    return False


def leaves_out(token: Token) -> bool:
    """Whether a verb says that what others did is not done: refused, put off."""
    return refuses_to(token) or hangs_back(token) or is_unready(token)


def weighs_the_same(token: Token, frame: Frame) -> bool:
    """ "Chad is studying the matter", "and Estonia is considering it"."""
    things = [c for c in children_of(token) if c.dep_ == "dobj"]
    same = any(t.lower_ == "same" for t in things) and frame.type not in SAID
    if token.lemma_ not in WEIGHING or not (same or frame.type in WEIGHABLE):
        return False
    return len(things) == 1 and (
        things[0].lower_ in {"it", "same"}
        or (
            things[0].lemma_ in THE_MATTER
            and [c.lower_ for c in things[0].lefts] in (["the"], ["the", "same"])
            and not list(things[0].rights)
        )
    )


def _alone(verb: Token) -> bool:
    """Whether nothing but a time or "so far" stands with a verb."""
    return not any(
        c.dep_ in {"dobj", "ccomp", "nsubjpass", "xcomp"}
        or (c.dep_ == "prep" and c.lower_ not in {"on", "until", "till", "so"})
        for c in children_of(verb)
    )


def follows_alone(verb: Token) -> bool:
    """Whether nothing but a time or a number stands with a verb."""
    times = {"on", "before", "after", "within", "in", "at"}
    return not any(
        (c.dep_ in {"dobj", "ccomp", "nsubjpass"} and not _is_before(c, verb))
        or (c.dep_ == "prep" and c.lower_ not in times and not _with_number(c))
        for c in children_of(verb)
    )


def _is_before(clause: Token, verb: Token) -> bool:
    """ "Canada expelled 20; Belgium followed": a sentence of its own, misread."""
    between = clause.doc[clause.i : verb.i] if clause.i < verb.i else ()
    return any(t.text == ";" for t in between)


def _with_number(prep: Token) -> bool:
    """ "Belgium followed with 21"."""
    return prep.lower_ == "with" and any(c.like_num for c in children_of(prep))
