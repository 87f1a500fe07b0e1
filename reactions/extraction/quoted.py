"""Direct statements: for each quoted stretch the cue and who speaks.

The marks are surer than the parse here, so the rules look at what stands between
the stretches first and ask the parse only who the subject is.
"""

from dataclasses import dataclass, replace

from reactions.extraction.claims import Span
from reactions.extraction.cue_speakers import QUOTING, speaker_of
from reactions.extraction.paragraph_reading import (
    DASHES,
    MARKS,
    OUTSIDE,
    STOPS,
    Cue,
    QuotedTokens,
    Reading,
    Tokens,
)
from reactions.extraction.speaker_phrases import (
    has_verb,
    phrase_after,
    phrase_before,
    phrase_of,
    subject_of,
)

# Fewer quoted words than this may be a scare quote or a title.
FEW_WORDS = 5
# A cue stands no farther from its quotation than this many tokens.
REACH = 30
# A quotation goes on after at most this many sentences of the paper's own.
SENTENCES_BETWEEN = 3
FARTHEST_SPLIT = 150


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is heard and by which words: tokens of this paragraph, `carried` else."""

    speaker: Tokens | None
    cue: Tokens | None
    lemma: str
    rule: str
    carried: Span | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """A quoted stretch with its voice; `loose` where the words only lie in a clause."""

    quoted: QuotedTokens
    voice: Voice
    loose: bool = False


def hear_quotes(reading: Reading, *, last_speaker: Span | None) -> list[Heard]:
    """The stretches somebody says, in order, without scare quotes and titles."""
    heard: list[Heard] = []
    for number, quoted in enumerate(reading.quotes):
        before = _stretch_before(reading, number)
        after = _stretch_after(reading, number)
        voice = (
            _led_up_to(reading, before, strongly=True)
            or _followed(reading, quoted, before, after)
            or _led_up_to(reading, before)
            or _split(reading, heard, number, before)
            or _goes_on(reading, quoted, before)
            or _governed(reading, quoted, before)
            or _carried_over(reading, quoted, before, last_speaker)
        )
        if voice is None:
            continue
        loose = voice.rule == "quote_within"
        if _is_heading(reading, quoted, voice) or _is_title(reading, quoted, loose):
            continue
        if quoted.quote.words < FEW_WORDS and (
            loose or not _is_own_sentence(reading, quoted, before, voice)
        ):
            continue
        heard.append(Heard(quoted, voice, loose))
    return heard


def _is_heading(reading: Reading, quoted: QuotedTokens, voice: Voice) -> bool:
    """A paragraph that is nothing but a few quoted words."""
    alone = quoted.marked_start == 0 and quoted.marked_end == len(reading.words)
    few = quoted.quote.words < FEW_WORDS
    return alone and few and voice.rule == "quote_carried_over"


def _is_title(reading: Reading, quoted: QuotedTokens, loose: bool) -> bool:
    """Capitals throughout and no stop at the end: a programme, a book, a film."""
    words = [reading.doc[i].text for i in range(quoted.start, quoted.end)]
    names = [word for word in words if len(word) > 3 and word.isalpha()]
    capital = bool(names) and all(word[0].isupper() for word in names)
    return loose and capital and words[-1][-1:].isalnum()


def _stretch_before(reading: Reading, number: int) -> Tokens:
    """Tokens between the last stop, or the quotation before, and this one."""
    end = reading.quotes[number].marked_start
    floor = reading.quotes[number - 1].marked_end if number else 0
    start = end
    while start > floor and reading.words[start - 1] not in STOPS:
        start -= 1
    return start, end


def _stretch_after(reading: Reading, number: int) -> Tokens:
    start = reading.quotes[number].marked_end
    following = number + 1 < len(reading.quotes)
    ceiling = (
        reading.quotes[number + 1].marked_start if following else len(reading.words)
    )
    end = start
    while end < ceiling and reading.words[end] not in STOPS:
        end += 1
    return start, end


def _led_up_to(
    reading: Reading, before: Tokens, *, strongly: bool = False
) -> Voice | None:
    """He said: "...", he told reporters, "...", the ministry: "..."."""
    start, end = before
    last = end - 1
    while last >= start and reading.words[last] in (",", ":", "that", *MARKS, *DASHES):
        last -= 1
    if last < start:
        return None
    pointed = any(reading.words[i] in (":", ",") for i in range(last + 1, end))
    cue = _last_cue(reading, start, last + 1)
    if cue and not pointed and cue.at != last:
        cue = None
    if strongly and (cue is None or "postposed" not in cue.verb.frames):
        return None
    if cue and _may_lead(cue, pointed) and _leads(reading, cue, last):
        rule = "quote_after_cue" if pointed else "quote_within"
        return _voice(reading, cue, before, rule)
    if reading.words[last + 1 : last + 2] == (":",):
        return _colon(reading, start, last + 1)
    return None


def _may_lead(cue: Cue, pointed: bool) -> bool:
    return pointed or cue.verb.kind_of_act not in ("belief", "evidence")


def _leads(reading: Reading, cue: Cue, last: int) -> bool:
    """Whether only an addressee, a place or a time stands between cue and mark."""
    return cue.at == last or not has_verb(reading.doc, range(cue.at + 1, last + 1))


def _colon(reading: Reading, start: int, end: int) -> Voice | None:
    """X: "..." names the speaker alone; "X was defiant: ..." has it as subject."""
    doc = reading.doc
    if not doc.is_parsed:
        return None
    if not has_verb(doc, range(start, end)):
        phrase = phrase_before(doc, end, start)
        return Voice(phrase, None, ":", "speaker_colon") if phrase else None
    for i in range(start, end):
        token = doc[i]
        if token.dep_ == "nsubj" and token.head.dep_ == "ROOT":
            return Voice(phrase_of(token), None, ":", "quote_after_colon")
    return None


def _followed(
    reading: Reading, quoted: QuotedTokens, before: Tokens, after: Tokens
) -> Voice | None:
    """ "...," X said; "...," said X; "...," according to X; "..." - X."""
    start, end = after
    if start >= end or not _invites_cue(reading, quoted, after):
        return None
    for at in reading.according:
        if start <= at <= start + 2:
            phrase = phrase_after(reading.doc, at + 2, end)
            return Voice(phrase, (at, at + 2), "according to", "quote_according_to")
    if reading.words[start] in DASHES and not has_verb(reading.doc, range(start, end)):
        phrase = phrase_after(reading.doc, start + 1, end)
        return Voice(phrase, None, "-", "quote_signed") if phrase else None
    for cue in reading.cues_between(start, min(end, start + REACH)):
        if "quote" not in cue.verb.frames or not _is_first_verb(reading, start, cue):
            continue
        begun = any(reading.words[i][0].isalnum() for i in range(*before))
        rule = "quote_within" if begun else "quote_before_cue"
        return _voice(reading, cue, after, rule)
    return None


def _invites_cue(reading: Reading, quoted: QuotedTokens, after: Tokens) -> bool:
    """A full stop inside the marks ends the sentence: what follows is another."""
    last = reading.words[quoted.end - 1] if quoted.end > quoted.start else ""
    if last.endswith(".") and len(last) == 1:
        return reading.doc[after[0]].text[:1].islower()
    return True


def _is_first_verb(reading: Reading, start: int, cue: Cue) -> bool:
    """Whether no other verb stands before the cue: `"..." was her answer, he said`."""
    for i in range(start, cue.at):
        token = reading.doc[i]
        finite = token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ in ("ROOT", "conj")
        reports = reading.words[i] in QUOTING or reading.cues_between(i, i + 1)
        if finite and not reports:
            return False
    return True


def _split(
    reading: Reading, heard: list[Heard], number: int, before: Tokens
) -> Voice | None:
    """ "...," X said. "..." and "...," X said, "...": the speaker goes on."""
    if not heard:
        return None
    if any(reading.words[i] not in (",", ":", "and", *DASHES) for i in range(*before)):
        return None
    between = (heard[-1].quoted.marked_end, before[0])
    others = reading.cues_between(*between)
    voices = {cue.at for cue in others} - {(heard[-1].voice.cue or (-1, 0))[0]}
    stops = sum(1 for i in range(*between) if reading.words[i] in STOPS)
    if between[1] - between[0] > FARTHEST_SPLIT:
        return None
    if stops > 1 and (voices or stops > SENTENCES_BETWEEN):
        return None
    return replace(heard[-1].voice, rule="quote_split")


def _goes_on(reading: Reading, quoted: QuotedTokens, before: Tokens) -> Voice | None:
    """The minister said the mission was safe. "[We are staying put.]": his words."""
    at = quoted.marked_start
    if before[0] != before[1] or at < 2 or quoted.quote.words < FEW_WORDS:
        return None
    if not reading.is_parsed or reading.quote_of[at - 1] != OUTSIDE:
        return None
    if reading.words[quoted.end - 1][-1:] not in STOPS:
        return None
    start, end = reading.sentence_of(at - 2)
    told = [
        cue
        for cue in reading.cues_between(start, end)
        if cue.verb.kind_of_act == "speech" and reading.quote_of[cue.at] == OUTSIDE
    ]
    root = [cue for cue in told if reading.token(cue.at).dep_ in {"ROOT", "parataxis"}]
    if not root or end > at:
        return None
    return _voice(reading, root[0], (start, end), "quote_after_report")


def _governed(reading: Reading, quoted: QuotedTokens, before: Tokens) -> Voice | None:
    """Quoted words inside a clause: the nearest cue of the sentence governs them."""
    start, end = before
    if start == end or not reading.is_parsed:
        return None
    cue = _last_cue(reading, start, end)
    if cue is None:
        sentence = reading.sentence_of(quoted.start if quoted.end > quoted.start else 0)
        cue = _last_cue(reading, max(0, min(sentence[0], start)), end)
    if cue is not None:
        return _voice(reading, cue, before, "quote_within")
    return None


def _carried_over(
    reading: Reading, quoted: QuotedTokens, before: Tokens, last: Span | None
) -> Voice | None:
    """A paragraph that opens with a quotation and names nobody: the last speaker's."""
    if last is None or before[0] != before[1] or quoted.marked_start != 0:
        return None
    rule = "quote_runs_on" if quoted.quote.goes_on else "quote_carried_over"
    return Voice(None, None, "", rule, carried=last)


def _is_own_sentence(
    reading: Reading, quoted: QuotedTokens, before: Tokens, voice: Voice
) -> bool:
    """Few words count when they are all that is said: "No," he said."""
    if voice.rule in ("quote_after_cue", "speaker_colon", "quote_after_colon"):
        return True
    if before[0] != before[1]:
        return False
    last = reading.words[quoted.end - 1] if quoted.end > quoted.start else ""
    return last[-1:] in (",", ".", "!", "?", "…")


def _last_cue(reading: Reading, start: int, end: int) -> Cue | None:
    cues = reading.cues_between(max(start, end - REACH), end)
    return cues[-1] if cues else None


def _voice(reading: Reading, cue: Cue, stretch: Tokens, rule: str) -> Voice:
    speaker = _speaker(reading, cue, stretch)
    return Voice(speaker, (cue.at, cue.at + 1), cue.verb.lemma, rule)


def _speaker(reading: Reading, cue: Cue, stretch: Tokens) -> Tokens | None:
    doc = reading.doc
    if cue.at > stretch[0] or subject_of(doc[cue.at]) is not None:
        speaker = speaker_of(reading, cue, (cue.at + 1, cue.at + 1))
        if speaker is not None and reading.quote_of[speaker[0]] == OUTSIDE:
            return speaker
    return phrase_before(doc, cue.at, stretch[0]) or phrase_after(
        doc, cue.at + 1, stretch[1]
    )
