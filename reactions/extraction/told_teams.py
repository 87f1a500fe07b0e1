"""Conditions of help that is told shortly: "a 50-strong team", "a similar sum".

After one state's rescuers or money another's are named by a word that alone would be
anybody's; what was told just before says what they are.
"""

from collections.abc import Callable

from reactions.extraction.acts import Act
from reactions.extraction.giving import COSTS, by_a_giver
from reactions.extraction.likewise import is_just_told
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements
from reactions.extraction.quantities import quantity_of
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.verb_forms import is_passive
from reactions.vocabulary import ActionType

AID = ActionType.AID_PLEDGED
TEAMS = frozenset("team squad unit contingent brigade crew group".split())
PLAIN = frozenset(
    """strong another second third further more own similar big large small first same
    new additional member man woman person extra""".split()
)
RELIEF_WORK = frozenset(
    """rubble ruin wreckage debris blaze fire wildfire flame wounded injured patient
    survivor victim search rescue effort operation body house building
    homeless""".split()
)
MOVING_ARMS = frozenset("tank vehicle jet drone helicopter equipment supply".split())
SUMS = frozenset({"sum", "amount", "money", "cash", "contribution"})


def team_as_told(act: Act) -> bool:
    """ "Korea sent 80 rescuers and Malaysia said a 50-strong team would leave"."""
    theme = act.theme
    if theme is None or not _after_help(act):
        return False
    if theme.lower_ in {"more", "others"} and any(c.pos_ == "NUM" for c in theme.lefts):
        return True  # "promised 37 more"
    if head_of(theme).lemma_.lower() not in TEAMS:
        return False
    return all(
        c.dep_ in {"det", "nummod", "poss", "punct"}
        or c.pos_ == "NUM"
        or c.lemma_.lower() in PLAIN
        for c in head_of(theme).lefts
    )


def a_sum(act: Act) -> bool:
    """ "had promised a similar sum", "money for the mission": by a state."""
    theme = act.theme
    if theme is None or theme.lemma_.lower() not in SUMS:
        return False
    like = any(c.lower_ in {"similar", "same", "like"} for c in theme.lefts)
    meant = _after_help(act) if like or theme.lemma_ == "sum" else _for_them(act)
    return meant and by_a_giver(act)


def more_for_them(act: Act) -> bool:
    """ "raised its support for Sudan", "doubled its aid": not its farmers'."""
    classes = classes_of(act.theme, act.passage) if act.theme is not None else ()
    if act.theme is not None and act.theme.lemma_ in {"contribution", "donation"}:
        return any(c.tag_ == "PRP$" for c in act.theme.lefts)
    if "aid" in classes and not _for_them_named(act, other=True):
        return True
    return _for_them_named(act, other=False)


def _for_them_named(act: Act, *, other: bool) -> bool:
    """Whether those it is for are named: the country in crisis, or any other."""
    holders = (act.token, *((act.theme,) if act.theme is not None else ()))
    nouns = [n for h in holders for w, n in complements(h) if w in {"for", "to"}]
    host = act.passage.discourse.host
    if other:
        return any("money" not in classes_of(n, act.passage) for n in nouns)
    codes = (act.passage.mention_of.get(n.i) for n in nouns)
    return any(m is not None and host in m.codes for m in codes)


def received_there(act: Act) -> bool:
    """ "Sudan received", "the survivors got": those in the country in crisis."""
    host = act.passage.discourse.host
    for taker in agents(act.token):
        named = named_states_of(taker, act.passage)
        if host in named:
            return True
        if not named and taker.lemma_.lower() in word_list("in_need"):
            return True
    return False


def of_their_work(act: Act) -> bool:
    """ "joined the search", "are fighting the blaze": no mere rescue of one."""
    if act.theme is None or act.passage.discourse.host in named_states_of(
        act.theme, act.passage
    ):
        return False
    words = {t.lemma_.lower() for t in act.token.subtree if t.i > act.token.i}
    return bool(words & RELIEF_WORK)


def is_due(act: Act) -> bool:
    """ "is due on Friday", "are expected in Khartoum"."""
    if act.token.lemma_ == "expect":
        return is_passive(act.token) and not any(
            c.dep_ in {"xcomp", "ccomp"} for c in act.token.rights
        )
    return any(c.lower_ == "due" and c.dep_ == "acomp" for c in act.token.rights)


def at_their_disposal(act: Act) -> bool:
    """ "put two helicopters at Sudan's disposal", "of the government"."""
    holders = (act.token, *((act.theme,) if act.theme is not None else ()))
    for word, noun in (c for h in holders for c in complements(h)):
        if word != "at" or noun.lemma_ != "disposal":
            continue
        owners = [c for c in noun.lefts if c.dep_ == "poss"]
        owners += [n for w, n in complements(noun) if w == "of"]
        host = act.passage.discourse.host
        return any(host in named_states_of(o, act.passage) for o in owners)
    return False


def a_thing_or_craft(act: Act) -> bool:
    """ "two helicopters", "its field kitchens"; no person."""
    return act.theme is not None and act.theme.pos_ in {"NOUN", "NUM", "PROPN"}


def a_quantity(act: Act) -> bool:
    """ "thanked Egypt for 40 tonnes of flour"; not "for its help"."""
    return act.theme is not None and quantity_of(act.theme) is not None


def money_for_host(act: Act) -> bool:
    """ "cut off money for Kampala": of a state that gave it."""
    theme, host = act.theme, act.passage.discourse.host
    if theme is None or theme.lemma_.lower() not in {"money", "fund", "cash"}:
        return False
    named = (
        act.passage.mention_of.get(n.i)
        for h in (act.token, theme)
        for w, n in complements(h)
        if w in {"for", "to"}
    )
    return any(m is not None and host in m.codes for m in named) and by_a_giver(act)


def as_a_gift(act: Act) -> bool:
    """ "hand over tanks", "sent Kyiv howitzers"; not tanks that a state sends out."""
    taken = [c for c in act.token.rights if c.dep_ in {"dobj", "dative"}]
    if any(c.tag_ == "PRP$" for t in taken for c in t.lefts):
        return False  # "supplied its army with tanks"
    if act.token.lemma_ not in {"send", "ship", "back", "offer"}:
        return True
    if act.token.pos_ == "NOUN":
        return True
    theme = act.theme
    if theme is not None and theme.lemma_.lower() in MOVING_ARMS:
        return any(
            c.dep_ in {"dative", "dobj"} and c.pos_ == "PROPN" and c.i != theme.i
            for c in act.token.rights
        )
    return True


def _after_help(act: Act) -> bool:
    told = act.passage.discourse.act
    return (
        told is not None and told.type is AID and is_just_told(act.token, act.passage)
    )


def _for_them(act: Act) -> bool:
    """ "money for shelter", or for the mission where help has just been told of."""
    if act.theme is None:
        return False
    nouns = [n for h in (act.token, act.theme) for w, n in complements(h) if w == "for"]
    if any(n.lemma_.lower() in COSTS | word_list("in_need") for n in nouns):
        return True
    return bool(nouns) and _after_help(act)


def at_work(act: Act) -> bool:
    """ "Greek firefighters have been at work in Hatay", "have begun to dig"."""
    if act.token.lemma_ != "be":
        return True
    return any(
        word == "at" and noun.lemma_ in {"work", "hand"}
        for word, noun in complements(act.token)
    )


def goes_there(act: Act) -> bool:
    """ "are ready to fly", "left for the city"; not "were ready to help"."""
    if act.token.lemma_ != "be":
        return True
    return any(
        word == "on" and noun.lemma_ == "way" for word, noun in complements(act.token)
    )


TOLD_TEAMS: dict[str, Callable[[Act], bool]] = {
    "team_as_told": team_as_told,
    "a_sum": a_sum,
    "at_work": at_work,
    "more_for_them": more_for_them,
    "received_there": received_there,
    "of_their_work": of_their_work,
    "is_due": is_due,
    "at_their_disposal": at_their_disposal,
    "a_thing_or_craft": a_thing_or_craft,
    "as_a_gift": as_a_gift,
    "money_for_host": money_for_host,
    "a_quantity": a_quantity,
    "goes_there": goes_there,
}
