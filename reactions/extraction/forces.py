"""Conditions of forces and help: sent, stationed, on standby, on an errand.

They tell a deployment that is news from troops that stand somewhere anyway, and
what is sent as help from what is sent to fetch people.
"""

from collections.abc import Callable

from reactions.extraction.acts import (
    Act,
    is_host_place,
    is_own_place,
    places_of,
    words_beside,
)
from reactions.extraction.forces_at_home import STANDBY, at_home_on_alert
from reactions.extraction.kinship import children_of
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements, objects
from reactions.extraction.quantities import quantity_of
from reactions.extraction.references import named_states_of
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive, is_passive
from reactions.vocabulary import Stage

POSTED = frozenset({"station", "base", "post", "garrison", "deploy", "position"})
ALONG = frozenset({"along", "near", "around", "off"})
PUT_ON = frozenset(
    "disposal service soil road plane ship way ground border street water".split()
)
GO = frozenset(
    """go sail deploy head move fly travel proceed steam set join reinforce secure
    protect guard advance be""".split()
)
FLYING = frozenset("aircraft plane jet flight helicopter hercules airplane".split())
NEARER = frozenset({"close", "closer", "near", "nearer"})
TOWARDS = frozenset({"to", "into", "in", "off", "near", "toward", "towards"})
FETCHING = frozenset(
    """evacuate evacuation evacuee repatriate repatriation fetch collect citizen
    national compatriot home stranded passenger tourist pick rescue_from""".split()
)
CRAFT = frozenset(
    """aircraft plane helicopter jet flight ship vessel convoy bus truck hercules
    c-130 c-17 c-130j airplane aeroplane airlift boat corridor transport
    transporter airbus a400m""".split()
)
AFLOAT = frozenset(
    """warship frigate corvette destroyer carrier ship vessel cutter cruiser submarine
    flotilla fleet gunboat""".split()
)
WARSHIPS = frozenset({"frigate", "corvette", "destroyer", "warship", "cutter"})
RELIEF = frozenset(
    """aid relief humanitarian tonne ton supply medicine food tent blanket rescuer
    medic doctor nurse generator ration ambulance firefighter""".split()
)
TRANSPORTS = frozenset("transport transporter transall hercules c-130".split())
PASSENGERS = frozenset({"people", "citizens", "diplomats", "envoy", "allies"})
STATESMEN = frozenset("president premier minister king leader ruler he she".split())


def on_standby(act: Act) -> bool:
    """ "put on standby", "are on alert", "standing by"."""
    if act.token.lemma_.lower() == "stand":
        return "by" in words_beside(act.token)
    several = act.theme is not None and head_of(act.theme).tag_ == "NNS"
    waits = act.token.lemma_ == "wait" and several  # no ship that waits for people
    if (waits or act.token.lemma_ in {"remain", "stay"}) and not act.mood.negated:
        # "remain south of Fiji", "are waiting across the river"
        beside = words_beside(act.token)
        return bool(beside & NEARBY) and not beside & {"for"}
    nouns = [n for w, n in places_of(act) if w in {"on", "at", "in"}]
    return any(
        n.lemma_.lower() in STANDBY
        and not (n.lemma_ == "alert" and at_home_on_alert(act))
        for n in nouns
    )


NEARBY = frozenset(
    "off offshore nearby across south north east west southeast northeast".split()
)


def stays_posted(act: Act) -> bool:
    """ "the 400 soldiers stationed there": where they stand anyway, no news."""
    verb = act.token
    if verb.lemma_.lower() not in POSTED or not is_passive(verb):
        return False
    if verb.dep_ in {"acl", "amod"}:
        return True
    if act.mood.stage is not Stage.DONE:
        return False
    helpers = {c.lower_ for c in children_of(verb) if c.dep_ in {"aux", "auxpass"}}
    stands = {"is", "are", "'re"}
    if verb.lemma_.lower() != "deploy":
        stands |= {"was", "were"}
    return bool(helpers & stands)


def on_errand(act: Act) -> bool:
    """ "a military plane to bring its citizens home": a flight, no force or help."""
    if act.theme is None:
        return False
    if act.theme.tag_ == "NNP" and _awaited_by_people(act):
        return True  # "The frigate Psara left to pick up Greeks"
    if head_of(act.theme).lemma_.lower() not in CRAFT | WARSHIPS:
        return False
    if head_of(act.theme).lemma_.lower() in WARSHIPS:
        return any(  # "sent a frigate to pick up staff", not "in case of"
            t.lemma_.lower() in FETCHING and is_infinitive(t) for t in act.token.subtree
        )
    if any(t.lemma_.lower() in FETCHING for t in act.token.sent):
        return True
    if _awaited_by_people(act):
        return True
    lefts = {c.lemma_.lower() for c in head_of(act.theme).lefts}
    if lefts & TRANSPORTS and any(
        t.lemma_.lower() in FETCHING or t.lemma_ == "flight" for t in act.token.doc
    ):
        return True  # where people are being brought out, they are sent for them
    if head_of(act.theme).lemma_.lower() in FLYING and _fetches_next(act.token):
        return True
    return _carries_people(act, head_of(act.theme))


def _awaited_by_people(act: Act) -> bool:
    """ "A naval vessel reached the port, where 500 Indians were waiting"."""
    return any(
        verb.lemma_ in {"wait", "pick"}
        and any(
            "citizens" in classes_of(noun, act.passage)
            for noun in (*agents(verb), *objects(verb))
        )
        for verb in act.token.sent
        if verb.pos_ == "VERB" and verb.i > act.token.i
    )


def _fetches_next(verb: Token) -> bool:
    """ "is sending a plane. It will bring back nationals": told by what follows."""
    after = verb.sent.end
    if after + 1 >= len(verb.doc) or verb.doc[after].lower_ not in {"it", "they"}:
        return False
    return any(t.lemma_.lower() in FETCHING for t in verb.doc[after].sent)


def with_passengers(act: Act) -> bool:
    """ "an air force jet that flew the premier home": no force that leaves."""
    craft = head_of(act.theme) if act.theme is not None else None
    if craft is None or craft.lemma_.lower() not in CRAFT:
        return False
    return _carries_people(act, craft)


def _carries_people(act: Act, craft: Token) -> bool:
    """ "flew the president out", "with 260 people on board": passengers, no force."""
    carried = [o for o in objects(act.token) if o.i != craft.i]
    for holder in (act.token, craft):
        carried += [n for w, n in complements(holder) if w in {"with", "of"}]
        for clause in children_of(holder):
            if clause.dep_ in {"acl", "relcl", "advcl", "xcomp"}:
                carried += objects(clause)
    if any(
        noun.lemma_.lower() in STATESMEN
        or noun.i in act.passage.person_of
        or classes_of(noun, act.passage) & PASSENGERS
        for noun in map(head_of, carried)
        if noun.lemma_.lower() != "crew"  # "lent a helicopter with its crew"
    ):
        return True
    above = act.token.head if act.token.dep_ == "relcl" else craft
    return above.dep_ == "pobj" and above.head.lower_ in {"aboard", "on", "in"}


def put_elsewhere(act: Act) -> bool:
    """ "put under a new command", "ordered to fire", "refused to send them back"."""
    verb = act.token
    if verb.lemma_.lower() in {"put", "place"}:
        nouns = [
            n
            for w, n in places_of(act)
            if w in {"on", "into", "in", "at", "over", "across", *ALONG}
        ]
        return not any(
            n.lemma_.lower() in PUT_ON or n.i in act.passage.mention_of for n in nouns
        )
    for back in (c for c in children_of(verb) if c.lower_ == "back"):
        onward = {c.lower_ for c in children_of(back)} | {w for w, _ in places_of(act)}
        return not any(TOWARDS & set(word.split()) for word in onward)
    if verb.lemma_.lower() not in {"order", "move", "add"}:
        return False
    if verb.lemma_ == "add" and act.theme is not None and quantity_of(act.theme):
        return False  # "added 80 paratroopers"
    clauses = [c for c in children_of(verb) if c.dep_ in {"xcomp", "ccomp", "advcl"}]
    if any(_goes(c) for c in clauses) or any(t.lower_ in NEARER for t in verb.subtree):
        return False
    return not any(word in TOWARDS for word, _ in places_of(act))


def _goes(clause: Token) -> bool:
    home = {c.lower_ for c in children_of(clause)} & {"home", "back"}
    return clause.lemma_.lower() in GO and not home


def takes_posts(act: Act) -> bool:
    """ "are patrolling the city", "took control of the airport": they are there."""
    verb = act.token
    if is_infinitive(verb) or act.mood.stage not in {Stage.DONE, Stage.UNDERWAY}:
        return False
    if verb.lemma_.lower() == "take":
        taken = {n.lemma_.lower() for n in objects(verb)}
        return bool(taken & {"control", "position", "charge"})
    return verb.dep_ not in {"relcl", "acl"}


def on_own_soil(act: Act) -> bool:
    """ "French troops entered Paris"."""
    places = [n for _, n in places_of(act)] + objects(act.token)
    return any(is_own_place(n, act) for n in places if n.pos_ == "PROPN")


def on_patrol(act: Act) -> bool:
    """ "are on patrol"; "patrolling" is often parsed as an adjective."""
    after = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(after & {"patrol", "patrolling", "ground"})


def leaves_a_house(act: Act) -> bool:
    """ "nurses unable to leave their hospital": no departure to help anybody."""
    return act.token.lemma_ == "leave" and any(
        o.dep_ == "dobj" and o.pos_ == "NOUN" and o.lemma_ not in {"team", "unit"}
        for o in objects(act.token)
    )


def of_nobody(act: Act) -> bool:
    """ "the soldiers who had crossed": spoken of, and not said to be anybody's."""
    noun = act.token.head
    return (
        act.token.dep_ == "relcl"
        and noun.pos_ == "NOUN"
        and not named_states_of(noun, act.passage)
        and not any(c.dep_ == "poss" for c in noun.lefts)
    )


def by_military(act: Act) -> bool:
    """ "the Indian navy dispatched": its ships are forces."""
    return any(
        a.lemma_.lower() in {"navy", "army", "military", "force", "pentagon"}
        for a in agents(act.token)
    )


def from_own_port(act: Act) -> bool:
    """ "A Kenyan frigate left Mombasa": out to sea, not home."""
    if act.theme is None or head_of(act.theme).lemma_.lower() not in AFLOAT:
        return False
    places = [o for o in objects(act.token) if o.dep_ == "dobj"]
    places += [n for w, n in complements(act.token) if w in {"from", "out of"}]
    for place in places:
        mention = act.passage.mention_of.get(place.i)
        if mention is None and place.tag_ == "NNP":
            return True  # "left Mombasa": no capital, a port all the same
        if mention is not None and mention.code in act.actors:
            return True
    return False


def away_from_home(act: Act) -> bool:
    """ "has no soldiers in Sudan", "in Goma", "on the ground": in another's land."""
    places = [*complements(act.token)]
    if act.theme is not None:
        places += complements(act.theme)
        for clause in children_of(act.theme):  # "has soldiers fighting in Goma"
            if clause.dep_ == "acl":
                places += complements(clause)
    named = [n for w, n in places if w in {"in", "inside", "on"}]
    return any(
        (is_host_place(n, act) or n.tag_ == "NNP" or n.lemma_ == "ground")
        and not is_own_place(n, act)
        for n in named
    )


def flown_away(act: Act) -> bool:
    """ "no plans to fly out the soldiers": away, not there."""
    if act.token.dep_ == "advcl" and act.token.head.lemma_ in {"evacuate", "withdraw"}:
        # "evacuated its embassy, sending 150 people, among them 80 marines, overland"
        theme = act.theme
        among = theme is not None and any(c.lower_ == "among" for c in theme.lefts)
        return among or theme is None or theme.dep_ != "dobj"
    if act.token.lemma_ not in {"fly", "ship", "airlift", "move", "ferry"}:
        return False
    return any(
        c.lower_ == "out" and c.dep_ in {"prt", "advmod"}
        for c in children_of(act.token)
    )


def bound_for_host(act: Act) -> bool:
    """ "left for Haiti": they go where the crisis is."""
    ways = {"for", "to", "into", "towards"}
    return any(w in ways and is_host_place(n, act) for w, n in complements(act.token))


def from_markets(act: Act) -> bool:
    """ "cut the banks off from the dollar", "excluded them from Swift"."""
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    markets = {"swift", "dollar", "market", "markets", "payments", "euro", "financial"}
    return bool(words & markets)


def from_host(act: Act) -> bool:
    """ "moved its soldiers from Khartoum to Djibouti"."""
    places = [*places_of(act)]
    if act.theme is not None:
        places += complements(act.theme)
    ways = {"from", "out of"}
    if any(w in ways and n.lemma_ in {"base", "airbase"} for w, n in places):
        return "out of" in {w for w, _ in places}
    return any(w in ways and is_host_place(n, act) for w, n in places)


def to_a_force(act: Act) -> bool:
    """ "committed 150 people to the mission": soldiers or police."""
    places = [*complements(act.token)]
    if act.theme is not None:
        places += complements(act.theme)
    if act.theme is None or "money" in classes_of(act.theme, act.passage):
        return False
    forces = {"force", "mission", "contingent", "operation"}
    return any(
        w in {"to", "for"}
        and n.lemma_.lower() in forces
        and not any(c.lower_ in {"rescue", "relief", "aid"} for c in n.lefts)
        for w, n in places
    )


def expected_there(act: Act) -> bool:
    """ "are expected in Khartoum on Thursday"."""
    ways = {"in", "at", "on", "to", "from"}
    return is_passive(act.token) and any(w in ways for w, _ in complements(act.token))


def said_not_to_be_there(act: Act) -> bool:
    """ "denies that its soldiers are in Tigray", "no Russian soldiers are there"."""
    places = (n for w, n in complements(act.token) if w in {"in", "on"})
    there = any(n.pos_ == "PROPN" or is_host_place(n, act) for n in places)
    return there and (act.mood.stage is Stage.DENIED or act.mood.negated)


def as_mere_aim(act: Act) -> bool:
    """ "arrived to join the police": told by the arriving."""
    return act.token.dep_ == "advcl" and is_infinitive(act.token)


def last_ones(act: Act) -> bool:
    """ "the last convoy of French troops": those who go."""
    return act.theme is not None and any(
        t.lower_ in {"last", "final", "remaining"}
        for c in act.theme.lefts
        for t in (c, *c.lefts)
    )


def out_of_host(act: Act) -> bool:
    """ "left Khartoum", "flew from Sudan": helpers who go again."""
    nouns = [n for n in objects(act.token) if n.dep_ == "dobj"]
    nouns += [n for w, n in complements(act.token) if w in {"from", "out of"}]
    return any(is_host_place(n, act) for n in nouns)


FORCES: dict[str, Callable[[Act], bool]] = {
    "as_mere_aim": as_mere_aim,
    "bound_for_host": bound_for_host,
    "from_own_port": from_own_port,
    "away_from_home": away_from_home,
    "flown_away": flown_away,
    "by_military": by_military,
    "expected_there": expected_there,
    "from_host": from_host,
    "from_markets": from_markets,
    "last_ones": last_ones,
    "leaves_a_house": leaves_a_house,
    "of_nobody": of_nobody,
    "on_errand": on_errand,
    "on_own_soil": on_own_soil,
    "on_patrol": on_patrol,
    "on_standby": on_standby,
    "out_of_host": out_of_host,
    "put_elsewhere": put_elsewhere,
    "said_not_to_be_there": said_not_to_be_there,
    "stays_posted": stays_posted,
    "takes_posts": takes_posts,
    "to_a_force": to_a_force,
    "with_passengers": with_passengers,
}
