"""Read who had done it before: "joined Egypt in reopening", "after Rome, Athens also".

A state that is said to be the next to do something tells of those that were first.
"""

from collections.abc import Iterator
from dataclasses import replace

from reactions.extraction.claims import ActionClaim
from reactions.extraction.kinship import children_of
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import complements, subjects
from reactions.extraction.references import named_states_of
from reactions.extraction.tokens import Token
from reactions.vocabulary import Stage

DENYING = frozenset({Stage.DENIED, Stage.CONSIDERED})
AFTER = frozenset({"after", "following", "besides", "behind"})
ALSO = frozenset({"also", "too", "likewise"})
NEXT = frozenset("second third fourth fifth sixth seventh next latest only".split())


def forerunners(
    claims: tuple[ActionClaim, ...], verb: Token, passage: Passage
) -> Iterator[ActionClaim]:
    """The same act, done, by those whom the doer joins or comes after."""
    if not claims or not claims[0].type.is_posture or claims[0].stage in DENYING:
        return
    doers = {c.country for c in claims} | {passage.discourse.host}
    for noun in _before_it(verb):
        if any(c.lower_ == "other" for c in noun.lefts):
            continue  # "joined other EU envoys in leaving"
        for code in named_states_of(noun, passage):
            if code in doers:
                continue
            doers.add(code)
            span = passage.span(noun, noun)
            yield replace(
                claims[0],
                country=code,
                stage=Stage.DONE,
                start=span.start,
                end=span.end,
                effective_on=None,
                destination="",
                quantity=None,
            )


def _before_it(verb: Token) -> Iterator[Token]:
    """The names or missions of those who were first."""
    joined = verb.head.head if verb.dep_ == "pcomp" else verb.head
    follows = joined.lemma_ in {"join", "follow"} and verb.head.i != verb.i
    joins = [joined] if follows else []
    joins += [c for c in verb.rights if c.dep_ == "advcl" and c.lower_ == "joining"]
    joins = [j for j in joins if not _in_something_else(j)]
    for join in joins:
        yield from (c for c in join.rights if c.dep_ == "dobj")
    for subject in subjects(verb):  # "Chad's embassy, like Mali's, is closed"
        yield from (n for w, n in complements(subject) if w == "like")
    also = any(c.lower_ in ALSO for c in children_of(verb))
    holders = [verb] if also else []
    holders += _rank(verb)
    for holder in holders:
        yield from (n for w, n in complements(holder) if w in AFTER)


def _in_something_else(join: Token) -> bool:
    """ "joining Chad in an exodus of diplomats": not in closing its embassy."""
    return any(
        p.lower_ == "in" and any(c.dep_ == "pobj" for c in p.rights)
        for p in join.rights
    )


def _rank(verb: Token) -> Iterator[Token]:
    """ "the fourth state after Italy, Malta and Spain to do so", "the second to"."""
    nouns = [c for c in verb.rights if c.dep_ in {"npadvmod", "appos", "dobj", "attr"}]
    nouns += [c for n in nouns for c in n.rights if c.dep_ == "appos"]
    if verb.dep_ in {"relcl", "acl"}:
        nouns.append(verb.head)  # "became the second state after Chad to close"
    for noun in nouns:
        if noun.lower_ in NEXT or any(c.lower_ in NEXT for c in noun.lefts):
            yield noun
