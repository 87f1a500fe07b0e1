"""Who said what: every statement of a text with its speaker and its cue.

Direct speech comes from quoted.py, reported speech from reported.py; this module puts
the two together, paragraph by paragraph, and carries the speaker from one to the next.
"""

from collections.abc import Sequence

from reactions.extraction.claims import Attribution, Span
from reactions.extraction.paragraph_reading import (
    ParsedParagraph,
    Reading,
    read_paragraph,
)
from reactions.extraction.quoted import Heard, Tokens, hear_quotes
from reactions.extraction.quotes import find_quotes
from reactions.extraction.reported import Reported, hear_reports
from reactions.vocabulary import Kind

__all__ = ["ParsedParagraph", "attribute"]

# A reported clause with no more than this many words outside the marks is a quotation.
FEW_OUTSIDE = 3


def attribute(paragraphs: Sequence[ParsedParagraph]) -> tuple[Attribution, ...]:
    """Statements of one article, in the order of their content.

    Give every paragraph of running text in order, the unparsed ones too (tokenised
    only): their marks tell where a quotation runs on, and nothing else is read there.
    Offsets count code points of the article. `rule` names what was found:
    `quote_*` direct, `speech_* directive_* commissive_* evaluative_* refusal_*
    according_to` reported; `evidence_*` and `belief_*` tell what was found or thought,
    not what was said. `quote_within` marks five quoted words or more that lie within a
    reported clause. A speaker carried over keeps the span of its last mention.
    """
    quotes = find_quotes([paragraph.doc.text for paragraph in paragraphs])
    found: list[Attribution] = []
    last: Span | None = None
    for paragraph, quoted in zip(paragraphs, quotes, strict=True):
        if paragraph.opens_section:
            last = None
        reading = read_paragraph(paragraph, quoted)
        own = _statements(reading, last)
        found.extend(_linked(own, len(found), found))
        last = _last_speaker(own, last)
    return tuple(found)


def _statements(reading: Reading, last: Span | None) -> list[Attribution]:
    heard = hear_quotes(reading, last_speaker=last)
    reports = hear_reports(reading)
    statements = [_direct(reading, one) for one in heard]
    quoted = set(range(len(reading.quotes)))
    statements += [
        _indirect(reading, one)
        for one in reports
        if not _is_mostly_quoted(reading, one, quoted)
    ]
    statements.sort(key=lambda one: (one.content.start, -one.content.end))
    return statements


def _is_mostly_quoted(reading: Reading, report: Reported, quoted: set[int]) -> bool:
    outside = sum(
        1
        for at in range(*report.content)
        if not reading.is_quoted(at) and reading.words[at][0].isalnum()
    )
    inside = any(reading.is_quoted(at) for at in range(*report.content))
    return bool(quoted) and inside and outside <= FEW_OUTSIDE


def _direct(reading: Reading, heard: Heard) -> Attribution:
    quoted, voice = heard.quoted, heard.voice
    base = reading.paragraph.start
    inside = quoted.quote.inside
    content = Span(base + inside.start, base + inside.end)
    speaker = _span(reading, voice.speaker) or voice.carried
    cue = _span(reading, voice.cue)
    parts = [content, *(s for s in (_span(reading, voice.speaker), cue) if s)]
    return Attribution(
        content=content,
        whole=_hull(parts),
        speaker=speaker,
        cue=cue,
        cue_lemma=voice.lemma,
        kind=Kind.DIRECT,
        rule=voice.rule,
    )


def _indirect(reading: Reading, report: Reported) -> Attribution:
    content = reading.span(*report.content)
    speaker = _span(reading, report.speaker)
    cue = reading.span(*report.cue)
    return Attribution(
        content=content,
        whole=_hull([content, cue, *([speaker] if speaker else [])]),
        speaker=speaker,
        cue=cue,
        cue_lemma=report.lemma,
        kind=Kind.INDIRECT,
        rule=report.rule,
    )


def _span(reading: Reading, tokens: Tokens | None) -> Span | None:
    return reading.span(*tokens) if tokens and tokens[0] < tokens[1] else None


def _hull(spans: Sequence[Span]) -> Span:
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _linked(
    own: list[Attribution], at: int, earlier: list[Attribution]
) -> list[Attribution]:
    """Split quotations and quotations that run on point at the stretch before."""
    linked: list[Attribution] = []
    previous = _last_direct(earlier, 0)
    for number, one in enumerate(own):
        goes_on = one.rule in ("quote_split", "quote_runs_on", "quote_carried_over")
        if goes_on and previous is not None:
            one = _continuing(one, previous)
        if one.kind is Kind.DIRECT:
            previous = at + number
        linked.append(one)
    return linked


def _last_direct(found: list[Attribution], at: int) -> int | None:
    for number in range(len(found) - 1, at - 1, -1):
        if found[number].kind is Kind.DIRECT:
            return number
    return None


def _continuing(one: Attribution, previous: int) -> Attribution:
    return Attribution(
        one.content,
        one.whole,
        one.speaker,
        one.cue,
        one.cue_lemma,
        one.kind,
        one.rule,
        previous,
    )


def _last_speaker(own: list[Attribution], before: Span | None) -> Span | None:
    for one in reversed(own):
        if one.speaker is not None and not one.rule.startswith(("belief", "evidence")):
            return one.speaker
    return before if not own else None
