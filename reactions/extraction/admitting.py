"""Conditions of letting people in: who flees, over which border, to whom.

Travellers, traders and guests are no refugees, and at an embassy no country has let
anybody in.
"""

from collections.abc import Callable, Iterator

from reactions.actors import Role
from reactions.extraction.acts import Act, all_places, is_host_place
from reactions.extraction.kinship import children_of
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import agents, complements, objects, subjects
from reactions.extraction.quantities import quantity_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_passive, lemma_of
from reactions.vocabulary import ActionType

BORDERS = frozenset({"border", "frontier"})
ENVOYS = ("ambassador", "commissioner", "consul", "envoy")
REFUGE = frozenset("refuge shelter asylum sanctuary safety protection".split())
PARTICLES = {
    "let": {"in", "through"},
    "wave": {"through", "in"},
    "allow": {"in", "through"},
    "lay": {"on"},
    "put": {"on", "up"},
    "take": {"in"},
    "chip": {"in"},
    "kick": {"in"},
}
MANY = 100
STAYING = frozenset(
    """stay shelter enter cross settle remain live work reside come pass camp""".split()
)
BY_AIR = frozenset({"land", "fly", "arrive"})
OF_FLIGHT = frozenset(
    """resettle resettlement refugee asylum flee sponsor protection humanitarian
    shelter displaced refuge""".split()
)
NO_REFUGEES = frozenset(
    """player athlete footballer singer musician actor boxer cyclist swimmer gymnast
    cricketer tourist pilgrim trader fan supporter delegate businessman
    dancer""".split()
)
IN_FLIGHT = frozenset("refugee asylum flee displaced refuge".split())
OF_STATES = frozenset("student citizen national tourist expatriate compatriot".split())
COUNTS = frozenset("hundred thousand dozen score ten million".split())
SHELTER = frozenset(
    """shelter asylum refuge protection sanctuary haven right residence residency status
    roof permit stay home citizenship""".split()
)
FLEEING = frozenset("flee asylum refuge sanctuary victim survivor".split())
PLURALS = frozenset({"NNS", "NNPS"})


def many(act: Act) -> bool:
    """ "had received 70,000 people": no party of visitors."""
    count = quantity_of(act.theme) if act.theme is not None else None
    return count is not None and count >= MANY


def from_airspace(act: Act) -> bool:
    """ "banned from its airspace": a border in the air."""
    return any(
        w == "from" and "airspace" in classes_of(n, act.passage)
        for w, n in complements(act.token)
    )


def runs_from_crisis(act: Act) -> bool:
    """Whether those who cross are people who flee, not soldiers, traders or guests."""
    if act.token.lemma_ in {"take", "seek", "find"} and not any(
        o.lemma_.lower() in REFUGE for o in objects(act.token)
    ):
        return False  # "took to the streets"
    if act.token.lemma_ in BY_AIR and not any(
        t.lemma_.lower() in OF_FLIGHT for t in act.token.sent
    ):
        return False  # "Sudanese doctors landed in Cairo"
    if any(map(is_traveller, subjects(act.token))):
        return False
    heading = act.passage.block.actors
    if heading and not set(act.actors) <= set(heading):
        return False  # "PERU: 90 students crossed into Chad": evacuees
    if any(_is_of_a_state(s, act.passage) for s in subjects(act.token)):
        return False
    return not any(
        noun.lemma_.lower() in {"talk", "meeting", "summit", "visit", "work", "holiday"}
        for _, noun in complements(act.token)
    )


def _is_of_a_state(runner: Token, passage: Passage) -> bool:
    """ "90 students who crossed into Chad": on their way home."""
    if runner.tag_ in {"WP", "WDT"} and runner.head.dep_ == "relcl":
        runner = runner.head.head
    own = runner.lemma_.lower() in OF_STATES
    return own and "host_people" not in classes_of(runner, passage)


def is_traveller(noun: Token) -> bool:
    """Players, pilgrims, traders: they come and go again."""
    return noun.lemma_.lower() in NO_REFUGEES


def taken_in(act: Act) -> bool:
    """ "would take 200 families from Iraq": to live there, carried by no craft."""
    verb = act.token
    if lemma_of(verb) != "take" or is_passive(verb):
        return False
    if any(w in {"to", "out of", "into", "on", "off"} for w, _ in all_places(act)):
        return False
    if any(t.lower_ in {"aboard", "board"} for t in verb.subtree):
        return False  # "took 30 of them on board"
    carriers = word_list("carriers_of_state") | {"shuttle", "airlift"}
    return not any(a.lemma_.lower() in carriers for a in agents(verb))


def from_host_home(act: Act) -> bool:
    """ "200 families from northern Iraq": people of the country in crisis."""
    return any(
        w == "from"
        and (
            is_host_place(n, act)
            or (n.tag_ == "NNP" and n.i not in act.passage.mention_of)
        )
        for w, n in all_places(act)
    )


def taken_or_received(act: Act) -> bool:
    return lemma_of(act.token) != "take" or taken_in(act)


def of_its_rulers(act: Act) -> bool:
    """ "banned officials from entering": a penalty, the border is open."""
    rulers = {"official", "officer", "general", "minister", "leader", "commander"}
    return any(t.lemma_.lower() in rulers for t in act.token.subtree)


def in_or_through(act: Act) -> bool:
    """ "has let in 84,000 people", "let them through"."""
    beside = {c.lower_ for c in children_of(act.token)}
    return act.theme is not None and bool(beside & {"in", "through"})


def may_stay(act: Act) -> bool:
    """ "allowed 3,000 villagers to shelter on its side"."""
    return any(
        c.dep_ in {"ccomp", "xcomp"} and c.lemma_ in STAYING
        for c in children_of(act.token)
    )


def for_people_in_flight(act: Act) -> bool:
    """ "reception points for refugees", "camps for people fleeing the war"."""
    nouns = [*objects(act.token), *(n for _, n in complements(act.token))]
    nouns += [n for o in list(nouns) for _, n in complements(o)]
    wanted = {"refugees", "host_people"}
    if any(classes_of(noun, act.passage) & wanted for noun in nouns):
        return True
    words = {t.lemma_.lower() for t in act.token.subtree}
    return bool(words & {"refugee", "asylum", "flee", "reception"})


def in_numbers(act: Act) -> bool:
    """ "counted 3,000 arrivals", "put their number at 900"."""
    if many(act):
        return True
    counts = (quantity_of(n) for w, n in complements(act.token) if w == "at")
    return any(c is not None and c >= MANY for c in counts)


def of_flight_told(act: Act) -> bool:
    """Whether the text has told of people in flight, here or just before."""
    told = act.passage.discourse.act
    if told is not None and told.type is ActionType.REFUGEES_ADMITTED:
        return True
    if from_host_home(act) and act.theme is not None and act.theme.lemma_ == "arrival":
        return True
    return any(t.lemma_.lower() in IN_FLIGHT for t in act.token.sent)


def own_of_heading(act: Act) -> bool:
    """ "PERU: Some 60 were let through at the gate": its own people, by another."""
    alone = not any(a.i != act.theme.i for a in agents(act.token)) if act.theme else 0
    return bool(act.passage.block.actors) and is_passive(act.token) and bool(alone)


def visas_refused(act: Act) -> bool:
    """ "stopped issuing visas": no word of people in flight."""
    visa = act.theme is not None and act.theme.lemma_.lower() == "visa"
    return visa and act.mood.negated


def no_goal(act: Act) -> bool:
    """ "had come over by noon": to where the story is told from."""
    return not any(
        w.endswith(("to", "into")) and n.i in act.passage.mention_of
        for w, n in complements(act.token)
    )


def at_a_mission(act: Act) -> bool:
    """ "its embassy sheltered 200 women": no country has let anybody in."""
    posts = {"mission", "envoy", "staff"}
    for agent in agents(act.token):
        person = act.passage.person_of.get(agent.i)
        titled = person is not None and person.title.lower().endswith(ENVOYS)
        if titled or classes_of(agent, act.passage) & posts:
            return True
    return any(
        w in {"at", "in", "inside"}
        and (n.lemma_ == "residence" or "mission" in classes_of(n, act.passage))
        for w, n in all_places(act)
    )


def left_open(act: Act) -> bool:
    """ "would remain open", "kept their borders with Niger open"."""
    return any(t.lower_ == "open" and t.i > act.token.i for t in act.token.subtree)


def destination_states(place: Token, passage: Passage) -> tuple[str, ...]:
    """The state people cross into: a place by its own name, not the host's."""
    mention = passage.mention_of.get(place.i)
    if mention is None or mention.role not in {Role.NAME, Role.CAPITAL}:
        return ()
    return tuple(
        c for c in mention.codes[:1] if passage.discourse.host not in mention.codes
    )


def crossed_into(verb: Token) -> Iterator[Token]:
    """ "crossed into Chad", "crossed the border to Egypt", "over to Cameroon"."""
    into = {"into", "to", "in", "over to", "over into", "across to"}
    for holder in (verb, *objects(verb)):
        yield from (n for w, n in complements(holder) if w in into)


def let_in(verb: Token) -> Iterator[Token]:
    """ "has let in some 2,000 villagers", "laid on a flight": parsed as places."""
    particles = PARTICLES.get(verb.lemma_)
    if particles is not None:
        yield from (n for w, n in complements(verb) if w in particles)


def reached(token: Token, place: Token, passage: Passage) -> tuple[str, ...]:
    """ "Hundreds have crossed into Chad": the state that people in flight come to."""
    fleeing = {"refugees", "host_people", "people"}
    if any(
        fleeing & classes_of(s, passage) or s.lemma_.lower() in COUNTS
        for s in subjects(token)
        if not any(c.tag_ == "PRP$" for c in s.lefts)  # "its evacuees": on their way
    ):
        return destination_states(place, passage)
    return ()


def restricts(act: Act) -> bool:
    """ "announced visa restrictions": the door is closed, not opened."""
    easing = {"lift", "ease", "waive", "relax", "drop", "remove", "scrap", "loosen"}
    return (
        act.theme is not None
        and act.theme.lemma_ == "restriction"
        and act.token.lemma_ not in easing
    )


def shelter(act: Act) -> bool:
    """ "given shelter", "granted asylum"."""
    words = {t.lemma_.lower() for t in act.token.subtree}
    return bool(words & SHELTER)


def entry(act: Act) -> bool:
    """ "from entering the country", "from its territory", "from Peru"."""
    words = {t.lemma_.lower() for t in act.token.subtree if t.i > act.token.i}
    if words & {
        "enter",
        "entry",
        "territory",
        "visa",
        "travel",
        "travelling",
        "visit",
        "soil",
    }:
        return True
    return any(
        word == "from"
        and (mention := act.passage.mention_of.get(noun.i)) is not None
        and mention.code in act.actors
        for holder in (act.token, *objects(act.token))
        for word, noun in complements(holder)
    )


def _at_border(those: Token) -> bool:
    return any(n.lemma_.lower() in BORDERS for _, n in complements(those))


def for_refugees(act: Act) -> bool:
    nouns = [n for w, n in complements(act.token) if w in {"to", "for"}]
    nouns += objects(act.token)
    nouns += [
        n for o in objects(act.token) for w, n in complements(o) if w in {"to", "for"}
    ]
    wanted = {"refugees", "host_people", "allies"}
    if any(classes_of(noun, act.passage) & wanted for noun in nouns):
        return True
    if any(n.lower_ == "those" and _at_border(n) for n in nouns):
        return True  # "shelter for those at the frontier"
    after = [t for t in act.token.subtree if t.i > act.token.i]
    plurals = (t for t in after if t.tag_ in PLURALS and not is_traveller(t))
    if any(classes_of(t, act.passage) & wanted for t in plurals):
        return True
    words = {t.lemma_.lower() for t in act.token.subtree}
    return bool(words & FLEEING)


ADMITTING: dict[str, Callable[[Act], bool]] = {
    "shelter": shelter,
    "entry": entry,
    "for_refugees": for_refugees,
    "restricts": restricts,
    "left_open": left_open,
    "taken_in": taken_in,
    "from_host_home": from_host_home,
    "may_stay": may_stay,
    "in_or_through": in_or_through,
    "of_its_rulers": of_its_rulers,
    "taken_or_received": taken_or_received,
    "at_a_mission": at_a_mission,
    "many": many,
    "in_numbers": in_numbers,
    "of_flight_told": of_flight_told,
    "own_of_heading": own_of_heading,
    "visas_refused": visas_refused,
    "from_airspace": from_airspace,
    "no_goal": no_goal,
    "runs_from_crisis": runs_from_crisis,
    "for_people_in_flight": for_people_in_flight,
}
