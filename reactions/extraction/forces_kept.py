"""Conditions of forces that are not there, that stay, or whose withdrawal is denied."""

from collections.abc import Callable

from reactions.extraction.acts import Act
from reactions.extraction.forces import away_from_home
from reactions.extraction.predicates import objects
from reactions.extraction.themes import classes_of
from reactions.vocabulary import Stage

WITHDRAWALS = frozenset("withdrawal pullout pull-out drawdown retreat".split())


def not_so(act: Act) -> bool:
    """ "has no soldiers", "denied that it had soldiers"."""
    return act.mood.negated or act.mood.stage is Stage.DENIED


def to_stay_there(act: Act) -> bool:
    """ "will keep its contingent in the country": no withdrawal."""
    return act.mood.stage is Stage.ANNOUNCED and away_from_home(act)


def as_told_of_forces(act: Act) -> bool:
    """ "Burundi said it would not pull out", where its soldiers were spoken of."""
    theme = act.theme
    if theme is None or any(o.dep_ == "dobj" for o in objects(act.token)):
        return False
    named = theme.lower_ == "it" or theme.i in act.passage.mention_of
    return named and _of_forces(act)


def is_withdrawal(act: Act) -> bool:
    """ "ruled out withdrawal", of the forces spoken of."""
    theme = act.theme
    if theme is None or theme.lemma_.lower() not in WITHDRAWALS:
        return False
    return _of_forces(act)


def _of_forces(act: Act) -> bool:
    """Whether soldiers are spoken of, in the sentence or before, and no mission."""
    told = set(act.passage.discourse.theme)
    for noun in act.token.sent:
        if noun.tag_ == "NNS":
            told |= classes_of(noun, act.passage)
    return "troops" in told and not told & {"mission", "staff"}


FORCES_KEPT: dict[str, Callable[[Act], bool]] = {
    "is_withdrawal": is_withdrawal,
    "not_so": not_so,
    "to_stay_there": to_stay_there,
    "as_told_of_forces": as_told_of_forces,
}
