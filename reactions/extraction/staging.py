"""How far an act has gone by its frame and its words together: the codebook's stages.

The words alone are read by `moods`; a frame may know better ("told to leave" is done
when it is told), and a few kinds of act have habits of their own.
"""

from collections.abc import Callable

from reactions.extraction.acts import Act
from reactions.extraction.fitting import TELLS_NOT
from reactions.extraction.governors import is_promise
from reactions.extraction.kinship import children_of
from reactions.extraction.moods import COMING
from reactions.extraction.predicates import complements
from reactions.extraction.rulebook import Frame, word_list
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActionType, Stage

WEIGHING = frozenset({"consider", "weigh", "mull", "study", "contemplate"})
PREPARING = frozenset({"prepare", "ready", "plan"})
SAID = frozenset({ActionType.TRAVEL_ADVICE, ActionType.TALKS_HELD})
"""To say them is to do them: an order to leave is advice given."""


def stage_of(frame: Frame, act: Act) -> Stage | None:
    """How far the act is, None where it is background or nobody says."""
    if "kept_mood" in frame.needs:
        return act.mood.kept_stage
    if (denied := _unless_done(frame, act)) is not None:
        return denied
    if frame.needs & {"negated", "at_no_work"} and _will_not(act.token):
        if _repeats(act.token):
            return frame.stage  # "does not recognise and will not recognise"
        if _of_any(act.theme):
            return Stage.CONSIDERED  # "would not recognise a government that ..."
        return Stage.ANNOUNCED  # "will not recognise": a promise, as one to stay
    if _is_yet_to_come(frame, act):
        return act.mood.stage  # "will withhold recognition until"
    if "another" in frame.needs and _is_due(act):
        return Stage.ANNOUNCED
    if frame.done is not None and act.mood.stage is Stage.DONE:
        return frame.done
    if frame.type is ActionType.UN_MEETING_REQUESTED and _is_put(act):
        return Stage.DONE
    if act.token.lemma_ in WEIGHING and act.mood.stage is Stage.UNDERWAY:
        return frame.stage or Stage.CONSIDERED  # "is considering shelter for them"
    if frame.done is Stage.ANNOUNCED and act.token.lemma_ in PREPARING:
        return Stage.ANNOUNCED if act.mood.stage is Stage.UNDERWAY else act.mood.stage
    stage = frame.stage or act.mood.stage
    return HABITS[stage](frame, act) if stage in HABITS else stage


def _unless_done(frame: Frame, act: Act) -> Stage | None:
    """ "denied", "has not", "may refuse to": where it is said not to be so."""
    if act.mood.stage is Stage.DENIED:
        return Stage.DENIED  # "denied that it had told its citizens to leave"
    if act.mood.negated and not frame.needs & TELLS_NOT:
        return Stage.DENIED
    if frame.stage is Stage.DENIED and act.token.lemma_ == "be":
        return frame.stage  # "there will be no troops"
    if act.mood.stage is Stage.CONSIDERED and act.mood.negated:
        return Stage.CONSIDERED  # "may refuse to recognise"
    return None


def _if_done(frame: Frame, act: Act) -> Stage:
    """What is told as done and is not yet, or goes on."""
    if frame.role == "in_contact" and not _perfect(act.token):
        return Stage.UNDERWAY  # "is in contact with", not "has been"
    if frame.type is ActionType.EMERGENCY_MEETING and _is_called_for(act):
        return Stage.ANNOUNCED  # "was called together for 6 p.m."
    if frame.type is ActionType.AID_PLEDGED and act.token.lemma_ == "accept":
        return Stage.ANNOUNCED  # an offer taken up has not come yet
    if frame.type not in SAID and is_promise(act.token):
        return Stage.ANNOUNCED  # money pledged, staff ordered out: decided, no more
    return Stage.DONE


def _if_announced(frame: Frame, act: Act) -> Stage:
    """What is told as to come and is so already."""
    if _is_resolved(frame, act):
        return Stage.DONE  # what the Security Council votes binds at once
    if _goes_on(frame, act):
        return Stage.DONE  # "will stay shut": it is
    return Stage.ANNOUNCED


def _if_underway(frame: Frame, act: Act) -> Stage:
    """What is told as going on and has been done."""
    if frame.needs & {"from_elsewhere", "again"}:
        return Stage.DONE  # "is working from a hotel": it has moved
    aside = act.token.tag_ == "VBG" and act.token.dep_ in {"advcl", "acl"}
    if aside and frame.type is ActionType.AID_PLEDGED and is_promise(act.token):
        return Stage.ANNOUNCED  # "were the largest donors, promising 200 million"
    return Stage.DONE if _is_said_meanwhile(frame, act) else Stage.UNDERWAY


HABITS: dict[Stage | None, Callable[[Frame, Act], Stage]] = {
    Stage.DONE: _if_done,
    Stage.ANNOUNCED: _if_announced,
    Stage.UNDERWAY: _if_underway,
}
"""What a kind of act or its verb makes of the stage that the words tell."""


def _is_due(act: Act) -> bool:
    """ "another flight is due on Wednesday", "is planned for Tuesday"."""
    if act.token.lemma_ in {"plan", "schedule"}:
        return True
    craft = act.theme is not None and act.theme.lemma_.lower() in {"flight", "plane"}
    return (
        craft
        and act.token.lemma_ == "be"
        and any(c.dep_ == "acomp" and c.lower_ == "due" for c in children_of(act.token))
    )


def _is_put(act: Act) -> bool:
    """ "wrote to the Council, asking for a meeting", "tabled a request for one"."""
    token = act.token
    if token.pos_ == "NOUN":
        owned = any(c.dep_ == "poss" for c in token.lefts)
        if owned and token.dep_ in {"nsubj", "nsubjpass"}:
            return True  # "Turkey's request for a meeting was backed by"
        return token.head.lemma_ in {"table", "circulate"} and token.head.tag_ != "VB"
    helped = any(c.dep_ in {"aux", "mark"} for c in children_of(token))
    return token.tag_ == "VBG" and token.dep_ in {"advcl", "acl"} and not helped


def _is_yet_to_come(frame: Frame, act: Act) -> bool:
    """What will be withheld or may be advised is no more than that, though said."""
    if frame.stage is not Stage.DONE or act.mood.conditional:
        return False
    if frame.type is ActionType.RECOGNITION_WITHHELD:
        return act.mood.stage is Stage.ANNOUNCED and _will_not(act.token)
    possible = act.token.head.lemma_ == "consider" or any(
        c.lower_ in {"may", "might", "could"} and c.dep_ == "aux"
        for c in children_of(act.token)
    )
    advice = frame.type is ActionType.TRAVEL_ADVICE and frame.role != "subject"
    considered = act.mood.stage is Stage.CONSIDERED and not act.mood.negated
    return advice and considered and possible


def _is_said_meanwhile(frame: Frame, act: Act) -> bool:
    """ "Speaking by phone with her counterpart, she called for calm": they spoke."""
    verb = act.token
    main = verb.head.head if verb.dep_ == "acl" else verb.head
    aside = verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl"}
    aside = aside and main.tag_ == "VBD"
    helped = any(c.dep_ == "aux" for c in children_of(verb))
    return frame.type is ActionType.TALKS_HELD and aside and not helped


def _is_resolved(frame: Frame, act: Act) -> bool:
    """ "The Security Council voted to impose sanctions"."""
    if frame.type is not ActionType.SANCTIONS_IMPOSED or act.actors != ("UN",):
        return False
    above = act.token.head
    return above.lemma_ in {"vote", "decide"} and above.tag_ == "VBD"


def _goes_on(frame: Frame, act: Act) -> bool:
    """What remains closed or suspended is so already; a promise to stay is one."""
    stays = act.token.lemma_ in {"remain", "stay", "continue"}
    if "from_elsewhere" in frame.needs:
        return False  # "will continue its work from Paris"
    return stays and frame.type is not ActionType.EMBASSY_KEPT


def _perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in children_of(verb))


def _is_called_for(act: Act) -> bool:
    """Whether a meeting is called for a time that is named, and so is yet to come."""
    if act.token.lemma_ not in word_list("summoning"):
        return False
    holders = (act.token, *((act.theme,) if act.theme is not None else ()))
    return any(
        word == "for"
        and (noun.pos_ == "NUM" or noun.lower_ in word_list("coming_times"))
        for holder in holders
        for word, noun in complements(holder)
    )


def _repeats(verb: Token) -> bool:
    return verb.dep_ == "conj" and verb.head.lemma_ == verb.lemma_


def _of_any(theme: Token | None) -> bool:
    """Whether a clause says which would be meant, should there be one."""
    if theme is None:
        return False
    any_one = any(c.lower_ in {"a", "an", "any"} for c in theme.lefts)
    return any_one and theme.dep_ == "dobj" and _clause_of(theme) and not _known(theme)


def _clause_of(theme: Token) -> bool:
    return any(c.dep_ in {"relcl", "acl"} for c in theme.rights)


def _known(theme: Token) -> bool:
    return theme.lemma_.lower() in {"result", "outcome", "vote", "election"}


def _will_not(verb: Token) -> bool:
    """ "will not recognise it", also where "will not" is all that is said."""
    return verb.lower_ in {"will", "wo", "shall"} or any(
        c.dep_ == "aux" and c.lower_ in COMING for c in children_of(verb)
    )
