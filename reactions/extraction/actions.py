"""Find what was done: predicates that fit a frame, with their state, stage and dates.

The frames are rows of `tables/frames.toml`; grammar is asked of `predicates` and
`moods`, fit of `fitting`, the state of `ownership`, the words of `wording`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache

from reactions.extraction.acts import Act
from reactions.extraction.background import is_background
from reactions.extraction.bare_auxiliaries import BARE, told_by_auxiliary
from reactions.extraction.bygone import is_bygone
from reactions.extraction.claims import ActionClaim, CodedDate
from reactions.extraction.dating import (
    Calendar,
    announced_day,
    chains_of,
    effective_day,
)
from reactions.extraction.fitting import fitting_frames
from reactions.extraction.forerunners import forerunners
from reactions.extraction.gapped_missions import without_verb
from reactions.extraction.gapping import gapped
from reactions.extraction.headlines import (
    is_headline_verb,
    mood_of_headline,
    themes_before,
)
from reactions.extraction.kinship import children_of
from reactions.extraction.left_behind import is_definite
from reactions.extraction.likewise import joined_acts, same_as_before, told_together
from reactions.extraction.moods import Mood, mood_of
from reactions.extraction.negation import is_called_false
from reactions.extraction.noun_moods import mood_of_noun
from reactions.extraction.noun_themes import themes_of_noun
from reactions.extraction.partly import is_up_to_them, may_leave
from reactions.extraction.passages import Passage
from reactions.extraction.placing import themes_of_verb
from reactions.extraction.predicates import complements
from reactions.extraction.rulebook import (
    Frame,
    frames_by_noun,
    frames_by_verb,
)
from reactions.extraction.staging import stage_of
from reactions.extraction.taken_along import taken_along
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import lemma_of
from reactions.extraction.wording import count_of, destination_of, evidence_of
from reactions.vocabulary import ActionType, Stage

AUXILIARIES = frozenset({"aux", "auxpass"})
EVACUATED = ActionType.EMBASSY_EVACUATED
OF_OTHER_SENSE = frozenset("take_on take_over bring_about bring_up set_back".split())
"""What has another meaning than the verb without its particle: "took on clerks"."""
OWNED = frozenset(
    """mission staff envoy work presence team border flights troops citizens allies
    family diplomats aid refugees host_people airspace""".split()
)
"""What "theirs" and "Qatar's" may stand for: no meetings and no governments."""


def find_actions(
    sentence: Iterable[Token], *, passage: Passage, calendar: Calendar
) -> tuple[ActionClaim, ...]:
    """The claims of one sentence, in the order of their predicates."""
    found: list[ActionClaim] = []
    words = list(sentence)
    if words and words[-1].text == "?":
        return ()
    for token in words:
        found.extend(_claims_at(token, passage, calendar))
    told = tuple(claim for claim in found if not _is_aim_of_another(claim, found))
    if told and words and is_called_false(words[-1]):
        return tuple(
            replace(claim, stage=Stage.DENIED, effective_on=None) for claim in told
        )
    return told


def _is_aim_of_another(claim: ActionClaim, found: Iterable[ActionClaim]) -> bool:
    """ "A plane sent to get Britons out has left": the aim is told by the leaving.

    So is the way: "rescued 1,700, flying them home".
    """
    further = {
        Stage.ANNOUNCED: {Stage.DONE, Stage.UNDERWAY},
        Stage.UNDERWAY: {Stage.DONE},
    }.get(claim.stage, set())
    return any(
        (other.type, other.country) == (claim.type, claim.country)
        and other.stage in further
        and other.start <= claim.start
        and claim.end <= other.end
        for other in found
    )


def _claims_at(
    token: Token, passage: Passage, calendar: Calendar
) -> Iterator[ActionClaim]:
    themes: Callable[[Frame, Token], Iterable[Token]]
    read_mood: Callable[[Token], Mood]
    if token.lower_ in BARE and (left := told_by_auxiliary(token, passage)):
        yield from claims_of(*left, calendar)
        return
    if token.dep_ in AUXILIARIES and not token.children:
        return  # most of "be" and "have", which have more frames than any other verb
    if is_headline_verb(token):
        tried, themes = frames_of_verb(token), themes_before
        read_mood = mood_of_headline
    elif token.pos_ in {"VERB", "AUX"}:
        if (same := same_as_before(token, passage)) is not None:
            for frame in told_together(same[0], token, passage):
                yield from claims_of(frame, same[1], calendar)
            return
        tried, themes = frames_of_verb(token), themes_of_verb
        read_mood = mood_of
    elif token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.is_sent_start):
        tried, themes = frames_of_noun(token), themes_of_noun
        read_mood = mood_of_noun
    else:
        return
    if not tried:
        return
    mood = cache(lambda: read_mood(token))
    for frame, act in fitting_frames(token, tried, themes, mood, passage):
        classes = classes_of(act.theme, passage) if act.theme is not None else None
        if classes and classes & OWNED:
            passage.discourse.theme = classes
        claims = tuple(claims_of(frame, act, calendar))
        _keep_in_mind(claims, frame, act)
        yield from claims
        yield from taken_along(claims, act, passage)
        yield from _of_others(claims, token, calendar)


def _of_others(
    claims: tuple[ActionClaim, ...], token: Token, calendar: Calendar
) -> Iterator[ActionClaim]:
    """The same act by those told of without a verb, or told to have been first."""
    yield from gapped(claims, token, calendar.passage)
    yield from without_verb(claims, token, calendar)
    yield from forerunners(claims, token, calendar.passage)


def _keep_in_mind(claims: tuple[ActionClaim, ...], frame: Frame, act: Act) -> None:
    """The act told last; what is history is nothing that others may do as well."""
    discourse = act.passage.discourse
    discourse.acts = joined_acts(frame, act) if claims else ()
    discourse.act = frame if claims else None
    discourse.act_codes = act.actors
    discourse.act_denied = any(c.stage is Stage.DENIED for c in claims)
    discourse.act_at = act.passage.offset + act.token.idx


def frames_of_verb(token: Token) -> tuple[Frame, ...]:
    """The frames that may fit a verb, by its lemma with and without its particle."""
    lemma = lemma_of(token)
    found = frames_by_verb().get(lemma, ())
    if "_" in lemma and lemma not in OF_OTHER_SENSE:
        found = (*found, *frames_by_verb().get(token.lemma_.lower(), ()))
    return found


def frames_of_noun(token: Token) -> tuple[Frame, ...]:
    """The frames that may fit a noun, also one cut at its hyphen: "the pull-out"."""
    lemma, at = token.lemma_.lower(), token.i
    if at > 1 and token.doc[at - 1].text == "-":
        lemma = f"{token.doc[at - 2].lower_}-{lemma}"
    return frames_by_noun().get(lemma) or frames_by_noun().get(token.lemma_.lower(), ())


def claims_of(frame: Frame, act: Act, calendar: Calendar) -> Iterator[ActionClaim]:
    """The claims of an act that fits a frame: one for each state, none of history."""
    stage = stage_of(frame, act)
    if stage is not None and is_up_to_them(act):
        stage = Stage.CONSIDERED
    elif stage is Stage.CONSIDERED and may_leave(frame, act):
        stage = Stage.ANNOUNCED
    if stage is None:
        return
    stage = _of_state(frame, stage)
    summons = _is_summons(frame, act)
    ahead = stage in {Stage.ANNOUNCED, Stage.CONSIDERED} or _is_present(act.token)
    ahead = ahead or summons
    own, reporting = chains_of(act.token)
    effective = effective_day(own, calendar, looks_ahead=ahead)
    if _future(effective, calendar) and _is_since(act.token):
        effective = None  # "shut since March": of which year it does not say
    if _is_of_the_past(frame, act, effective, calendar=calendar):
        return
    begun = stage is Stage.UNDERWAY or _is_present(act.token) or summons
    if begun and stage is not Stage.CONSIDERED and _future(effective, calendar):
        stage = Stage.ANNOUNCED
    if stage is Stage.DENIED:
        effective = None
    span = evidence_of(act)
    for code in act.actors:
        yield ActionClaim(
            country=code,
            type=frame.type,
            stage=stage,
            start=span.start,
            end=span.end,
            rule=frame.rule,
            announced_on=announced_day(reporting, calendar),
            effective_on=effective,
            destination=destination_of(frame, act),
            quantity=count_of(frame, act),
            whole=frame.type is not EVACUATED or is_definite(act),
        )


def _is_summons(frame: Frame, act: Act) -> bool:
    """ "has been recalled for a session on Thursday": one that is yet to come."""
    if frame.type is not ActionType.EMERGENCY_MEETING:
        return False
    called = act.token.lemma_ in {"summon", "call", "recall", "convene", "invite"}
    return called and any(
        c.dep_ == "aux" and c.lemma_ == "have" for c in children_of(act.token)
    )


def _is_of_the_past(
    frame: Frame, act: Act, effective: CodedDate | None, *, calendar: Calendar
) -> bool:
    """Whether an act is history by its day, its words or the clauses around it."""
    if effective is not None and calendar.is_history(
        effective, holds=_since(frame, act)
    ):
        return True
    if effective is None and is_background(act, posture=frame.type.is_posture):
        return True
    # What was done "within a week" of a past told before was not done this week.
    undated = effective is None or _future(effective, calendar)
    return undated and is_bygone(act.token, calendar)


def _is_present(verb: Token) -> bool:
    """ "closes on Friday", "is closing from Friday": a day named is one to come."""
    if verb.tag_ == "VBG":
        return any(
            c.tag_ in {"VBZ", "VBP"} and c.dep_ == "aux" and c.lemma_ == "be"
            for c in children_of(verb)
        )
    return verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ not in {"be", "remain", "stay"}


def _of_state(frame: Frame, stage: Stage) -> Stage:
    """To be keeping a mission is to keep it; what will stay shut is shut."""
    kept = frame.type is ActionType.EMBASSY_KEPT
    if stage is Stage.UNDERWAY and (kept or frame.state):
        return Stage.DONE
    return Stage.DONE if (stage, frame.state) == (Stage.ANNOUNCED, "lasts") else stage


def _since(frame: Frame, act: Act) -> bool:
    """ "has worked from Warsaw since February": so it still is."""
    lasts = bool(frame.state) or act.mood.negated  # "has had no contact since May"
    return lasts and _is_since(act.token)


def _is_since(verb: Token) -> bool:
    return any(word == "since" for word, _ in complements(verb))


def _future(effective: CodedDate | None, calendar: Calendar) -> bool:
    return (
        effective is not None
        and calendar.published_on is not None
        and effective.on > calendar.published_on
    )
