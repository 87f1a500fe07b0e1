"""Who tells whom to leave: a state its own people, or a host those of others."""

from reactions.extraction.acts import Act
from reactions.extraction.predicates import (
    agents,
    complements,
    is_passive,
    lemma_of,
    objects,
)
from reactions.extraction.references import named_states_of, own_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of

ORDERS = frozenset("order tell ask give instruct want urge force compel".split())
FORCING = frozenset({"force", "compel"})
LEAVE = frozenset(
    """leave depart return evacuate exit flee go travel get come fly reach board
    escape pack""".split()
)


def others_diplomats(act: Act) -> bool:
    """Whether the phrase names another state's people than the one that acts."""
    if act.theme is None:
        return False
    owners = own_states_of(act.theme, act.passage)
    actors = [
        code
        for agent in agents(act.token)
        if agent.i != act.theme.i
        for code in named_states_of(agent, act.passage)
    ]
    return bool(owners) and bool(actors) and not set(owners) & set(actors)


def ordered_by_other(act: Act) -> bool:
    """ "The junta ordered the French ambassador to leave": it's not France's order."""
    verb = act.token if act.token.lemma_ == "order" else act.token.head
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


def told_to_leave(act: Act) -> bool:
    """ "told to leave", "given 72 hours to leave", "ordered out"."""
    if lemma_of(act.token) == "order_out":
        return True
    clauses = [c for n in (act.token, *objects(act.token)) for c in n.children]
    kinds = {"xcomp", "ccomp", "relcl", "acl"}
    return any(c.dep_ in kinds and c.lemma_ in LEAVE for c in clauses)
