"""Conditions of what a state lays on to get people out, and of those under way in it.

Plain flights, buses and ships count where a state's government lays them on and no
trade, war or help is named; people on their way count where their own state tells it.
"""

from collections.abc import Callable, Iterator

from reactions.actors import Role
from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.acts import Act, is_host_place, words_beside
from reactions.extraction.evacuation_flights import (
    CARGO,
    after_evacuation,
    for_allies,
    is_craft,
    is_model,
    is_of_state,
    on_board,
    on_the_way,
)
from reactions.extraction.kinship import children_of
from reactions.extraction.leaving import home
from reactions.extraction.mission_owners import of_speakers
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements
from reactions.extraction.quantities import quantity_of
from reactions.extraction.references import named_states_of
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive, lemma_of
from reactions.vocabulary import Stage

NAMES = frozenset({"NOUN", "PROPN"})
ARRANGING = frozenset("arrange organise organize lay_on put_on coordinate".split())
"""What is done for travellers, where nothing says for whom."""
CIVIL = frozenset("bus coach ferry minibus airliner train charter".split())
USUAL = frozenset(
    """daily weekly direct regular commercial scheduled additional extra cargo freight
    test surveillance reconnaissance spy fighter combat drone patrol humanitarian
    domestic nonstop connecting business private tourist sightseeing low-cost
    presidential school hydrogen space""".split()
)
NO_TRAVEL = frozenset(
    """route passenger season airport airline fare slot sanction airstrike strike bomb
    missile weapon ammunition exercise drill war invade blockade surveillance holiday
    ceremony match visit delegation summit concert festival conference troop soldier
    peacekeeper police rescuer medic doctor inspector monitor observer supply relief
    cargo rice grain oil fuel football fan summer winter island beach body remain
    coffin prisoner""".split()
)
OF_WAR = frozenset("warship frigate destroyer jet helicopter carrier".split())
LOST = frozenset(
    """crash crashed down downed missing disappear hijack hijacked sink sank capsize
    overturn collide shot strand stranded trap trapped""".split()
)
STANDBY = frozenset("standby stand-by ready alert waiting position".split())
FETCHING = frozenset(
    """evacuate airlift repatriate rescue extract fetch collect pick_up bring bring_home
    bring_back bring_out take take_out take_home get_out fly_out fly_home carry
    transport ferry retrieve lift move return""".split()
)
ARRIVING = frozenset("cross arrive come reach enter".split())
BY_THEMSELVES = frozenset({"commercial", "own", "themselves"})
SEVERAL = frozenset({"NNS", "NNPS"})
AHEAD = frozenset({"will", "would", "shall", "'ll"})


def for_travellers(act: Act) -> bool:
    """ "organised flights", "sent two jets for its tourists": by a government."""
    if act.theme is None or act.token.dep_ in {"acl", "amod"} or for_allies(act):
        return False
    craft = head_of(act.theme)
    if not (is_craft(craft, act) or craft.lemma_.lower() == "flight"):
        return False  # "ordered the departure of families"
    if {c.lower_ for c in craft.lefts} & USUAL:
        return False
    if {t.lemma_.lower() for t in _own_words(act.token)} & (NO_TRAVEL | CARGO):
        return False
    if not _laid_on_by_state(act) or _says_what_for(act):
        return False
    if "lifts" in classes_of(act.theme, act.passage):
        return True
    if any(w in {"to", "into"} and is_host_place(n, act) for w, n in _ways(act)):
        return _for_whom(act)  # "flights to Beirut" that resume are no airlift
    out = any(w in {"from", "out of"} and n.tag_ == "NNP" for w, n in _ways(act))
    several = craft.tag_ == "NNS" and lemma_of(act.token) in ARRANGING
    civil = craft.lemma_.lower() in CIVIL and lemma_of(act.token) in ARRANGING
    return out or several or civil or _for_whom(act)


def _own_words(verb: Token) -> Iterator[Token]:
    """The words of a clause, without those of clauses that others are subjects of."""
    for child in children_of(verb):
        joined = child.dep_ in {"conj", "parataxis", "ccomp", "advcl"}
        if not (joined and any(c.dep_ == "nsubj" for c in children_of(child))):
            yield from child.subtree


def _says_what_for(act: Act) -> bool:
    """ "sent a plane to evacuate 25 nationals": told by the evacuating."""
    return any(
        t.pos_ == "VERB" and t.i > act.token.i and lemma_of(t) in FETCHING
        for t in _own_words(act.token)
    )


def _laid_on_by_state(act: Act) -> bool:
    """By a government that is named as doing it, or that tells of it."""
    doers = agents(act.token)
    if doers:
        return all(_governs(agent, act) for agent in doers)
    told = set(of_speakers(act.token, act.theme or act.token, act.passage))
    told |= set(act.passage.block.actors)
    out = any(w in {"from", "out of"} and is_host_place(n, act) for w, n in _ways(act))
    return bool(act.actors) and (out or set(act.actors) <= told)


def _ways(act: Act) -> list[tuple[str, Token]]:
    theme = act.theme if act.theme is not None else act.token
    return [*complements(act.token), *complements(head_of(theme))]


def _for_whom(act: Act) -> bool:
    """Whether those it is for are named, or were being brought out just before."""
    armed = act.theme is not None and head_of(act.theme).lemma_.lower() in OF_WAR
    return (after_evacuation(act) and not armed) or any(
        "citizens" in classes_of(t, act.passage)
        for t in act.token.subtree
        if t.i > act.token.i and t.pos_ in NAMES
    )


def _governs(agent: Token, act: Act) -> bool:
    """A state or its office, no airline and no company."""
    if agent.lower_ in {"it", "they", "we", "which", "who", "that"}:
        return True
    mention = act.passage.mention_of.get(agent.i)
    if mention is not None and mention.role is Role.CARRIER:
        return False
    return is_voice(agent, act.passage)


def waits_for_citizens(act: Act) -> bool:
    """ "A C-130 is on standby for 260 Thais": a state's craft, and its own people."""
    words = {t.lower_ for t in act.token.subtree} | words_beside(act.token)
    return bool(words & STANDBY) and _for_own_people(act)


def comes_for_citizens(act: Act) -> bool:
    """ "An Indian ship reached the port, where 500 Indians were waiting"."""
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words & {"waiting", "stranded", "waited"}) and _for_own_people(act)


def _for_own_people(act: Act) -> bool:
    if act.theme is None:
        return False
    craft = head_of(act.theme)
    holders = [craft, *agents(act.token)]
    owned = any(named_states_of(n, act.passage) for n in holders)
    owned = owned or is_of_state(craft, act) or _told_by_own(act) or is_model(craft)
    if not (is_craft(craft, act) and owned):
        return False
    return any(
        "citizens" in classes_of(t, act.passage)
        and set(_owners_of(t, act)) & set(act.actors)
        for t in act.token.subtree
        if t.i > act.token.i and t.pos_ in NAMES
    )


def _owners_of(people: Token, act: Act) -> tuple[str, ...]:
    """ "260 Thais", "its nationals": whose they are."""
    mention = act.passage.mention_of.get(people.i)
    if mention is not None:
        return mention.codes
    if any(c.tag_ == "PRP$" for c in people.lefts):
        return act.actors
    return tuple(named_states_of(people, act.passage))


def under_own_heading(act: Act) -> bool:
    """ "GERMANY: 220 Germans crossed to Armenia": a count of those brought away.

    In a list of what each state does; travellers on airliners of their own are none.
    """
    actors = act.passage.block.actors
    if len(actors) != 1 or act.theme is None or act.actors != actors:
        return False
    owners = named_states_of(act.theme, act.passage)
    mention = act.passage.mention_of.get(act.theme.i)
    if mention is not None:
        owners = mention.codes
    if set(owners) - set(actors) or quantity_of(act.theme) is None:
        return False
    if is_infinitive(act.token):
        return False  # "have been told to leave"
    if not owners and act.token.lemma_ in ARRIVING and not home(act):
        return False  # "16,000 people had crossed": into the heading's own state
    if head_of(act.theme).tag_ not in SEVERAL:
        return False  # "50 million in aid; the first shipment landed"
    return not any(t.lower_ in BY_THEMSELVES for t in act.token.subtree)


def underway_by_own(act: Act) -> bool:
    """ "77 people were on their way to Egypt by road, Pretoria said"."""
    if act.theme is None or quantity_of(act.theme) is None or not on_the_way(act):
        return False
    if "troops" in classes_of(act.theme, act.passage):
        return False
    return _told_by_own(act) or (after_evacuation(act) and _is_plural(act.theme))


def _is_plural(noun: Token) -> bool:
    return head_of(noun).tag_ in {"NNS", "NNPS"}


def aboard_as_told(act: Act) -> bool:
    """ "Thirty-eight Cypriots were on board", of the flight told of just before."""
    if act.theme is None or act.theme.conjuncts:
        return False
    words = {t.lemma_.lower() for t in act.token.sent}
    if quantity_of(act.theme) is None or words & LOST:
        return False
    aboard = on_board(act) or any(
        w in {"on", "aboard"} and is_craft(n, act) for w, n in complements(act.token)
    )
    return aboard and (after_evacuation(act) or _told_by_own(act))


def to_cross_by_plan(act: Act) -> bool:
    """ "470 students will cross into Romania, India said": what it has planned."""
    if act.theme is None or quantity_of(act.theme) is None:
        return False
    if act.mood.stage is not Stage.ANNOUNCED or is_infinitive(act.token):
        return False
    if not words_beside(act.token) & AHEAD or not _told_by_own(act):
        return False
    return any(
        word in {"to", "into", "across", "over", "for", "from"}
        and (noun.tag_ == "NNP" or noun.lemma_ in {"border", "frontier"})
        for word, noun in complements(act.token)
    ) or bool(words_beside(act.token) & {"home"})


def _told_by_own(act: Act) -> bool:
    told = act.theme is not None and of_speakers(act.token, act.theme, act.passage)
    return bool(told) and bool(set(told or ()) & set(act.actors))


LAYING_ON: dict[str, Callable[[Act], bool]] = {
    "under_own_heading": under_own_heading,
    "for_travellers": for_travellers,
    "waits_for_citizens": waits_for_citizens,
    "comes_for_citizens": comes_for_citizens,
    "underway_by_own": underway_by_own,
    "aboard_as_told": aboard_as_told,
    "to_cross_by_plan": to_cross_by_plan,
}
