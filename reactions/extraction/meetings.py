"""Conditions of meetings: of one's own chiefs, of an alliance on a crisis, in passing.

What is called together because of the crisis counts (codebook, `emergency_meeting`);
talks between states, and bodies that meet as they always do, are left out.
"""

from collections.abc import Callable

from reactions.actors import ACTORS
from reactions.extraction.acts import Act, is_time
from reactions.extraction.date_grammar import WEEKDAYS
from reactions.extraction.kinship import children_of
from reactions.extraction.negation import is_none
from reactions.extraction.predicates import agents, complements, objects
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.sittings import ASKING
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive
from reactions.vocabulary import ActorKind, Stage

SITTING = frozenset({"parliament", "cabinet", "senate", "assembly", "congress"})
ROUTINE = frozenset("monthly weekly regular routine scheduled annual usual".split())
OWN_BODIES = frozenset({"cabinet", "parliament", "crisis_body"})
TO_SIT = frozenset(
    """meet convene sit gather hold assemble discuss debate consider take schedule
    call address reconvene review examine look""".split()
)


def several_states(act: Act) -> bool:
    """ "Brazil and Mexico held a virtual meeting": talks of the two, no alliance's."""
    if act.theme is None:
        return False
    if act.token.pos_ == "NOUN" and act.token.dep_ == "pobj":
        verb = act.token.head.head  # "Brazil and Mexico agreed at a meeting to"
        together = verb.lemma_ in word_list("agreeing")
        named = [c for a in agents(verb) for c in named_states_of(a, act.passage)]
        if together and len(named) > 1:
            return True
    if len(act.actors) < 2:
        return False
    words = {t.lower_ for t in act.theme.lefts}
    return not words & word_list("urgent")


def takes_place(act: Act) -> bool:
    """ "took place", "is due on Friday", "opened"; not "took two hours"."""
    words = {c.lower_ for c in children_of(act.token) if c.i > act.token.i}
    if act.token.lemma_ == "take":
        return "place" in words
    if act.token.lemma_ == "be":
        return bool(words & word_list("timetabled"))
    return True


def own_chiefs(act: Act) -> bool:
    """ "met with his security chiefs": those that advise, called together."""
    if act.theme is None or named_states_of(act.theme, act.passage):
        return False
    several = act.theme.tag_ == "NNS"  # "met the three service chiefs"
    return any(
        c.tag_ == "PRP$" or (several and c.lower_ == "the") for c in act.theme.lefts
    )


def to_convene(act: Act) -> bool:
    """ "asked the committee to meet": what it is asked to do is to sit."""
    theme = act.theme
    return any(
        clause.lemma_ in {"meet", "convene", "sit", "gather", "hold", "assemble"}
        and is_infinitive(clause)
        for holder in (act.token, theme)
        if holder is not None
        for clause in children_of(holder)
        if clause.dep_ in {"xcomp", "ccomp", "advcl", "acl"}
    )


def asked_otherwise(act: Act) -> bool:
    """ "called on the Council to authorise force": to do something, not to meet."""
    return any(
        clause.lemma_ not in TO_SIT and is_infinitive(clause)
        for holder in (act.token, act.theme)
        if holder is not None
        for clause in children_of(holder)
        if clause.dep_ in {"xcomp", "ccomp", "advcl", "acl"}
    )


def meets_in_passing(act: Act) -> bool:
    """ "said after an emergency meeting of ministers", "at a crisis meeting"."""
    noun = act.token
    if noun.dep_ != "pobj" or noun.head.lower_ not in word_list("in_passing"):
        return False
    return noun.head.head.lemma_ not in {"meet", "gather", "convene", "sit", "call"}


def of_un_council(act: Act) -> bool:
    """ "said at a Security Council meeting": no meeting of the one who speaks."""
    nouns = [n for n in (act.token, act.theme) if n is not None and n.pos_ == "NOUN"]
    return any("un_meeting" in classes_of(noun, act.passage) for noun in nouns)


def of_crisis(act: Act) -> bool:
    """ "gathered at an emergency meeting": that is an act of its own."""
    return "meeting" in classes_of(act.token, act.passage)


def of_alliance(act: Act) -> bool:
    """Whether those who meet are an organisation's, or a cabinet or a parliament."""
    if act.theme is None:
        return False
    if act.theme.lemma_.lower() in OWN_BODIES | SITTING:
        return True
    return all(
        ACTORS[code].kind is ActorKind.ORGANISATION and code != "UN"
        for code in act.actors
    )


def on_the_crisis(act: Act) -> bool:
    """ "to discuss the coup", "on the situation in Sudan": why they meet."""
    host = act.passage.discourse.host
    return any(_is_of_crisis(t, act, host) for t in act.token.subtree)


def _is_of_crisis(token: Token, act: Act, host: str | None) -> bool:
    if token.lemma_.lower() in word_list("crises"):
        return True
    mention = act.passage.mention_of.get(token.i)
    if mention is None or host is None or host not in mention.codes:
        return False
    return token.dep_ != "nsubj" and token.head.lower_ not in {"with", "in"}


def sits(act: Act) -> bool:
    """ "met", "debated", "held talks": a body sits; one minister only discusses."""
    word = act.theme.lemma_.lower() if act.theme is not None else ""
    if with_a_state(act):
        return False
    if act.token.lemma_ == "meet" and any(o.dep_ == "dobj" for o in objects(act.token)):
        return False  # "met the Haitian parties"
    if act.token.lemma_ in {"debate", "discuss"}:
        if act.token.dep_ in {"advcl", "acl"}:
            return False  # "met to discuss it": told by the meeting
        return word in OWN_BODIES | {"parliament"} or _is_several(act)
    if act.token.lemma_ == "hold":
        sits_itself = _is_several(act) or word in SITTING
        return sits_itself and any(
            o.lemma_.lower() in word_list("sessions") for o in objects(act.token)
        )
    return _is_several(act) or word in OWN_BODIES | SITTING


def as_aim(act: Act) -> bool:
    """ "met to discuss it": told by the meeting."""
    return act.token.dep_ in {"advcl", "acl", "xcomp"} and is_infinitive(act.token)


def in_session(act: Act) -> bool:
    """ "went into session", "was in session on Monday over the coup"."""
    ways = {"in", "into"}
    found = complements(act.token)
    return any(w in ways and n.lemma_ == "session" for w, n in found)


def _is_several(act: Act) -> bool:
    return act.theme is not None and act.theme.tag_ in {"NNS", "NNPS"}


def specially_called(act: Act) -> bool:
    """ "met behind closed doors", "met on the crisis"."""
    spoken = {t.lower_ for t in act.token.subtree if t.i > act.token.i}
    if spoken & ROUTINE and not spoken & word_list("urgent"):
        return False  # "heard its monthly briefing"
    if "closed" in spoken and spoken & {"doors", "door", "session"}:
        return True
    if act.token.dep_ in {"advcl", "xcomp"} and is_infinitive(act.token):
        return False  # "met to hear a report": told by the meeting
    if on_the_crisis(act):
        return True
    return not spoken & word_list("requests") and _on_a_day(act)


def _on_a_day(act: Act) -> bool:
    """ "The Security Council will meet on Tuesday": for nothing else that is named."""
    if act.mood.stage is not Stage.ANNOUNCED or act.mood.negated:
        return False
    if any(is_infinitive(c) and c.dep_ != "aux" for c in act.token.rights):
        return False
    beside = complements(act.token)
    if any(
        w in {"on", "about", "over", "for", "with"} and not is_time(n)
        for w, n in beside
    ):
        return False
    days = {n.text for w, n in beside if w == "on"}
    days |= {c.text for c in act.token.rights if c.dep_ == "npadvmod"}
    return not days.isdisjoint(WEEKDAYS)


def at_short_notice(act: Act) -> bool:
    """ "will meet tonight", "meet later today": for nothing else that is named."""
    spoken = {c.lower_ for c in children_of(act.token)}
    soon = "tonight" in spoken or spoken >= {"later", "today"}
    about = any(w in {"on", "about", "over", "for"} for w, _ in complements(act.token))
    purpose = any(is_infinitive(c) for c in children_of(act.token))
    return soon and (on_the_crisis(act) or not (about or purpose))


def with_a_state(act: Act) -> bool:
    """ "a high-level meeting with the emir": talks, no council of one's own."""
    holders = (act.token, *((act.theme,) if act.theme is not None else ()))
    return any(w in {"with", "between"} for h in holders for w, _ in complements(h))


def with_another_state(act: Act) -> bool:
    """ "held a virtual meeting with the emir": talks with him."""
    holders = (act.token, *((act.theme,) if act.theme is not None else ()))
    return any(
        w == "with"
        and (named := named_states_of(n, act.passage))
        and not set(named) & set(act.actors)
        for h in holders
        for w, n in complements(h)
    )


def none_of_it(act: Act) -> bool:
    """ "there would be no emergency session"."""
    return act.theme is not None and is_none(act.theme)


def meets_somebody(act: Act) -> bool:
    """ "The relief chief met the general": no sitting of a body."""
    if act.token.lemma_ != "meet":
        return False
    sessions = word_list("sessions")
    if any(n.lemma_.lower() in sessions for _, n in complements(act.token)):
        return False  # "will meet the minister in an extraordinary session"
    return any(o.dep_ == "dobj" for o in objects(act.token))


def as_every_month(act: Act) -> bool:
    """ "heard its monthly briefing": a sitting that nobody called."""
    words = {t.lower_ for t in act.token.subtree}
    return bool(words & ROUTINE)


def request_to_council(act: Act) -> bool:
    """ "joined in a request that the Council meet"."""
    theme = act.theme
    if theme is None or theme.lemma_ not in {"request", "call", "demand", "appeal"}:
        return False
    words = {t.lower_ for t in theme.subtree}
    return "council" in words


ROUTINE = frozenset("monthly weekly regular routine scheduled annual quarterly".split())


def only_requested(act: Act) -> bool:
    """ "asked that the Council meet": it may, and may not."""
    asked = act.token.dep_ in {"ccomp", "xcomp", "advcl"}
    return asked and act.token.head.lemma_.lower() in ASKING


def council_only_requested(act: Act) -> bool:
    """ "asked the presidency to schedule a briefing of the Council"."""
    if act.theme is None or not only_requested(act):
        return False
    return "un_meeting" in classes_of(act.theme, act.passage)


MEETING: dict[str, Callable[[Act], bool]] = {
    "only_requested": only_requested,
    "as_every_month": as_every_month,
    "request_to_council": request_to_council,
    "council_only_requested": council_only_requested,
    "several_states": several_states,
    "takes_place": takes_place,
    "own_chiefs": own_chiefs,
    "to_convene": to_convene,
    "asked_otherwise": asked_otherwise,
    "meets_in_passing": meets_in_passing,
    "of_alliance": of_alliance,
    "on_the_crisis": on_the_crisis,
    "with_a_state": with_a_state,
    "meets_somebody": meets_somebody,
    "none_of_it": none_of_it,
    "with_another_state": with_another_state,
    "sits": sits,
    "as_aim": as_aim,
    "in_session": in_session,
    "specially_called": specially_called,
    "at_short_notice": at_short_notice,
    "of_un_council": of_un_council,
    "of_crisis": of_crisis,
}
