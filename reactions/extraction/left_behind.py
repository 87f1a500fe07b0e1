"""Whether those who left were all of a mission, by what the text tells of it besides.

"Kenya flew out 12 diplomats. The ambassador is in Juba with four officers": a part of
them, though the first sentence alone does not say so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reactions.extraction.acts import Act, is_seat
from reactions.extraction.claims import ActionClaim
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import complements
from reactions.vocabulary import ActionType, Stage

EVACUATED = ActionType.EMBASSY_EVACUATED
REDUCED = ActionType.EMBASSY_REDUCED
KEPT = ActionType.EMBASSY_KEPT
UNSURE = frozenset({Stage.DENIED, Stage.CONSIDERED})
MANIFOLD = "UN"
"""Of its many offices in a country no number of people are all."""
OF_ALL = frozenset({"all", "remaining", "last", "entire", "whole", "final", "every"})
ONE = frozenset({"NN", "NNP"})
MASS = frozenset({"staff", "personnel", "people"})
OF_THOSE_LEFT = frozenset(
    """keeps_few has_few_left is_down_to only_few_remain leaves_a_core manned_by_few
    there_are_only few_of_us_left line_few leaves_some_behind has_so_many_left
    """.split()
)
"""Rules that say how few are still at the mission."""


def is_definite(act: Act) -> bool:
    """Whether "its staff", "the diplomats", "all 12 of them" left: not just some."""
    if act.theme is None:
        return True
    if act.theme.lower_ in {"rest", "others", "remainder"}:
        return False  # "The rest left": with whom, is for others to tell
    for noun in (act.theme, head_of(act.theme)):
        words = {c.lower_ for c in noun.lefts}
        if noun.lower_ in OF_ALL or words & OF_ALL:
            return True
        if any(c.dep_ in {"det", "poss", "predet"} for c in noun.lefts):
            return True
    if any(
        w == "from" and n.tag_ == "NNP" and not is_seat(n, act)
        for w, n in complements(act.token)
    ):
        return True  # "Indian staff were withdrawn from Kandahar": of another post
    if act.theme.lemma_.lower() in MASS:
        return False
    if act.theme.tag_ in {"WP", "WDT"}:  # "100 employees who drove to the border"
        return not any(c.dep_ == "nummod" for c in head_of(act.theme).lefts)
    return act.theme.pos_ == "PRON" or act.theme.tag_ in ONE


def with_those_left(actions: Iterable[ActionClaim]) -> Iterator[ActionClaim]:
    """The claims; a departure of some is a reduction where others are told to stay."""
    told = list(actions)
    manned = {a.country for a in told if _tells_of_those_left(a)}
    for claim in told:
        some = claim.type is EVACUATED and not claim.whole
        some = some and claim.stage not in UNSURE
        if some and (claim.country in manned or claim.country == MANIFOLD):
            yield replace(claim, type=REDUCED)
        else:
            yield claim


def _tells_of_those_left(claim: ActionClaim) -> bool:
    if claim.stage in UNSURE:
        return False
    few = claim.type is REDUCED and claim.rule in OF_THOSE_LEFT
    return few or claim.type is KEPT
