"""Say whether a phrase speaks for another state than the ones that act."""

from spacy.tokens import Token

from reactions.extraction.insurgency import is_insurgent
from reactions.extraction.passages import Passage
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list


def _is_power(token: Token) -> bool:
    """ "the new authorities", "the generals": those in power in the host."""
    return token.lemma_.lower() in {"authority", "ruler", "general", "junta"} and any(
        c.lower_ in {"the", "new", "ruling", "both", "de"} for c in token.lefts
    )


def stands_for_other_state(
    token: Token, passage: Passage, *, actors: tuple[str, ...]
) -> tuple[str, ...]:
    """Codes of another state that the phrase speaks for: its leader, envoy or name."""
    if is_insurgent(token, passage):
        return (passage.discourse.host,) if passage.discourse.host else ()
    found = named_states_of(token, passage)
    if not found and _is_power(token):
        return (passage.discourse.host,) if passage.discourse.host else ()
    person = passage.person_of.get(token.i)
    speaks = (
        person is not None
        or token.i in passage.mention_of
        or token.lemma_.lower() in word_list("institutions")
        or token.lemma_.lower() in word_list("spokespeople")
        or token.lemma_.lower() in {"counterpart", "colleague", "leader"}
    )
    if not speaks:
        return ()
    return tuple(code for code in found if code not in actors)
