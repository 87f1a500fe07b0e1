"""Say whether a noun phrase can act or speak for a state at all."""

from reactions.actors import ACTORS, Role
from reactions.extraction.insurgency import is_insurgent
from reactions.extraction.names import name_words
from reactions.extraction.passages import Passage
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActorKind

AT_TALKS = frozenset(
    {"negotiator", "mediator", "delegate", "emissary", "facilitator", "strongman"}
)
GUARDS = frozenset({"border", "coast", "national", "revolutionary", "presidential"})
ACTIVE = frozenset({"rights", "aid", "activist", "advocacy", "monitoring", "relief"})
OUTLETS = frozenset("agency service group director chief channel office body".split())
OF_SERVICES = frozenset(
    """travel intelligence border consular security immigration migration customs
    emergency diplomatic foreign general public""".split()
)


def is_institution(token: Token) -> bool:
    """ "the ministry", "a spokesman": says nothing of whose, but somebody's."""
    return token.lemma_.lower() in word_list("institutions")


def is_voice(token: Token, passage: Passage) -> bool:
    """Whether the phrase can act or speak for a state at all.

    A state's name, seat or office, an official, an institution; not "a French baker",
    a company or a newspaper.
    """
    if is_insurgent(token, passage):
        return True
    person = passage.person_of.get(token.i)
    if person is not None:
        return person.in_office
    mention = passage.mention_of.get(token.i)
    if mention is not None and mention.role is not Role.PEOPLE:
        return True
    lemma = token.lemma_.lower()
    if lemma in word_list("institutions") | word_list("spokespeople") | AT_TALKS:
        return not (_of_media(token) or _is_former(token) or _is_of_no_state(token))
    if lemma in name_words("chairs"):
        return _of_organisation(token, passage)
    if lemma == "guard":
        return any(c.lower_ in GUARDS for c in token.lefts)
    if lemma in {"service", "security"}:  # "its border service", "General Security"
        return any(c.lower_ in OF_SERVICES for c in token.lefts)
    carriers = word_list("carriers_of_state")
    return token.pos_ == "PRON" or lemma in carriers or lemma.rstrip("s") in carriers


def _of_organisation(token: Token, passage: Passage) -> bool:
    """ "The chair of the AU commission": no company's."""
    codes = (m.code for t in token.subtree if (m := passage.mention_of.get(t.i)))
    return any(c and ACTORS[c].kind is ActorKind.ORGANISATION for c in codes)


def _is_former(token: Token) -> bool:
    """ "a former minister", "the last prime minister": not the state's voice."""
    former = name_words("former") | {"last", "previous"}
    if token.tag_ in {"NNS", "NNPS"}:
        former = former - {"last"}  # "the last 11 diplomats left"
    return any(
        child.dep_ in {"amod", "advmod", "compound"} and child.lower_ in former
        for child in token.lefts
    )


def _is_of_no_state(token: Token) -> bool:
    """ "Rights groups", "opposition lawmakers": they speak for no government."""
    beside = {c.lower_ for c in token.lefts}
    lemma = token.lemma_.lower()
    if lemma == "union":  # "a truckers' union"
        of_trade = {"compound", "poss"}
        return any(c.dep_ in of_trade and c.tag_ in {"NN", "NNS"} for c in token.lefts)
    company = any(c.dep_ == "appos" and c.tag_ == "NNP" for c in token.rights)
    if lemma == "group" and company:
        return True  # "the French group Total"
    if lemma in {"airline", "carrier"} and beside & {"private", "budget", "charter"}:
        return True
    if token.lemma_.lower() in {"group", "organisation", "organization"}:
        return bool(beside & ACTIVE)
    if token.tag_ not in {"NNS", "NNPS"}:
        return False
    return "opposition" in beside and token.lemma_.lower() in {"lawmaker", "mp"}


def _of_media(token: Token) -> bool:
    """ "Russian news agencies", "a newspaper's editor"."""
    media = word_list("media")
    return (
        any(
            child.lemma_.lower() in media
            for child in token.lefts
            if child.dep_ in {"compound", "amod", "nmod", "poss"}
        )
        and token.lemma_.lower() in OUTLETS
    )
