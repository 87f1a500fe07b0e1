"""Conditions of bringing people out or letting them in: who carries whom, and where to.

Only what a state does counts: travellers on their own way, companies, aid groups and
a country's moves within its own borders are left out.
"""

from collections.abc import Callable, Sequence

from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.acts import (
    Act,
    all_places,
    is_host_place,
    is_own_place,
    is_seat,
)
from reactions.extraction.agency import is_operation, is_ship
from reactions.extraction.carriers import is_any_airline, is_own_carrier
from reactions.extraction.evacuation_flights import (
    FLIGHTS,
    NAMES,
    is_craft,
    is_of_state,
    is_sent,
    is_vehicle,
    onto_vehicle,
)
from reactions.extraction.kinship import children_of
from reactions.extraction.leaving import home
from reactions.extraction.passages import Passage
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements, objects, subjects
from reactions.extraction.quantities import quantity_of
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_passive, lemma_of

OUTRIGHT = frozenset(
    """evacuate airlift repatriate rescue extract extricate evacuation
    repatriation""".split()
)
FETCHED = frozenset({"pick_up", "collect", "fetch"})
AT_HOME = frozenset(
    """village suburb house building town district province neighbourhood neighborhood
    school theatre stadium mall wreck boat dinghy mine river flood shore coast home
    apartment camp area region raft factory bus train mountain cave island lorry car
    rubble wreckage sea water tunnel jail prison canal lake""".split()
)
THOSE = frozenset("them they those anyone anybody everyone everybody".split())
BEARING = frozenset("carry take bring fly transport ferry bear".split())
MOVING = frozenset(
    """move take bus drive ferry carry transport bring fly transfer escort relocate
    shuttle truck""".split()
)
NOT_MOVING = frozenset("send see put deliver conduct return land load".split())
"""Verbs that say with a place alone nothing of bringing people out of harm."""
SHARES = frozenset("most many some all half majority several none both".split())
QUAYS = frozenset(
    """quay quayside pier dock jetty port harbour harbor beach airport airfield
    airstrip""".split()
)
SPANS = frozenset("moment now time present day week today".split())
PLANS = frozenset(
    "plan need reason preparation order decision question talk option".split()
)
PERSONS = frozenset(
    "citizens staff allies troops refugees host_people envoy diplomats".split()
)
WAYS = frozenset("road bus land sea air boat convoy rail train".split())
WISHING = frozenset("ask want wish hope register apply request wait plead".split())
STAFF = frozenset({"staff", "mission", "envoy", "diplomats"})
STAYED = frozenset("without still left stranded stuck wishing willing wanting".split())
TOLD = frozenset({"urge", "advise", "tell", "order", "warn", "instruct"})
ASSISTED = frozenset("assisted organised organized sponsored government-led".split())
BY_WHOM = frozenset({"lifts", "vehicle", "carrier", "troops"})
BARE = frozenset(
    """mass mandatory government organised organized general immediate possible large
    full any military government-led government-organised government-organized
    voluntary sea air land emergency forced coordinated led sponsored assisted
    large-scale civilian further first second its charter chartered wider broader
    whole-scale wholesale complete special such this that rapid own""".split()
)


def carried_off(act: Act) -> bool:
    """Carried out of the crisis, by a verb that says so or to a place that does."""
    if _at_home(act):
        return False
    lemma = lemma_of(act.token)
    others = act.theme is not None and act.theme.lemma_.lower() == "other"
    crafts = [*agents(act.token)]
    if act.token.dep_ in {"advcl", "acl", "xcomp"}:  # "sent a frigate to pick up 20"
        crafts += objects(act.token.head)
    by_craft = any(is_craft(craft, act) for craft in crafts)
    if lemma in FETCHED and by_craft and not others:
        return True
    if by_craft and lemma in {"carry", "take"} and act.passage.block.actors:
        return act.passage.block.actors == act.actors  # under its own heading
    if act.token.lemma_.lower() in OUTRIGHT or lemma.endswith(("_out", "_home")):
        return True
    if lemma.endswith("_back") or home(act):
        return True
    if any(_leads_away(word, noun, act, crafts) for word, noun in all_places(act)):
        return True
    if act.token.lemma_ in {"put", "load"} and onto_vehicle(act):
        return True
    if by_craft and lemma in BEARING and act.theme and quantity_of(act.theme):
        return any(is_of_state(craft, act) for craft in crafts)
    return (by_craft or lemma in MOVING) and _ends_abroad(act)


def _leads_away(word: str, noun: Token, act: Act, crafts: Sequence[Token]) -> bool:
    """Whether a place beside the carrying is out of the crisis, or on the way out."""
    if word in {"out of", "from", "off"} and is_host_place(noun, act):
        return True
    if noun.lemma_.lower() in QUAYS and word in {"off", "from"}:
        return any(is_craft(craft, act) for craft in crafts)
    at_border = noun.lemma_.lower() in {"border", "frontier", "river", "lake"}
    if at_border and word in {"to", "across", "towards", "over"}:
        return True
    if word not in {"to", "into", "across"} or act.token.lemma_ == "send":
        return False
    goals = (noun, *noun.conjuncts)  # "to Crete, Tunisia and Egypt"
    if noun.lemma_ == "safety" or any(_is_abroad(n, act.passage) for n in goals):
        return True
    if noun.tag_ != "NNP":
        return False
    sent = any(is_sent(craft, act) for craft in crafts)  # "a ship which is to bring"
    if sent or _by_forces(act) or _by_road(act):  # "to Hindon", "by road to Gondar"
        return not is_host_place(noun, act)
    return _are_nationals(act) and not is_seat(noun, act)  # "citizens to Port Sudan"


def _are_nationals(act: Act) -> bool:
    """Whether a state moves its own people, by a verb that says so."""
    if act.theme is None or act.token.lemma_.lower() in NOT_MOVING:
        return False
    return "citizens" in classes_of(act.theme, act.passage)


def _ends_abroad(act: Act) -> bool:
    """ "from an airfield north of Khartoum to Djibouti", hung on the north."""
    return any(
        noun.dep_ == "pobj"
        and noun.head.lower_ in {"to", "into", "across"}
        and noun.i in act.passage.mention_of
        and not is_host_place(noun, act)
        for noun in act.token.subtree
        if noun.i > act.token.i
    )


def _by_road(act: Act) -> bool:
    """Whether a state says by what way it moved its citizens out of harm."""
    by_way = any(
        word == "by" and noun.lemma_.lower() in WAYS
        for word, noun in complements(act.token)
    )
    return by_way and act.token.lemma_ in {"move", "evacuate", "take", "transfer"}


def _by_forces(act: Act) -> bool:
    """Whether a state's plane, ship or force carries them, wherever it takes them."""
    carriers = word_list("carriers_of_state")
    return any(
        agent.lemma_.lower() in carriers and named_states_of(agent, act.passage)
        for agent in agents(act.token)
    )


def _is_abroad(place: Token, passage: Passage) -> bool:
    """ "Egypt", also "Kousseri in Cameroon": a place that is not the host's."""
    for noun in (place, *(n for w, n in complements(place) if w == "in")):
        mention = passage.mention_of.get(noun.i)
        if mention is not None:
            return passage.discourse.host not in mention.codes
    return False


def _at_home(act: Act) -> bool:
    """ "from villages near the volcano", "from a burning mall": no matter of states."""
    places = [n for _, n in all_places(act)]
    places += [c for n in places for c in n.lefts]  # "two Khartoum neighbourhoods"
    in_host = any(is_host_place(n, act) for n in places)
    for word, noun in all_places(act):
        if word in {"from", "in", "at", "out of"} and not in_host:
            if noun.lemma_.lower() in AT_HOME:
                return True
            if is_own_place(noun, act) and word != "at":
                return True
    return False


def acted_on(act: Act) -> bool:
    """Whether they are brought, not the ones who "get out" or "come home"."""
    token, theme = act.token, act.theme
    if token.pos_ == "NOUN" or theme is None:
        return True
    if _is_asked_of_others(token, act.passage):
        return False
    if theme.dep_ == "conj" and theme.lemma_.lower() == "other":
        beside = classes_of(theme.head, act.passage)
        if beside & {"allies", "host_people"}:
            return False  # "interpreters and others who worked for them"
    if is_passive(token):
        return not _is_their_wish(token)
    if token.lemma_ in TOLD and not any(o.dep_ == "dobj" for o in objects(token)):
        # "US citizens urged to leave": a headline without its auxiliary
        return any(c.dep_ == "xcomp" for c in children_of(token))
    if token.tag_ == "VBN" and not any(c.dep_ == "aux" for c in children_of(token)):
        return True  # "1,500 citizens flown back": a line without its auxiliary
    if token.tag_ == "VBG" and token.dep_ == "acl" and is_vehicle(token.head):
        return False  # "a flight carrying 30 of them landed": told by the landing
    brought = any(o.i == theme.i for o in objects(token))
    meant = {theme.i, theme.head.head.i if theme.dep_ == "pobj" else theme.i}
    doing = (t for s in subjects(token) for t in (s, *s.conjuncts))
    return brought or all(s.i not in meant for s in doing)


def _is_their_wish(token: Token) -> bool:
    """ "63 had asked to be repatriated": what they want, not what a state does."""
    return token.dep_ == "xcomp" and token.head.lemma_ in WISHING


def _is_asked_of_others(token: Token, passage: Passage) -> bool:
    """ "appealed to others to help evacuate its people": who is asked has not acted."""
    if token.head.lemma_ in {"ask", "request", "urge"} and any(
        c.dep_ in {"dobj", "nsubj"} and c.i in passage.mention_of
        for c in (*token.head.rights, *token.lefts)
        if token.head.i < c.i < token.i
    ):
        return True  # "asked the Netherlands to take its citizens along"
    return any(
        above.lemma_ == "appeal" and above.pos_ == "VERB" for above in token.ancestors
    )


def by_a_state(act: Act) -> bool:
    """Whether whoever carries them can act for a state; a passive leaves it open."""
    if act.token.pos_ == "NOUN":
        return True
    return all(
        agent.i == (act.theme.i if act.theme is not None else -1)
        or agent.lemma_.lower() in SHARES  # "39 Kenyans, most of them students, landed"
        or is_ship(agent, act.passage)
        or (is_voice(agent, act.passage) and not is_any_airline(agent, act))
        or agent.lemma_.lower() in {"who", "which", "that"}
        or is_operation(agent)
        or bool(classes_of(agent, act.passage) & BY_WHOM)
        or _is_meant_by_theme(agent, act)
        or is_own_carrier(agent, act)
        for agent in agents(act.token)
    )


def _is_meant_by_theme(agent: Token, act: Act) -> bool:
    """ "Pakistanis were there and there were no plans to bring them home"."""
    pronoun = act.theme is not None and act.theme.lower_ in THOSE
    return pronoun and "citizens" in classes_of(agent, act.passage)


def planned(act: Act) -> bool:
    """ "plans for an evacuation", "no need for an evacuation"."""
    meant = act.token
    if meant.dep_ == "compound":
        if meant.head.lemma_.lower() not in {"flight", "operation", "mission"}:
            return False  # "our evacuation plan"
        meant = meant.head  # "no plans for an evacuation flight"
    holder = meant.head.head if meant.dep_ == "pobj" else meant.head
    if holder.dep_ == "dobj" and any(
        "mission" in classes_of(s, act.passage) for s in subjects(holder.head)
    ):
        return False  # "The embassy sees no need for an evacuation": its own
    if holder.lemma_.lower() == "need" and any(
        t.i < holder.i and "mission" in classes_of(t, act.passage)
        for t in holder.sent
        if t.pos_ in NAMES
    ):
        return False  # "Its embassy is at work and there is no need for one"
    return holder.lemma_.lower() in PLANS


def _staff_before(act: Act) -> bool:
    """ "Embassy staff will leave and the evacuation will end on Monday": theirs."""
    return any(
        t.pos_ in NAMES and classes_of(t, act.passage) & {"staff", "envoy"}
        for t in act.token.sent
        if t.i < act.token.i
    )


def bare(act: Act) -> bool:
    """ "is not planning an evacuation": of people, where nothing else is named."""
    if act.theme is None or _staff_before(act):
        return False
    if any(
        w in {"of", "for"} and n.lemma_.lower() not in SPANS
        for w, n in complements(act.theme)
    ):
        return False
    return all(
        c.dep_ not in {"amod", "compound", "nmod", "poss"}
        or c.lower_ in BARE
        or c.i in act.passage.mention_of
        for c in act.theme.lefts
    )


def of_citizens(act: Act) -> bool:
    """ "the return of 80 nationals", "their departure", "assisted departures"."""
    if act.theme is None:
        return False
    lefts = {c.lower_ for c in act.theme.lefts}
    if lefts & ASSISTED:
        return True
    if "their" in lefts and any(
        "citizens" in classes_of(t, act.passage)
        for t in act.token.sent
        if t.i < act.theme.i and t.pos_ in NAMES
    ):
        return True
    return any(
        word in {"of", "for"}
        and (
            "citizens" in classes_of(noun, act.passage)
            or are_citizens(noun, act.passage)
        )
        for word, noun in complements(act.theme)
    )


def of_people(act: Act) -> bool:
    """ "an airlift", "an airlift of its tourists": of people, whosoever."""
    return bare(act) or of_citizens(act)


def as_well_as(act: Act) -> bool:
    """ "260 Jordanians as well as Iraqis": taken along by the former's state."""
    noun = act.theme
    while noun is not None and noun.dep_ == "conj":
        noun = noun.head
        joins = (c for c in children_of(noun) if c.dep_ == "cc")
        if any(t.lower_ == "well" for c in joins for t in c.subtree):
            return True
    return False


def are_own(theme: Token, passage: Passage) -> bool:
    """ "Britain evacuated its own", where its diplomats were not spoken of."""
    return theme.lemma_.lower() == "own" and not passage.discourse.theme & STAFF


def are_citizens(theme: Token, passage: Passage) -> bool:
    """ "to bring them home", where citizens were spoken of and nobody else since."""
    theme = head_of(theme)  # "had got 4,200 of them out"
    if theme.lower_ not in THOSE:
        return False
    if theme.lower_ == "those" and any(
        c.dep_ == "relcl" and c.lemma_ in WISHING for c in children_of(theme)
    ):
        return True  # "to bring home those who wish to return"
    if theme.lower_ in {"anyone", "anybody", "everyone", "everybody"}:
        return True
    follows = theme.nbor(1).lower_ if theme.i + 1 < len(theme.doc) else ""
    if theme.lower_ == "those" and follows in STAYED:
        return True  # "those without a car", "those still in Tehran"
    if theme.lower_ == "they" and theme.i == theme.sent.start and theme.i:
        before = theme.doc[theme.i - 1].sent  # "61 Poles are there. They are advised"
        named = [t for t in before if t.dep_ in {"nsubj", "attr"} and t.pos_ in NAMES]
        return any("citizens" in classes_of(n, passage) for n in named[-1:])
    named = [n for w, n in complements(theme) if w in {"of", "among"}]
    if any("citizens" in classes_of(n, passage) for n in named):
        return True
    spoken_of = [t for t in theme.sent if t.i < theme.i and t.pos_ in NAMES]
    for noun in reversed(spoken_of):
        classes = classes_of(noun, passage)
        if classes & PERSONS:
            return "citizens" in classes
    return "citizens" in passage.discourse.theme


EVACUATING: dict[str, Callable[[Act], bool]] = {
    **FLIGHTS,
    "carried_off": carried_off,
    "by_a_state": by_a_state,
    "acted_on": acted_on,
    "as_well_as": as_well_as,
    "planned": planned,
    "bare": bare,
    "of_people": of_people,
    "of_citizens": of_citizens,
}
