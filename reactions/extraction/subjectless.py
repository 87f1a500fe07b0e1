"""Read sentences that leave out their subject, as fact boxes have them.

"JAPAN - Moved back from Lviv on April 6", "SPAIN: Will reopen next week": in a text
about missions the heading's own mission is meant. The verbs are those of the frames.
"""

from collections.abc import Iterator

from reactions.extraction.actions import claims_of, frames_of_verb
from reactions.extraction.acts import Act
from reactions.extraction.claims import ActionClaim
from reactions.extraction.dating import Calendar
from reactions.extraction.fitting import fits
from reactions.extraction.kinship import has_child
from reactions.extraction.moods import mood_of
from reactions.extraction.passages import Passage
from reactions.extraction.placing import themes_of_verb
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token, TokenSpan
from reactions.vocabulary import ActionType

ROLES = frozenset({"object", "subject", "any"})
RECOGNITION = frozenset(
    {ActionType.RECOGNITION_GRANTED, ActionType.RECOGNITION_WITHHELD}
)
"""Where whom is plain from the text: "Will not recognise", under a state's name."""
BEFORE_THE_VERB = frozenset({"AUX", "ADV", "PART", "PUNCT", "SPACE", "SYM"})


def read_subjectless(
    sentence: TokenSpan, *, passage: Passage, calendar: Calendar
) -> Iterator[ActionClaim]:
    """The act of the heading's mission that a sentence without a subject tells."""
    actors = tuple(c for c in passage.block.actors if c != passage.discourse.host)
    if len(actors) != 1:
        return
    verb = _opening_verb(sentence, after_name=_name_read_in(sentence, passage))
    if verb is None:
        return
    mood = mood_of(verb)
    for frame in frames_of_verb(verb):
        act = Act(verb, None, passage, mood, actors)
        known = frame.type in RECOGNITION and not frame.needs - {"negated"}
        # "Suspended oil sales", "Open with a staff of six"
        known = known and not frame.theme & {"relations", "recognition"}
        if known and fits(frame, act):
            passage.discourse.act = frame
            yield from claims_of(frame, act, calendar)
            return
    if not passage.discourse.about_missions:
        return
    for frame in frames_of_verb(verb):
        meant = frame.role in ROLES and "mission" in frame.theme
        if not (meant and frame.type.is_posture):
            continue
        act = Act(verb, None, passage, mood, actors)
        if fits(frame, act):
            yield from claims_of(frame, act, calendar)
            break
    for frame in frames_of_verb(verb):
        if frame.role != "manned":
            continue
        for team in themes_of_verb(frame, verb):
            if "few" in classes_of(team, passage):
                act = Act(verb, team, passage, mood, actors)
                yield from claims_of(frame, act, calendar)


def _name_read_in(sentence: TokenSpan, passage: Passage) -> int:
    """How many tokens the sentence begins with that are the label read as subject."""
    gap = passage.block.gap
    if gap is None or sentence.start > 0:
        return 0
    return sum(token.idx + passage.offset < gap.end for token in sentence)


def _opening_verb(sentence: TokenSpan, *, after_name: int) -> Token | None:
    """The verb the sentence begins with, where neither subject nor object is named."""
    for token in sentence[after_name:]:
        if token.pos_ == "VERB":
            if token.lower_ == "open":
                return None  # "Open with a staff of six": how it is
            if token.dep_ in {"amod", "compound"}:
                return None  # "Suspended oil sales", parsed as what they are
            spoken = ["dobj", "ccomp", "oprd"]
            spoken += [] if after_name else ["nsubj", "nsubjpass"]
            return None if any(has_child(token, dep) for dep in spoken) else token
        if token.pos_ not in BEFORE_THE_VERB:
            return None
    return None
