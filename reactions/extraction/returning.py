"""Conditions of coming back: to the place of the mission, from where it had gone."""

from reactions.extraction.acts import (
    Act,
    is_host_place,
    is_own_place,
    is_seat,
    places_of,
    words_beside,
)
from reactions.extraction.kinship import children_of
from reactions.extraction.leaving import home
from reactions.extraction.themes import classes_of
from reactions.vocabulary import Stage

OWN_HOUSES = frozenset({"building", "premise", "compound", "chancery", "headquarters"})


POSTS = frozenset({"post", "embassy", "mission", "work", "duty", "consulate"})


def to_host(act: Act) -> bool:
    """Goes to the place of the mission, or back from where it had gone."""
    being = act.token.lemma_ == "be"
    back = "back" in words_beside(act.token)
    if being and (back or "again" in words_beside(act.token)) and _to_normal(act):
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
        came = word in {"from", "back from"} and back and not being
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


def _to_normal(act: Act) -> bool:
    """ "is back to normal hours", "is open again": the mission's own work."""
    if act.theme is None or "mission" not in classes_of(act.theme, act.passage):
        return False
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    again = {"normal", "operation", "business", "work", "open", "operational"}
    return bool(words & again)


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
