"""Who tells whom to leave: a state its own people, or a host those of others."""

from spacy.tokens import Token

from reactions.extraction.acts import Act
from reactions.extraction.predicates import (
    agents,
    complements,
    is_passive,
)
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of

ORDERS = frozenset("order tell ask give instruct want urge force compel".split())
FORCING = frozenset({"force", "compel"})


def _given_time(verb: Token) -> bool:
    """ "have until Friday to leave", "has 48 hours to go": a host's order."""
    if verb.lemma_ in {"hour", "day", "week"}:
        verb = verb.head
    if verb.lemma_ not in {"have", "give"}:
        return False
    times = [n for w, n in complements(verb) if w in {"until", "till", "by"}]
    return bool(times) or any(o.lemma_ in {"hour", "day", "week"} for o in verb.rights)


def _of_other_states(act: Act, verb: Token) -> bool:
    """ "told ten diplomats from the three states to leave": not its own."""
    if act.theme is None or "diplomats" not in classes_of(act.theme, act.passage):
        return False
    host = act.passage.discourse.host
    for word, noun in (*complements(act.theme), *complements(verb)):
        if word not in {"from", "of"}:
            continue
        named = set(named_states_of(noun, act.passage))
        if noun.lemma_ in {"state", "country", "nation"} and noun.tag_ == "NNS":
            return not named & set(act.actors)
        if word == "from" and named and not named & {host, *act.actors}:
            return verb.lemma_ in ORDERS
    return False


def ordered_by_other(act: Act) -> bool:
    """ "The junta ordered the French ambassador to leave": it's not France's order."""
    verb = act.token if act.token.lemma_ == "order" else act.token.head
    if _of_other_states(act, verb):
        return True
    if act.token.dep_ in {"xcomp", "acl", "advcl", "relcl"} and _given_time(verb):
        return True
    inner = verb is act.token or act.token.dep_ in {"xcomp", "ccomp"}
    if not inner or verb.lemma_ not in ORDERS:
        return False
    by = [n for w, n in complements(act.token) if w == "by"]
    orderers = [*agents(verb), *by] if is_passive(verb) else agents(verb)
    if not orderers:
        envoy = act.theme and "envoy" in classes_of(act.theme, act.passage)
        return is_passive(verb) and (verb.lemma_ in FORCING or bool(envoy))
    for agent in orderers:
        named = named_states_of(agent, act.passage)
        if named and set(named) & set(act.actors):
            return False
        if named or agent.lemma_.lower() in word_list("rulers"):
            return True
    return False
