"""The conditions that frames name in `needs` and `without`, one function each.

Each looks at the grammar around a predicate and answers yes or no; the sources are
the codebook's distinctions between moving, leaving, reducing and staying.
"""

from collections.abc import Callable

from spacy.tokens import Token

from reactions.extraction.acts import Act, is_host_place, words_beside
from reactions.extraction.admitting import ADMITTING, is_traveller
from reactions.extraction.advising import ADVISING
from reactions.extraction.aiding import AIDING
from reactions.extraction.airlines import AIRLINES
from reactions.extraction.diplomacy import (
    appeal,
    as_before,
    as_government,
    asked_for,
    asked_to_meet,
    at_request,
    by_people,
    exclusively,
    for_relatives,
    in_passing,
    in_progress,
    in_touch,
    meant_recognition,
    of_a_coup,
    on_telephone,
    only_considered,
    privately,
    statesman_sees,
    statesman_travels,
    to_a_place,
    to_meeting,
    urgently,
    visits_state,
    with_no_state,
)
from reactions.extraction.elsewhere import from_elsewhere
from reactions.extraction.envoys import ENVOYS
from reactions.extraction.evacuating import EVACUATING
from reactions.extraction.everyday import EVERYDAY
from reactions.extraction.forces import FORCES
from reactions.extraction.housing import HOUSING
from reactions.extraction.kinship import children_of
from reactions.extraction.leaving import (
    LEAVE,
    aboard,
    away_or_home,
    back_home,
    home,
    inbound,
    leaves_ground,
    leaves_post,
    on_business,
    on_way_home,
    out,
    taken_out,
)
from reactions.extraction.manning import MANNING
from reactions.extraction.meetings import MEETING
from reactions.extraction.moving import MOVING
from reactions.extraction.partly import (
    counted,
    counted_move,
    down_to,
    option_to_leave,
    some,
    with_some,
)
from reactions.extraction.phrases import phrases
from reactions.extraction.predicates import agents, complements, objects
from reactions.extraction.quantities import quantity_of
from reactions.extraction.recognising import RECOGNISING
from reactions.extraction.references import named_states_of
from reactions.extraction.returning import to_host
from reactions.extraction.staying import (
    as_usual,
    at_post,
    closed,
    empty,
    flag_of_mission,
    is_open,
    keeps_going,
    kept_mood,
    left_over,
    not_open,
    nowhere,
    of_calendar,
    of_envoys,
    of_itself,
    of_services,
    on_hold,
    with_few,
)
from reactions.extraction.themes import classes_of
from reactions.extraction.usual_business import USUAL_BUSINESS
from reactions.extraction.verb_forms import is_infinitive

SHELTER = frozenset(
    """shelter asylum refuge protection sanctuary haven right residence residency status
    roof permit stay home citizenship""".split()
)
FLEEING = frozenset("flee asylum refuge sanctuary victim survivor".split())
PLURALS = frozenset({"NNS", "NNPS"})


def again(act: Act) -> bool:
    return bool(words_beside(act.token) & {"again", "anew", "re"})


def to_leave(act: Act) -> bool:
    if act.token.lemma_ == "allow" and any(
        c.lemma_ in {"return", "come"} for c in children_of(act.token)
    ):
        return False  # "allowed hundreds to return home": over its own border
    return any(
        t.lemma_ in LEAVE and t.pos_ == "VERB" and t.i > act.token.i
        for t in act.token.subtree
    ) or any(
        word in {"out of", "from"} and is_host_place(noun, act)
        for word, noun in complements(act.token)
    )


def are_there(act: Act) -> bool:
    """ "told those already there to leave", "those in the country"."""
    theme = act.theme
    if theme is None or theme.lower_ != "those":
        return False
    beside = {t.lower_ for t in theme.doc[theme.i + 1 : theme.i + 3]}
    return "there" in beside or any(
        w in {"in", "inside"} and is_host_place(n, act) for w, n in complements(theme)
    )


def home_or_flight(act: Act) -> bool:
    carried = {"flight", "plane", "aircraft", "ship", "convoy", "ferry", "jet"}
    return (
        home(act)
        or _land_at_airport(act)
        or any(
            word in {"on", "aboard", "by"} and noun.lemma_.lower() in carried
            for word, noun in complements(act.token)
        )
    )


def _land_at_airport(act: Act) -> bool:
    """ "Thirty-nine Kenyans landed at the airport in Nairobi": counted, and home."""
    if act.token.lemma_ not in {"land", "arrive", "touch"} or act.theme is None:
        return False
    errand = any(is_infinitive(c) for c in children_of(act.token))
    if errand or quantity_of(act.theme) is None:
        return False  # "landed in Lusaka to play golf"
    return any(
        word == "at"
        and noun.lemma_.lower() in {"airport", "airfield", "base"}
        and not any(is_host_place(t, act) for t in (noun, *noun.subtree))
        for word, noun in complements(act.token)
    ) and not any(t.lower_ == "commercial" for t in act.token.subtree)


def for_refugees(act: Act) -> bool:
    nouns = [n for w, n in complements(act.token) if w in {"to", "for"}]
    nouns += objects(act.token)
    nouns += [
        n for o in objects(act.token) for w, n in complements(o) if w in {"to", "for"}
    ]
    wanted = {"refugees", "host_people", "allies"}
    if any(classes_of(noun, act.passage) & wanted for noun in nouns):
        return True
    after = [t for t in act.token.subtree if t.i > act.token.i]
    plurals = (t for t in after if t.tag_ in PLURALS and not is_traveller(t))
    if any(classes_of(t, act.passage) & wanted for t in plurals):
        return True
    words = {t.lemma_.lower() for t in act.token.subtree}
    return bool(words & FLEEING)


def negated(act: Act) -> bool:
    return act.mood.negated


def not_resumed(act: Act) -> bool:
    """ "would not resume before June": off till then; not what has not resumed."""
    ahead = {c.lower_ for c in children_of(act.token) if c.dep_ == "aux"}
    return act.mood.negated and bool(ahead & {"will", "would", "wo"})


def elsewhere(act: Act) -> bool:
    return from_elsewhere(act)


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
    aircraft = noun.lemma_.lower() in {"plane", "aircraft", "jet", "traffic", "airline"}
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


def closed_off(act: Act) -> bool:
    """ "closed to", "has kept it closed to"."""
    return act.token.lemma_ in {"close", "shut"} or closed(act)


def no_object(act: Act) -> bool:
    return not any(o.dep_ == "dobj" for o in objects(act.token))


def shelter(act: Act) -> bool:
    """ "given shelter", "granted asylum"."""
    words = {t.lemma_.lower() for t in act.token.subtree}
    return bool(words & SHELTER)


def entry(act: Act) -> bool:
    """ "from entering the country", "from its territory", "from Peru"."""
    words = {t.lemma_.lower() for t in act.token.subtree if t.i > act.token.i}
    if words & {"enter", "entry", "territory", "visa", "travel", "travelling", "soil"}:
        return True
    return any(
        word == "from"
        and (mention := act.passage.mention_of.get(noun.i)) is not None
        and mention.code in act.actors
        for holder in (act.token, *objects(act.token))
        for word, noun in complements(holder)
    )


def named_new(act: Act) -> bool:
    """ "opened a new embassy": the first of its kind, not one that was shut."""
    return act.theme is not None and any(
        c.lower_ in {"new", "a", "an", "first"} for c in act.theme.lefts
    )


def on_the_way(act: Act) -> bool:
    """ "are on their way", "are en route"."""
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words & {"way", "route", "underway", "road"})


def off(act: Act) -> bool:
    """ "remain suspended", "are off"."""
    gone = {"suspended", "cancelled", "canceled", "off", "grounded", "halted"}
    return bool(words_beside(act.token) & gone)


def no_more(act: Act) -> bool:
    """ "no more aid", "no new aid"."""
    return (
        act.theme is not None
        and any(c.lower_ in {"no", "any"} for c in act.theme.lefts)
        and any(c.lower_ in {"more", "new", "further"} for c in act.theme.lefts)
    )


def in_force(act: Act) -> bool:
    """ "take effect", "come into force"."""
    words = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    return bool(words & {"effect", "force"})


def stopping(act: Act) -> bool:
    """ "has stopped flying": the verb above tells it already."""
    return act.token.head.lemma_ in {"stop", "cease", "end", "suspend"}


CONDITIONS: dict[str, Callable[[Act], bool]] = {
    **ADMITTING,
    **AIDING,
    **AIRLINES,
    **ADVISING,
    **ENVOYS,
    **EVACUATING,
    **EVERYDAY,
    **FORCES,
    **HOUSING,
    **MANNING,
    **MEETING,
    **MOVING,
    **RECOGNISING,
    **USUAL_BUSINESS,
    **phrases(),
    "home": home,
    "back_home": back_home,
    "from_elsewhere": from_elsewhere,
    "to_host": to_host,
    "again": again,
    "some": some,
    "leaves_post": leaves_post,
    "leaves_ground": leaves_ground,
    "on_way_home": on_way_home,
    "out": out,
    "away_or_home": away_or_home,
    "open": is_open,
    "keeps_going": keeps_going,
    "at_post": at_post,
    "closed": closed,
    "to_leave": to_leave,
    "home_or_flight": home_or_flight,
    "are_there": are_there,
    "for_refugees": for_refugees,
    "urgently": urgently,
    "negated": negated,
    "not_resumed": not_resumed,
    "kept_mood": kept_mood,
    "elsewhere": elsewhere,
    "named_new": named_new,
    "entry": entry,
    "flying": flying,
    "not_to_fly": not_to_fly,
    "to_flights": to_flights,
    "closed_off": closed_off,
    "no_object": no_object,
    "shelter": shelter,
    "on_hold": on_hold,
    "stopping": stopping,
    "on_the_way": on_the_way,
    "off": off,
    "no_more": no_more,
    "in_force": in_force,
    "as_usual": as_usual,
    "nowhere": nowhere,
    "of_calendar": of_calendar,
    "not_open": not_open,
    "empty": empty,
    "of_envoys": of_envoys,
    "of_itself": of_itself,
    "of_services": of_services,
    "with_some": with_some,
    "inbound": inbound,
    "counted": counted,
    "option_to_leave": option_to_leave,
    "down_to": down_to,
    "counted_move": counted_move,
    "aboard": aboard,
    "left_over": left_over,
    "flag_of_mission": flag_of_mission,
    "with_few": with_few,
    "on_business": on_business,
    "taken_out": taken_out,
    "at_request": at_request,
    "by_people": by_people,
    "in_progress": in_progress,
    "on_telephone": on_telephone,
    "visits_state": visits_state,
    "as_government": as_government,
    "only_considered": only_considered,
    "appeal": appeal,
    "privately": privately,
    "asked_for": asked_for,
    "asked_to_meet": asked_to_meet,
    "to_a_place": to_a_place,
    "exclusively": exclusively,
    "as_before": as_before,
    "meant_recognition": meant_recognition,
    "of_a_coup": of_a_coup,
    "for_relatives": for_relatives,
    "with_no_state": with_no_state,
    "to_meeting": to_meeting,
    "statesman_travels": statesman_travels,
    "in_passing": in_passing,
    "in_touch": in_touch,
    "statesman_sees": statesman_sees,
}
