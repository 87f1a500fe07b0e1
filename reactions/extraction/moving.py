"""Conditions of moving a mission: its work or its team goes on at another place."""

from collections.abc import Callable

from reactions.extraction.acts import (
    DIRECTIONS,
    PLACES_OF_WORK,
    Act,
    is_host_place,
    is_own_place,
    is_seat,
    is_time,
    places_of,
    words_beside,
)
from reactions.extraction.afield import carried_far
from reactions.extraction.leaving import GATES
from reactions.extraction.partly import beside_people, counted
from reactions.extraction.parts import is_partial
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements, objects
from reactions.extraction.references import own_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.vocabulary import ActionType

GROUNDS = frozenset({"compound", "premises", "grounds"})
WORK = frozenset("work operation activity business".split())
MOST = frozenset({"most", "bulk", "majority", "much"})
HOUSES = frozenset(
    """building tower headquarters office premise villa hotel house apartment flat
    block floor chancery compound quarter residence resort lodge""".split()
)
SHIPS = frozenset(
    "ship warship frigate destroyer carrier cruiser corvette vessel ferry liner".split()
)
PLANES = frozenset(
    """plane aircraft jet helicopter hercules c-130 c-17 airlifter transport flight
    airliner airbus boeing""".split()
)
SETTLING = frozenset("set settle establish install reopen relocate resume".split())
HIDEOUTS = frozenset("location place town city village airport base hotel".split())


def moved_place(act: Act) -> bool:
    """A goal that is a place of work: another site, city or country, not home."""
    if any(w == "to" and n.lemma_ == "safety" for w, n in places_of(act)):
        return False
    for word, noun in places_of(act):
        if word not in {"to", "into", "onto", "inside", "near"} or is_own_place(
            noun, act
        ):
            continue
        on_grounds = noun.lemma_.lower() in GROUNDS
        if on_grounds and "mission" in classes_of(noun, act.passage):
            continue  # "from a hotel to the embassy compound": it is where they work
        if any(
            t.lemma_.lower() in PLACES_OF_WORK or t.pos_ == "PROPN"
            for t in noun.subtree
        ):
            return True
    if told_where(act) and act.token.head.pos_ == "PROPN":
        there = act.token.head  # "work from Doha, where the embassy was moved"
        return not (is_own_place(there, act) or is_seat(there, act))
    away = {"elsewhere", "abroad"}
    if act.token.dep_ == "relcl" or act.token.lemma_ != "move":
        away.add("there")  # "the missions of Peru and Chile, which moved there"
    return bool(words_beside(act.token) & (away | DIRECTIONS))


def to_named_place(act: Act) -> bool:
    """ "relocated to Nairobi", "to a secret location": neither home nor its seat."""
    return any(
        (noun.pos_ == "PROPN" or noun.lemma_.lower() in HIDEOUTS)
        and not (is_own_place(noun, act) or is_seat(noun, act))
        for word, noun in places_of(act)
        if word == "to"
    )


def to_other_town(act: Act) -> bool:
    """ "were sent to Lviv": a town of the same country, as far as we know."""
    passage = act.passage
    if act.theme is None or all(o.i != act.theme.i for o in objects(act.token)):
        return False
    for word, noun in places_of(act):
        if word not in {"to", "into"} or noun.pos_ != "PROPN" or is_time(noun):
            continue
        if is_seat(noun, act) or noun.i in passage.person_of:
            return False
        mention = passage.mention_of.get(noun.i)
        if mention is not None and passage.discourse.host not in mention.codes:
            return False
        if mention is not None and not any(c.dep_ == "compound" for c in noun.lefts):
            return False
        return noun.lower_ not in word_list("hubs")
    return False


def with_other_mission(act: Act) -> bool:
    """ "moved in with the Danish embassy", "into the Danish embassy"."""
    return any(
        word in {"with", "in with", "into", "to"}
        and "mission" in classes_of(noun, act.passage)
        and bool(set(own_states_of(noun, act.passage)) - set(act.actors))
        for word, noun in complements(act.token)
    )


def some_moved(act: Act) -> bool:
    """ "moved a handful of staff to Brazzaville"; most of a team is the team."""
    if act.theme is None or not moved_place(act):
        return False
    if head_of(act.theme).lemma_.lower() in WORK and act.theme.lower_ in MOST:
        return False  # "is shifting most of its work to Lviv"
    if counted(act):
        return not beside_people(act)
    if not is_partial(act.theme):
        return False
    if act.token.dep_ == "conj" and _most_have_left(act):
        return False
    words = {t.lower_ for t in act.theme.subtree}
    return not words & MOST - {"much"} or _to_other_country(act)


def _most_have_left(act: Act) -> bool:
    """ "has ordered most of its staff out and is moving a few": all who are left."""
    told, at = act.passage.discourse.act, act.passage.discourse.act_at
    start = act.passage.offset + act.token.doc[act.token.sent.start].idx
    if told is None or told.type is not ActionType.EMBASSY_REDUCED or at < start:
        return False
    before = act.token.doc[act.token.sent.start : act.token.i]
    return any(t.lower_ in MOST for t in before)


def _to_other_country(act: Act) -> bool:
    """ "moved most of its staff to Ghana": those few left are what is still here."""
    for word, noun in places_of(act):
        if word not in {"to", "into"}:
            continue
        mention = act.passage.mention_of.get(noun.i)
        if mention is not None:
            return act.passage.discourse.host not in mention.codes
        if noun.lemma_ == "country":
            return any(c.lower_ in {"third", "another"} for c in noun.lefts)
    return "abroad" in words_beside(act.token)


def to_other_office(act: Act) -> bool:
    """ "sent its staff to a temporary office in Port Sudan"."""
    ways = [c for c in act.token.rights if c.lower_ in {"to", "into"}]
    return any(
        noun.lemma_.lower() in {"office", "consulate", "embassy", "mission"}
        and any(
            w in {"in", "at"} and not is_seat(n, act) and not is_time(n)
            for w, n in complements(noun)
        )
        for way in ways
        for noun in way.rights
    )


def told_where(act: Act) -> bool:
    """ "in Warsaw, where it was relocated": the clause before has told it."""
    return act.token.dep_ == "relcl" and any(
        c.lower_ in {"where", "to"} and c.dep_ in {"advmod", "prep"}
        for c in act.token.lefts
    )


def to_gate(act: Act) -> bool:
    """ "evacuated its diplomats to the airport": out of town, but at work."""
    return any(
        w in {"to", "at"} and n.lemma_.lower() in GATES for w, n in places_of(act)
    )


def set_up_elsewhere(act: Act) -> bool:
    """ "set up a temporary embassy in Djibouti": where it works from now on."""
    if act.theme is None:
        return False
    words = {t.lower_ for t in act.theme.lefts}
    anew = act.theme.lower_ == "it" or bool(words_beside(act.token) & {"again", "anew"})
    if not (anew or words & {"temporary", "provisional", "makeshift", "interim"}):
        return False
    places = [*places_of(act), *complements(act.theme)]
    return any(
        w in {"in", "at", "inside"} and not is_host_place(n, act) and not is_time(n)
        for w, n in places
    )


def goes_on_elsewhere(act: Act) -> bool:
    """ "has left the capital and set up in Port Sudan": moved, and told by that."""
    return any(
        c.dep_ == "conj"
        and c.lemma_ in SETTLING
        and any(w in {"in", "at", "from", "to"} for w, _ in complements(c))
        for c in act.token.rights
    )


def for_other_town(act: Act) -> bool:
    """ "The embassy has left the capital for Port Sudan": it works from there."""
    if act.theme is None or "staff" in classes_of(act.theme, act.passage):
        return False
    left = [c for c in act.token.rights if c.dep_ == "dobj"]
    if not all(is_host_place(n, act) for n in left):
        return False  # "left a note for Jan Roe"
    return any(
        word == "for" and noun.pos_ == "PROPN" and not is_time(noun)
        for word, noun in places_of(act)
        if not (is_own_place(noun, act) or is_seat(noun, act))
    )


def house_for_house(act: Act) -> bool:
    """ "has left its tower for a villa up the coast": at work in another house."""
    left = [o for o in objects(act.token) if o.dep_ == "dobj"]
    if not any(n.lemma_.lower() in HOUSES | PLACES_OF_WORK for n in left):
        return False
    return any(
        word == "for" and noun.lemma_.lower() in HOUSES | PLACES_OF_WORK - {"country"}
        for holder in (act.token, *left)
        for word, noun in complements(holder)
    )


def by_ship_far(act: Act) -> bool:
    """ "were brought to Mersin by ship": over the sea, to a town with a name."""
    by_sea = any(
        (
            word in {"by", "on", "aboard"}
            and noun.lemma_.lower() in SHIPS | {"sea", "boat"}
        )
        for word, noun in complements(act.token)
    )
    return by_sea and carried_far(act)


def craft_of_its_own(act: Act) -> bool:
    """ "A Turkish ship carried the envoy and the staff to Mersin": Turkey's own."""
    crafts = [a for a in agents(act.token) if a.lemma_.lower() in SHIPS | PLANES]
    if not crafts or not carried_far(act):
        return False
    host = act.passage.discourse.host
    mentions = (act.passage.mention_of.get(t.i) for t in act.token.sent)
    named = {m.code for m in mentions if m is not None and m.code and m.code != host}
    if act.theme is None:
        return False
    if not any(c.dep_ in {"det", "poss", "compound", "amod"} for c in act.theme.lefts):
        return False  # "66 foreigners, including diplomats"
    if len(named) > 1 and act.theme.i in act.passage.person_of:
        # "A Lao plane took Ambassador Roe home", of the Thai embassy: whose is he?
        return any(c.i in act.passage.mention_of for c in act.theme.lefts)
    return bool(own_states_of(act.theme, act.passage)) or len(named) == 1


def to_a_ship(act: Act) -> bool:
    """ "were ferried to a warship off the coast": out of the country."""
    return any(
        word in {"to", "onto", "aboard", "on board", "on"}
        and noun.lemma_.lower() in SHIPS
        for word, noun in places_of(act)
    )


MOVING: dict[str, Callable[[Act], bool]] = {
    "moved_place": moved_place,
    "to_named_place": to_named_place,
    "to_other_town": to_other_town,
    "with_other_mission": with_other_mission,
    "some_moved": some_moved,
    "told_where": told_where,
    "to_other_office": to_other_office,
    "to_gate": to_gate,
    "by_ship_far": by_ship_far,
    "craft_of_its_own": craft_of_its_own,
    "to_a_ship": to_a_ship,
    "house_for_house": house_for_house,
    "for_other_town": for_other_town,
    "goes_on_elsewhere": goes_on_elsewhere,
    "set_up_elsewhere": set_up_elsewhere,
}
