"""Turn "who said what" into statements of states: whose voice, which official, stance.

Takes the attributions as they are found by language alone and keeps those whose
speaker speaks for a state or an organisation; the host and its insurgents among them.
"""

from collections.abc import Iterator, Sequence

from reactions.actors import ACTORS
from reactions.extraction.claims import (
    Attribution,
    CodedDate,
    StatementClaim,
)
from reactions.extraction.dating import Calendar
from reactions.extraction.kinship import SUBJECTS, children_of
from reactions.extraction.mere_acts import is_mere_act
from reactions.extraction.passages import Discourse, Passage, Voice
from reactions.extraction.stances import stance_of
from reactions.extraction.statement_spans import with_reported_words
from reactions.extraction.tokens import Token
from reactions.extraction.voices import Voices
from reactions.vocabulary import Kind, Stance

NOBODY = Voice((), "")
LONGEST_HEADLINE = 10
LONGEST_TITLE = 16
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBN", "VBG"})
NOT_SAID = ("belief_", "evidence_", "topic_")
# "Let me be clear", "thank you": no command to anybody.
NO_COMMANDS = frozenset({"let", "thank", "god"})
MENTIONING = frozenset({"discuss", "cite", "refer", "mention", "describe", "quote"})


def find_statements(
    attributions: Sequence[tuple[int, Attribution]],
    *,
    voices: Voices,
    passage: Passage,
    calendar: Calendar,
    all_speakers: bool,
) -> Iterator[tuple[int, StatementClaim]]:
    """Statements of a passage as (number of the attribution, claim), in order.

    Updates who spoke last. One claim a state where two speak as one.
    """
    for number, said in attributions:
        if not _says_something(said):
            continue
        if not all_speakers and is_mere_act(said, passage):
            continue
        if not all_speakers and _is_headline(passage, voices.text):
            continue
        day = _said_on(said, passage, calendar)
        stance = _stance(said, passage, voices.text)
        for voice in _voices(said, voices, passage):
            if voice is NOBODY and not all_speakers:
                continue
            if voice.codes or voice.personal or (all_speakers and voice.name):
                _remember(voice, passage.discourse)
            codes: tuple[str | None, ...] = voice.codes
            if all_speakers and not codes and said.rule != "quote_within":
                codes = (None,)
            for code in codes:
                claim = _statement(said, voice, code, day, stance)
                if not all_speakers:
                    claim = with_reported_words(
                        claim, said, passage=passage, text=voices.text
                    )
                yield number, claim


def _voices(said: Attribution, voices: Voices, passage: Passage) -> tuple[Voice, ...]:
    if said.speaker is None:
        return (_of_heading(said, passage),)
    return voices.each(said.speaker)


def _of_heading(said: Attribution, passage: Passage) -> Voice:
    """ "FRANCE - Said its embassy would stay": the heading is the subject."""
    actors, cue = passage.block.actors, said.cue
    words = passage.tokens_in(cue) if cue is not None and len(actors) == 1 else None
    if words is None or words[0].tag_ not in FINITE_TAGS | {"VB"}:
        return NOBODY
    if not _opens_line(words[0]):
        return NOBODY
    return Voice(actors, ACTORS[actors[0]].name)


def _opens_line(verb: Token) -> bool:
    """ "Said so", "Did not reply", "Advises against travel and says so": no subject."""
    while verb.dep_ == "conj" and verb.head.i < verb.i:
        if any(c.dep_ in SUBJECTS for c in children_of(verb)):
            return False
        verb = verb.head
    before = verb.doc[verb.sent.start : verb.i]
    helped = any(t.tag_ in {"VBZ", "VBD"} for t in before)
    if verb.tag_ == "VB" and not helped:
        return False
    return all(t.tag_ in {"RB", "VBZ", "VBD"} for t in before)


def _is_headline(passage: Passage, text: str) -> bool:
    """A short line of its own without a stop: the story below says it again."""
    span = passage.block.span
    line = text[span.start : span.end].rstrip("'’\"”")
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    first = not text[: span.start].strip()
    few = len(line.split()) <= (LONGEST_TITLE if first else LONGEST_HEADLINE)
    return few and line[-1:].isalnum() and not before.strip()


def _says_something(said: Attribution) -> bool:
    """A belief is not said; to discuss or cite a thing reports nothing of it."""
    if said.rule.startswith(NOT_SAID):
        return False
    if said.kind is Kind.DIRECT or said.rule.endswith("object_as"):
        return True
    return said.cue_lemma not in MENTIONING


def _said_on(
    said: Attribution, passage: Passage, calendar: Calendar
) -> CodedDate | None:
    cue = passage.tokens_in(said.cue) if said.cue is not None else None
    return calendar.said(cue.root if cue is not None and len(cue) else None)


def _statement(
    said: Attribution,
    voice: Voice,
    code: str | None,
    day: CodedDate | None,
    stance: Stance,
) -> StatementClaim:
    speaker = said.speaker
    return StatementClaim(
        country=code,
        speaker=voice.name,
        title=voice.person.title if voice.person else "",
        official=voice.person.name if voice.person and code else None,
        kind=said.kind,
        stance=stance,
        start=said.content.start,
        end=said.content.end,
        rule=said.rule,
        said_on=day,
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
    )


def _stance(said: Attribution, passage: Passage, text: str) -> Stance:
    if said.rule.startswith("refusal_"):
        return Stance.NO_COMMENT
    if said.rule.endswith("_out"):
        return Stance.REJECTION
    start = said.content.start
    if said.cue is not None and said.cue.start < start and _is_reported(said):
        start = said.cue.start
    words = text[start : said.content.end]
    return stance_of(
        words,
        _cue(said, text),
        lemma=said.cue_lemma,
        instructs=said.rule.endswith("infinitive") or _is_command(said, passage),
    )


def _is_reported(said: Attribution) -> bool:
    return said.kind is Kind.INDIRECT


def _is_command(said: Attribution, passage: Passage) -> bool:
    """ "Stay at home": quoted words that open with a bare verb."""
    if said.kind is not Kind.DIRECT:
        return False
    words = passage.tokens_in(said.content)
    if words is None or not len(words) or words[0].lower_ in NO_COMMANDS:
        return False
    subjects = {"nsubj", "nsubjpass", "aux"}
    return words[0].tag_ == "VB" and words[0].dep_ not in subjects


def _cue(said: Attribution, text: str) -> str:
    """The reporting words: what of the whole is neither speaker nor content."""
    if said.cue is None:
        return said.cue_lemma
    return text[said.cue.start : said.cue.end]


def _remember(voice: Voice, discourse: Discourse) -> None:
    discourse.speaker = voice.name
    discourse.speaker_codes = voice.codes
    discourse.speaker_person = voice.person
    if voice.person is not None:
        discourse.person = voice.person
    if voice.personal:
        discourse.character = voice
