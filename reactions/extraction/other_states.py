"""Say whether a phrase speaks for another state: its leader, its envoy, its name."""

from reactions.actors import Role
from reactions.extraction.insurgency import is_insurgent
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import complements
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token


def _is_power(token: Token) -> bool:
    """ "the new authorities", "the generals": those in power in the host."""
    return token.lemma_.lower() in {"authority", "ruler", "general", "junta"} and any(
        c.lower_ in {"the", "new", "ruling", "both", "de"} for c in token.lefts
    )


def _is_of_a_state(token: Token, passage: Passage) -> bool:
    """ "Russia's Petrov", "Petrov of Russia": a man known by his name, and whose."""
    if token.tag_ != "NNP":
        return False
    owners = [c for c in token.lefts if c.dep_ == "poss"]
    owners += [n for w, n in complements(token) if w == "of"]
    mentions = (passage.mention_of.get(owner.i) for owner in owners)
    return any(m is not None and m.role is Role.NAME for m in mentions)


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
        or token.lemma_.lower() in word_list("at_the_table")
        or _is_of_a_state(token, passage)
    )
    if not speaks:
        return ()
    return tuple(code for code in found if code not in actors)
