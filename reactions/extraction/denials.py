"""Say whether "has not", "will not" or "denied" makes a denial of an act."""

from reactions.extraction.acts import Act
from reactions.extraction.giving import may_refuse
from reactions.extraction.negation import is_negated
from reactions.extraction.rulebook import Frame
from reactions.extraction.themes import classes_of
from reactions.extraction.verb_forms import is_passive
from reactions.vocabulary import ActionType, Stage

DENIABLE = frozenset(
    {
        ActionType.CITIZENS_EVACUATED,
        ActionType.TALKS_HELD,
        ActionType.EMERGENCY_MEETING,
        ActionType.UN_MEETING_REQUESTED,
        ActionType.ALLIES_EVACUATED,
        ActionType.REFUGEES_ADMITTED,
        ActionType.TROOPS_DEPLOYED,
        ActionType.TROOPS_WITHDRAWN,
        ActionType.FLIGHTS_SUSPENDED,
        ActionType.BORDER_CLOSED,
        ActionType.AID_SUSPENDED,
        ActionType.AID_PLEDGED,
        ActionType.SANCTIONS_IMPOSED,
        ActionType.RELATIONS_CUT,
        ActionType.ENVOY_RECALLED,
        ActionType.DIPLOMATS_EXPELLED,
        ActionType.TRAVEL_ADVICE,
    }
)


SAID_NOT_TO_BE = frozenset("close shut move relocate transfer be".split())
THEN = frozenset({"was", "were", "had", "did"})
REPORTED = frozenset(
    "report rumour rumor clarify deny denial correct false hoax fake contrary".split()
)


def may_be_denied(frame: Frame, act: Act) -> bool:
    """Whether "has not", "is not" or "will not" makes a denial of this act.

    Of a mission only what was said to be so is denied; not to be going is to stay.
    """
    if frame.type is ActionType.EMBASSY_REOPENED:
        if not is_negated(act.token) and act.token.head.lemma_ == "have":
            return False  # "has yet to reopen"
        return act.mood.stage in {Stage.DONE, Stage.UNDERWAY, Stage.ANNOUNCED}
    if frame.type.is_posture:
        kept = act.mood.kept and not is_said_not_so(act)
        return not kept and act.mood.stage in {Stage.DONE, Stage.UNDERWAY}
    if frame.type not in DENIABLE:
        return False
    if frame.type is ActionType.AID_PLEDGED:  # "will not send rice", no "cannot"
        refused = act.mood.stage is Stage.ANNOUNCED and may_refuse(act)
        told = act.mood.stage is Stage.DONE or refused
        return told and not is_passive(act.token)
    # "there has been no break in ties", but "without a break in ties" denies nothing.
    told = frame.rule == "there_are_talks" or act.token.pos_ == "VERB"
    told = told or frame.role in {"in_part", "in_contact"}
    named = not told and act.theme is not act.token
    if act.token.dep_ == "pobj" and act.token.head.head.lemma_ in {"plan", "intention"}:
        return act.token.head.lower_ == "for"  # "had no plans for an airlift of"
    return not named or act.token.head.lemma_ in {"be", "have", "rule", "exclude"}


def is_said_not_so(act: Act) -> bool:
    """ "was not closed", "had not moved": what was reported is denied.

    "Has not closed" tells that it is open, and denies only where reports are told of.
    """
    verb = act.token
    if verb.lemma_ not in SAID_NOT_TO_BE or act.mood.stage is not Stage.DONE:
        return False
    if act.theme is None or not is_negated(verb):
        return False
    if any(c.lower_ == "never" for c in verb.lefts):
        return False  # "has never been shut": it is open
    if "mission" not in classes_of(act.theme, act.passage):
        return False
    helping = {c.lower_ for c in verb.lefts if c.dep_ in {"aux", "auxpass"}}
    return bool(helping & THEN) or verb.lower_ in THEN or is_against_reports(act)


def is_against_reports(act: Act) -> bool:
    """ "has not moved, it clarified", "whatever the rumours"."""
    return any(t.lemma_.lower() in REPORTED for t in act.token.sent)
