"""Conditions of encounters: who meets whom, on what visit, heard, called, received.

More of `diplomacy`'s conditions, of the frames that tell of talks.
"""

from collections.abc import Callable

from reactions.extraction.acts import Act
from reactions.extraction.agency import agents_of, verb_above
from reactions.extraction.diplomacy import is_statesman
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import objects, subjects
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.vocabulary import Stage

WEIGHING = frozenset("consider weigh mull study contemplate explore examine".split())


def statesman_acts(act: Act) -> bool:
    """A minister, an envoy, a panel: whose contacts are those of a state.

    Who hears another speak, on the radio or in the street, only hears him.
    """
    if any(c.dep_ in {"ccomp", "xcomp"} for c in children_of(act.token)):
        return False
    panels = word_list("panels")
    return any(
        is_statesman(s, act.passage) or s.lemma_.lower() in panels
        for s in subjects(act.token)
    )


def no_statesman(act: Act) -> bool:
    """ "The ferry made a stop in Doha": none of a state's men goes anywhere."""
    stops = act.theme is not None and act.theme.lemma_ in {
        "stop",
        "stopover",
        "layover",
    }
    return stops and not statesman_acts(act)


def visits_in_passing(act: Act) -> bool:
    """ "On a visit to Doha, the minister said": he has gone there."""
    noun = act.token
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"on", "during", "after"}:
        return False
    place = act.passage.mention_of.get(act.theme.i) if act.theme is not None else None
    return place is not None and any(
        is_statesman(a, act.passage)
        and place.code not in named_states_of(a, act.passage)
        for a in agents_of(noun)
    )


def denied_or_considered(act: Act) -> bool:
    """ "denied reports of talks with him", "is weighing a call to him"."""
    if act.mood.negated:
        return False
    above = verb_above(act.token)
    weighed = above is not None and above.lemma_ in WEIGHING
    return act.mood.stage is Stage.DENIED or (
        weighed and act.mood.stage is Stage.CONSIDERED
    )


def an_audience(act: Act) -> bool:
    """ "was given an audience", "granted him a hearing"."""
    return any(o.lemma_ in {"audience", "hearing"} for o in objects(act.token))


def as_host(act: Act) -> bool:
    """ "played host to the emir"."""
    return any(o.lemma_ == "host" for o in objects(act.token))


def of_all_contact(act: Act) -> bool:
    """ "cut all contact with the junta": nothing is left between them."""
    theme = act.theme
    if theme is None or theme.lemma_ != "contact":
        return False
    every = {c.lower_ for c in theme.lefts} & {"all", "any", "every", "official"}
    return bool(every) or theme.tag_ == "NNS"


ENCOUNTERS: dict[str, Callable[[Act], bool]] = {
    "statesman_acts": statesman_acts,
    "no_statesman": no_statesman,
    "visits_in_passing": visits_in_passing,
    "denied_or_considered": denied_or_considered,
    "an_audience": an_audience,
    "as_host": as_host,
    "of_all_contact": of_all_contact,
}
