"""Read who goes along with a mission's people: "its staff and 40 Greeks landed".

A state that brings its diplomats out brings out those on the same plane, though the
verb is one of going; travellers on their own are nobody's evacuation.
"""

from collections.abc import Iterator
from dataclasses import replace

from reactions.extraction.acts import Act
from reactions.extraction.claims import ActionClaim
from reactions.extraction.joined import BESIDE
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import complements
from reactions.extraction.quantities import quantity_of
from reactions.extraction.rulebook import LEAVING
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActionType, Stage

CITIZENS = ActionType.CITIZENS_EVACUATED
GONE = frozenset({Stage.DONE, Stage.UNDERWAY})
COMPANY = BESIDE | {"with"}
NOT_THEIRS = frozenset({"staff", "envoy", "family", "allies", "host_people"})


def taken_along(
    claims: tuple[ActionClaim, ...], act: Act, passage: Passage
) -> Iterator[ActionClaim]:
    """The same act done to the citizens who stand beside the staff."""
    if len(claims) != 1 or claims[0].type not in LEAVING:
        return
    if act.theme is None or claims[0].stage not in GONE:
        return
    for noun in _beside(act, act.theme):
        classes = classes_of(noun, passage)
        if "citizens" in classes and classes.isdisjoint(NOT_THEIRS):
            yield replace(
                claims[0],
                type=CITIZENS,
                rule="taken_along",
                quantity=quantity_of(noun),
                whole=True,
            )
            return


def _beside(act: Act, theme: Token) -> Iterator[Token]:
    yield from theme.conjuncts
    for holder in (act.token, theme):
        for word, noun in complements(holder):
            if word in COMPANY:
                yield noun
                yield from noun.conjuncts
