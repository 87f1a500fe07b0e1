"""Indirect statements: the clause or phrase that a reporting verb reports.

Every cue of the paragraph is asked its frames in turn (reporting_verbs.csv says which
it takes); the first that fits the parse gives the content, cue_speakers.py the speaker.
"""

from bisect import bisect_left
from dataclasses import replace

from reactions.extraction.cue_speakers import cut_before, speaker_of
from reactions.extraction.kinship import children_of
from reactions.extraction.noun_reports import Reported, reports_by_nouns
from reactions.extraction.paragraph_reading import (
    DASHES,
    STOPS,
    Cue,
    Reading,
    Tokens,
)
from reactions.extraction.postposed import OPENS_LINE
from reactions.extraction.report_frames import FRAME_FINDERS, has_to
from reactions.extraction.reporting_verbs import verbs_by_form
from reactions.extraction.rulebook import word_list
from reactions.extraction.speaker_phrases import is_passive, phrase_after
from reactions.extraction.tokens import Token

EDGES = frozenset({",", ":", ";", "(", ")", "and", "but", "or"}) | DASHES
QUESTIONS = frozenset(
    {"whether", "if", "when", "how", "why", "what", "where", "which", "who"}
)
# No reported clause is longer; it keeps hostile text linear.
LONGEST = 400
# A statement of the same speaker begins at one of the next few cues, or not at all.
CUES_AHEAD = 8
# Frames whose content is a phrase: without a speaker it is no statement.
PHRASES = frozenset(
    {
        "object",
        "out",
        "good_office",
        "object_of",
        "object_as",
        "of",
        "about",
        "against",
        "for",
        "on",
    }
    | {"to", "with", "as"}
)


def hear_reports(reading: Reading) -> list[Reported]:
    """What is reported in the paragraph's own words, in the order of the cues."""
    if not reading.is_parsed:
        return []
    reports = [_according(reading, at) for at in reading.according]
    reports += [_of_cue(reading, cue) for cue in reading.cues]
    found = [report for report in reports if report is not None]
    by_nouns = (
        replace(report, content=_trimmed(reading, report.content))
        for report in reports_by_nouns(reading)
    )
    return [*found, *by_nouns]


def _of_cue(reading: Reading, cue: Cue) -> Reported | None:
    verb = reading.token(cue.at)
    if _is_unsaid(verb) or _is_source(reading, cue):
        return None
    if cue.verb.kind_of_act == "evaluative" and _is_denied(verb):
        return None
    for name, find in FRAME_FINDERS.items():
        frame = name.split(",")[0]
        if frame not in cue.verb.frames and frame != "as_told":
            continue
        found = find(reading, cue)
        content = _trimmed(reading, _cut(reading, cue, found)) if found else (0, 0)
        if not 0 < content[1] - content[0] <= LONGEST:
            continue
        speaker = speaker_of(reading, cue, content)
        if speaker is None and frame in PHRASES and not _may_lack_speaker(reading, cue):
            continue
        return Reported(
            content,
            speaker,
            (cue.at, cue.at + 1),
            cue.verb.lemma,
            _rule(reading, cue, content, name),
        )
    return None


def _may_lack_speaker(reading: Reading, cue: Cue) -> bool:
    """ "It was condemned"; "GERMANY - Called for talks" has its heading for one."""
    verb = reading.token(cue.at)
    opens = cue.at == reading.sentence_of(cue.at)[0] and verb.tag_ in OPENS_LINE | {
        "VBN"
    }
    return is_passive(verb) or opens


def _rule(reading: Reading, cue: Cue, content: Tokens, name: str) -> str:
    if name == "quote, unanswered":
        return "refusal_unanswered"
    if name.startswith("clause") and _is_kept_back(reading, cue, content):
        return "refusal_clause"
    return f"{cue.verb.kind_of_act}_{name.split(',')[0]}"


def _is_kept_back(reading: Reading, cue: Cue, content: Tokens) -> bool:
    """did not say whether, would not say when: no "did not say that"."""
    if content[0] < cue.at or cue.verb.kind_of_act != "speech":
        return False
    negated = any(c.dep_ == "neg" for c in children_of(reading.token(cue.at)))
    return negated and reading.words[content[0]] in QUESTIONS


def _is_unsaid(verb: Token) -> bool:
    """declined to say, too soon to say, there is no denying: nobody says it here."""
    head = verb.head
    if verb.tag_ == "VB" and has_to(verb):
        above = verbs_by_form().get(head.lower_)
        refused = above is not None and above.kind_of_act == "refusal"
        asked = head.lemma_ == "ask" and head.tag_ == "VBN"
        unspoken = asked or head.lemma_ in word_list("unspoken")
        return refused or unspoken or head.tag_ in ("JJ", "RB")
    return verb.tag_ == "VBG" and any(c.lower_ == "no" for c in children_of(verb))


def _is_denied(verb: Token) -> bool:
    """did not condemn the coup: nothing was said of it."""
    return any(c.dep_ == "neg" for c in children_of(verb))


def _is_source(reading: Reading, cue: Cue) -> bool:
    """reported, citing X: names where the report comes from, reports nothing."""
    if cue.verb.lemma not in ("cite", "quote") or cue.at == 0:
        return False
    is_participle = reading.token(cue.at).tag_ == "VBG"
    return is_participle and reading.words[cue.at - 1] == ","


def _cut(reading: Reading, cue: Cue, content: Tokens) -> Tokens:
    """Up to where another statement of the same speaker or its source begins."""
    start, end = content
    own = reading.token(cue.at)
    if start > cue.at:
        for other in reading.cues_between(start + 1, end)[:CUES_AHEAD]:
            cut = cut_before(reading, own, other)
            if cut is not None and cut > start:
                end = min(end, cut)
        following = bisect_left(reading.according, start + 3)
        end = min(end, *reading.according[following : following + 1], end)
    return start, end


def _according(reading: Reading, at: int) -> Reported | None:
    """According to X, ...; ..., according to X."""
    start, end = reading.sentence_of(at)
    speaker = phrase_after(reading.doc, at + 2, end)
    if speaker is None:
        return None
    content = (speaker[1], end) if at - start <= 2 else (start, at)
    content = _trimmed(reading, content)
    if not 0 < content[1] - content[0] <= LONGEST:
        return None
    return Reported(content, speaker, (at, at + 2), "according to", "according_to")


def _trimmed(reading: Reading, content: Tokens) -> Tokens:
    """Without stops, commas and conjunctions at the edges; a quotation it begins or
    ends with is taken whole."""
    start, end = content
    words = reading.words
    if reading.is_quoted(end - 1):
        end = reading.quotes[reading.quote_of[end - 1]].marked_end
    if reading.is_quoted(start):
        start = reading.quotes[reading.quote_of[start]].marked_start
    while start < end and (words[start] in EDGES or words[start] in STOPS):
        start += 1
    while end > start and (words[end - 1] in EDGES or words[end - 1] in STOPS):
        end -= 1
    return start, end
