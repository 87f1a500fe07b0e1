"""Conditions of a state's airline: that it flies no more, turns back, goes round."""

from collections.abc import Callable

from reactions.actors import Role
from reactions.extraction.acts import Act, is_host_place, words_beside
from reactions.extraction.carriers import carrier_acts
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import agents, complements
from reactions.extraction.references import named_states_of
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token


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


def flying(act: Act) -> bool:
    """ "has stopped flying to the capital"."""
    return any(
        c.dep_ == "xcomp" and c.lemma_ in {"fly", "operate", "serve"}
        for c in children_of(act.token)
    )


def not_to_fly(act: Act) -> bool:
    """ "barred airlines from flying", "told carriers to avoid the airspace"."""
    after = {t.lemma_.lower() for t in act.token.subtree if t.i > act.token.i}
    if after & {"avoid", "suspend", "stop", "cancel", "halt", "reroute", "divert"}:
        return bool(after & {"flight", "airspace", "fly", "flying", "route", "service"})
    against = act.token.lemma_ in {"bar", "ban", "prohibit", "forbid"}
    flies = after & {"fly", "overfly", "operate", "use", "enter", "land", "flying"}
    return bool(flies) and (against or bool(after & {"not", "against"}))


def _flies(noun: Token, act: Act) -> bool:
    aircraft = noun.lemma_.lower() in {
        "plane",
        "aircraft",
        "jet",
        "traffic",
        "airline",
        "carrier",
    }
    return aircraft or "flights" in classes_of(noun, act.passage)


def to_flights(act: Act) -> bool:
    """ "closed to flights from the capital": no border, but air traffic."""
    if act.theme is None or not (
        any(a.i != act.theme.i for a in agents(act.token))
        or named_states_of(act.theme, act.passage)
    ):
        return False  # "Khartoum airport was closed, Britain said"
    return any(
        t.lower_ == "to" and any(_flies(c, act) for c in children_of(t))
        for t in act.token.subtree
        if t.i > act.token.i
    )


def of_the_air(act: Act) -> bool:
    """ "private jets", "airlines"; no lorries."""
    if any(
        w == "from" and "airspace" not in classes_of(n, act.passage)
        for w, n in complements(act.token)
    ):
        return False  # "from a show"
    return act.theme is not None and _flies(act.theme, act)


def not_resumed(act: Act) -> bool:
    """ "would not resume before June": off till then; not what has not resumed."""
    ahead = {c.lower_ for c in children_of(act.token) if c.dep_ == "aux"}
    return act.mood.negated and bool(ahead & {"will", "would", "wo"})


def off(act: Act) -> bool:
    """ "remain suspended", "are off"."""
    gone = {"suspended", "cancelled", "canceled", "off", "grounded", "halted"}
    return bool(words_beside(act.token) & gone)


def stopping(act: Act) -> bool:
    """ "has stopped flying": the verb above tells it already."""
    return act.token.head.lemma_ in {"stop", "cease", "end", "suspend"}


AIRLINES: dict[str, Callable[[Act], bool]] = {
    "of_the_air": of_the_air,
    "flying": flying,
    "not_to_fly": not_to_fly,
    "to_flights": to_flights,
    "not_resumed": not_resumed,
    "off": off,
    "stopping": stopping,
    "by_carrier": by_carrier,
    "by_carrier_or_regulator": by_carrier_or_regulator,
    "of_carrier": of_carrier,
    "turned_back": turned_back,
    "of_host": of_host,
    "counted_down": counted_down,
    "carrier_flies": carrier_flies,
}
