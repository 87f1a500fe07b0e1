"""What one only asks another to do: a plea is no act of the one who is asked."""

from collections.abc import Iterator

from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.agency import (
    states_of_agents,
    verb_above,
)
from reactions.extraction.kinship import children_of
from reactions.extraction.passages import (
    Passage,
)
from reactions.extraction.predicates import agents, complements
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import (
    word_list,
)
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive, is_passive

CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "acl", "dobj", "conj"})
VERBAL = CLAUSES - {"acl", "dobj"}
FARTHEST = 3
LAWMAKERS = frozenset("lawmaker legislator mp deputy opposition senator party".split())
LEAVE_TO = frozenset({"permission", "clearance", "leave", "consent", "access"})
TELLING = frozenset({"tell", "advise"})
"""Pleas only with an infinitive: "told reporters that" asks for nothing."""


def _pleas_above(
    token: Token, through: frozenset[str]
) -> Iterator[tuple[Token, Token]]:
    """The verbs of asking that stand above an act, each with the clause it asks for."""
    clause = token
    for _ in range(FARTHEST):
        above = clause.head
        if clause.dep_ not in through or above.i == clause.i:
            return
        telling = above.lemma_ in TELLING and not is_infinitive(clause)
        if above.lemma_.lower() in word_list("pleas") and not telling:
            yield above, clause
        clause = above


def is_asked_of_another(token: Token, passage: Passage) -> bool:
    """ "Britain urged France to send troops": a plea to another state, no act of it."""
    for plea, clause in _pleas_above(token, CLAUSES):
        if is_infinitive(clause):
            return any(_is_another(n, plea, passage) for n in _addressed(plea, clause))
    return False


def _addressed(plea: Token, clause: Token) -> list[Token]:
    """Whom a plea is put to: "urged France", "called on ECOWAS"."""
    found = [c for c in children_of(plea) if c.dep_ in {"dobj", "dative", "nsubjpass"}]
    found += [c for c in children_of(clause) if c.dep_ == "nsubj"]
    found += [n for w, n in complements(plea) if w in {"on", "upon", "to", "with"}]
    return [n for n in found if n.i < clause.i]


def _is_another(addressee: Token, plea: Token, passage: Passage) -> bool:
    """Whether a plea goes to another state, not to one's own people or army."""
    named = named_states_of(addressee, passage)
    body = addressee.lemma_.lower() in word_list("bodies_of_many")
    if body and not named and not any(c.tag_ == "PRP$" for c in addressee.lefts):
        return True  # "asked the organisation's council to meet"
    if not named or not is_voice(addressee, passage):
        return False
    pleading = [c for a in agents(plea) for c in named_states_of(a, passage)]
    if not pleading and addressee.i not in passage.mention_of:
        return False  # "Uganda's ambassador has been told to": by his own state
    return not set(pleading) & set(named)


def is_asked_for(token: Token, actors: tuple[str, ...], passage: Passage) -> bool:
    """ "Groups urged France to send troops", "Germany welcomed the withdrawal".

    What one asks of another, or judges, is neither's act. A state that has its own
    people do something is the actor itself.
    """
    if token.pos_ == "NOUN":
        about = token.dep_ == "pobj" and token.head.lower_ in {"about", "over"}
        spoken_of = about and token.lemma_ != "recognition"  # "too early to talk about"
        if spoken_of and token.head.head.pos_ == "VERB":
            return True  # "asked about the deployment"
        verb = verb_above(token)
        return verb is not None and verb.lemma_.lower() in word_list("judgements")
    for plea, clause in _pleas_above(token, VERBAL):
        if _is_of_lawmakers(plea, clause) or _is_of_members(plea, clause):
            return True
        if _asks_another(plea, clause):
            asking = states_of_agents(plea, plea, passage)
            return not set(asking) & set(actors)
    return False


def _is_of_lawmakers(plea: Token, clause: Token) -> bool:
    """ "Lawmakers in Berlin called on the government to suspend aid": only wanted."""
    to_government = any(
        n.lemma_.lower() in {"government", "minister", "cabinet", "president"}
        for n in _addressed(plea, clause)
    )
    asking = (t for a in agents(plea) for t in (a, *a.lefts))
    return to_government and any(t.lemma_.lower() in LAWMAKERS for t in asking)


def _is_of_members(plea: Token, clause: Token) -> bool:
    """ "asked its members to withdraw their envoys": each may, the union has none."""
    return any(
        n.lemma_.lower() in {"member", "ally", "partner"}
        for n in _addressed(plea, clause)
    )


def _asks_another(verb: Token, clause: Token) -> bool:
    """Whether somebody else is named to do it, as in "asked Chad to send troops"."""
    if any(w == "for" and n.lemma_ in LEAVE_TO for w, n in complements(verb)):
        return False  # "asked Chad for permission to fly out its nationals"
    if clause.dep_ == "conj" or is_passive(verb):
        return False
    named = {c.dep_ for c in children_of(clause)} & {"nsubj", "nsubjpass"}
    between = (c for c in children_of(verb) if verb.i < c.i < clause.i)
    return bool(named) or any(c.dep_ in {"dobj", "dative", "prep"} for c in between)
