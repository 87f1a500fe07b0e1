"""Who said what: every statement of a text with its speaker and its cue.

Direct speech comes from quoted.py, reported speech from reported.py; this module puts
the two together, paragraph by paragraph, and carries the speaker from one to the next.
"""

from collections.abc import Sequence

from reactions.extraction.claims import Attribution, Span
from reactions.extraction.noun_reports import Reported
from reactions.extraction.paragraph_reading import (
    ParsedParagraph,
    Reading,
    Tokens,
    read_paragraph,
)
from reactions.extraction.quoted import Heard, hear_quotes
from reactions.extraction.quotes import find_quotes
from reactions.extraction.reported import hear_reports
from reactions.vocabulary import Kind

__all__ = ["ParsedParagraph", "attribute"]

# A reported clause whose words stand between marks but for a fifth is a quotation.
QUOTED_SHARE = 4


def attribute(paragraphs: Sequence[ParsedParagraph]) -> tuple[Attribution, ...]:
    """Statements of one article, in the order of their content.

    Give every paragraph of running text in order, the unparsed ones too (tokenised
    only): their marks tell where a quotation runs on, and nothing else is read there.
    Offsets count code points of the article. A speaker carried over from another
    paragraph keeps the span of its last mention.

    `rule` names what was found. Direct: `quote_*`; of these `quote_within` is five
    quoted words or more inside a reported clause that is a statement too, and
    `quote_in_part` such words that no clause holds. Reported: `according_to` and
    `speech_* directive_* commissive_* evaluative_* refusal_*`, by kind of verb;
    `evidence_*` and `belief_*` tell what was found or thought and `topic_*` what was
    talked about, not what was said.
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
    known = {reading.quote_of[one.quoted.marked_start] for one in heard}
    statements: list[Attribution] = []
    holders: dict[int, Reported] = {}
    for report in hear_reports(reading):
        if _is_mostly_quoted(reading, report, known):
            continue
        statements.append(_indirect(reading, report))
        for number in set(reading.quote_of[slice(*report.content)]):
            if report.rule.startswith("speech") or number not in holders:
                holders[number] = report
    for one in heard:
        holder = holders.get(reading.quote_of[one.quoted.marked_start])
        statements.append(_direct(reading, one, holder))
    statements.sort(key=lambda one: (one.content.start, -one.content.end))
    return statements


def _is_mostly_quoted(reading: Reading, report: Reported, known: set[int]) -> bool:
    """Whether one quotation makes up the reported clause but for a few words."""
    inside = outside = 0
    for at in range(*report.content):
        if not reading.words[at][0].isalnum():
            continue
        if reading.quote_of[at] in known:
            inside += 1
        else:
            outside += 1
    return inside > 0 and outside * QUOTED_SHARE <= inside


def _direct(reading: Reading, heard: Heard, holder: Reported | None) -> Attribution:
    """A quotation; within a reported clause it is its speaker's."""
    voice, rule = heard.voice, heard.voice.rule
    words = voice.speaker, voice.cue, voice.lemma
    if heard.loose and holder is None:
        rule = "quote_in_part"
    elif heard.loose and holder is not None:
        words = holder.speaker, holder.cue, holder.lemma
    base = reading.paragraph.start
    inside = heard.quoted.quote.inside
    content = Span(base + inside.start, base + inside.end)
    speaker, cue = _span(reading, words[0]), _span(reading, words[1])
    return Attribution(
        content=content,
        whole=_hull([content, *(span for span in (speaker, cue) if span)]),
        speaker=speaker or voice.carried,
        cue=cue,
        cue_lemma=words[2],
        kind=Kind.DIRECT,
        rule=rule,
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
