"""Say whether a mission works from another place: "from Nairobi", "out of a hotel"."""

from collections.abc import Iterator

from reactions.actors import Role
from reactions.extraction.acts import (
    PLACES_OF_WORK,
    Act,
    is_host_place,
    is_time,
    places_of,
)
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements, objects
from reactions.extraction.references import own_states_of
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive

PLACES = frozenset({Role.NAME, Role.CAPITAL})
ASIDE = frozenset({"acl", "relcl", "amod"})
GOING_THERE = frozenset("move go relocate transfer shift withdraw fly".split())
MAKESHIFT = frozenset("container tent warehouse garage hangar trailer hall".split())
DONE_SOMEWHERE = frozenset("base carry perform handle exercise conduct".split())


def from_elsewhere(act: Act) -> bool:
    """ "will work from Nairobi", "is operating out of a hotel", "from there"."""
    if _from_there(act.token):
        return True
    for word, noun in (*places_of(act), *_of_its_work(act.token)):
        if word in {"from", "out of"} or (
            word in {"in", "at"} and act.token.lemma_.lower() in DONE_SOMEWHERE
        ):
            mission = "mission" in classes_of(noun, act.passage)
            if mission and _is_of_another(noun, act):
                return True
            city = act.passage.discourse.host_city.lower().split()
            if mission or noun.lower_ in city or is_time(noun):
                continue
            if (
                noun.pos_ == "PROPN"
                or noun.lemma_.lower() in PLACES_OF_WORK | MAKESHIFT
            ):
                return True
    if _at_work_abroad(act):
        return True
    if act.token.dep_ == "relcl" and any(c.lower_ == "where" for c in act.token.lefts):
        place = act.token.head  # "the airport, where the embassy now works"
        return place.lemma_.lower() in PLACES_OF_WORK - {"country", "city", "capital"}
    return False


def _is_of_another(house: Token, act: Act) -> bool:
    """ "is working from the Polish embassy", of the Czech ambassador."""
    named = set(own_states_of(house, act.passage))
    return bool(named) and named.isdisjoint(act.actors)


def _at_work_abroad(act: Act) -> bool:
    """ "The embassy staff are working in Baku": told of as where they now are."""
    verb, theme = act.token, act.theme
    if verb.lemma_ not in {"work", "operate", "function"} or verb.dep_ in ASIDE:
        return False
    helping = {c.lower_ for c in children_of(verb) if c.dep_ == "aux"}
    if verb.tag_ != "VBG" or helping.isdisjoint({"is", "are", "'s", "'re"}):
        return False
    if theme is None or not classes_of(theme, act.passage) & {"mission", "staff"}:
        return False
    if any(w == "on" and not is_time(n) for w, n in complements(verb)):
        return False  # "are working in Chile on a trade deal"
    if any(is_infinitive(c) for c in verb.rights):
        return False
    for word, noun in complements(verb):
        mention = act.passage.mention_of.get(noun.i)
        if word == "in" and mention is not None and mention.role in PLACES:
            return act.passage.discourse.host not in mention.codes and not (
                set(mention.codes) & set(act.actors)
            )
    return False


def shelters(act: Act) -> bool:
    """ "is working from a shelter", "Dakar, where they go on working": not at home."""
    verb = act.token
    if any(
        w == "from" and not is_time(n) and "mission" not in classes_of(n, act.passage)
        for w, n in complements(verb)
    ):
        return True
    moved = verb.dep_ == "conj" and verb.head.lemma_ in GOING_THERE
    if moved and any(
        c.lower_ == "there" for t in (verb, *verb.rights) for c in t.rights
    ):
        return True
    place = verb.head
    there = verb.dep_ == "relcl" and any(
        t.lower_ == "where" for c in verb.lefts for t in (c, *c.rights)
    )
    return there and place.tag_ == "NNP" and not is_host_place(place, act)


def _of_its_work(verb: Token) -> Iterator[tuple[str, Token]]:
    """ "would continue work from Baku": the place hangs on the work."""
    for held in _work_under(verb):
        yield from ((w, n) for w, n in complements(held) if w in {"from", "out of"})


def _work_under(verb: Token) -> Iterator[Token]:
    for child in verb.rights:
        noun = child.dep_ == "dobj" and child.lemma_.lower() in {"work", "operation"}
        if noun or (child.dep_ == "xcomp" and child.lemma_ in {"work", "operate"}):
            yield child


def _from_there(verb: Token) -> bool:
    """ "were moved to Baku and will work from there", "from elsewhere"."""
    holders = (verb, *(o for o in objects(verb) if o.dep_ == "dobj"))
    holders = (*holders, *_work_under(verb))
    return any(
        prep.lower_ == "from"
        and any(c.lower_ in {"there", "where", "elsewhere"} for c in children_of(prep))
        for holder in holders
        for prep in holder.rights
    )
