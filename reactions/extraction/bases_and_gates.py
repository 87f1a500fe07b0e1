"""Conditions of places: bases that soldiers hold or leave, gates at a frontier.

The codebook's `troops_withdrawn`, `troops_deployed` and `border_closed`, where the text
names the place and not the act: "vacated its base", "shut two bridges".
"""

from collections.abc import Callable

from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.acts import (
    Act,
    all_places,
    is_host_place,
    is_own_place,
    is_time,
)
from reactions.extraction.agency import agents_of
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements, objects
from reactions.extraction.references import named_states_of
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token

OWNING_UP = frozenset("confirm admit acknowledge concede deny disclose reveal".split())
FARTHEST = 3
FRONTIER = frozenset({"border", "frontier", "cross", "crossing", "customs"})
CROSSERS = frozenset(
    """people traffic refugee migrant pedestrian traveller traveler civilian vehicle
    lorry truck passenger everyone anybody all""".split()
)


def owned_up_to(act: Act) -> bool:
    """ "confirmed that his troops are there", "denied having troops there"."""
    clause = act.token
    for _ in range(FARTHEST):
        above = clause.head
        if above.lemma_ == "time" and clause.dep_ == "relcl":
            clause = above  # "confirmed for the first time that"
            above = above.head.head
            return above.lemma_ in OWNING_UP
        if above.i == clause.i or clause.dep_ not in {"ccomp", "xcomp", "conj"}:
            return False
        if above.lemma_ in OWNING_UP:
            return True
        clause = above
    return False


def in_the_host(act: Act) -> bool:
    """ "are in the country", in the country in crisis."""
    ways = {"in", "inside", "into", "at"}
    places = [n for w, n in all_places(act) if w in ways]
    places += [o for o in objects(act.token) if act.theme is None or o.i != act.theme.i]
    return any(is_host_place(n, act) for n in places)


def by_soldiers(act: Act) -> bool:
    """ "Kenyan troops vacated their base", "Kenya gave up its base in the host"."""
    if any("troops" in classes_of(a, act.passage) for a in agents_of(act.token)):
        return True
    theme = act.theme
    if theme is None or not any(c.dep_ == "poss" for c in theme.lefts):
        return False
    if not any(is_voice(a, act.passage) for a in agents_of(act.token)):
        return False
    places = [n for w, n in all_places(act) if w in {"in", "at"} and not is_time(n)]
    host = act.passage.discourse.host
    mentions = (act.passage.mention_of.get(t.i) for t in act.token.sent)
    told = any(m is not None and host in m.codes for m in mentions)
    there = told or any(is_host_place(n, act) for n in places)
    return there and not any(is_own_place(n, act) for n in places)


def at_the_frontier(act: Act) -> bool:
    """ "the bridges to Mali", "two gates to people leaving": where one crosses."""
    theme, host = act.theme, act.passage.discourse.host
    if theme is None:
        return False
    goals = [*complements(theme), *complements(act.token)]
    for word, noun in goals:
        if word not in {"to", "into", "with", "between", "from", "for"}:
            continue
        mention = act.passage.mention_of.get(noun.i)
        if mention is not None and host in mention.codes:
            return True
        if word in {"to", "for"} and noun.lemma_.lower() in CROSSERS:
            return True
    return any(t.lemma_.lower() in FRONTIER for t in act.token.sent)


def by_another_state(act: Act) -> bool:
    """A state other than the host does it, by its own word or name."""
    named = [c for a in agents_of(act.token) for c in named_states_of(a, act.passage)]
    return bool(act.actors) and (bool(named) or bool(agents_of(act.token)))


def come_in(act: Act) -> bool:
    """ "let 500 of them come ashore", "allowed them to land"."""
    return act.token.head.lemma_ in {"let", "allow", "permit"} and not _is_out(
        act.token
    )


def _is_out(verb: Token) -> bool:
    return any(c.lower_ in {"out", "home", "back", "away"} for c in children_of(verb))


BASES_AND_GATES: dict[str, Callable[[Act], bool]] = {
    "owned_up_to": owned_up_to,
    "in_the_host": in_the_host,
    "by_soldiers": by_soldiers,
    "at_the_frontier": at_the_frontier,
    "by_another_state": by_another_state,
    "come_in": come_in,
}
