"""Bodies that are busy at home: a tourism ministry, city authorities, the police.

In news of a crisis they are those of the country in crisis, whoever acted last.
"""

from reactions.actors import ACTORS, Role
from reactions.extraction.passages import Passage
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActorKind


def of_host_at_home(token: Token, passage: Passage) -> tuple[str, ...]:
    """ "The tourism ministry", "city authorities", "police": the host's, in a text
    whose paragraph is about no other state's doings.
    """
    discourse, words = passage.discourse, word_list("domestic_bodies")
    near = discourse.topic_at >= passage.block.span.start and not discourse.of_mission
    local = token.lemma_.lower() in {"mayor", "governor"} and token.n_lefts == 1
    if local and all(ACTORS[c].kind is ActorKind.ORGANISATION for c in discourse.topic):
        return (discourse.host,) if discourse.host and not passage.block.actors else ()
    if discourse.host is None or passage.block.actors or near:
        return ()
    if _tells_of_another(token, passage):
        return ()
    kinds = {"amod", "compound", "nmod"}
    beside = {c.lower_ for c in token.lefts if c.dep_ in kinds}
    beside |= {g.lower_ for c in token.lefts for g in c.lefts if g.dep_ in kinds}
    at_home = token.lemma_.lower() == "police" or not beside.isdisjoint(words)
    return (discourse.host,) if at_home else ()


def _tells_of_another(body: Token, passage: Passage) -> bool:
    """ "India will issue visas, the home ministry said": India's own."""
    for token in body.sent:
        mention = passage.mention_of.get(token.i)
        is_subject = token.i < body.i and token.dep_ in {"nsubj", "nsubjpass"}
        if mention is None or not is_subject or mention.role is not Role.NAME:
            continue
        if mention.code not in {None, passage.discourse.host}:
            return True
    return False
