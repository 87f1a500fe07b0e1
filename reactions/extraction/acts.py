"""An act as it is weighed: predicate, theme, mood, actors, and the places near it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from reactions.extraction.kinship import children_of
from reactions.extraction.moods import Mood
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import (
    agents,
    complements,
)
from reactions.extraction.tokens import Token

AWAY = frozenset({"country", "capital", "city", "town", "territory", "region", "post"})


PLACES_OF_WORK = frozenset(
    """airport hotel base compound location site city town capital country building
    camp residence villa bunker outskirts district place premise port island
    border facility room house office flat apartment suite floor school guesthouse
    ship basement""".split()
)


class NobodysAct(Exception):
    """No state is found that acts: the frame that asked does not fit."""


@dataclass(frozen=True)
class Act:
    """A predicate with what was read of it. `actors` are the states that act.

    `whose` gives them, or says how to find them: that is long work, and most frames
    fail before anybody asks. Then `actors` raises NobodysAct where there are none.
    """

    token: Token
    theme: Token | None
    passage: Passage
    mood: Mood
    whose: tuple[str, ...] | Callable[[], tuple[str, ...]]

    @cached_property
    def actors(self) -> tuple[str, ...]:
        if not callable(self.whose):
            return self.whose
        found = self.whose()
        if not found:
            raise NobodysAct
        return found


def words_beside(token: Token) -> set[str]:
    return {c.lower_ for c in children_of(token)} | {
        c.lemma_.lower() for c in children_of(token)
    }


DIRECTIONS = frozenset("north south east west westward eastward inland".split())
MEANS = frozenset(
    "road air land sea rail bus boat plane train convoy ship river helicopter".split()
)


def places_of(act: Act) -> list[tuple[str, Token]]:
    found = list(complements(act.token))
    for word, means in complements(act.token):
        if word in {"by", "in", "on"} and means.lemma_.lower() in MEANS:
            # "moved 96 citizens by road to Gondar", hung on the road
            found += [(w, n) for w, n in complements(means) if w in ONWARD]
    for child in children_of(act.token):
        if child.lower_ in DIRECTIONS:
            found += complements(child)  # "had moved its staff south to Gaya"
        if child.dep_ == "dep" and child.pos_ in {"NOUN", "PROPN"}:
            # "moved 90 people, among them six tourists, to Baku", hung on them
            found += [(w, n) for w, n in complements(child) if w in ONWARD]
    if act.token.pos_ == "NOUN" or act.theme is None:
        return found
    for holder in (act.theme, *(t for t in act.theme.conjuncts if t.i > act.theme.i)):
        found += [
            (word, noun)
            for word, noun in complements(holder)
            if word in {"to", "into", "out of"} and noun.i > act.token.i
        ]
    for word, noun in complements(act.theme):
        if word == "of":  # "moving the work of its embassy to Port Sudan"
            found.extend((w, n) for w, n in complements(noun) if w in {"to", "into"})
    return found


ONWARD = frozenset({"to", "into", "across", "from", "out of", "over"})
DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december today tomorrow
    now then week month day morning afternoon noon midnight""".split()
)


def is_time(noun: Token) -> bool:
    """ "from Monday": when, not where."""
    return noun.lower_.rstrip(".") in DAYS or noun.pos_ == "NUM"


def is_own_place(noun: Token, act: Act) -> bool:
    """Whether a place is the actor's own country or capital, or "home"."""
    mention = act.passage.mention_of.get(noun.i)
    if mention is not None and mention.code:
        return mention.code in act.actors
    if noun.lemma_.lower() in {"home", "homeland", "safety"}:
        return True
    if noun.lemma_.lower() in AWAY and set(_states_beside(noun, act)) & set(act.actors):
        return True  # "in the Colombian capital", of Colombia's ambassador
    return noun.lemma_.lower() == "country" and any(
        c.dep_ == "poss" or c.lower_ == "home" for c in children_of(noun)
    )


def is_host_place(noun: Token, act: Act) -> bool:
    mention = act.passage.mention_of.get(noun.i)
    discourse = act.passage.discourse
    if mention is not None and discourse.host in mention.codes:
        return True
    if discourse.host_city and noun.lower_ in discourse.host_city.lower().split():
        return True
    if noun.lemma_.lower() not in AWAY:
        return False
    named = _states_beside(noun, act)
    return not named or discourse.host in named


def _states_beside(noun: Token, act: Act) -> list[str | None]:
    """ "the Colombian capital", "Chad's capital": whose it is said to be."""
    mentions = (act.passage.mention_of.get(c.i) for c in noun.lefts)
    return [code for m in mentions if m is not None for code in m.codes]


def all_places(act: Act) -> list[tuple[str, Token]]:
    found = places_of(act)
    if act.theme is not None:
        found += complements(act.theme)
        for beside in (c for c in act.theme.rights if c.dep_ == "appos"):
            found += complements(beside)  # "104 people, mostly tourists, to Warsaw"
    for agent in agents(act.token):  # "two flights to Frankfurt carried 320 people"
        found += complements(agent)
    return found


def is_seat(noun: Token, act: Act) -> bool:
    """The host itself or its capital: where the missions have their seat."""
    longer = any(c.dep_ == "compound" for c in noun.lefts)  # "Port Sudan"
    return is_host_place(noun, act) and not longer
