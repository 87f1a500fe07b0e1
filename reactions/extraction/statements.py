"""Turn "who said what" into statements of states: whose voice, which official, stance.

Takes the attributions as they are found by language alone and keeps those whose
speaker speaks for a state or an organisation; the host and its insurgents among them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from reactions.extraction.claims import Attribution, CodedDate, Span, StatementClaim
from reactions.extraction.dating import Calendar
from reactions.extraction.passages import Discourse, Passage
from reactions.extraction.people import Person
from reactions.extraction.references import (
    is_insurgent,
    is_voice,
    named_states_of,
    states_of,
)
from reactions.extraction.rulebook import word_list
from reactions.extraction.stances import stance_of
from reactions.vocabulary import Kind, Stance

NOT_SAID = ("belief_", "evidence_")
MENTIONING = frozenset({"discuss", "cite", "refer", "mention", "describe", "quote"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: the states, the name in its fullest form, the official if named."""

    codes: tuple[str, ...]
    name: str
    person: Person | None


@dataclass(slots=True)
class Voices:
    """Resolves speakers, each printed mention once, so that carried ones agree."""

    text: str
    passages: Sequence[Passage]
    known: dict[Span, Voice] = field(default_factory=dict)

    def of(self, speaker: Span) -> Voice | None:
        """Whose voice the words at `speaker` are. None where no words stand."""
        if speaker in self.known:
            return self.known[speaker]
        passage = self._passage_at(speaker)
        tokens = passage.tokens_in(speaker) if passage is not None else None
        if passage is None or tokens is None or not len(tokens):
            return None
        voice = _voice(tokens.root, passage, self.text[speaker.start : speaker.end])
        self.known[speaker] = voice
        return voice

    def _passage_at(self, span: Span) -> Passage | None:
        for passage in self.passages:
            if passage.block.span.holds(span):
                return passage
        return None


def _voice(root: Token, passage: Passage, printed: str) -> Voice:
    discourse = passage.discourse
    if root.pos_ == "PRON":
        return _of_pronoun(root, passage, printed)
    person = _person_in(root, passage)
    if person is not None:
        codes = (person.country,) if person.in_office and person.country else ()
        return Voice(codes, person.name, person)
    if is_insurgent(root, passage):
        codes = (discourse.host,) if discourse.host else ()
        return Voice(codes, printed, None)
    if not is_voice(root, passage):
        return Voice((), printed, None)
    if root.lemma_.lower() in word_list("anonymous"):
        return Voice(named_states_of(root, passage), printed, None)
    return Voice(states_of(root, passage), printed, None)


def _of_pronoun(root: Token, passage: Passage, printed: str) -> Voice:
    """ "She", "they": the one who spoke last, else the actor that grammar finds."""
    discourse = passage.discourse
    personal = root.lower_ in {"he", "she", "i"}
    if personal and discourse.person is not None and not discourse.speaker:
        person = discourse.person
        codes = (person.country,) if person.in_office and person.country else ()
        return Voice(codes, person.name, person)
    subject = _subject_before(root, passage)
    if subject is not None:
        return _voice(subject, passage, _printed(subject, passage))
    if discourse.speaker:
        return Voice(
            discourse.speaker_codes, discourse.speaker, discourse.speaker_person
        )
    if personal:
        return Voice((), printed, None)
    return Voice(states_of(root, passage), printed, None)


def _subject_before(root: Token, passage: Passage) -> Token | None:
    """The nearest speaker in the same sentence before a pronoun."""
    for token in reversed(list(root.sent)):
        if token.i >= root.i or token.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        if token.pos_ != "PRON" and is_voice(token, passage):
            return token
    return None


def _printed(token: Token, passage: Passage) -> str:
    person = passage.person_of.get(token.i)
    if person is not None:
        return person.name
    left = min(t.i for t in token.subtree if t.i <= token.i)
    return passage.doc[left : token.i + 1].text


def _person_in(root: Token, passage: Passage) -> Person | None:
    """The named person a phrase is about: its head, or set beside a title."""
    if root.i in passage.person_of:
        return passage.person_of[root.i]
    for child in root.children:
        if child.dep_ in {"appos", "compound", "nmod"} and child.i in passage.person_of:
            return passage.person_of[child.i]
    return None


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
        if said.speaker is None or not _says_something(said):
            continue
        voice = voices.of(said.speaker)
        if voice is None:
            continue
        if voice.codes or all_speakers:
            _remember(voice, passage.discourse)
        codes: tuple[str | None, ...] = voice.codes or ((None,) if all_speakers else ())
        day = _said_on(said, passage, calendar)
        for code in codes:
            yield number, _statement(said, voice, code, day, voices.text)


def _says_something(said: Attribution) -> bool:
    """A belief is not said; to discuss or cite a thing reports nothing of it."""
    if said.rule.startswith(NOT_SAID):
        return False
    return said.kind is Kind.DIRECT or said.cue_lemma not in MENTIONING


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
    text: str,
) -> StatementClaim:
    speaker = said.speaker
    return StatementClaim(
        country=code,
        speaker=voice.name,
        title=voice.person.title if voice.person else "",
        official=voice.person.name if voice.person and code else None,
        kind=said.kind,
        stance=_stance(said, text),
        start=said.content.start,
        end=said.content.end,
        rule=said.rule,
        said_on=day,
        speaker_start=speaker.start if speaker else None,
        speaker_end=speaker.end if speaker else None,
    )


def _stance(said: Attribution, text: str) -> Stance:
    if said.rule.startswith("refusal_"):
        return Stance.NO_COMMENT
    return stance_of(text[said.content.start : said.content.end], _cue(said, text))


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
