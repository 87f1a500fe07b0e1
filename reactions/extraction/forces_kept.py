"""Conditions of forces that are there or not, that stay, that are back at home."""

from collections.abc import Callable

from reactions.extraction.acts import Act, is_host_place, is_own_place
from reactions.extraction.evacuation_flights import another
from reactions.extraction.forces import away_from_home
from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements, objects
from reactions.extraction.themes import classes_of
from reactions.vocabulary import ActionType, Stage

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
    if theme.lower_ == "we":  # said by a minister of defence
        forces = {"defence", "defense", "military", "army"}
        return any(t.lower_ in forces for t in act.token.sent)
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


def newly_there(act: Act) -> bool:
    """ "are now in the capital", "will be there by Friday": come, not standing by."""
    if act.mood.stage is Stage.ANNOUNCED:
        return True
    return any(c.lower_ in {"now", "already"} for c in children_of(act.token))


def follows_others(act: Act) -> bool:
    """ "soldiers from Ghana are to follow": after others, or as a second lot."""
    told, at = act.passage.discourse.act, act.passage.discourse.act_at
    if told is not None and told.type is ActionType.TROOPS_DEPLOYED:
        return act.passage.offset <= at
    return another(act)


def into_the_host(act: Act) -> bool:
    """ "crossed into Sudan", "invaded Sudan"."""
    nouns = [n for w, n in complements(act.token) if w in {"into", "across", "in"}]
    nouns += [o for o in objects(act.token) if o.dep_ == "dobj"]
    return any(is_host_place(n, act) for n in nouns)


def back_from_there(act: Act) -> bool:
    """ "are back in Nairobi", of Kenya's soldiers; "will be back home by June"."""
    beside = [t for c in children_of(act.token) for t in (c, *c.lefts)]
    for child in beside:
        if child.lower_ != "back":
            continue
        if any(c.lower_ == "home" for c in (child.head, *child.rights)):
            return True
        places = (*complements(child), *complements(act.token))
        return any(w in {"in", "at", "on"} and is_own_place(n, act) for w, n in places)
    return False


FORCES_KEPT: dict[str, Callable[[Act], bool]] = {
    "back_from_there": back_from_there,
    "follows_others": follows_others,
    "into_the_host": into_the_host,
    "newly_there": newly_there,
    "is_withdrawal": is_withdrawal,
    "not_so": not_so,
    "to_stay_there": to_stay_there,
    "as_told_of_forces": as_told_of_forces,
}
