"""Conditions of how many leave: a part of the staff, a number, those who wish to.

The codebook: a part of the staff is reduced, the staff as a whole evacuated.
"""

from collections.abc import Callable, Iterator

from reactions.extraction.acts import (
    Act,
    words_beside,
)
from reactions.extraction.kinship import children_of
from reactions.extraction.parts import is_partial
from reactions.extraction.predicates import complements
from reactions.extraction.rulebook import Frame, word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive
from reactions.vocabulary import ActionType

LETTING = frozenset("allow permit authorize authorise let free".split())
VOLUNTARY = frozenset({"voluntary", "authorized", "authorised", "optional", "ordered"})
"""An "ordered departure" is the trade's word for sending home a part of the staff."""
SHUTTING = frozenset({"close", "shut", "shutter", "lock"})
WISHING = frozenset("want wish choose like prefer so".split())
EXCEPTING = frozenset("except apart barring save excepting excluding bar".split())
TOGETHER = frozenset({"together", "along"})
COMPANY = frozenset(
    "colleague team group member aide officer official counterpart rest other".split()
)
OPTIONS = frozenset("option choice chance opportunity permission".split())
"""What leaves it to the staff: not all of them will go."""


def some(act: Act) -> bool:
    if act.theme is None:
        return False
    if words_beside(act.token) & {"partly", "partially", "partial"}:
        return True
    if is_up_to_them(act) or is_let_go(act.token) or _excepts_some(act.token):
        return True
    if _is_left_to_them(act.token):
        return True
    return is_partial(act.theme) or "family" in classes_of(act.theme, act.passage)


def _is_left_to_them(noun: Token) -> bool:
    """ "the voluntary departure of staff", "authorised the departure of staff"."""
    if noun.pos_ != "NOUN":
        return False
    beside = {c.lower_ for c in noun.lefts}
    if beside & VOLUNTARY or (noun.lemma_ == "departure" and "ordered" in beside):
        return True
    return noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_ in LETTING


def _excepts_some(verb: Token) -> bool:
    """ "recalled its staff, but for two"; not "but the embassy is open"."""
    beside = (*verb.lefts, *verb.rights)
    if any(c.lower_ in EXCEPTING and c.dep_ in {"prep", "advmod"} for c in beside):
        return True
    if any(c.lower_ == "but" and c.dep_ == "prep" for c in verb.rights):
        return True
    if any(t.lower_ == "excepted" for t in verb.subtree):
        return True  # "brought home its diplomats, the ambassador excepted"
    if any(_leaves_some(c) for c in verb.rights):
        return True
    clauses = any(c.dep_ == "conj" and c.pos_ in {"VERB", "AUX"} for c in verb.rights)
    return not clauses and any(
        c.lower_ == "but" and c.dep_ == "cc" for c in verb.rights
    )


def _leaves_some(clause: Token) -> bool:
    """ "left on Monday, leaving five behind", "leaving only the consul"."""
    if clause.dep_ != "advcl" or clause.lower_ != "leaving":
        return False
    kept = [c for c in clause.rights if c.dep_ == "dobj"]
    words = {t.lower_ for c in kept for t in c.subtree} | words_beside(clause)
    if words & {"caretaker", "guard", "guards", "watchman"}:
        return False
    return bool(kept) and bool(words & {"behind", "only", "just", "skeleton"})


def with_some(act: Act) -> bool:
    """ "The ambassador and most of the staff left": a part of the whole mission."""
    return act.theme is not None and any(
        is_partial(other) and "staff" in classes_of(other, act.passage)
        for other in act.theme.conjuncts
    )


def in_company(act: Act) -> bool:
    """ "The ambassador and her team left", "left with three colleagues", "is the last":
    one man who goes is not yet the mission."""
    envoy = act.theme
    if envoy is None:
        return False
    if envoy.tag_ in {"NNS", "NNPS"} or envoy.conjuncts:
        return True
    if any(t.lemma_.lower() in SHUTTING for t in act.token.sent):
        return True  # "Peru's envoy has left and the embassy is closed"
    if act.token.head.head.lemma_ == "join":
        return True  # "joined the other envoys in leaving"
    beside = [*children_of(act.token), *children_of(envoy)]
    beside += [c for t in beside if t.lower_ in TOGETHER for c in children_of(t)]
    if any(t.lower_ == "last" for t in beside):
        return True
    return any(
        _of_the_mission(other, act)
        for prep in beside
        if prep.lower_ in {"with", "alongside"}
        for other in children_of(prep)
        if other.dep_ == "pobj"
    )


def _of_the_mission(noun: Token, act: Act) -> bool:
    classes = classes_of(noun, act.passage)
    if not classes.isdisjoint({"staff", "envoy", "manned"}):
        return True
    return noun.lemma_.lower() in COMPANY or any(
        c.lower_ in {"last", "remaining"} for c in noun.lefts
    )


def is_up_to_them(act: Act) -> bool:
    """ "Staff who wish to leave may do so": some of them, and only perhaps."""
    wish = act.token.head
    return (
        act.token.dep_ == "xcomp"
        and wish.dep_ == "relcl"
        and wish.lemma_ in {"want", "wish", "choose", "like", "prefer"}
    )


def is_let_go(verb: Token) -> bool:
    """ "allowed its staff to leave", "were offered the option to go", "voluntarily"."""
    if "voluntarily" in words_beside(verb) or any(
        _if_they_wish(c) for c in verb.rights
    ):
        return True
    above = verb.head
    if verb.dep_ == "acl" and is_infinitive(verb):
        return above.lemma_ in OPTIONS
    return verb.dep_ in {"xcomp", "ccomp"} and above.lemma_ in LETTING


def _if_they_wish(clause: Token) -> bool:
    """ "may leave if they wish", "if they so choose"."""
    return (
        clause.dep_ == "advcl"
        and clause.lemma_ in WISHING
        and any(c.lower_ == "if" for c in clause.lefts)
    )


def option_to_leave(act: Act) -> bool:
    """ "gave its staff the option to leave", "offered them voluntary departure"."""
    given = [c for c in act.token.rights if c.dep_ in {"dobj", "oprd"}]
    # "were offered flights home", parsed as a home of flights
    given += [c for h in act.token.rights if h.lower_ == "home" for c in h.lefts]
    if any(c.lemma_.lower() in word_list("ways_out") for c in given):
        return True
    return any(  # "the choice of leaving"
        word == "of" and clause.lemma_ in {"leave", "depart", "go", "return"}
        for noun in given
        if noun.lemma_ in OPTIONS
        for word, clause in _clauses_behind(noun)
    ) or any(
        clause.lemma_ in {"leave", "depart", "go", "return", "fly", "evacuate"}
        for noun in act.token.rights
        if noun.dep_ == "dobj" and noun.lemma_ in OPTIONS
        for clause in noun.rights
        if clause.dep_ == "acl"
    )


def _clauses_behind(noun: Token) -> Iterator[tuple[str, Token]]:
    for prep in noun.rights:
        if prep.dep_ == "prep":
            yield from ((prep.lower_, c) for c in prep.rights if c.tag_ == "VBG")


def may_leave(frame: Frame, act: Act) -> bool:
    """ "Family members may leave": they are allowed to, which is decided."""
    if frame.type is not ActionType.EMBASSY_REDUCED or act.theme is None:
        return False
    allowed = any(
        c.dep_ == "aux" and c.lower_ in {"may", "can"} for c in act.token.lefts
    )
    words = {t.lower_ for t in act.theme.subtree}
    named = "family" in classes_of(act.theme, act.passage) or words & word_list(
        "eligible"
    )
    return allowed and bool(named) and is_going(act.token)


def is_going(verb: Token) -> bool:
    return verb.lemma_ in {"leave", "depart", "go", "return", "travel"}


def counted(act: Act) -> bool:
    """Whether a number of staff is moved, not the mission or its team."""
    if act.theme is None or not is_a_count(act.theme):
        return False
    led = act.theme.dep_ == "conj" and classes_of(act.theme.head, act.passage)
    return not (led and "envoy" in led)  # "the ambassador and three officers"


def counted_move(act: Act) -> bool:
    """ "moved 17 diplomats to Baku": so many go elsewhere, nobody says all."""
    moved = act.token.lemma_ in {"move", "relocate", "transfer"}
    return moved and counted(act) and not beside_people(act)


def beside_people(act: Act) -> bool:
    """ "17 employees and 72 other people": they are carried off with the others."""
    beside = act.theme.conjuncts if act.theme is not None else ()
    return any(classes_of(t, act.passage) & {"people", "citizens"} for t in beside)


def is_a_count(noun: Token) -> bool:
    """ "58 international staff": so many of them, where "its 58 staff" are all."""
    return any(c.dep_ == "nummod" for c in noun.lefts) and not any(
        c.dep_ in {"det", "poss", "predet"} for c in noun.lefts
    )


def one_team(act: Act) -> bool:
    """ "A team of four officials from the embassy": some, sent on an errand."""
    noun = act.theme
    if noun is None or noun.lower_ != "team" or noun.left_edge.lower_ != "a":
        return False
    return any(
        w == "of" and any(c.dep_ == "nummod" for c in people.lefts)
        for w, people in complements(noun)
    )


def down_to(act: Act) -> bool:
    """ "is down to three people"."""
    return any(
        child.lower_ == "down" and any(w == "to" for w, _ in complements(child))
        for child in children_of(act.token)
    ) or any(w == "down to" for w, _ in complements(act.token))


def are_left(act: Act) -> bool:
    """ "has five diplomats left"."""
    people = act.theme
    behind = people.doc[people.i + 1 : people.i + 3] if people is not None else ()
    return any(t.lower_ in {"left", "remaining"} for t in behind)


PARTLY: dict[str, Callable[[Act], bool]] = {
    "some": some,
    "with_some": with_some,
    "in_company": in_company,
    "counted": counted,
    "are_left": are_left,
    "one_team": one_team,
    "option_to_leave": option_to_leave,
    "down_to": down_to,
    "counted_move": counted_move,
}
