"""Say whether a phrase names an armed movement, or those who took power by force."""

from reactions.extraction.kinship import children_of
from reactions.extraction.passages import Passage
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token

FLYING = frozenset("jet plane aircraft bomber squadron pilot wing helicopter".split())


def is_insurgent(token: Token, passage: Passage) -> bool:
    """Whether the phrase names an armed movement, or one that speaks for it."""
    known = passage.movements
    if token.i not in known:
        known[token.i] = _names_movement(token, passage)
    return known[token.i]


def _names_movement(token: Token, passage: Passage) -> bool:
    if _is_rebel(token, passage) or _took_power(token):
        return True
    for child in children_of(token):
        beside = child.dep_ in {"compound", "amod", "nmod", "poss"}
        if child.lower_ == "fighter" and token.lemma_.lower() in FLYING:
            continue  # "Nigerian fighter jets"
        if beside and _is_rebel(child, passage):
            return True
    speaks = token.lemma_.lower() in word_list("spokespeople")
    return speaks and any(
        _is_rebel(pobj, passage)
        for prep in token.rights
        if prep.dep_ == "prep" and prep.lower_ in {"for", "of"}
        for pobj in children_of(prep)
    )


def _is_of_other_state(junta: Token, passage: Passage) -> bool:
    """ "Mali's junta leader", of whom the crisis is not."""
    for noun in (junta, junta.head):
        for child in noun.lefts:
            mention = passage.mention_of.get(child.i)
            if mention is not None and mention.code:
                return mention.code != passage.discourse.host
    return False


def _is_rebel(token: Token, passage: Passage) -> bool:
    if token.lower_ == "junta" and _is_of_other_state(token, passage):
        return False
    if token.i in passage.insurgent:
        return True
    lemma = token.lemma_.lower()
    if lemma in {"group", "man", "faction", "movement", "force"}:
        return any(c.lower_ in {"armed", "rebel"} for c in token.lefts) and (
            lemma != "force"
        )
    return lemma in word_list("insurgents")


def _took_power(token: Token) -> bool:
    """ "the commander who led the takeover", "the officers behind the coup"."""
    if token.lemma_.lower() not in word_list("soldiers"):
        return False
    if not any(c.dep_ in {"relcl", "prep", "acl"} for c in token.rights):
        return False
    words = {t.lemma_.lower() for t in token.subtree if t.i > token.i}
    return not words.isdisjoint(word_list("takeovers"))
