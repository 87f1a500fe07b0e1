"""Conditions of help that is told shortly: "a 50-strong team", "a similar sum".

After one state's rescuers or money another's are named by a word that alone would be
anybody's; what was told just before says what they are.
"""

from collections.abc import Callable

from reactions.extraction.acts import Act
from reactions.extraction.giving import by_a_giver
from reactions.extraction.likewise import is_just_told
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.vocabulary import ActionType

AID = ActionType.AID_PLEDGED
TEAMS = frozenset("team squad unit contingent brigade crew group".split())
PLAIN = frozenset(
    """strong another second third further more own similar big large small first same
    new additional member man woman person extra""".split()
)
SUMS = frozenset({"sum", "amount", "money", "cash", "contribution"})


def team_as_told(act: Act) -> bool:
    """ "Korea sent 80 rescuers and Malaysia said a 50-strong team would leave"."""
    theme = act.theme
    if theme is None or head_of(theme).lemma_.lower() not in TEAMS:
        return False
    if not _after_help(act):
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


def _after_help(act: Act) -> bool:
    told = act.passage.discourse.act
    return (
        told is not None and told.type is AID and is_just_told(act.token, act.passage)
    )


def _for_them(act: Act) -> bool:
    """ "money for the mission": where help is what the text has just told of."""
    if not _after_help(act) or act.theme is None:
        return False
    holders = (act.token, act.theme)
    return any(w in {"for", "to"} for h in holders for w, _ in complements(h))


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
    "goes_there": goes_there,
}
