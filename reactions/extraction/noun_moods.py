"""Read how far an act is that a noun names: "after the closure", "is under way".

The moods of verbs are `moods`'; this asks them of the verb that the noun hangs on.
"""

from dataclasses import replace

from reactions.extraction.kinship import children_of
from reactions.extraction.moods import NO_MOOD, Mood, mood_of
from reactions.extraction.negation import is_negated, is_none
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.vocabulary import Stage

STOPS = frozenset({"halt", "stop", "pause", "break"})
ENDINGS = frozenset("closure shutdown evacuation withdrawal suspension".split())
VISITS = frozenset({"visit", "trip", "stopover", "stop"})
PARTLY = frozenset(
    "thirds half quarters percent % nearly almost largely partly".split()
)


def mood_of_noun(token: Token) -> Mood:
    """How far an act is that a noun names: "the closure", "talks", "an evacuation"."""
    mood = mood_of(token)
    if _is_undated(token):
        return NO_MOOD
    if mood.stage is not Stage.DENIED and _is_mandatory(token):
        return replace(mood, stage=Stage.ANNOUNCED)
    reported = mood.stage is Stage.DENIED and token.head.lower_ in {"of", "about"}
    visit = token.lemma_ in VISITS and token.head.lower_ in {"on", "during"}
    talk = token.lemma_.lower() in word_list("conversations")
    if token.dep_ == "pobj" and (talk or visit):
        if reported:
            return mood  # "denied reports of talks with"
        return replace(mood, stage=_stage_of_talk(token), negated=False)
    if mood.stage is not None:
        return mood
    head = token.head
    light = token.dep_ == "dobj" and head.lemma_ in {"make", "have", "see"}
    told = token.dep_ == "nsubj" and head.lemma_ == "be"
    negated = (told or light) and is_negated(head)
    return replace(mood, stage=_stage_of_noun(token), negated=mood.negated or negated)


def _is_undated(noun: Token) -> bool:
    """ "has no date yet for the reopening": whether it will come is not said."""
    above = noun.head.head
    dates = [above, *(c for c in above.rights if c.dep_ == "dobj")]
    return noun.dep_ == "pobj" and any(
        d.lemma_ in {"date", "timetable", "schedule"}
        and (is_none(d) or is_negated(d.head))
        for d in dates
    )


def _is_mandatory(noun: Token) -> bool:
    """ "made the repatriation of its workers mandatory": ordered, not yet done."""
    nearby = (*children_of(noun), noun.head, *children_of(noun.head))
    return any(t.lower_ in {"mandatory", "compulsory"} for t in nearby)


def _stage_of_noun(token: Token) -> Stage | None:
    """ "after the closure of its embassy": what is presupposed has been done."""
    head = token.head
    if token.dep_ == "pobj" and head.lower_ in {"after", "following", "since"}:
        return Stage.DONE
    opening = head.lower_ == "with" and head.is_sent_start
    if token.dep_ == "pobj" and opening and token.lemma_ in ENDINGS:
        return _stage_opening(token)
    above = head.head
    by_way = token.dep_ == "pobj" and head.lower_ in {"with", "by"}
    if by_way and above.pos_ == "VERB" and above.lemma_ in word_list("answering"):
        return mood_of(above).stage  # "retaliated with the expulsion of"
    if token.dep_ == "pobj" and head.lower_ in {"amid", "during"}:
        return Stage.UNDERWAY
    if token.dep_ in {"nsubj", "nsubjpass"} and head.pos_ in {"VERB", "AUX"}:
        put = _stage_put(head) if head.lemma_ == "be" else _of_effect(head)
        return put or mood_of(head).stage
    if token.dep_ == "attr" and any(c.dep_ == "expl" for c in children_of(head)):
        return mood_of(head).stage  # "there has been no break in ties"
    if token.dep_ == "dobj" and head.lemma_ in {"report", "confirm"}:
        return Stage.DONE
    if token.dep_ == "dobj" and head.lemma_ == "call" and token.lemma_ in STOPS:
        return mood_of(head).stage  # "has called a halt to its work"
    if token.dep_ == "dobj" and head.lemma_ in {"order", "announce"}:
        return Stage.ANNOUNCED
    if token.dep_ == "dobj" and head.lemma_ in word_list("light_verbs"):
        return mood_of(head).stage
    for child in children_of(token):
        if child.dep_ == "acl" and child.lemma_ in {"complete", "finish", "end"}:
            return Stage.DONE  # "Evacuation of nationals completed"
    return _stage_put(token) if token.head.pos_ not in {"VERB", "AUX"} else None


def _stage_opening(noun: Token) -> Stage | None:
    """ "With the closure of its embassy, Chad": done; not "with it looming"."""
    for token in noun.doc[noun.i : noun.sent.end]:
        if token.text == ",":
            return Stage.DONE
        clause = token.tag_ in {"VBG", "VBN", "JJ"} and token.i > noun.i
        if clause and token.dep_ not in {"amod", "compound"}:
            return None
    return None


def _of_effect(verb: Token) -> Stage | None:
    """ "takes effect on Sunday": decided, and on that day done."""
    words = {t.lower_ for t in verb.subtree if t.i > verb.i}
    comes = verb.tag_ in {"VBZ", "VB"} and bool(words & {"effect", "force"})
    at_once = words & {"immediately", "now", "today", "immediate"}
    return Stage.ANNOUNCED if comes and not at_once else None


def _stage_of_talk(noun: Token) -> Stage | None:
    """ "said in a call with", "will raise it in talks with": as the verb above."""
    for above in noun.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            mood = mood_of(above)
            if above.lemma_ == "be" and noun.head.lower_ == "in":
                return Stage.UNDERWAY if mood.stage is Stage.DONE else mood.stage
            after = noun.head.lower_ in {"after", "following", "since"}
            done = mood.stage in {None, Stage.DENIED, Stage.UNDERWAY}
            return Stage.DONE if done or after else mood.stage
    return Stage.DONE


def _stage_put(above: Token) -> Stage | None:
    """ "is under way", "is complete", "is under review": what stands after it."""
    words = {t.lower_ for t in above.subtree if t.i > above.i}
    if words & {"underway", "progress", "way"}:
        return Stage.UNDERWAY
    if words & {"complete", "completed", "over", "finished"}:
        return Stage.UNDERWAY if words & PARTLY else Stage.DONE
    if words & {"table", "cards", "option", "possibility", "agenda"}:
        return Stage.CONSIDERED  # "the closure is on the table"
    if "under" in words and words & {"review", "consideration", "discussion", "study"}:
        return Stage.CONSIDERED
    return None
