"""Conditions of moving and leaving: where to, where from, and how many of them.

The codebook's distinctions: another place of work is moved, away or home as a whole is
evacuated, a part is reduced, leaving a building is no act.
"""

from reactions.extraction.acts import (
    PLACES_OF_WORK,
    Act,
    is_host_place,
    is_own_place,
    places_of,
    words_beside,
)
from reactions.extraction.predicates import complements, objects
from reactions.extraction.themes import classes_of, is_partial

INSIDE = frozenset(
    """building compound facility premise room meeting talk hall office job airport
    table house residence ground tarmac shelter bunker""".split()
)


CARRYING = frozenset("fly airlift ferry drive bus take bring carry whisk".split())


GOING_SOMEWHERE = frozenset("go fly return travel head board arrive land".split())
TIMES = frozenset("day night week morning evening hour month weekend year".split())


GATES = frozenset({"airport", "airfield", "airstrip", "port", "base", "hotel"})
POSTS = frozenset({"post", "embassy", "mission", "work", "duty", "consulate"})


def home(act: Act) -> bool:
    if words_beside(act.token) & {"home", "homeward"}:
        return True
    if act.theme is not None and any(
        t.lower_ == "home" and t.dep_ != "pobj" for t in act.theme.subtree
    ):
        return True  # "flew its staff home", parsed as one phrase
    arrives = act.token.lemma_ in {"arrive", "land", "be"}
    return any(
        (
            w in {"to", "back to", "for"}
            or (arrives and w in {"in", "at", "back in", "back at"})
        )
        and is_own_place(n, act)
        for w, n in places_of(act)
    )


def back_home(act: Act) -> bool:
    """ "are home", "are back in Oslo"; not "at home with the work"."""
    beside = words_beside(act.token)
    return "home" in beside or ("back" in beside and home(act))


def moved_place(act: Act) -> bool:
    """A goal that is a place of work: another site, city or country, not home."""
    for word, noun in places_of(act):
        if word not in {"to", "into", "onto", "inside", "near"} or is_own_place(
            noun, act
        ):
            continue
        if any(
            t.lemma_.lower() in PLACES_OF_WORK or t.pos_ == "PROPN"
            for t in noun.subtree
        ):
            return True
    return bool(words_beside(act.token) & {"elsewhere", "abroad"})


def to_host(act: Act) -> bool:
    for word, noun in places_of(act):
        if word not in {"to", "into"} or is_own_place(noun, act):
            continue
        if is_host_place(noun, act) or noun.lemma_.lower() in POSTS:
            return True
    return False


def some(act: Act) -> bool:
    if act.theme is None:
        return False
    return is_partial(act.theme) or "family" in classes_of(act.theme, act.passage)


def leaves_post(act: Act) -> bool:
    """Leaves the country, the city or the mission: not just a building or a talk."""
    verb = act.token
    for noun in objects(verb):
        if noun.dep_ == "dobj":
            if noun.lemma_.lower() in INSIDE:
                return False
            if is_host_place(noun, act) or "mission" in classes_of(noun, act.passage):
                return True
    if home(act):
        return True
    for word, noun in places_of(act):
        if word in {"from", "out of"} and is_host_place(noun, act):
            return True
        if word in {"to", "for"} and verb.lemma_ in {"leave", "depart", "evacuate"}:
            return noun.lemma_.lower() not in INSIDE
    if verb.lemma_ in GOING_SOMEWHERE:
        return False
    return not any(
        noun.dep_ == "dobj" and noun.lemma_.lower() not in TIMES
        for noun in objects(verb)
    )


def on_way_home(act: Act) -> bool:
    for word, noun in complements(act.token):
        if word == "on" and noun.lemma_.lower() in {"way", "flight", "plane"}:
            deeper = Act(noun, None, act.passage, act.mood, act.actors)
            if home(act) or home(deeper) or "back" in words_beside(noun):
                return True
    return False


def out(act: Act) -> bool:
    if "gone" in words_beside(act.token):
        return True
    if "out" not in words_beside(act.token):
        return False
    text = {t.lower_ for t in act.token.subtree}
    return bool(text & {"country", "by", "safely", "now", "already"}) or any(
        is_host_place(n, act) for w, n in complements(act.token) if w == "out of"
    )


def away_or_home(act: Act) -> bool:
    if home(act):
        return True
    if any(w == "to" and n.lemma_.lower() in GATES for w, n in places_of(act)):
        return False  # the codebook: at the airport nobody has left yet
    words = words_beside(act.token)
    if act.token.lemma_ in CARRYING and _to_another_country(act):
        return True
    for word, noun in places_of(act):
        if word in {"out of", "from", "away from"} and (
            is_host_place(noun, act) or "mission" in classes_of(noun, act.passage)
        ):
            return True
    return bool(words & {"abroad", "overseas"}) or (
        "out" in words and act.token.lemma_ in {"pull", "fly", "get", "bring", "take"}
    )


def _to_another_country(act: Act) -> bool:
    """ "were flown to Djibouti": carried off, not moved to work there."""
    host = act.passage.discourse.host
    for word, noun in places_of(act):
        mention = act.passage.mention_of.get(noun.i)
        if word in {"to", "into"} and mention is not None:
            return host not in mention.codes
    return False
