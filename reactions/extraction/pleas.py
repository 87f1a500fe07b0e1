"""What one only asks another to do: a plea is no act of the one who is asked."""

from spacy.tokens import (
    Token,
)

from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.agency import (
    states_of_agents,
    verb_above,
)
from reactions.extraction.passages import (
    Passage,
)
from reactions.extraction.predicates import (
    agents,
    complements,
    is_infinitive,
    is_passive,
)
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import (
    word_list,
)


def is_asked_of_another(token: Token, passage: Passage) -> bool:
    """ "Britain urged France to send troops": a plea to another state, no act of it."""
    clause = token
    for _ in range(3):
        if clause.dep_ not in {"xcomp", "ccomp", "advcl", "acl", "dobj", "conj"}:
            return False
        head = clause.head
        if head.lemma_.lower() in word_list("pleas") and is_infinitive(clause):
            return any(_is_another(n, head, passage) for n in _addressed(head, clause))
        clause = head
    return False


def _addressed(plea: Token, clause: Token) -> list[Token]:
    """Whom a plea is put to: "urged France", "called on ECOWAS"."""
    found = [c for c in plea.children if c.dep_ in {"dobj", "dative", "nsubjpass"}]
    found += [c for c in clause.children if c.dep_ == "nsubj"]
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
        if about and token.head.head.pos_ == "VERB":
            return True  # "asked about the deployment"
        verb = verb_above(token)
        return verb is not None and verb.lemma_.lower() in word_list("judgements")
    clause = token
    while clause.dep_ in {"xcomp", "ccomp", "advcl", "conj"}:
        above = clause.head
        if above.lemma_.lower() in word_list("urgings") and _asks_another(
            above, clause
        ):
            asking = states_of_agents(above, above, passage)
            return not set(asking) & set(actors)
        if above.i == clause.i:
            return False
        clause = above
    return False


def _asks_another(verb: Token, clause: Token) -> bool:
    """Whether somebody else is named to do it, as in "asked Chad to send troops"."""
    if clause.dep_ == "conj" or is_passive(verb):
        return False
    named = {c.dep_ for c in clause.children} & {"nsubj", "nsubjpass"}
    between = (c for c in verb.children if verb.i < c.i < clause.i)
    return bool(named) or any(c.dep_ in {"dobj", "dative", "prep"} for c in between)
