"""Conditions of a state's airline: that it flies no more, turns back, goes round."""

from collections.abc import Callable

from spacy.tokens import Token

from reactions.actors import Role
from reactions.extraction.acts import Act, is_host_place, words_beside
from reactions.extraction.carriers import carrier_acts
from reactions.extraction.predicates import agents, complements
from reactions.extraction.themes import classes_of


def by_carrier(act: Act) -> bool:
    """ "Kuwait Airways re-routed its planes": a state's airline."""
    return any("carrier" in classes_of(a, act.passage) for a in agents(act.token))


def by_carrier_or_regulator(act: Act) -> bool:
    """A state's airline or its planes, or whoever tells them where to fly."""
    return any(
        classes_of(a, act.passage) & {"carrier", "airlines", "flights", "vehicle"}
        or _of_carrier(a, act)
        or a.lemma_.lower() in {"regulator", "authority", "it", "agency"}
        for a in agents(act.token)
    )


def of_carrier(act: Act) -> bool:
    """ "an EgyptAir jet": a plane by the name of its airline."""
    return act.theme is not None and _of_carrier(act.theme, act)


def _of_carrier(noun: Token, act: Act) -> bool:
    beside = (act.passage.mention_of.get(t.i) for t in (noun, *noun.lefts))
    return any(m is not None and m.role is Role.CARRIER for m in beside) or any(
        "carrier" in classes_of(c, act.passage) for c in noun.lefts
    )


def turned_back(act: Act) -> bool:
    """ "turned round over Aswan", "was turned back": it did not get there."""
    if act.token.lemma_ == "return":
        words = {t.lower_ for t in act.token.subtree}
        return bool(words & {"midway", "mid-air", "mid-flight", "halfway"})
    beside = words_beside(act.token)
    return act.token.lemma_ in {"abort", "divert"} or bool(
        beside & {"round", "around", "back"}
    )


def of_host(act: Act) -> bool:
    return act.theme is not None and is_host_place(act.theme, act)


def counted_down(act: Act) -> bool:
    """ "cut its daily flights to one": fewer, not none."""
    if act.token.lemma_ not in {"cut", "trim", "reduce", "curtail", "slash"}:
        return False
    return any(w in {"to", "by"} and n.pos_ == "NUM" for w, n in _around(act))


def _around(act: Act) -> list[tuple[str, Token]]:
    found = [*complements(act.token)]
    return found + list(complements(act.theme)) if act.theme is not None else found


def carrier_flies(act: Act) -> bool:
    """ "RwandAir said it would stop flying"."""
    named = any(a.lower_ == "it" for a in agents(act.token))
    return named and carrier_acts(act.token, act.passage)


AIRLINES: dict[str, Callable[[Act], bool]] = {
    "by_carrier": by_carrier,
    "by_carrier_or_regulator": by_carrier_or_regulator,
    "of_carrier": of_carrier,
    "turned_back": turned_back,
    "of_host": of_host,
    "counted_down": counted_down,
    "carrier_flies": carrier_flies,
}
