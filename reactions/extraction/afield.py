"""Conditions of being or going far from the mission: abroad, over a border, in a town.

"Five of nine diplomats have gone to Panama City", "non-essential staff are now in
Nairobi", "took the last flight out": for a part of a staff, for families or for the
last of them the place alone tells that they have left.
"""

from collections.abc import Callable

from reactions.actors import Role
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
from reactions.extraction.parts import is_partial
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import complements
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token

PLACED = frozenset({Role.NAME, Role.CAPITAL})
GOING = frozenset(
    "go fly travel move head drive cross come sail return get relocate depart".split()
)
WAYS_OVER = frozenset({"through", "via", "over", "across", "at", "by"})
BORDERS = frozenset({"border", "frontier", "crossing", "checkpoint", "bridge", "pass"})
TAKING = frozenset({"take", "catch", "join", "take_up", "take_on", "take_over"})
BOARDING = TAKING | {"board"}
BY_NOW = frozenset(
    """now already back since safely meanwhile currently presently temporarily
    home""".split()
)
THE_LAST = frozenset("remaining last final other all entire whole".split())
SAFELY = frozenset({"safe", "safely"})
SAID_OF_THEM = frozenset({"acomp", "advmod"})
FAR = frozenset({"abroad", "overseas", "elsewhere"})


def is_far_place(place: Token, act: Act) -> bool:
    """A country or a town with a name: not the mission's seat, a day or a man."""
    if is_time(place) or is_seat(place, act) or place.i in act.passage.person_of:
        return False
    mention = act.passage.mention_of.get(place.i)
    if mention is not None:
        return mention.role in PLACED
    return place.tag_ == "NNP" and not is_host_place(place, act)


def are_some_or_last(act: Act) -> bool:
    """Families, a part of the staff, or the last of them: they go for good."""
    if act.theme is None:
        return False
    if act.theme.lower_ in THE_LAST:
        return True
    if is_partial(act.theme) or "family" in classes_of(act.theme, act.passage):
        return True
    return bool({c.lower_ for c in head_of(act.theme).lefts} & THE_LAST)


def gone_far(act: Act) -> bool:
    """ "have gone to Panama City", "had returned through the Taftan crossing"."""
    if takes_flight(act):
        return True
    if not are_some_or_last(act):
        return False
    if _come_back(act) or _by_flight(act):
        return True
    for word, noun in places_of(act):
        if word in WAYS_OVER and noun.lemma_.lower() in BORDERS:
            return True
        if word in {"to", "into", "for"} and is_far_place(noun, act):
            return act.token.lemma_ in GOING
    return False


def _come_back(act: Act) -> bool:
    """ "The wives and children came back on Saturday": not to the mission."""
    if "back" not in words_beside(act.token):
        return False
    return not any(
        w in {"to", "in", "at", "into"} and is_host_place(n, act)
        for w, n in places_of(act)
    )


def _by_flight(act: Act) -> bool:
    """ "Families would come by the first flight", "left on a military plane"."""
    return act.token.lemma_ in GOING and any(
        w in {"by", "on", "aboard"} and n.lemma_.lower() in word_list("vehicles")
        for w, n in complements(act.token)
    )


def takes_flight(act: Act) -> bool:
    """ "took the last flight out", "caught a plane to Doha"."""
    if act.token.lemma_ not in BOARDING:
        return False
    crafts = [
        c
        for c in act.token.rights
        if c.dep_ == "dobj" and c.lemma_.lower() in word_list("vehicles")
    ]
    for craft in crafts:
        onward = (*complements(craft), *complements(act.token))
        if any(w in {"to", "for"} and is_far_place(n, act) for w, n in onward):
            return True
        if any(w in {"out of", "from"} and is_host_place(n, act) for w, n in onward):
            return True
        words = {t.lower_ for t in craft.subtree} | words_beside(act.token)
        if words & {"out", "home", "evacuation"}:
            return True
    return False


def are_away(act: Act) -> bool:
    """ "are now in Nairobi", "are back in Rome", "is already abroad"."""
    if act.mood.negated:
        return False
    beside = words_beside(act.token)
    if any(c.dep_ in {"attr", "xcomp", "dobj"} for c in act.token.rights):
        return False
    if "gone" in beside:
        return True
    if not (beside & BY_NOW or act.passage.block.actors):
        return False
    if beside & FAR:
        return True
    holders = (act.token, *(c for c in act.token.rights if c.dep_ == "advmod"))
    return any(
        word in {"in", "at", "back in", "home in"}
        and (is_far_place(noun, act) or is_own_place(noun, act))
        for holder in holders
        for word, noun in complements(holder)
    )


def carried_far(act: Act) -> bool:
    """ "were driven to Rzeszow": a part of the staff, to a town with a name."""
    return any(
        word in {"to", "into"} and is_far_place(noun, act)
        for word, noun in places_of(act)
    )


def all_out(act: Act) -> bool:
    """ "All diplomats are out.": nothing is said of what they are out of."""
    last = [c for c in act.token.rights if c.lower_ == "out"]
    return not act.mood.negated and any(
        not c.n_rights and c.nbor().is_punct for c in last if c.i + 1 < len(c.doc)
    )


def out_of_the_country(act: Act) -> bool:
    """ "relocated out of the country"."""
    return any(w == "out of" and is_host_place(n, act) for w, n in places_of(act))


def on_way_out(act: Act) -> bool:
    """ "is on its way to Bangkok"."""
    return any(
        word == "on"
        and noun.lemma_.lower() in {"way", "road", "flight", "plane"}
        and (
            words_beside(noun) & {"home", "back", "out"}
            or any(w == "to" and is_far_place(n, act) for w, n in complements(noun))
            or words_beside(act.token) & {"home", "back"}
        )
        for word, noun in complements(act.token)
    )


def left_behind(act: Act) -> bool:
    """ "left two diplomats in Kyiv", "will leave a handful of staff behind"."""
    theme = act.theme
    if theme is None or theme.dep_ != "dobj" or act.mood.negated:
        return False
    counted = any(c.dep_ == "nummod" for c in head_of(theme).lefts)
    if not (counted or is_partial(theme)):
        return False
    if "behind" in words_beside(act.token):
        return True
    places = (*complements(act.token), *complements(head_of(theme)))
    return any(
        w in {"in", "at"}
        and (is_host_place(n, act) or "mission" in classes_of(n, act.passage))
        for w, n in places
    ) and any(c.dep_ in {"nsubj", "aux"} for c in children_of(act.token))


def safe_in_other_country(act: Act) -> bool:
    """ "are safely in Djibouti", "are safe and sound in Nairobi": abroad."""
    if act.mood.negated or not {t.lower_ for t in act.token.subtree} & SAFELY:
        return False
    holders = (act.token, *(c for c in act.token.rights if c.dep_ in SAID_OF_THEM))
    return any(
        word in {"in", "at"} and is_far_place(noun, act) and not is_own_place(noun, act)
        for holder in holders
        for word, noun in complements(holder)
    )


AFIELD: dict[str, Callable[[Act], bool]] = {
    "are_away": are_away,
    "carried_far": carried_far,
    "gone_far": gone_far,
    "left_behind": left_behind,
    "on_way_out": on_way_out,
    "all_out": all_out,
    "out_of_the_country": out_of_the_country,
    "safe_in_other_country": safe_in_other_country,
}
