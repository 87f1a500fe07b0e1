"""Say whose statesman goes where, and whom he visits there."""

from dataclasses import replace

from reactions.extraction.diplomacy import is_sent
from reactions.extraction.insurgency import is_insurgent
from reactions.extraction.kinship import children_of
from reactions.extraction.moods import Mood
from reactions.extraction.ownership import doers_of
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import subjects
from reactions.extraction.references import named_states_of, states_of
from reactions.extraction.rulebook import Frame
from reactions.extraction.tokens import Token
from reactions.vocabulary import Stage


def travellers_of(
    frame: Frame, token: Token, theme: Token, passage: Passage
) -> tuple[str, ...]:
    """Whose statesman goes where, and on a visit those whom he visits.

    The host's minister or envoy too, as he is abroad; not its insurgents, nor its
    president, who may have fled.
    """
    host = passage.discourse.host
    due = theme.head.head.lower_ == "due"
    if token.lemma_ == "be" and not due and host not in states_of(theme, passage):
        return ()  # "is now in Abidjan": for talks only where the crisis is
    found = doers_of(frame, token, theme, passage)
    travellers = subjects(token)
    insurgents = any(is_insurgent(s, passage) for s in travellers)
    if insurgents or not any(is_sent(s, passage) for s in travellers):
        found = tuple(c for c in found if c != host)
    if found and token.lemma_ in {"visit", "tour"}:
        found = (*found, *visited(theme, found, passage))
    return found


def visited(place: Token, actors: tuple[str, ...], passage: Passage) -> tuple[str, ...]:
    """ "will visit Nigeria and Benin": those visited take part, the host apart."""
    named = named_states_of(place, passage)
    return tuple(c for c in named if c not in {passage.discourse.host, *actors})


def as_due(mood: Mood, verb: Token) -> Mood:
    """ "is due in Doha": he has not gone yet."""
    due = any(c.dep_ == "acomp" and c.lower_ == "due" for c in children_of(verb))
    if due and mood.stage is Stage.DONE:
        return replace(mood, stage=Stage.ANNOUNCED)
    return mood
