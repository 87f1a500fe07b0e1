"""Conditions of the everyday: words of the trade where no act of a crisis is meant.

Staff go home at noon, ships are expected in their own port, a gate stays open as ever:
what is usual, leisure, trade or somebody else's business is nobody's reaction.
"""

from collections.abc import Callable

from reactions.extraction.acts import (
    DAYS,
    PLACES_OF_WORK,
    Act,
    is_host_place,
    words_beside,
)
from reactions.extraction.kinship import children_of
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements
from reactions.extraction.rulebook import LEAVING, Frame, word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive
from reactions.vocabulary import ActionType

HOURS = frozenset({"noon", "midday", "lunchtime", "early"})
ALLOWING = frozenset({"allow", "let", "permit", "authorise", "authorize", "offer"})
LEFT = frozenset(
    """post compound zone area peninsula province republic kingdom state nation home
    village archipelago mainland continent soil desk job duty week month year weekend
    overland headquarters embassy mission consulate""".split()
)
OPTIONS = frozenset({"option", "choice", "chance", "permission", "opportunity"})
STATESMEN = frozenset({"minister", "president", "premier", "chancellor", "secretary"})
FUNCTIONS = frozenset("open visit attend inspect inaugurate celebrate".split())
FIT = frozenset(
    """responsible safe possible feasible wise tenable sensible right justifiable
    reasonable prudent""".split()
)
OPENING = frozenset({"when", "whether", "if", "how", "where", "why"})
TOLD = frozenset({"announce", "report", "disclose", "reveal", "detail", "see"})
FLYING = frozenset("carrier aircraft plane airline airliner flight jet traffic".split())
FORCES = frozenset({ActionType.TROOPS_DEPLOYED, ActionType.TROOPS_WITHDRAWN})
HURT = frozenset("wounded injured hurt ill sick ailing dead slain killed late".split())
SEIZED = frozenset("kidnap abduct seize detain free release wound injure".split())
CARE = frozenset("treatment surgery operation burial funeral care checkup".split())
TROUBLED = frozenset({ActionType.FLIGHTS_SUSPENDED})


def is_everyday(frame: Frame, act: Act) -> bool:
    """Whether the sentence is of leisure, fiction, weather or a parade."""
    words = {t.lemma_.lower() for t in act.token.sent}
    if words & word_list("fiction"):
        return True
    if frame.type in FORCES and words & word_list("parades"):
        return True
    if frame.type in LEAVING and _of_the_hurt(act):
        return True
    if frame.type in TROUBLED and words & word_list("usual_troubles"):
        return True
    if frame.type is ActionType.EMERGENCY_MEETING and words & word_list("home_affairs"):
        return True
    if frame.type in FORCES and (
        _in_a_draft(act.token) or _is_office_team(act) or _investigates(act)
    ):
        return True
    return is_unclear(act.token)


def _of_the_hurt(act: Act) -> bool:
    """ "A wounded diplomat was flown home for treatment": no withdrawal."""
    if act.theme is None or _is_seized(act.token):
        return act.theme is not None
    if act.token.dep_ == "conj" and _is_seized(act.token.head):
        return True  # "Diplomats taken hostage were flown home"
    if any(c.dep_ == "acl" and c.lemma_ in SEIZED for c in head_of(act.theme).rights):
        return True
    if {c.lower_ for c in head_of(act.theme).lefts} & HURT:
        return True
    return any(
        word == "for" and noun.lemma_.lower() in CARE
        for word, noun in complements(act.token)
    )


def _is_seized(verb: Token) -> bool:
    """ "30 of its staff were taken hostage": they did not leave."""
    return verb.lemma_ in {"take", "hold"} and any(
        t.lemma_.lower() in {"hostage", "captive", "prisoner"}
        for c in verb.rights
        for t in (c, *c.rights)
    )


def _in_a_draft(verb: Token) -> bool:
    """ "a draft resolution which would demand that it pull out": asked on paper."""
    papers = {"resolution", "draft", "motion", "petition"}
    return verb.dep_ == "relcl" and verb.head.lemma_.lower() in papers


def _is_office_team(act: Act) -> bool:
    """ "a rapid response team" of a ministry: officials, unless said to be armed."""
    if act.theme is None or head_of(act.theme).lemma_.lower() != "team":
        return False
    named = {c.lemma_.lower() for c in head_of(act.theme).lefts}
    return "response" in named and not named & {"military", "police", "army", "marine"}


def _investigates(act: Act) -> bool:
    """ "police officers arrived to investigate a death"."""
    return any(t.lemma_ == "investigate" for t in act.token.subtree)


def is_unclear(verb: Token) -> bool:
    """ "It was not clear when it could reopen", "is unclear whether they have left"."""
    if not any(c.lower_ in OPENING and c.i < verb.i for c in children_of(verb)):
        return False
    above = verb.head
    near = [above, *(c for c in children_of(above) if c.dep_ == "acomp")]
    words = {t.lower_ for t in near}
    if words & {"unclear", "unknown", "uncertain"}:
        return True
    negated = any(c.dep_ == "neg" for t in near for c in children_of(t))
    return negated and bool(words & {"clear", "known", "certain"})


def for_the_day(act: Act) -> bool:
    """ "were sent home at noon", "went home early", "for the day"."""
    if "home" not in {t.lower_ for t in act.token.subtree} and not (
        words_beside(act.token) & {"home"}
    ):
        return False
    after = [t for t in act.token.subtree if t.i > act.token.i]
    if any(t.lower_ in HOURS for t in after):
        return True
    return any(
        word == "for" and noun.lower_ in {"day", "night", "afternoon", "weekend"}
        for word, noun in complements(act.token)
    )


def leaves_a_thing(act: Act) -> bool:
    """ "left a note for the general", "left it to the courts": nobody has gone."""
    if act.token.lemma_ != "leave":
        return False
    left = [c for c in act.token.rights if c.dep_ == "dobj"]
    if any(c.tag_ == "NNP" or is_host_place(c, act) for c in left):
        return False
    return any(
        noun.lemma_.lower() not in PLACES_OF_WORK | LEFT | DAYS
        and "mission" not in classes_of(noun, act.passage)
        for noun in left
    )


def only_allowed(act: Act) -> bool:
    """ "has allowed staff to leave", "were offered the option to go home"."""
    if any(c.dep_ == "aux" and c.lemma_ == "let" for c in act.token.lefts):
        return True
    above = act.token.head
    if act.token.dep_ not in {"xcomp", "ccomp", "acl", "advcl"}:
        return False
    if above.lemma_.lower() in OPTIONS:
        return True
    return above.lemma_.lower() in ALLOWING - {"offer"}


def to_a_function(act: Act) -> bool:
    """ "left for the coast to open a school"."""
    return any(
        c.dep_ in {"xcomp", "advcl"} and c.lemma_ in FUNCTIONS and is_infinitive(c)
        for c in children_of(act.token)
    )


def from_leave(act: Act) -> bool:
    """ "returned after her holiday": she had not been withdrawn."""
    away = {"holiday", "vacation", "furlough", "sabbatical", "term", "tenure"}
    if any(
        w == "from" and n.lemma_ == "consultation" for w, n in complements(act.token)
    ):
        return True
    nouns = [n for _, n in complements(act.token)]
    nouns += [n for noun in nouns for w, n in complements(noun) if w == "of"]
    return any(n.lemma_.lower() in away for n in nouns)


FORMER = frozenset({"retired", "former", "ex", "ex-"})


def asked_by_critics(act: Act) -> bool:
    """ "An analyst said it should close", "lawmakers urged the government to"."""
    asking = act.token.lemma_.lower() in word_list("pleas")
    for above in (*((act.token,) if asking else ()), *act.token.ancestors):
        if above.pos_ != "VERB":
            continue
        for agent in agents(above):
            named = {agent.lemma_.lower(), *(c.lemma_.lower() for c in agent.lefts)}
            if named & (word_list("critics") | FORMER):
                asked = above.lemma_.lower() in word_list("pleas")
                return asked or act.mood.obliged or _ought_to(act.token)
    return False


def _ought_to(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "ought"


def said_by_critics(act: Act) -> bool:
    """ "An analyst said sanctions were possible": his guess, no state's plan."""
    return any(
        agent.lemma_.lower() in word_list("critics")
        for above in act.token.ancestors
        if above.pos_ == "VERB"
        for agent in agents(above)
    )


def to_carriers(act: Act) -> bool:
    """ "shut theirs to Russian carriers": the airspace, no mission."""
    return any(
        word == "to" and noun.lemma_.lower() in FLYING
        for word, noun in complements(act.token)
    )


def at_large(act: Act) -> bool:
    """ "continues her work from elsewhere in the country": gone, but at work."""
    return any(t.lower_ == "elsewhere" for t in act.token.sent)


def of_a_statesman(act: Act) -> bool:
    """ "the minister and his staff landed": his own people, no mission's."""
    theme = act.theme
    if theme is None or not any(c.lower_ in {"his", "her"} for c in theme.lefts):
        return False
    before = [t for t in theme.sent if t.i < theme.i and t.pos_ in {"NOUN", "PROPN"}]
    return any(t.lemma_.lower() in STATESMEN for t in before) and not any(
        "envoy" in classes_of(t, act.passage) for t in before
    )


def unfit(act: Act) -> bool:
    """ "it would not be responsible to stay"."""
    above = act.token.head
    if act.token.dep_ not in {"xcomp", "advcl", "ccomp"}:
        return False
    near = [above, *(c for c in children_of(above) if c.dep_ == "acomp")]
    if above.pos_ == "ADJ":
        near.append(above.head)
    if not any(t.lower_ in FIT for t in near):
        return False
    return any(c.dep_ == "neg" for t in near for c in children_of(t))


def over_a_thing(act: Act) -> bool:
    """ "stood firm on the price"."""
    return any(word in {"on", "over"} for word, _ in complements(act.token))


def not_told(act: Act) -> bool:
    """ "No change was announced": nothing is said to stay as it is."""
    head = act.token.head
    return act.token.pos_ == "NOUN" and head.lemma_.lower() in TOLD


def by_the_way(act: Act) -> bool:
    """ "brought home its ambassador and all its staff": they leave, no protest."""
    if act.theme is None or act.token.lemma_ in {"recall", "summon", "call"}:
        return False
    beside = [*act.theme.conjuncts]
    beside += [n for w, n in complements(act.token) if w.endswith("with")]
    beside += [n for t in beside for w, n in complements(t) if w == "of"]
    return any("staff" in classes_of(t, act.passage) for t in beside)


EVERYDAY: dict[str, Callable[[Act], bool]] = {
    "to_carriers": to_carriers,
    "asked_by_critics": asked_by_critics,
    "said_by_critics": said_by_critics,
    "at_large": at_large,
    "by_the_way": by_the_way,
    "for_the_day": for_the_day,
    "from_leave": from_leave,
    "not_told": not_told,
    "to_a_function": to_a_function,
    "of_a_statesman": of_a_statesman,
    "leaves_a_thing": leaves_a_thing,
    "only_allowed": only_allowed,
    "over_a_thing": over_a_thing,
    "unfit": unfit,
}
