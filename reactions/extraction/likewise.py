"""Read acts told by pointing back: "did the same", "followed suit", "as have Oman"."""

from dataclasses import replace

from reactions.extraction.acts import Act
from reactions.extraction.agency import (
    states_of_agents,
)
from reactions.extraction.kinship import children_of
from reactions.extraction.left_out import (
    RECOGNITION,
    does_too,
    follows_alone,
    is_bare_negation,
    is_withheld,
    leaves_out,
    trails_off,
    weighs_the_same,
)
from reactions.extraction.moods import mood_of
from reactions.extraction.negation import is_negated
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import agents, complements, subjects
from reactions.extraction.references import named_states_of, states_of
from reactions.extraction.rulebook import Frame, frames
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_bare_participle
from reactions.vocabulary import ActionType, Stage

POINTING = frozenset("do follow join come go fall get jump say".split())
LEADS = frozenset({"suit", "lead", "example", "neighbours", "neighbors", "others"})
COMING_ALONG = frozenset(
    {("on", "board"), ("into", "line"), ("in", "line"), ("on", "bandwagon")}
)

TAKING = frozenset(
    """take announce adopt introduce order issue make prepare plan consider weigh mull
    discuss study impose contemplate""".split()
)
EXPECTED = frozenset("be expect set due likely plan ready say promise".split())
"""Above "to follow": "Togo is expected to follow", "is likely to do the same"."""
AS_PUT = {
    "prepare": Stage.ANNOUNCED,
    "plan": Stage.ANNOUNCED,
    **dict.fromkeys(
        ("consider", "weigh", "mull", "discuss", "study", "contemplate"),
        Stage.CONSIDERED,
    ),
}
STEPS = frozenset(
    """step measure move decision action announcement precaution ban restriction
    embargo""".split()
)
COUNSEL = frozenset("warning advice advisory recommendation alert guidance".split())
ADVISING = frozenset("issue give offer publish repeat make release".split())
LIKE = frozenset({"similar", "same", "like", "comparable", "identical"})
OF_TALK = frozenset(
    {
        ActionType.TALKS_HELD,
        ActionType.EMERGENCY_MEETING,
        ActionType.UN_MEETING_REQUESTED,
        ActionType.AID_PLEDGED,
    }
)
"""Acts that nobody would call a step: it was another that was told before."""
THINKING = frozenset(
    """plan consider decide weigh intend think prepare mull contemplate want expect
    discuss agree vow promise resolve mean hope study ponder debate intention""".split()
)
GOING_AWAY = frozenset(
    {
        ActionType.EMBASSY_CLOSED,
        ActionType.EMBASSY_EVACUATED,
        ActionType.EMBASSY_SUSPENDED,
    }
)
"""What missions do that are kept where they don't."""
REFUSED = frozenset({ActionType.SANCTIONS_IMPOSED, ActionType.RELATIONS_CUT})
"""What others did, and a state says it won't join in."""


def same_as_before(token: Token, passage: Passage) -> tuple[Frame, Act] | None:
    """ "France did the same", "Italy followed suit": the act last told, by another."""
    frame = passage.discourse.act
    if frame is None:
        return None
    if token.lemma_ in {"follow", "join"} and is_bare_participle(token):
        return _followed_by(token, frame, passage)
    if _is_inverted(token, frame):
        return _as_others_have(token, frame, passage)
    similar = (
        frame.type not in OF_TALK
        and _is_similar(token, frame)
        and is_just_told(token, passage)
    )
    if leaves_out(token) or is_bare_negation(token):
        return _not_as_before(token, frame, passage)
    near = frame.type in RECOGNITION or is_just_told(token, passage)
    if near and weighs_the_same(token, frame):
        return _weighed(token, frame, passage)
    pointing = token.lemma_ in POINTING
    if token.lemma_ == "say" or does_too(token) or trails_off(token):
        # "France did too", "said the same": of what was told right before
        pointing = frame.type.is_posture and _is_right_behind(token, passage)
        if not pointing:
            return None
    told = similar or pointing or token.tag_ == "MD"
    if not told or another_told(token, passage):
        return None
    joins = _joins(token, passage)
    if token.dep_ not in {"aux", "auxpass"} and is_negated(token) and not joins:
        return _not_as_before(token, frame, passage)
    likewise = similar or joins or _does_so(token)
    if not likewise or token.dep_ in {"aux", "auxpass"}:
        return None
    ranked = any(c.dep_ == "attr" for c in children_of(token.head))
    told_anew = token.dep_ != "conj" and (token.dep_ != "xcomp" or ranked)
    told_anew = told_anew and token.head.lemma_ in {"become", "be"}
    if told_anew and token.head.i != token.i:
        return None  # "becoming the first to do so" tells the same act again
    if is_withheld(token, frame):
        return _not_as_before(token, frame, passage)
    return _done_likewise(token, frame, passage, joins=joins)


def joined_acts(frame: Frame, act: Act) -> tuple[Frame, ...]:
    """The act, after those of the same missions that its verb is joined to.

    "Oman is closing its embassy and flying its staff home": two acts to do as well.
    """
    discourse, token = act.passage.discourse, act.token
    joined = token.dep_ == "conj" and token.pos_ == "VERB" and frame.type.is_posture
    told = discourse.act_at == act.passage.offset + token.head.idx
    if joined and told and discourse.act_codes == act.actors:
        return (*(f for f in discourse.acts if f.type.is_posture), frame)
    return (frame,)


def told_together(frame: Frame, token: Token, passage: Passage) -> tuple[Frame, ...]:
    """The act that is done as well, with those told together with it.

    "Will do the same" is all of it; "followed" may be the last alone.
    """
    acts = passage.discourse.acts
    together = acts and acts[-1] is frame and token.lemma_ == "do"
    return acts if together else (frame,)


def _followed_by(
    token: Token, frame: Frame, passage: Passage
) -> tuple[Frame, Act] | None:
    """ "Chad cut its ties, followed by Mali": as far as the first has gone."""
    first = token.head
    if frame.type in OF_TALK or token.dep_ not in {"advcl", "acl", "dep", "conj"}:
        return None
    if not is_just_told(token, passage) or first.pos_ != "VERB":
        return None
    mood = mood_of(first)
    if mood.stage is None or mood.negated:
        return None
    found = [c for a in agents(token) for c in named_states_of(a, passage)]
    left_out = {passage.discourse.host, *passage.discourse.act_codes}
    actors = tuple(c for c in dict.fromkeys(found) if c not in left_out)
    return (frame, Act(token, first, passage, mood, actors)) if actors else None


def _done_likewise(
    token: Token, frame: Frame, passage: Passage, *, joins: bool
) -> tuple[Frame, Act] | None:
    """The act by the verb's own subjects, who are not those who did it first."""
    mood = mood_of(token)
    if mood.stage is None and does_too(token):
        mood = replace(mood, stage=Stage.DONE)  # "and Mali's do too"
    if token.tag_ == "MD":
        mood = replace(mood, stage=_of_modal(token))  # "Mali will, too"
    elif trails_off(token):
        mood = replace(mood, stage=Stage.ANNOUNCED)  # "Mali is about to"
    if mood.stage is None or (mood.negated and not (joins and frame.type in REFUSED)):
        return None
    subject = _subject_of_its_own(token) or _who_thinks_of_it(token)
    if subject is None:
        return None
    if (stage := AS_PUT.get(token.lemma_)) is not None:
        mood = replace(mood, stage=stage)
    named = states_of if subject.pos_ == "PRON" else named_states_of
    listed = [subject, *(s for s in subjects(token) if s.i != subject.i)]
    found = dict.fromkeys(c for s in listed for c in named(s, passage))
    actors = tuple(c for c in found if c != passage.discourse.host)
    if set(actors) & set(passage.discourse.act_codes):
        return None  # those who did it first
    return (frame, Act(token, subject, passage, mood, actors)) if actors else None


def _does_so(token: Token) -> bool:
    """ "did the same", "so did Italy", "followed suit", "Italy followed"."""
    after = [c for c in children_of(token) if c.i > token.i]
    if token.lemma_ == "follow":
        return any(c.lower_ in LEADS for c in after) or follows_alone(token)
    if token.lemma_ == "come" and any(c.lower_ == "next" for c in after):
        return True  # "Cairo and Berlin came next"
    if token.lemma_ in {"come", "go", "fall", "get", "jump"}:
        return any((w, n.lower_) in COMING_ALONG for w, n in complements(token)) or any(
            c.lower_ == "aboard" for c in after
        )
    if token.lemma_ == "say":
        same = [c for c in after if c.dep_ == "dobj" and c.lower_ == "same"]
        return any(not complements(c) for c in same) and not complements(token)
    if does_too(token) or trails_off(token):
        return True
    if token.lemma_ != "do":
        return False
    deeper = {g.lower_ for c in after for g in c.subtree}
    before = {c.lower_ for c in children_of(token) if c.i < token.i}
    return bool(deeper & {"same", "so", "likewise"}) or "so" in before


def _of_modal(token: Token) -> Stage:
    """How far it is that "will", "may"."""
    sure = token.lower_ in {"will", "would", "'ll", "must", "shall"}
    return Stage.ANNOUNCED if sure else Stage.CONSIDERED


def _joins(token: Token, passage: Passage) -> bool:
    """ "Egypt cut its ties. Yemen joined them": in what was told just before."""
    if token.lemma_ != "join" or not is_just_told(token, passage):
        return False
    told = passage.discourse.act
    return (
        told is not None
        and told.type not in OF_TALK
        and any(
            c.dep_ == "dobj" and c.lower_ in {"them", "it", "in"}
            for c in children_of(token)
        )
    )


def is_just_told(token: Token, passage: Passage) -> bool:
    """Whether the act was told in this sentence or the one before it."""
    first = token.sent.start
    before = token.doc[first - 1].sent.start if first else first
    return passage.discourse.act_at >= passage.offset + token.doc[before].idx


def _is_right_behind(token: Token, passage: Passage) -> bool:
    """Whether nothing else was told since: no other verb that this one is joined to."""
    start = passage.offset + token.doc[token.sent.start].idx
    if token.dep_ == "conj" and passage.discourse.act_at < start:
        return False
    return is_just_told(token, passage)


def _is_similar(token: Token, frame: Frame) -> bool:
    """ "took similar steps", "announced the same measure", "gave the same advice"."""
    things = STEPS if token.lemma_ in TAKING else frozenset()
    if frame.type is ActionType.TRAVEL_ADVICE and token.lemma_ in ADVISING:
        things |= COUNSEL
    return bool(things) and any(
        c.dep_ == "dobj"
        and c.lemma_ in things
        and any(w.lower_ in LIKE for w in c.lefts)
        and not complements(c)
        for c in children_of(token)
    )


def _is_inverted(token: Token, frame: Frame) -> bool:
    """ "as have Brazil and Mexico", "so did Italy": its verb is the one before."""
    if not (token.lemma_ in {"have", "do", "be"} or token.tag_ == "MD"):
        return False
    before = {c.lower_ for c in children_of(token) if c.i < token.i}
    last = token.i > 0 and token.nbor(-1).lower_ in {"as", "so"}
    if token.i > 0 and token.nbor(-1).lower_ in {"nor", "neither"}:
        before, last = {"so"}, frame.type is ActionType.EMBASSY_KEPT  # "nor has Chad"
    after = [c for c in children_of(token) if c.i > token.i]
    return (
        last
        and bool(before & {"as", "so"})
        and any(_is_named_behind(c) for c in after)
        and not any(c.dep_ in {"acomp", "xcomp", "ccomp", "prep"} for c in after)
    )


def _is_named_behind(noun: Token) -> bool:
    return noun.dep_ == "nsubj" or (
        noun.dep_ in {"dobj", "attr"} and noun.tag_ == "NNP"
    )


def _as_others_have(
    token: Token, frame: Frame, passage: Passage
) -> tuple[Frame, Act] | None:
    """The act last told, by those named behind the verb, as far as it has gone."""
    behind = (c for c in children_of(token) if c.i > token.i)
    subject = next(c for c in behind if _is_named_behind(c))
    mood = mood_of(token.head if token.dep_ == "advcl" else token)
    host = passage.discourse.host
    actors = tuple(c for c in named_states_of(subject, passage) if c != host)
    if not actors or mood.stage is None or mood.negated:
        return None
    return frame, Act(token, subject, passage, mood, actors)


def another_told(token: Token, passage: Passage) -> bool:
    """Whether this sentence tells something else first, which may be the "same".

    "The US halted its aid; Canada had done the same": not what was told before that.
    """
    start = passage.offset + token.sent.start_char
    if passage.discourse.act_at >= start:
        return False
    return any(
        t.tag_ in {"VBD", "VBZ", "VBP"}
        and t.dep_ in {"ROOT", "ccomp", "parataxis", "conj"}
        and t.i not in {token.i, token.head.i}
        and token not in children_of(t)
        and any(c.dep_ == "nsubj" and c.pos_ == "PROPN" for c in children_of(t))
        for t in token.sent[: token.i - token.sent.start]
    )


def _subject_of_its_own(verb: Token) -> Token | None:
    """Who did the same: never the one who did it first, whatever the parse says.

    In "closed on Sunday and Finland followed" the name is often drawn to the day.
    """
    holders = [verb]
    led = any(c.dep_ == "dobj" and c.lower_ in LEADS for c in verb.rights)
    if verb.dep_ == "xcomp" and (
        verb.lemma_ == "do" or led or verb.head.lemma_ in EXPECTED
    ):
        holders.append(verb.head)  # "Chad is to do so", "plans to follow suit"
    for holder in holders:
        for child in children_of(holder):
            if child.dep_ in {"nsubj", "nsubjpass"}:
                return child
    helpers = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]
    at = min([verb.i, *(c.i for c in helpers)])
    before = verb.doc[at - 1] if at else verb
    drawn = before.pos_ == "PROPN" and (not helpers or before.dep_ == "conj")
    return before if drawn else None


def _who_thinks_of_it(verb: Token) -> Token | None:
    """ "Chad plans to do the same", "is deciding whether to follow suit"."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if verb.dep_ not in {"xcomp", "pcomp", "acl"} or above.lemma_ not in THINKING:
        return None
    if above.pos_ == "NOUN":
        above = above.head  # "has plans to do the same"
    if above.lemma_ != "have" and any(c.dep_ == "dobj" for c in above.rights):
        return None  # "asked its partners to do the same"
    return next(iter(subjects(above)), None)


def _weighed(token: Token, frame: Frame, passage: Passage) -> tuple[Frame, Act] | None:
    """ "Chad is studying the matter": the act last told, by another, perhaps."""
    actors = states_of_agents(token, token, passage)
    left_out = {passage.discourse.host, *passage.discourse.act_codes}
    actors = tuple(c for c in actors if c not in left_out)
    mood = replace(mood_of(token), stage=Stage.CONSIDERED)
    if not actors or mood.negated:
        return None
    if frame.type in RECOGNITION:
        frame = next(f for f in frames() if f.rule == "grants_recognition")
    return frame, Act(token, None, passage, mood, actors)


def _not_as_before(
    token: Token, frame: Frame, passage: Passage
) -> tuple[Frame, Act] | None:
    """ "Russia and China would not": what others did is left undone.

    Recognition left out is withheld, sanctions are refused; other acts left out are
    no news.
    """
    stays = frame.type in GOING_AWAY and is_bare_negation(token)
    if frame.type not in RECOGNITION | {ActionType.SANCTIONS_IMPOSED} and not stays:
        return None
    verbs = {c.dep_ for c in token.rights} & {"dobj", "ccomp", "xcomp", "acomp"}
    if verbs and not (leaves_out(token) or _does_so(token)):
        return None
    actors = states_of_agents(token, token, passage)
    left_out = {passage.discourse.host, *passage.discourse.act_codes}
    actors = tuple(c for c in actors if c not in left_out)
    mood = replace(mood_of(token), negated=True, conditional=False)
    if mood.stage is None or frame.type is ActionType.SANCTIONS_IMPOSED:
        mood = replace(mood, stage=Stage.DONE)
    withheld = next(f for f in frames() if f.rule == "withholds_recognition")
    frame = withheld if frame.type in RECOGNITION else frame
    if stays:
        frame = next(f for f in frames() if f.rule == "keeps_by_not_acting")
    return (frame, Act(token, None, passage, mood, actors)) if actors else None
