"""Conditions of flights, ships and convoys that bring people out: whose, with whom.

An airliner's passengers are nobody's evacuation; a state's plane, one that a state has
hired or tells of, and the flight told of just before are.
"""

import re
from collections.abc import Callable, Iterator

from reactions.extraction.acts import Act, is_host_place, places_of, words_beside
from reactions.extraction.agency import sender_above, sent_by
from reactions.extraction.kinship import children_of
from reactions.extraction.leaving import home
from reactions.extraction.mission_owners import of_speakers
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements, objects
from reactions.extraction.quantities import quantity_of
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive, lemma_of
from reactions.vocabulary import ActionType

MODEL = re.compile(
    r"(?:A|B|C|KC|CC|IL|Il|AN|An|TU|Tu|DC|MD|UH|CH|MI|Mi|Y|CN|L|KDC)-?\d{2,3}[A-Z]?s?"
)
TRANSPORTS = ("A400", "C-1", "C-2", "KC", "CC-1", "IL-7", "Il-7", "CN-", "AN-", "An-")
MOVING = frozenset(
    "reach land arrive dock leave take depart sail return come touch enter".split()
)
KNOWN = frozenset("the first second third fourth last its another that".split())
CARGO = frozenset(
    """aid supply medicine food cargo troop weapon relief humanitarian tent fire
    wildfire blaze deport deportation asylum""".split()
)
CARRIED = frozenset("citizens allies refugees host_people people".split())
VEHICLES = frozenset(
    "flight plane aircraft jet airliner helicopter bus ship ferry boat train".split()
)
NAMES = frozenset({"NOUN", "PROPN"})


def is_craft(agent: Token, act: Act) -> bool:
    carries = {"vehicle", "lifts", "state_vehicle"}
    return (
        bool(classes_of(agent, act.passage) & carries)
        or agent.lemma_.lower() in word_list("carriers_of_state")
        or is_model(agent)
        or any(is_vehicle(c) for c in agent.lefts)  # "the navy ship Holbox"
    )


def is_model(noun: Token) -> bool:
    """ "a KC-30", "three A400Ms": a type of aircraft by its letters and number."""
    named = (noun, *(c for c in noun.lefts if c.dep_ == "compound"))  # "A400", "M"
    return any(MODEL.fullmatch(t.text) for t in named)


def is_transport(noun: Token) -> bool:
    """ "an A400M", "a C-130": no airline flies them."""
    named = (noun, *(c for c in noun.lefts if c.dep_ == "compound"))
    return any(t.text.startswith(TRANSPORTS) and is_model(t) for t in named)


def is_of_state(craft: Token, act: Act) -> bool:
    """Whether it is a state's plane or ship, or one that a state has hired."""
    if classes_of(craft, act.passage) & {"lifts", "state_vehicle"}:
        return True
    models = [craft, *(c for c in craft.rights if c.dep_ == "appos" and is_model(c))]
    return any(map(_is_of_forces, models)) or sent_by(craft) is not None


def is_vehicle(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lemma in VEHICLES or lemma in word_list("carriers_of_state")


def onto_vehicle(act: Act) -> bool:
    """ "put 8,000 of its nationals on buses": many, and not on one train to work."""
    counted = act.theme is not None and quantity_of(act.theme) is not None
    holders = (act.token, *((head_of(act.theme),) if act.theme is not None else ()))
    return counted and any(
        word in {"on", "onto", "aboard"} and is_vehicle(noun)
        for holder in holders
        for word, noun in complements(holder)
    )


def on_any_plane(act: Act) -> bool:
    """ "A French military plane with 262 people landed": no airliner's passengers.

    A flight that nobody owns is a state's where a state tells of it, or where people
    were being brought out just before.
    """
    for named in agents(act.token):
        agent = head_of(named)
        if classes_of(agent, act.passage) & CARRIED:
            continue
        if (
            named_states_of(agent, act.passage)
            or classes_of(agent, act.passage) & {"lifts", "state_vehicle"}
            or sent_by(agent)
        ):
            return True
        if any(is_model(t) for t in named.subtree):  # "one of three A400Ms"
            told = of_speakers(act.token, agent, act.passage)
            return bool(told or act.passage.block.actors)
        leaving = is_craft(agent, act) and _leaves_host(act)
        if leaving and of_speakers(act.token, agent, act.passage):
            return True  # "two planes had left Khartoum, Berlin said"
        known = any(c.lower_ in KNOWN for c in agent.lefts)
        if known and "vehicle" in classes_of(agent, act.passage):
            spoken = of_speakers(act.token, agent, act.passage)
            return after_evacuation(act) or bool(spoken)
    return False


def _leaves_host(act: Act) -> bool:
    """ "had left Khartoum", "took off from a field in Sudan", "reached the border"."""
    places = [n for n in objects(act.token) if n.dep_ == "dobj"]
    if act.token.lemma_ in {"reach", "cross"} and any(
        n.lemma_.lower() in {"border", "frontier"} for n in places
    ):
        return True
    places += [n for w, n in complements(act.token) if w in {"from", "out of"}]
    return any(is_host_place(n, act) for n in places)


def is_sent(carrier: Token, act: Act) -> bool:
    """ "sent the ship Samothraki, which is to bring 200 people": a state's ship."""
    return sender_above(carrier) is not None and bool(act.actors)


def on_some_plane(act: Act) -> bool:
    """ "A plane with 95 interpreters landed, the army said": no airliner's."""
    if on_any_plane(act):
        return True
    crafts = [
        a
        for a in agents(act.token)
        if is_craft(a, act) and "troops" not in classes_of(a, act.passage)
    ]
    return any(of_speakers(act.token, craft, act.passage) for craft in crafts)


def on_board(act: Act) -> bool:
    """ "had 1,200 people on board"."""
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words & {"board", "aboard"})


def flight_just_told(act: Act) -> bool:
    """ "A French ship reached Mersin. It had": a state's ship, and it arrived."""
    if not any(a.lower_ == "it" for a in agents(act.token)):
        return on_any_plane(act)
    before = [t for t in act.token.doc if t.i < act.token.sent.start]
    for noun in reversed(before):
        if noun.dep_ == "nsubj" and noun.head.tag_ in {"VBD", "VBN", "VBZ"}:
            moves = noun.head.lemma_ in MOVING
            craft = is_craft(head_of(noun), act)
            return moves and craft and bool(named_states_of(head_of(noun), act.passage))
    return False


def another(act: Act) -> bool:
    """ "Another 80 are due", "a second flight is planned"."""
    return act.theme is not None and any(
        t.lower_ in {"another", "second", "third", "further", "more", "next"}
        for c in act.theme.lefts
        for t in (c, *c.lefts)
    )


def after_evacuation(act: Act) -> bool:
    """Where people were told to be brought out just before."""
    told, at = act.passage.discourse.act, act.passage.discourse.act_at
    evacuated = told is not None and told.type is ActionType.CITIZENS_EVACUATED
    return evacuated and act.passage.offset <= at


def for_people(act: Act) -> bool:
    """A special flight that carries people, as far as nothing says it carries aid."""
    if act.token.dep_ in {"acl", "amod"}:
        return False  # "a plane chartered by Oslo has left": told by the leaving
    words = {t.lemma_.lower() for t in act.token.subtree}
    beside = act.theme.conjuncts if act.theme is not None else ()
    help_sent = any(classes_of(t, act.passage) & {"rescuers", "gear"} for t in beside)
    return words.isdisjoint(CARGO) and not help_sent and not for_allies(act)


def for_allies(act: Act) -> bool:
    """ "booked a charter to carry its former local staff": for them, not citizens."""
    meant = [classes_of(t, act.passage) for t in act.token.subtree if t.pos_ in NAMES]
    locals_meant = any(found & {"allies", "host_people"} for found in meant)
    return locals_meant and not any("citizens" in found for found in meant)


def lifted_away(act: Act) -> bool:
    """ "offered its local staff flights": what they are offered is to be taken out."""
    words = {t.lemma_.lower() for t in act.token.subtree}
    return bool(words & (VEHICLES | {"evacuation", "passage", "airlift", "relocation"}))


def brought_away(act: Act) -> bool:
    """ "All our students are out", "all 24 nationals are home": the state's doing."""
    beside = words_beside(act.token)
    gone = "home" in beside or (
        "out" in beside
        and not any(w.startswith("out") for w, n in complements(act.token) if n.n_lefts)
    )
    whole = act.theme is not None and any(
        t.lower_ in {"all", "every"} for t in act.theme.subtree
    )
    return gone and whole


def on_state_carrier(act: Act) -> bool:
    """ "left on a chartered plane", "landed aboard an air force jet"."""
    return any(
        word in {"on", "aboard", "by", "in"}
        and (
            classes_of(noun, act.passage) & {"lifts", "state_vehicle"}
            or (noun.i != act.token.i and _is_of_forces(noun))
            or is_transport(noun)
            or (_may_carry(noun, act) and sent_by(noun) is not None)
            or (word == "by" and is_vehicle(noun) and _told_by_own(act))
        )
        or word == "with"
        and noun.lemma_ in {"help", "assistance", "support"}
        and not any(n.i in act.passage.mention_of for _, n in complements(noun))
        for word, noun in _carried_by(act.token)
    )


def _may_carry(noun: Token, act: Act) -> bool:
    """ "left in vehicles arranged by the embassy"."""
    return is_craft(noun, act) or noun.lemma_.lower() in {"vehicle", "car", "van"}


def _carried_by(verb: Token) -> Iterator[tuple[str, Token]]:
    """ "left on a military plane", "boarded a chartered ship"."""
    yield from complements(verb)
    if verb.lemma_ in {"board", "take", "catch"}:
        yield from (("aboard", o) for o in objects(verb) if o.dep_ == "dobj")


def _told_by_own(act: Act) -> bool:
    """ "208 Ugandans had reached Gondar by bus, their ambassador said"."""
    if act.theme is None:
        return False
    noun = head_of(act.theme)
    mention = act.passage.mention_of.get(noun.i)
    owners = mention.codes if mention is not None else ()
    if not owners and "citizens" in classes_of(noun, act.passage):
        owners = tuple(named_states_of(noun, act.passage))  # "640 Turkish nationals"
    if not owners and any(c.tag_ == "PRP$" for c in noun.lefts):
        owners = act.actors
    return bool(set(owners) & set(of_speakers(act.token, act.theme, act.passage)))


def _is_of_forces(craft: Token) -> bool:
    """ "an air force Boeing 737": a type by name, whose owner stands before it."""
    before = {t.lemma_.lower() for t in craft.subtree if t.i < craft.i}
    named = craft.pos_ in {"NUM", "PROPN"} or is_model(craft)
    return named and bool(before & {"force", "navy", "army", "military", "government"})


def timetable(act: Act) -> bool:
    """ "A chartered plane leaves on Wednesday": present tense, still to come."""
    return act.token.tag_ in {"VBZ", "VBP"} and act.token.lemma_ in {
        "leave",
        "depart",
        "take",
        "fly",
        "arrive",
    }


def for_citizens(act: Act) -> bool:
    """ "booked 500 seats on flights", "reserved places for its nationals"."""
    return any(
        t.lemma_.lower() in VEHICLES or "citizens" in classes_of(t, act.passage)
        for t in act.token.subtree
        if t.i > act.token.i and t.pos_ in NAMES
    )


def home_or_flight(act: Act) -> bool:
    carried = {"flight", "plane", "aircraft", "ship", "convoy", "ferry", "jet"}
    return (
        home(act)
        or _land_at_airport(act)
        or any(
            word in {"on", "aboard", "by"} and noun.lemma_.lower() in carried
            for word, noun in complements(act.token)
        )
    )


def _land_at_airport(act: Act) -> bool:
    """ "Thirty-nine Kenyans landed at the airport in Nairobi": counted, and home."""
    if act.token.lemma_ not in {"land", "arrive", "touch"} or act.theme is None:
        return False
    errand = any(is_infinitive(c) for c in children_of(act.token))
    if errand or quantity_of(act.theme) is None:
        return False  # "landed in Lusaka to play golf"
    return any(
        word == "at"
        and noun.lemma_.lower() in {"airport", "airfield", "base"}
        and not any(is_host_place(t, act) for t in (noun, *noun.subtree))
        for word, noun in complements(act.token)
    ) and not any(t.lower_ == "commercial" for t in act.token.subtree)


def on_the_way(act: Act) -> bool:
    """ "are on their way", "are en route", "are making their way"."""
    if act.token.lemma_ not in {"be", "remain"}:
        return any(c.lemma_ == "way" for c in objects(act.token))
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words & {"way", "route", "underway", "road"})


def inward(act: Act) -> bool:
    """ "took in 40 students", "flew in nurses", "doctors to Male": not out."""
    if lemma_of(act.token).endswith("_in"):
        return True
    if act.theme is None or "rescuers" not in classes_of(act.theme, act.passage):
        return False
    return any(w == "to" and is_host_place(n, act) for w, n in places_of(act))


FLIGHTS: dict[str, Callable[[Act], bool]] = {
    "home_or_flight": home_or_flight,
    "on_the_way": on_the_way,
    "inward": inward,
    "on_any_plane": on_any_plane,
    "on_some_plane": on_some_plane,
    "on_board": on_board,
    "flight_just_told": flight_just_told,
    "another": another,
    "after_evacuation": after_evacuation,
    "for_people": for_people,
    "for_allies": for_allies,
    "lifted_away": lifted_away,
    "brought_away": brought_away,
    "on_state_carrier": on_state_carrier,
    "timetable": timetable,
    "for_citizens": for_citizens,
}
