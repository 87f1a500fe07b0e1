"""Say whether a mission is told of as some state's."""

from reactions.extraction.listed_owners import opens_list_behind
from reactions.extraction.mission_words import stands_in_host
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import complements
from reactions.extraction.tokens import Token


def is_owned(noun: Token, passage: Passage) -> bool:
    """ "Ghana's mission", one under a state's heading, "the mission" spoken of."""
    if any(
        child.dep_ == "poss" or child.i in passage.mention_of for child in noun.lefts
    ):
        return True
    if any(w == "of" and n.i in passage.mention_of for w, n in complements(noun)):
        return True  # "the mission of Ghana"
    if passage.block.actors and not any(c.dep_ == "det" for c in noun.lefts):
        return True  # "Mission open": a line under its state's name
    if noun.lemma_.lower() == "mission" and stands_in_host(noun, passage):
        return any(c.lower_ in {"the", "this", "our"} for c in noun.lefts)
    if noun.lower_ == "missions" and opens_list_behind(noun):
        return True  # "Four missions, including those of Ghana and Togo"
    # "the mission", where the text has spoken of embassies.
    return (
        passage.discourse.about_missions
        and noun.lemma_.lower() == "mission"
        and any(c.lower_ in {"the", "this", "our", "both"} for c in noun.lefts)
    )
