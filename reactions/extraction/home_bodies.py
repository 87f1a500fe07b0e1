"""Bodies that are busy at home: a tourism ministry, city authorities, the police.

In news of a crisis they are those of the country in crisis, whoever acted last.
"""

from spacy.tokens import Token

from reactions.extraction.passages import Passage
from reactions.extraction.rulebook import word_list


def of_host_at_home(token: Token, passage: Passage) -> tuple[str, ...]:
    """ "The tourism ministry", "city authorities", "police": the host's, in a text
    whose paragraph is about no other state's doings.
    """
    discourse, words = passage.discourse, word_list("domestic_bodies")
    near = discourse.topic_at >= passage.block.span.start and not discourse.of_mission
    if discourse.host is None or passage.block.actors or near:
        return ()
    beside = {c.lower_ for c in token.lefts if c.dep_ in {"amod", "compound", "nmod"}}
    at_home = token.lemma_.lower() == "police" or not beside.isdisjoint(words)
    return (discourse.host,) if at_home else ()
