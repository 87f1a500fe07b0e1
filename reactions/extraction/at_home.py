"""Whose an institution is by where it sits: "In Lima the cabinet met", "at the Elysée".

What a government does at home is told with its capital as often as with its name.
"""

from collections.abc import Iterator

from reactions.actors import Role
from reactions.extraction.agency import agents_of
from reactions.extraction.kinship import children_of
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import complements
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token

SEATS = frozenset({Role.CAPITAL, Role.OFFICE, Role.METONYM})
HOUSES = frozenset({Role.OFFICE, Role.METONYM})
"""Where a leader sits whom readers know without a title: "at the Elysée"."""
SEVERAL = frozenset({"lawmaker", "mp", "mps"})
INSIDE = frozenset({"in", "at", "inside"})


def of_seat(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "In Lima the president gathered his chiefs": the state whose capital it is.

    Only for what sits at home (a cabinet, a president), never for ministers who meet.
    """
    agents = agents_of(token)
    doers = [a for a in (*agents, theme) if _sits_at_home(a, passage)]
    called = all(a.tag_ == "NNP" and a.i not in passage.mention_of for a in agents)
    seats = SEATS if doers else HOUSES
    if not (doers or (agents and called)):
        return ()
    if any(named_states_of(a, passage) for a in (*doers, *agents)):
        return ()
    for place in _places(token, theme):
        mention = passage.mention_of.get(place.i)
        if mention is None or not mention.code:
            continue
        opens = place.head.is_sent_start and mention.role is Role.NAME
        if mention.role not in seats and not (doers and opens):
            continue  # "In neighbouring Chad the cabinet met" names it as well
        if mention.code != passage.discourse.host:
            return (mention.code,)
    return ()


def _places(token: Token, theme: Token) -> Iterator[Token]:
    """Places beside the act and the words above it, and the one a sentence opens with.

    Also what "where" stands for: "at the Elysée, where a council was convened".
    """
    for holder in (token, theme, *token.ancestors):
        for word, place in complements(holder):
            if word in INSIDE:
                yield place  # also "at the National Palace in Lima"
                yield from (n for w, n in complements(place) if w == "in")
        if holder.dep_ == "relcl" and any(
            c.lower_ == "where" for c in children_of(holder)
        ):
            yield holder.head
    first = token.sent[0]
    if first.lower_ in INSIDE:
        yield from (c for c in children_of(first) if c.dep_ == "pobj")


def _sits_at_home(noun: Token, passage: Passage) -> bool:
    person = passage.person_of.get(noun.i)
    if person is not None:
        title = set(person.title.casefold().split())
        return person.in_office and bool(title & word_list("at_home"))
    if noun.tag_ == "NNP":  # "President Roe", of whom no more is told
        titles = [c for c in noun.lefts if c.dep_ == "compound"]
        return any(c.lower_ in word_list("at_home") for c in titles)
    if noun.lemma_.lower() not in word_list("at_home"):
        return False
    if noun.tag_ == "NNS" and noun.lemma_.lower() not in SEVERAL:
        return False  # "ministers of the alliance met in Vienna"
    return not any(c.lower_ in {"a", "an", "no", "former"} for c in noun.lefts) or (
        noun.dep_ in {"nsubjpass", "dobj"}
    )
