"""Where a theme stands that is gone round, is there, or mans a place."""

from collections.abc import Callable, Iterator

from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements, objects
from reactions.extraction.tokens import Token

MANNED = frozenset({"with", "by", "on", "at", "down to"})


def _round(verb: Token) -> Iterator[Token]:
    """ "is steering its services round the airspace", "stay clear of it"."""
    ways = {"round", "around", "away from", "out of", "outside", "past", "off"}
    yield from (n for w, n in complements(verb) if w in ways)
    for word in children_of(verb):
        if word.lower_ in {"clear", "away", "wide", "out"}:
            yield from (n for w, n in complements(word) if w in {"of", "from"})
    for noun in objects(verb):
        yield from (n for w, n in complements(noun) if w in {"round", "around"})


def _there(verb: Token) -> Iterator[Token]:
    """ "there will be no troops"."""
    if any(c.dep_ == "expl" for c in children_of(verb)):
        yield from (c for c in children_of(verb) if c.dep_ in {"attr", "nsubj"})


def _manned(verb: Token) -> Iterator[Token]:
    """ "is manned by three diplomats"."""
    holders = (verb, *(c for c in verb.rights if c.dep_ == "acomp"))
    yield from (n for h in holders for w, n in complements(h) if w in MANNED)


OF_WAYS: dict[str, Callable[[Token], Iterator[Token]]] = {
    "round": _round,
    "there": _there,
    "manned": _manned,
}
