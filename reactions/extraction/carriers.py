"""Say whether a state's airline is the one that acts."""

from reactions.actors import Role
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import agents, subjects
from reactions.extraction.tokens import Token


def carrier_acts(token: Token, passage: Passage) -> bool:
    return any(
        (mention := passage.mention_of.get(s.i)) is not None
        and mention.role is Role.CARRIER
        or s.lemma_ in {"airline", "carrier"}
        or s.lower_ == "it"
        and _carrier_before(s, passage)
        for s in (*agents(token), *subjects(token))
    )


def _carrier_before(pronoun: Token, passage: Passage) -> bool:
    """ "Air Senegal said it was suspending its service"."""
    return any(
        (mention := passage.mention_of.get(t.i)) is not None
        and mention.role is Role.CARRIER
        for t in pronoun.sent
        if t.i < pronoun.i
    )
