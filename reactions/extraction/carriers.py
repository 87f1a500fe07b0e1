"""Say whether an airline is the one that acts, and whether it does so for a state."""

from reactions.actors import Role
from reactions.extraction.acts import Act
from reactions.extraction.mission_owners import of_speakers
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import agents, complements, subjects
from reactions.extraction.references import named_states_of
from reactions.extraction.tokens import Token


def carrier_acts(token: Token, passage: Passage) -> bool:
    # "The regulator halted services to Tel Aviv by its airlines."
    if any(w == "by" and n.lemma_ == "airline" for w, n in complements(token)):
        return True
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


def is_any_airline(agent: Token, act: Act) -> bool:
    """ "Airlines flew tourists home": companies, no state's."""
    if any(c.lower_ in {"travel", "tour", "tourist"} for c in agent.lefts):
        return True  # "A Swiss travel agency"
    airline = agent.lemma_.lower() in {"airline", "carrier", "operator"}
    return airline and not named_states_of(agent, act.passage)


def is_own_carrier(agent: Token, act: Act) -> bool:
    """ "Taiwan said its two carriers had flown out 2,300": a state that tells it."""
    own = any(c.lower_ in {"its", "their", "our"} for c in agent.lefts)
    airline = agent.lemma_.lower() in {"airline", "carrier"}
    told = of_speakers(act.token, agent, act.passage) if own and airline else ()
    return bool(set(told) & set(act.actors))
