"""The acts of one sentence: by its verbs and nouns, else as a line that has none."""

from collections.abc import Iterator, Sequence

from reactions.extraction.actions import find_actions
from reactions.extraction.claims import ActionClaim
from reactions.extraction.dating import Calendar
from reactions.extraction.fragments import read_fragment
from reactions.extraction.inline_labels import label_end
from reactions.extraction.lists_of_states import read_lists
from reactions.extraction.passages import Passage
from reactions.extraction.rulebook import LEAVING
from reactions.extraction.second_reader import (
    WORTH_A_LOOK,
    is_hopeless,
    read_again,
    worth_of,
)
from reactions.extraction.subjectless import read_subjectless
from reactions.extraction.tokens import TokenSpan
from reactions.vocabulary import ActionType

BESIDE_ACTS = frozenset({"line_few"})
"""Lines that tell one thing more: "Embassy closed; essential staff only"."""
AID = ActionType.AID_PLEDGED


def acts_in(
    sentence: TokenSpan, passage: Passage, calendar: Calendar
) -> Iterator[ActionClaim]:
    """By verbs and nouns, as a line; where these are silent, by the second reader."""
    worth = worth_of(sentence)
    if is_hopeless(sentence, worth):
        return
    told = tuple(_told(sentence, passage, calendar))
    yield from told
    if not told and worth >= WORTH_A_LOOK:
        yield from read_again(sentence, passage=passage, calendar=calendar)


def _told(
    sentence: TokenSpan, passage: Passage, calendar: Calendar
) -> Iterator[ActionClaim]:
    """By verbs and nouns; a sentence that has none is read as a line."""
    if lists := tuple(read_lists(sentence, passage=passage, calendar=calendar)):
        yield from lists
        return
    told = find_actions(sentence, passage=passage, calendar=calendar)
    yield from told
    main = [a for a in told if a.type.is_posture or a.type is AID]
    types = {a.type for a in told if not a.type.is_posture}
    start = label_end(sentence, passage)
    rest = sentence.doc[start : sentence.end] if start else sentence
    for line in read_fragment(rest, passage=passage, calendar=calendar):
        overlaps = any(
            a.start < line.end and line.start < a.end
            for a in main
            if not _beside(line, main) or a.type is line.type
        )
        if not overlaps and line.type not in types:
            yield line
    if not main:
        yield from read_subjectless(sentence, passage=passage, calendar=calendar)


def _beside(line: ActionClaim, main: Sequence[ActionClaim]) -> bool:
    """Whether a line may tell one thing more than the verbs that stand by it."""
    if line.rule == "line_gone":  # "embassy shut on Sunday, staff home"
        return LEAVING.isdisjoint(a.type for a in main)
    return line.rule in BESIDE_ACTS
