"""States named for their missions: "Warsaw is staying put", "Britain withdrew".

In a text about embassies the state alone stands for its own, once missions have been
told of; and what a mission can still do tells that it is at work.
"""

from collections.abc import Callable

from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.acts import (
    DIRECTIONS,
    Act,
    is_host_place,
    is_own_place,
    is_seat,
    is_time,
    words_beside,
)
from reactions.extraction.kinship import children_of
from reactions.extraction.leaving import on_business
from reactions.extraction.negation import is_negated
from reactions.extraction.parts import is_partial
from reactions.extraction.passages import Passage
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements, objects
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.staying import of_envoys
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive, is_passive, lemma_of
from reactions.vocabulary import ActionType, Stage

LEAVING = frozenset({"leave", "pull_out", "evacuate"})
STAYING_OR_GOING = LEAVING | frozenset(
    """go stay stay_put stay_on withdraw quit follow budge depart exit close shut
    return go_back come_back""".split()
)
OF_MISSIONS = frozenset({"mission", "staff", "envoy", "presence", "work"})
ENDING = frozenset(
    {
        ActionType.EMBASSY_CLOSED,
        ActionType.EMBASSY_EVACUATED,
        ActionType.EMBASSY_SUSPENDED,
        ActionType.EMBASSY_REDUCED,
    }
)
"""How a mission ends or thins out; what a host orders of these is no act of its own."""
MOVING = frozenset({ActionType.EMBASSY_MOVED})
PARAGRAPH = 600
"""Code points that a paragraph before may take up, to be still in mind."""
HELPING = frozenset(
    "provide help assist offer operate serve function work give issue support".split()
)
ASKED_TO = frozenset({"stay", "stay_on", "stay_put"})
ONWARD = frozenset({"in", "along", "ahead", "through", "further", "beyond"})
LITTLE = frozenset({"only", "limited", "barely", "hardly"})
WEIGHED = frozenset("consider weigh discuss mull envisage contemplate plan".split())
CHOICES = frozenset("option possibility table card agenda question".split())
DOING = frozenset("make weigh consider mull announce plan prepare order".split())
STAYERS = frozenset({"those", "few", "handful", "last"})


def acts_for_embassy(token: Token, theme: Token, passage: Passage) -> bool:
    """ "Russia sees no reason to pull out", in a text about embassies."""
    lemma = lemma_of(token)
    if theme.pos_ != "PROPN" or lemma not in STAYING_OR_GOING or is_passive(token):
        return False
    if any(t.dep_ == "dobj" for t in objects(token)):
        return False
    if not (passage.discourse.about_missions and is_voice(theme, passage)):
        return False
    if lemma in ASKED_TO and token.dep_ in {"acl", "relcl"}:
        return False  # "advised nationals without a reason to stay"
    if theme.i in passage.person_of or any(c.dep_ == "ccomp" for c in token.rights):
        return False
    return lemma in LEAVING or (
        missions_before(token, passage) and not _goes_into(token, passage)
    )


def missions_before(token: Token, passage: Passage) -> bool:
    """Whether missions were told of: by the act before, or earlier in the paragraph."""
    if passage.discourse.theme & OF_MISSIONS or passage.block.actors:
        return True
    return any(t.lemma_.lower() in word_list("posts") for t in token.doc[: token.i])


def _goes_into(verb: Token, passage: Passage) -> bool:
    """ "saw no reason to go to war", "will not withdraw from the talks"."""
    act = Act(verb, None, passage, None, ())  # type: ignore[arg-type]
    onward = lemma_of(verb) not in LEAVING  # "pulled out on Wednesday" goes nowhere
    if any((c.dep_ == "prt" and onward) or c.lower_ in ONWARD for c in verb.rights):
        return True
    return any(
        word in {"to", "into", "from", "with", "in", "on"}
        and not is_host_place(noun, act)
        and not _is_day(noun)
        for word, noun in complements(verb)
    )


def _is_day(noun: Token) -> bool:
    return noun.text.endswith("day") or noun.lemma_ in {"weekend", "week", "night"}


def after_missions(act: Act) -> bool:
    """Whether the act last told was that a mission closed, stopped or emptied.

    In this paragraph or the one before it.
    """
    discourse = act.passage.discourse
    if discourse.act is None or discourse.act.type not in ENDING | MOVING:
        return False
    return discourse.act_at >= act.passage.offset - PARAGRAPH


def among_missions(act: Act) -> bool:
    """Whether the text is about embassies and has just spoken of some."""
    about = act.passage.discourse.about_missions
    return about and missions_before(act.token, act.passage)


def to_come_back(act: Act) -> bool:
    """ "Qatar is also preparing to return", of missions that had gone."""
    ahead = act.mood.stage in {Stage.ANNOUNCED, Stage.CONSIDERED}
    return ahead and not act.mood.negated and among_missions(act)


def after_recall(act: Act) -> bool:
    """ "Mexico ordered its ambassador home. She will leave on Friday": recalled."""
    discourse = act.passage.discourse
    if discourse.act is None or discourse.act.type is not ActionType.ENVOY_RECALLED:
        return False
    near = discourse.act_at >= act.passage.offset - PARAGRAPH
    return near and bool(set(discourse.act_codes) & set(act.actors))


def pulled_out_alone(act: Act) -> bool:
    """ "pulled out its ambassador": recalled, where no way out and no staff is told."""
    if lemma_of(act.token) not in {"pull_out", "pull"} or act.theme is None:
        return False
    envoy = head_of(act.theme)
    of_each = any(s.conjuncts for s in agents(act.token) if s.i != act.theme.i)
    of_each = of_each or (
        envoy.lower_ == "ambassadors"
        and not any(c.lower_ == "last" for c in envoy.lefts)
    )  # "Chad and Mali pulled out their ambassadors"
    if envoy.tag_ in {"NNS", "NNPS"} and not of_each:
        return False  # "its last envoys have been pulled out"
    ways = {"on", "by", "to", "aboard", "through"}
    if envoy.lemma_.lower() != "ambassador":
        ways = ways | {"from", "out of"}
    if any(w in ways and not is_time(n) for w, n in complements(act.token)):
        return False
    if with_staff(act):
        return False
    return not any(c.dep_ in {"conj", "prep"} for c in act.theme.rights)


def with_staff(act: Act) -> bool:
    """ "pulled out its ambassador together with all her staff"."""
    return any(
        w in {"with", "alongside", "together with", "along with"}
        and "staff" in classes_of(n, act.passage)
        for w, n in complements(act.token)
    )


def able_to_serve(act: Act) -> bool:
    """ "remains able to help citizens", "can still issue passports"."""
    if act.mood.negated or act.token.tag_ not in {"VBZ", "VBP", "VBD"}:
        return False
    for able in act.token.rights:
        if able.dep_ == "acomp" and able.lower_ in {"able", "ready", "available"}:
            if is_negated(able) or any(t.lower_ in LITTLE for t in able.subtree):
                return False
            if any(c.lower_ in {"for", "to"} for c in able.rights):
                return able.lower_ == "available"  # "remains available for nationals"
            return any(
                c.dep_ == "xcomp" and is_infinitive(c) and c.lemma_ in HELPING
                for c in able.rights
            )
    return False


def among_stayers(act: Act) -> bool:
    """ "The ambassador is among those who stay"."""
    heads = [c for c in act.token.rights if c.dep_ == "attr"]
    heads += [n for w, n in complements(act.token) if w in {"among", "amongst"}]
    heads += [n for h in heads for w, n in complements(h) if w == "of"]
    if any(
        h.lower_ in {"staying", "remaining"}
        and any(c.lower_ == "those" for c in h.lefts)
        for h in heads
    ):
        return not act.mood.negated  # "was among those staying", read as a noun
    return not act.mood.negated and any(
        head.lower_ in STAYERS
        and any(
            c.dep_ in {"relcl", "acl"}
            and c.lemma_ in {"stay", "remain"}
            and not is_negated(c)
            for c in head.rights
        )
        for head in heads
    )


def only_ones_left(act: Act) -> bool:
    """ "The consul and his deputy are the only diplomats still there"."""
    posts = word_list("posts") | word_list("teams") | {"member", "staff"}
    for head in (c for c in act.token.rights if c.dep_ == "attr"):
        if head.lemma_.lower() not in posts:
            continue
        words = {t.lower_ for t in head.subtree if t.i > head.i}
        alone = any(c.lower_ == "only" for c in head.lefts)
        if alone and words & {"still", "left", "remaining"}:
            return not act.mood.negated
    return False


def not_opening(act: Act) -> bool:
    """ "did not open on Monday", "will not open"; "has not opened" is another thing."""
    helping = {c.lower_ for c in act.token.lefts if c.dep_ == "aux"}
    alone = not any(c.dep_ in {"dobj", "prt", "advmod"} for c in act.token.rights)
    return alone and bool(helping & {"do", "did", "does", "will", "wo", "would"})


def by_own_state(act: Act) -> bool:
    """ "Italy withdrew its staff and closed the building": Italy did."""
    return any(
        set(named_states_of(a, act.passage)) & set(act.actors)
        for a in agents(act.token)
    )


def unspecified(act: Act) -> bool:
    """ "France has made no change": nothing is named that would be changed."""
    named = {"compound", "poss", "nmod"}
    if complements(act.token) or any(c.dep_ in named for c in act.token.lefts):
        return False
    above = act.token.head
    if act.token.dep_ != "dobj" or above.lemma_ not in DOING:
        return False
    return not any(w in {"to", "in", "on"} for w, _ in complements(above))


def as_an_option(act: Act) -> bool:
    """ "closure was one of the options", "closure is not being considered"."""
    if act.token.dep_ not in {"nsubj", "nsubjpass"} or complements(act.token):
        return False
    if any(c.dep_ in {"compound", "poss", "nmod"} for c in act.token.lefts):
        return False
    above = act.token.head
    if above.lemma_ in WEIGHED:
        return True
    words = {t.lemma_.lower() for t in above.subtree if t.i > above.i}
    return above.lemma_ in {"be", "remain"} and bool(words & CHOICES)


def names_missions(act: Act) -> bool:
    """Whether missions are told of in the sentence or before it."""
    posts = word_list("posts")
    return among_missions(act) or any(t.lemma_.lower() in posts for t in act.token.sent)


def from_abroad(act: Act) -> bool:
    """ "could work from abroad", "remotely from home"."""
    far = {"abroad", "overseas", "outside"}
    return any(
        prep.lower_ in {"from", "out"}
        and any(c.lower_ in far for c in children_of(prep))
        for prep in act.token.rights
    ) or bool(words_beside(act.token) & far)


def of_some_told(act: Act) -> bool:
    """ "told non-essential employees they could work from abroad"."""
    told = [c for c in children_of(act.token.head) if c.dep_ == "dobj"]
    return any(is_partial(t) for t in (act.theme, *told) if t is not None)


def office_elsewhere(act: Act) -> bool:
    """ "is preparing an office in Lviv", "in the west of the country"."""
    if act.theme is None:
        return False
    of_mission = any(
        "mission" in classes_of(n, act.passage) for _, n in complements(act.theme)
    )
    # "opened an office in Istanbul to carry on the embassy's work"
    named = (t.lemma_.lower() for t in act.token.subtree if t.i > act.theme.i)
    of_mission = of_mission or not word_list("posts").isdisjoint(named)
    if not (of_mission or among_missions(act)):
        return False
    places = [*complements(act.token), *complements(act.theme)]
    places += [p for w, n in complements(act.theme) for p in complements(n)]
    return any(
        word in {"in", "at"}
        and not (is_seat(noun, act) or is_time(noun) or is_own_place(noun, act))
        and (noun.pos_ == "PROPN" or noun.lower_ in DIRECTIONS)
        for word, noun in places
    )


def of_staying_here(act: Act) -> bool:
    """ "We are not leaving Sudan," an ambassador says."""
    if act.mood.stage is Stage.CONSIDERED or not act.mood.kept or not of_envoys(act):
        return False
    places = [o for o in objects(act.token) if o.dep_ == "dobj"]
    return bool(places) and all(is_host_place(p, act) for p in places)


def leaves_for_good(act: Act) -> bool:
    """ "withdrew on Wednesday": from no talks, on no errand, nobody else with it."""
    if act.token.tag_ == "VBG" and act.token.dep_ in {"advcl", "acl"}:
        return False
    if act.mood.negated or on_business(act) or _goes_into(act.token, act.passage):
        return False
    return missions_before(act.token, act.passage)


STATES_AS_MISSIONS: dict[str, Callable[[Act], bool]] = {
    "after_missions": after_missions,
    "among_missions": among_missions,
    "of_staying_here": of_staying_here,
    "of_some_told": of_some_told,
    "office_elsewhere": office_elsewhere,
    "to_come_back": to_come_back,
    "after_recall": after_recall,
    "pulled_out_alone": pulled_out_alone,
    "able_to_serve": able_to_serve,
    "among_stayers": among_stayers,
    "only_ones_left": only_ones_left,
    "not_opening": not_opening,
    "by_own_state": by_own_state,
    "unspecified": unspecified,
    "from_abroad": from_abroad,
    "as_an_option": as_an_option,
    "names_missions": names_missions,
    "leaves_for_good": leaves_for_good,
}
