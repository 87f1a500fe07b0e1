"""Conditions of coming back: to the place of the mission, from where it had gone."""

from collections.abc import Callable

from reactions.extraction.acts import (
    Act,
    is_host_place,
    is_own_place,
    is_seat,
    is_time,
    places_of,
    words_beside,
)
from reactions.extraction.kinship import children_of
from reactions.extraction.leaving import home
from reactions.extraction.passages import Passage
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import complements
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActionType, Stage

STOPS = frozenset({"suspension", "closure", "shutdown", "closing"})
SERVICE = frozenset("operation service action use business work life".split())
GONE = frozenset({ActionType.EMBASSY_REDUCED, ActionType.EMBASSY_EVACUATED})
OWN_HOUSES = frozenset({"building", "premise", "compound", "chancery", "headquarters"})


POSTS = frozenset({"post", "embassy", "mission", "work", "duty", "consulate"})


def to_host(act: Act) -> bool:
    """Goes to the place of the mission, or back from where it had gone."""
    being = act.token.lemma_ == "be"
    back = "back" in words_beside(act.token)
    if being and (back or "again" in words_beside(act.token)) and _to_normal(act):
        return True
    if act.token.lemma_ == "return" and _to_normal(act):
        return True
    if act.token.lemma_ == "send" and _comes_back(act):
        return True
    if act.token.lemma_ == "return" and _awaits_better_days(act):
        return True
    if act.theme is None and not any(is_own_place(n, act) for _, n in places_of(act)):
        return not being  # "SPAIN: Will return when conditions allow"
    ways = {"back in", "back at"} if being else {"to", "into", "back to", "back in"}
    if being and back:
        ways |= {"in", "at"}
    for word, noun in places_of(act):
        came = word in {"from", "back from"} and not being
        came = came and (back or _is_whole_mission(act))
        if came and "mission" in classes_of(noun, act.passage):
            return False  # "brought back from its High Commission"
        if came and noun.pos_ == "PROPN" and not is_seat(noun, act):
            return not is_own_place(noun, act)
        if word not in ways or is_own_place(noun, act):
            continue
        his = any(c.lower_ in {"his", "her"} for c in noun.lefts)
        if his and not being and noun.lemma_.lower() in {"embassy", "residence"}:
            continue  # "visited the wounded and returned to his embassy"
        own = noun.lemma_.lower() in OWN_HOUSES and "back" in words_beside(act.token)
        if own or is_host_place(noun, act) or noun.lemma_.lower() in POSTS:
            return True
    return False


def _is_whole_mission(act: Act) -> bool:
    """ "The embassy will return from Nairobi": a mission comes from nowhere else."""
    if act.theme is None or act.token.lemma_ not in {"return", "come"}:
        return False
    return "mission" in classes_of(act.theme, act.passage)


def is_mission_stop(noun: Token, passage: Passage) -> bool:
    """ "the suspension of its embassy", "the embassy's closure"."""
    if noun.lemma_.lower() not in STOPS:
        return False
    owners = [n for w, n in complements(noun) if w == "of"]
    owners += [c for c in noun.lefts if c.dep_ in {"poss", "compound"}]
    return any("mission" in classes_of(n, passage) for n in owners)


def back_in_operation(act: Act) -> bool:
    """ "put the embassy back into operation", "is back in service"."""
    back = [c for c in children_of(act.token) if c.lower_ == "back"]
    holders = [act.token, *back]
    return bool(back) and any(
        word.rpartition(" ")[2] in {"in", "into", "to", "at"}
        and noun.lemma_.lower() in SERVICE
        and not any(c.dep_ == "poss" for c in noun.lefts)
        for holder in holders
        for word, noun in complements(holder)
    )


def made_to_go(act: Act) -> bool:
    """ "got its embassy going again"."""
    verb = act.token
    made = verb.dep_ in {"xcomp", "ccomp", "acl"} and verb.tag_ == "VBG"
    holders = (verb.head, verb.head.head)
    return made and any(h.lemma_ in {"get", "set"} for h in holders)


def back_here(act: Act) -> bool:
    """ "Today we are back": with no place named but that of the mission."""
    if act.token.lemma_ == "be" and "back" not in words_beside(act.token):
        return False
    if any(c.dep_ in {"acomp", "attr", "xcomp"} for c in act.token.rights):
        return False
    holders = [act.token, *(c for c in act.token.rights if c.lower_ == "back")]
    places = [n for h in holders for _, n in complements(h)]
    return all(
        is_host_place(n, act) or is_time(n) or n.lemma_.lower() in POSTS for n in places
    )


def rest_of_them(act: Act) -> bool:
    """ "the others", "the remaining diplomats"; they follow nobody in particular."""
    theme = act.theme
    if theme is None or any(c.dep_ == "dobj" for c in act.token.rights):
        return False
    noun = head_of(theme)
    words = {theme.lower_, *(c.lower_ for c in noun.lefts)}
    return not words.isdisjoint({"rest", "others", "remaining", "other", "last"})


def after_some_left(act: Act) -> bool:
    """Whether the act last told, in this paragraph, was that others left."""
    told, at = act.passage.discourse.act, act.passage.discourse.act_at
    return told is not None and told.type in GONE and at >= act.passage.offset


def _to_normal(act: Act) -> bool:
    """ "is back to normal hours", "is open again": the mission's own work."""
    if act.theme is None or "mission" not in classes_of(act.theme, act.passage):
        return False
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words & (SERVICE | {"normal", "open", "operational"}))


def _comes_back(act: Act) -> bool:
    """ "hopes to send its diplomats back": to where they were, when it is to come."""
    ahead = act.mood.stage in {Stage.ANNOUNCED, Stage.CONSIDERED}
    led = any(w in {"to", "back to", "from"} for w, _ in places_of(act))
    return ahead and not led and not home(act)


def _awaits_better_days(act: Act) -> bool:
    """ "will return when the violence has ended", "as soon as it is safe"."""
    ahead = act.mood.stage in {Stage.ANNOUNCED, Stage.CONSIDERED}
    waits = any(
        c.dep_ == "advcl"
        and any(m.lower_ in {"when", "once", "as", "if"} for m in children_of(c))
        for c in act.token.rights
    )
    return ahead and waits and not places_of(act)


RETURNING: dict[str, Callable[[Act], bool]] = {
    "to_host": to_host,
    "back_in_operation": back_in_operation,
    "rest_of_them": rest_of_them,
    "made_to_go": made_to_go,
    "back_here": back_here,
    "after_some_left": after_some_left,
}
