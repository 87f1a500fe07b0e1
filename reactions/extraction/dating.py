"""Give an act or a statement its dates: which day belongs to which verb.

`dates` reads the words; this module hangs each on the verb it modifies, by the
parse. A day on a reporting or deciding verb is when it was said or decided; a day on
the act itself is when it takes effect.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reactions.extraction.claims import CodedDate, Span
from reactions.extraction.dates import DatedSpan, matches_within, read_dates
from reactions.extraction.kinship import SUBJECTS
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import SPEECH
from reactions.extraction.tokens import Token, TokenSpan
from reactions.vocabulary import Basis, Precision

HISTORY = timedelta(days=75)
HOLDING = timedelta(days=365)
DECIDING = frozenset(
    """decide order announce agree plan instruct approve authorise authorize pledge
    promise vow confirm warn urge advise call request""".split()
)
HELPING = frozenset({"aux", "auxpass"})
APART = frozenset(
    "then later subsequently since afterwards earlier previously already soon".split()
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days named in one paragraph, as looking back and as looking ahead."""

    passage: Passage
    published_on: date | None
    back: tuple[tuple[DatedSpan, Token | None], ...]
    ahead: tuple[tuple[DatedSpan, Token | None], ...]

    def on_verb(self, verb: Token, *, looks_ahead: bool) -> CodedDate | None:
        """The day that modifies this verb, or one it shares with the verb before."""
        dated = self.ahead if looks_ahead else self.back
        for found, anchor in dated:
            if anchor is not None and anchor.i == verb.i:
                return found.coded
        if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
            for found, anchor in dated:
                first = self._first_token(found)
                if (
                    anchor is not None
                    and anchor.i == verb.head.i
                    and first < verb.head.i
                ):
                    return found.coded
        if shares_day(verb):  # "closed it on Tuesday and moved its staff to Cairo"
            return self.on_verb(verb.head, looks_ahead=looks_ahead)
        return None

    def days_within(self, words: TokenSpan) -> frozenset[CodedDate]:
        """The days named among these words, where no verb stands to carry them."""
        return frozenset(
            found.coded
            for found, _ in self.back
            if words.start <= self._first_token(found) < words.end
        )

    def _first_token(self, found: DatedSpan) -> int:
        tokens = self.tokens_of(found)
        return tokens[0].i if tokens else 0

    def tokens_of(self, found: DatedSpan) -> list[Token]:
        """The words that name a day."""
        tokens = self.passage.tokens_in(Span(found.start, found.end))
        return list(tokens) if tokens is not None else []

    def publication(self) -> CodedDate | None:
        if self.published_on is None:
            return None
        return CodedDate(self.published_on, Precision.DAY, Basis.PUBLICATION)

    def said(self, cue: Token | None) -> CodedDate | None:
        """When a statement was made: the day on its verb, else the publication's."""
        if cue is not None:
            found = self.on_verb(cue, looks_ahead=False)
            if found is not None and not self.is_history(found):
                return found
        return self.publication()

    def is_history(self, coded: CodedDate, *, holds: bool = False) -> bool:
        """Whether a day lies so far back that the act is background, not news.

        What has held since then is news for longer.
        """
        if self.published_on is None:
            return False
        return coded.on < self.published_on - (HOLDING if holds else HISTORY)


def calendar_of(passage: Passage, text: str, published_on: date | None) -> Calendar:
    """All days named in a paragraph, each with the verb it modifies."""
    span = passage.block.span
    matches = matches_within(text, span.start, span.end)
    back = read_dates(matches, published_on, looks_ahead=False)
    if not back:
        return Calendar(passage, published_on, (), ())
    ahead = read_dates(matches, published_on, looks_ahead=True)
    return Calendar(
        passage,
        published_on,
        tuple((d, _anchor(d, passage)) for d in back),
        tuple((d, _anchor(d, passage)) for d in ahead),
    )


def _anchor(dated: DatedSpan, passage: Passage) -> Token | None:
    """The verb a day modifies: climb from its words over prepositions and nouns."""
    tokens = passage.tokens_in(Span(dated.start, dated.end))
    if tokens is None or not len(tokens):
        return None
    token = tokens.root
    for _ in range(6):
        head = token.head
        if head.i == token.i:
            return token if token.pos_ in {"VERB", "AUX"} else None
        if token.dep_ in {"aux", "auxpass"}:
            token = head
            continue
        if head.pos_ in {"VERB", "AUX"} and head.dep_ not in {"aux", "auxpass"}:
            return head
        token = head
    return None


def effective_day(
    chain: Sequence[Token], calendar: Calendar, *, looks_ahead: bool
) -> CodedDate | None:
    """The day on the act or on the auxiliary-like verbs above it, in that order."""
    for verb in chain:
        found = calendar.on_verb(verb, looks_ahead=looks_ahead)
        if found is not None:
            return found
    return None


def announced_day(reporting: Iterable[Token], calendar: Calendar) -> CodedDate | None:
    """The day on the verb that reports or decides the act, else the publication's."""
    for verb in reporting:
        found = calendar.on_verb(verb, looks_ahead=False)
        if found is not None and not calendar.is_history(found):
            return found
    return calendar.publication()


def shares_day(verb: Token) -> bool:
    """Whether a verb joined by "and" goes on with the first one, in its own form.

    Another subject, tense or "later" sets it apart, and so does a verb that reports.
    """
    first = verb.head
    if verb.dep_ != "conj" or first.tag_ != verb.tag_ or first.pos_ != "VERB":
        return False
    if first.lemma_.lower() in SPEECH | DECIDING:
        return False
    if any(c.dep_ in HELPING for c in verb.lefts):
        return False
    if verb.tag_ != "VBN" and any(c.dep_ in SUBJECTS for c in verb.lefts):
        return False
    if any(c.lower_ in APART for c in (*verb.lefts, *verb.rights)):
        return False
    joints = {c.lower_ for c in first.rights if c.dep_ == "cc" and c.i < verb.i}
    return joints <= {"and"}


def chains_of(predicate: Token) -> tuple[list[Token], list[Token]]:
    """(verbs that carry the act's own day, verbs that report or decide it)."""
    own, reporting = [predicate], []
    token = predicate
    while token.head.i != token.i:
        previous, token = token, token.head
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        if previous.dep_ in {"relcl", "advcl"} and token.lemma_ not in DECIDING:
            break
        if token.lemma_.lower() in SPEECH | DECIDING:
            reporting.append(token)
        elif previous.dep_ in {"xcomp", "dobj", "nsubjpass", "nsubj", "prep", "pobj"}:
            own.append(token)
    return own, reporting
