"""Conditions of how few a mission has come down to: a core, six people, hardly anybody.

The codebook: a minimum presence is reduced. A small team is not yet one: many missions
are small.
"""

from collections.abc import Callable, Iterator

from reactions.extraction.acts import Act
from reactions.extraction.kinship import children_of
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import complements, objects, subjects
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_passive

MODEST = frozenset({"small", "low", "half", "restricted"})
"""Said of teams that were never any larger."""
THINLY = frozenset("minimally thinly barely lightly sparsely partly partially".split())
LEFT_TO_STAFF = frozenset({"ordered", "authorized", "authorised", "voluntary"})
PEOPLE = frozenset("people person man woman official officer".split())


def a_core(act: Act) -> bool:
    """ "a core team", "a skeleton crew", "essential staff only"; not "a small team"."""
    if act.theme is None:
        return False
    words = {c.lower_ for c in head_of(act.theme).lefts}
    return bool(words & (word_list("reduced") - MODEST))


def down_to_few(act: Act) -> bool:
    """ "has gone down to a skeleton staff", "shrank to six", "is down to two men"."""
    if act.mood.negated:
        return False
    down = act.token.lemma_ not in {"go", "come", "be"}
    return any(
        (down or way == "down")
        and ({"few", "skeleton"} & classes_of(noun, act.passage) or _is_counted(noun))
        for way, noun in _down(act.token)
    )


def _is_counted(noun: Token) -> bool:
    """ "six", "six people", "five of its staff"."""
    if noun.pos_ == "NUM" or noun.lower_ in {"handful", "minimum"}:
        return not any(c.tag_ in {"NNS", "NN"} for c in noun.rights)
    people = noun.lemma_.lower() in PEOPLE | word_list("teams")
    return people and any(c.pos_ == "NUM" for c in noun.lefts)


def _down(verb: Token) -> Iterator[tuple[str, Token]]:
    """("down" or "", what it went to)."""
    fallen = any(c.lower_ == "down" for c in children_of(verb))
    for word, noun in complements(verb):
        if word in {"to", "down to"}:
            yield ("down" if fallen or word == "down to" else ""), noun
    for child in children_of(verb):
        if child.lower_ == "down":
            yield from (("down", n) for w, n in complements(child) if w == "to")


def thinly_so(act: Act) -> bool:
    """ "is minimally staffed"."""
    told = any(c.dep_ == "auxpass" for c in children_of(act.token))
    return told and any(c.lower_ in THINLY for c in children_of(act.token))


def passive(act: Act) -> bool:
    return is_passive(act.token)


def makes_do(act: Act) -> bool:
    """ "is making do with seven people": the mission is, with so many."""
    verb = act.token
    together = {verb.lemma_, verb.head.lemma_} | {c.lemma_ for c in verb.rights}
    return (
        {"make", "do"} <= together
        and not act.mood.negated
        and any("mission" in classes_of(s, act.passage) for s in subjects(verb))
        and act.theme is not None
        and (
            act.theme.lemma_.lower() in PEOPLE | word_list("teams") | {"handful"}
            or (act.theme.pos_ == "NUM" and not act.theme.n_rights)
        )
    )


def runs_the_mission(act: Act) -> bool:
    """ "A skeleton team keeps the embassy running"."""
    held = list(objects(act.token))
    held += [s for c in act.token.rights for s in c.lefts if s.dep_ == "nsubj"]
    return any("mission" in classes_of(n, act.passage) for n in held)


def its_object(act: Act) -> bool:
    """ "leaves its envoy there", not "has no envoy left there"."""
    return act.theme is not None and act.theme.head.i == act.token.i


def ordered_departure(act: Act) -> bool:
    """ "has been on ordered departure", "went to authorized departure status"."""
    holders = (act.token, *(o for o in objects(act.token) if o.dep_ == "dobj"))
    return any(
        word in {"on", "under", "to", "into"}
        and noun.lemma_.lower() in {"departure", "status"}
        and any(t.lower_ in LEFT_TO_STAFF for t in noun.subtree)
        for holder in holders
        for word, noun in complements(holder)
    )


THINNING: dict[str, Callable[[Act], bool]] = {
    "a_core": a_core,
    "down_to_few": down_to_few,
    "thinly_so": thinly_so,
    "passive": passive,
    "its_object": its_object,
    "makes_do": makes_do,
    "runs_the_mission": runs_the_mission,
    "ordered_departure": ordered_departure,
}
