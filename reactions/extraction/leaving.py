"""Conditions of moving and leaving: where to, where from, and how many of them.

The codebook's distinctions: another place of work is moved, away or home as a whole is
evacuated, a part is reduced, leaving a building is no act.
"""

from collections.abc import Callable

from reactions.actors import Role
from reactions.extraction.acts import (
    AWAY,
    Act,
    is_host_place,
    is_own_place,
    is_seat,
    places_of,
    words_beside,
)
from reactions.extraction.afield import TAKING, gone_far, takes_flight
from reactions.extraction.kinship import children_of
from reactions.extraction.partly import beside_people
from reactions.extraction.passages import Passage
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import complements, objects, subjects
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import lemma_of

INSIDE = frozenset(
    """building compound facility premise room meeting talk hall office job airport
    table house residence ground tarmac shelter bunker""".split()
)


CALLED_AWAY = frozenset({"withdraw", "recall", "call_home", "pull_out", "evacuate"})
MOVED = frozenset({"move", "relocate", "transfer", "shift"})
CARRYING = frozenset("fly airlift ferry drive bus take bring carry whisk".split())


GOING_SOMEWHERE = frozenset(
    """go fly return travel head board arrive land drive sail come make reach slip set
    disembark touch take pack escape""".split()
)
ARRIVING = frozenset("arrive land touch disembark".split())
SETTING_OUT = frozenset("set head make sail drive slip travel take".split())
BOUNDS = frozenset({"border", "frontier", "crossing", "safety", "coast"})
SENDING = frozenset("tell order instruct ask direct".split())
TIMES = frozenset("day night week morning evening hour month weekend year".split())


GATES = frozenset({"airport", "airfield", "airstrip", "port", "base", "hotel", "camp"})
BY_LAND = frozenset({"overland", "today", "yesterday", "overnight"})


PLACED = frozenset({Role.NAME, Role.CAPITAL, Role.METONYM})
SENT = frozenset({"ambassador", "envoy", "nuncio", "representative"})
LEAVE = frozenset(
    """leave depart return evacuate exit flee go travel get come fly reach board
    escape pack cross quit""".split()
)


def home(act: Act) -> bool:
    if words_beside(act.token) & {"home", "homeward"}:
        return True
    if act.theme is not None and any(
        t.lower_ == "home" and (t.dep_ not in {"pobj", "pcomp"} or head_of(t).i != t.i)
        for t in act.theme.subtree
    ):
        return True  # "flew (all of) its staff home", parsed as one phrase
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


def inbound(act: Act) -> bool:
    """ "More staff could be sent to the embassy": they come, they do not leave."""
    places = places_of(act)
    around = [*places, *(complements(act.theme) if act.theme is not None else ())]
    if any(word in {"from", "out of"} for word, _ in around):
        return False
    return any(
        word in {"to", "into"}
        and ("mission" in classes_of(noun, act.passage) or is_seat(noun, act))
        and noun.lemma_.lower() not in AWAY
        and not of_another_post(Act(act.token, noun, act.passage, act.mood, ()))
        for word, noun in places
    )


def aboard(act: Act) -> bool:
    """ "will be on the first sailing", "were aboard the flight"."""
    return any(
        word in {"on", "aboard", "on board"}
        and noun.lemma_.lower() in word_list("vehicles") | {"sailing", "crossing"}
        for word, noun in complements(act.token)
    )


def leaves_post(act: Act) -> bool:
    """Leaves the country, the city or the mission: not just a building or a talk."""
    verb = act.token
    if lemma_of(verb) in TAKING:
        return takes_flight(act) and not on_business(act)
    if verb.lower_ == "left" and verb.dep_ == "acl" and verb.head.dep_ == "attr":
        return False  # "there are three of us left"
    if verb.lemma_ == "cross" and any(
        w in {"to", "into"} and is_host_place(n, act) for w, n in places_of(act)
    ):
        return False
    for noun in objects(verb):
        if noun.dep_ == "dobj":
            if noun.lemma_.lower() in INSIDE:
                return False
            if verb.lemma_ == "cross" and noun.lemma_ in BOUNDS | {"river"}:
                return True
            inner = [
                c for c in noun.lefts if noun.lower_ in BY_LAND
            ]  # "country overland"
            if any(is_host_place(n, act) for n in (noun, *inner)):
                return True
            if "mission" in classes_of(noun, act.passage):
                return True
    if home(act) or (verb.lemma_ == "cross" and _to_another_country(act)):
        return True
    for word, noun in places_of(act):
        if word in {"from", "out of"} and is_host_place(noun, act):
            return True
        if word in {"to", "for"} and verb.lemma_ in {"leave", "depart", "evacuate"}:
            return noun.lemma_.lower() not in INSIDE
    if verb.lemma_ == "go" and _gone_or_free_to(act):
        return True
    if verb.lemma_ in GOING_SOMEWHERE:
        return not on_business(act) and (_goes_abroad(act) or gone_far(act))
    return not any(
        noun.dep_ == "dobj" and noun.lemma_.lower() not in TIMES
        for noun in objects(verb)
    )


def _gone_or_free_to(act: Act) -> bool:
    """ "its staff had gone", "families may go"."""
    if act.token.tag_ == "VBN":
        ways = {"to", "into", "in", "on", "for", "through", "without", "along"}
        return not any(w in ways for w, _ in places_of(act))
    if any(w not in {"at", "by", "on"} for w, _ in places_of(act)):
        return False
    free = any(c.lower_ in {"can", "may"} for c in act.token.lefts if c.dep_ == "aux")
    return (
        free
        and act.theme is not None
        and ("family" in classes_of(act.theme, act.passage))
    )


def leaves_ground(act: Act) -> bool:
    """ "is not leaving Gao": soldiers leave their base or town, whatever its name."""
    places = [o for o in objects(act.token) if o.dep_ == "dobj"]
    return leaves_post(act) or any(
        p.tag_ == "NNP" and p.i not in act.passage.mention_of for p in places
    )


def _goes_abroad(act: Act) -> bool:
    """ "drove to the border", "reached Jordan", "were told to fly to Cyprus"."""
    verb = act.token
    if verb.lemma_ in ARRIVING:
        return _lands_abroad(act)
    if verb.lemma_ in SETTING_OUT and _bound_abroad(act):
        return True
    if verb.lemma_ == "reach":
        return any(_is_abroad(n, act) for n in objects(verb) if n.dep_ == "dobj")
    if verb.lemma_ == "return" and any(
        w == "to" and n.lower_ in word_list("hubs") for w, n in places_of(act)
    ):
        return True  # "returned to Istanbul": no town of the host's
    return verb.head.lemma_ in SENDING and _to_another_country(act)


def _bound_abroad(act: Act) -> bool:
    """ "set off for the Jordanian border", "drove to Iraq"."""
    ways = {"to", "for", "towards", "toward", "into", "across", "over"}
    return any(w in ways and _is_abroad(n, act) for w, n in places_of(act))


def _is_abroad(place: Token, act: Act) -> bool:
    if place.lemma_.lower() in BOUNDS:
        return True
    mention = act.passage.mention_of.get(place.i)
    if mention is None:
        return place.lower_ in word_list("hubs") and not is_host_place(place, act)
    return mention.role in PLACED and act.passage.discourse.host not in mention.codes


def _lands_abroad(act: Act) -> bool:
    """ "Croatian diplomats have arrived in Baku", where all talk of leaving."""
    if not act.passage.discourse.about_missions:
        return False
    for word, noun in places_of(act):
        mention = act.passage.mention_of.get(noun.i)
        if word not in {"in", "at"}:
            continue
        if mention is not None and mention.role in PLACED:
            return act.passage.discourse.host not in mention.codes
        if act.token.lemma_ == "land" and noun.tag_ == "NNP":
            return not is_host_place(noun, act)  # "had landed in Istanbul"
    return False


def on_business(act: Act) -> bool:
    """ "left for talks in Cairo", "flew home on leave", "left after half an hour"."""
    if _left_a_room(act):
        return True
    words = {t.lemma_.lower() for t in act.token.subtree if t.i > act.token.i}
    if not words.isdisjoint(word_list("business_of_envoys")):
        return True
    return any(  # "left after three years in the post"
        word == "after" and noun.lemma_ == "year"
        for word, noun in complements(act.token)
    )


def _left_a_room(act: Act) -> bool:
    """ "left early", "after 20 minutes": a meeting, where no place is named."""
    if any(is_host_place(noun, act) for noun in objects(act.token)):
        return False
    if any(c.lower_ == "early" and not c.n_rights for c in act.token.rights):
        return True
    return any(
        word == "after" and noun.lemma_ in {"hour", "minute"}
        for word, noun in complements(act.token)
    )


def taken_out(act: Act) -> bool:
    if (act.token.lemma_ in CARRYING and home(act)) or any(
        c.dep_ == "prt" and c.lower_ == "out" for c in children_of(act.token)
    ):
        return True
    return act.token.lemma_ in {"evacuate", "extract"} or any(
        (word == "to" and noun.pos_ == "PROPN" and not is_seat(noun, act))
        or (word in {"out of", "from"} and is_host_place(noun, act))
        for word, noun in places_of(act)
    )


def on_way_home(act: Act) -> bool:
    for word, noun in complements(act.token):
        if word == "on" and noun.lemma_.lower() in {"way", "flight", "plane"}:
            deeper = Act(noun, None, act.passage, act.mood, act.actors)
            if home(act) or home(deeper) or "back" in words_beside(noun):
                return True
            if noun.lemma_.lower() == "way" and (
                "out" in words_beside(noun)
                or _bound_abroad(deeper)
                or _bound_abroad(act)
            ):
                return True  # "on their way to the Polish border"
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
    if act.token.lemma_ == "recall" and not on_business(act):
        return True
    if act.token.lemma_ == "pull" and _alone(act.token):
        return True  # "pulled its diplomats"
    carried = act.token.lemma_ in CARRYING or beside_people(act)
    if carried and (_to_another_country(act) or _to_bounds(act)):
        return True
    for word, noun in places_of(act):
        if word == "across" and noun.lemma_.lower() in {"border", "river", "frontier"}:
            return True
        if word in {"out of", "from", "away from"} and (
            is_host_place(noun, act) or "mission" in classes_of(noun, act.passage)
        ):
            return True
    return bool(words & {"abroad", "overseas"}) or (
        "out" in words and act.token.lemma_ in {"pull", "fly", "get", "bring", "take"}
    )


def _alone(verb: Token) -> bool:
    return not any(c.dep_ in {"prt", "prep", "advmod"} for c in verb.rights)


def _to_another_country(act: Act) -> bool:
    """ "were flown to Djibouti": carried off, not moved to work there."""
    host = act.passage.discourse.host
    for word, noun in places_of(act):
        mention = act.passage.mention_of.get(noun.i)
        if word in {"to", "into"} and mention is not None:
            return host not in mention.codes
        if word == "to" and noun.lower_ in word_list("hubs") and _are_its_own(act):
            return not is_host_place(noun, act)
    return False


def _are_its_own(act: Act) -> bool:
    """ "Its diplomats", "they were flown": no others taken along with somebody."""
    if act.theme is None:
        return False
    owned = any(c.tag_ == "PRP$" for c in act.theme.lefts)
    return owned or act.theme.dep_ == "nsubjpass"


def _to_bounds(act: Act) -> bool:
    """ "were driven to the border": out of the country by land."""
    return any(
        word in {"to", "over"} and noun.lemma_.lower() in {"border", "frontier"}
        for word, noun in places_of(act)
    )


def _is_elsewhere(place: Token, passage: Passage) -> bool:
    mention = passage.mention_of.get(place.i)
    if mention is None or place.i in passage.person_of:  # "Ambassador Douglas Roe"
        return False
    foreign = passage.discourse.host not in mention.codes
    return foreign and mention.role is Role.CAPITAL


def of_another_post(act: Act) -> bool:
    """Whether the mission stands in a country that is not the one in crisis."""
    if act.theme is None:
        return False
    host = act.passage.discourse.host
    head = head_of(act.theme)
    if any(_is_elsewhere(c, act.passage) for c in head.lefts if c.dep_ == "compound"):
        return True  # "its Nairobi embassy"
    places = list(complements(head))
    if head.lemma_.lower() == "door":  # "its embassy in Kuwait closed its doors"
        places += [p for s in subjects(act.token) for p in complements(s)]
    several = any(
        c.lower_ in {"a", "an"} or c.dep_ == "nummod" for c in act.theme.lefts
    )
    if several and act.token.lemma_ not in ARRIVING:
        places += complements(act.token)  # "shut two embassies in Africa"
    if any(c.tag_ == "PRP$" for c in head.lefts):
        places += [("in", n) for w, n in places if w == "from"]
    if lemma_of(act.token) in CALLED_AWAY:  # "called home its envoys from Cairo"
        places += [("in", n) for w, n in complements(act.token) if w == "from"]
    for word, noun in complements(act.token):  # "out of its base in Qatar"
        if word in {"from", "out of"} and noun.lemma_.lower() in {"base", "airbase"}:
            places += complements(noun)
    for word, noun in places:
        sent = word == "to" and head.lemma_.lower() in SENT  # "ambassador to Kuwait"
        sent = sent and act.token.lemma_ not in MOVED
        if word not in {"in", "at"} and not sent:
            continue
        mention = act.passage.mention_of.get(noun.i)
        if mention is not None and mention.role in PLACED:
            return host not in mention.codes
        if noun.lower_ in {"africa", "asia", "europe", "america", "gulf"}:
            return True
    return False


DEPARTING: dict[str, Callable[[Act], bool]] = {
    "home": home,
    "back_home": back_home,
    "leaves_post": leaves_post,
    "leaves_ground": leaves_ground,
    "on_way_home": on_way_home,
    "out": out,
    "away_or_home": away_or_home,
    "inbound": inbound,
    "aboard": aboard,
    "on_business": on_business,
    "taken_out": taken_out,
}
