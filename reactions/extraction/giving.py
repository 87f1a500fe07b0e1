"""Conditions of gifts in kind: what is given, by whom, and to whom in the host.

What a state sends to the country in crisis is help, whatever it is: shoes, lamps or
howitzers. Messages, people and what is sold are none (codebook, `aid_pledged`).
"""

from collections.abc import Callable, Iterator

from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.acts import Act
from reactions.extraction.agency import agents_of
from reactions.extraction.insurgency import is_insurgent
from reactions.extraction.kinship import children_of
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import complements, objects
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token

PERSONS = frozenset(
    """staff citizens people family allies troops diplomats envoy refugees police
    mission presence flights airspace border government parliament ministers officers
    officials visas credentials relations talks visit meeting un_meeting""".split()
)
GOALS = frozenset({"to", "for", "in", "into", "dative", "at", "across", "over"})
MORE = frozenset("increase double triple boost raise add top step scale".split())
COSTS = frozenset(
    """bill cost donation vaccination vaccine salary wage rebuilding reconstruction
    repair training election clinic hospital water school treatment shelter food wheat
    rice fuel medicine doctor debt gift contribution pound dollar euro expense
    operation campaign programme program convoy shipment delivery dose""".split()
)


def a_thing(act: Act) -> bool:
    """ "wheelchairs", "a dozen tanks": no message, and nobody that is sent."""
    theme = act.theme
    if theme is None or theme.pos_ not in {"NOUN", "NUM", "PROPN"}:
        return False
    lemmas = {theme.lemma_.lower(), head_of(theme).lemma_.lower()}
    if lemmas & word_list("arms"):
        return act.token.lemma_ not in {"send", "fly", "dispatch", "despatch", "rush"}
    if lemmas & (word_list("no_gifts") | word_list("persons")):
        return False
    if classes_of(theme, act.passage) & PERSONS:
        return False
    return theme.pos_ == "NOUN"


def may_refuse(act: Act) -> bool:
    """ "will not send rice", "refused to"; not "stopped sending", "to give more"."""
    if act.token.pos_ != "VERB" or act.token.head.lemma_ in {"stop", "cease", "have"}:
        return False
    return act.token.lemma_ not in MORE and act.token.head.lemma_ != "plan"


def by_a_giver(act: Act) -> bool:
    """A state, its government or its forces give it, and not the host's own."""
    givers = agents_of(act.token)
    if not givers and act.theme is not None:  # "Rome's package was approved"
        givers = [c for c in act.theme.lefts if c.dep_ == "poss"]
    host = act.passage.discourse.host
    return any(is_voice(a, act.passage) for a in givers) and host not in act.actors


def to_those_in_need(act: Act) -> bool:
    """ "to Sudan", "to the displaced", "the army with": in the country in crisis."""
    host, city = act.passage.discourse.host, act.passage.discourse.host_city.casefold()
    for noun in _recipients(act):
        mention = act.passage.mention_of.get(noun.i)
        if mention is not None:
            if host in mention.codes:
                return True
            continue
        if city and noun.lower_ == city:
            return True
        named = named_states_of(noun, act.passage)
        if host in named:
            return True
        if not named and noun.lemma_.lower() in word_list("in_need"):
            return True
    return False


def given_to_them(act: Act) -> bool:
    """A state gives a thing to those in the crisis; what is cheap is asked first."""
    return a_thing(act) and to_those_in_need(act) and by_a_giver(act)


def _recipients(act: Act) -> Iterator[Token]:
    holders = (act.token, *((act.theme,) if act.theme is not None else ()))
    yield from (n for h in holders for w, n in complements(h) if w in GOALS)
    yield from (c for c in children_of(act.token) if c.dep_ == "dative")
    if act.theme is not None and act.theme.head.lower_ == "with":
        yield from objects(act.token)


def of_the_host(act: Act) -> bool:
    """ "the Sudanese police": of the country in crisis."""
    theme, host = act.theme, act.passage.discourse.host
    if theme is None or is_insurgent(theme, act.passage):
        return False
    return host in named_states_of(theme, act.passage)


def of_costs(act: Act) -> bool:
    """ "the bill for wheat for Sudan": costs of those in the country in crisis."""
    theme = act.theme
    if theme is None or not {t.lemma_.lower() for t in theme.subtree} & COSTS:
        return False
    if act.token.head.lemma_ in {"keep", "continue"}:
        return False  # "pledged to keep paying": nothing new
    host = act.passage.discourse.host
    spoken_of = (act.passage.mention_of.get(t.i) for t in act.token.sent)
    return any(m is not None and host in m.codes for m in spoken_of)


def to_a_sum(act: Act) -> bool:
    """ "will rise to 89 million pounds"."""
    return any(
        word in {"to", "by", "at"} and "money" in classes_of(noun, act.passage)
        for word, noun in complements(act.token)
    )


GIVING: dict[str, Callable[[Act], bool]] = {
    "a_thing": a_thing,
    "by_a_giver": by_a_giver,
    "given_to_them": given_to_them,
    "of_the_host": of_the_host,
    "of_costs": of_costs,
    "to_a_sum": to_a_sum,
}
