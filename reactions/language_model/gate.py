"""From what a model wrote to claims: nothing passes that the article does not print.

A claim whose quote is not in the text, whose actor the text never names, or whose coded
values are not the codebook's is dropped and counted. A day is read from the words that
name it, by the rules' own calendar, and never taken from the model. What is dropped is
told with the article, so that a model which invents is seen.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from reactions.actors import ACTORS, is_lookalike
from reactions.extraction.batches import ExtractionJob
from reactions.extraction.claims import (
    ActionClaim,
    CodedDate,
    Extraction,
    OfficialClaim,
    Span,
    StatementClaim,
)
from reactions.extraction.dates import find_dates
from reactions.extraction.dating import HISTORY, HOLDING
from reactions.extraction.mentions import find_mentions, settle_meanings
from reactions.extraction.quotes import find_quotes
from reactions.language_model.paragraphs import NotFoundError, Places, paragraphs_of
from reactions.vocabulary import ActionType, Basis, Kind, Precision, Stage, Stance

RULE = "llm"
MOST_CLAIMS = 300
"""Of each kind; no article tells more."""
LEAST_WORDS = 2
"""An act needs somebody or something and what becomes of it."""
LONGEST_NAME = 200
MARKS = "\"'“”‘’„«»‹› \t\n"
LOOKS_AHEAD = frozenset({Stage.CONSIDERED, Stage.ANNOUNCED})

Claim = TypeVar("Claim")
Coded = TypeVar("Coded", bound=StrEnum)


class UnusableAnswerError(ValueError):
    """What the model wrote is not of the form asked for."""


class _Dropped(Exception):  # noqa: N818  no error: a claim that does not pass
    """Why a claim does not pass."""


def read_answer(written: str) -> Mapping[str, Sequence[Any]]:
    """The lists of the answer. Raises UnusableAnswerError."""
    try:
        answer = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise UnusableAnswerError("it did not answer with JSON") from error
    if not isinstance(answer, dict):
        raise UnusableAnswerError("it did not answer with an object")
    for name in ("officials", "statements", "actions"):
        if not isinstance(answer.get(name), list):
            raise UnusableAnswerError(f"its answer has no list “{name}”")
    return answer


def claims_of(
    answer: Mapping[str, Sequence[Any]], job: ExtractionJob, *, read_by: str
) -> Extraction:
    """The claims of an answer that pass, with a warning that counts the others."""
    gate = _Gate(job)
    officials = gate.passed(answer["officials"], gate.official)
    gate.names = {(each.name, each.country) for each in officials}
    told = gate.passed(answer["statements"], gate.statement)
    actions = gate.passed(answer["actions"], gate.action)
    return Extraction(
        officials=_in_order(officials),
        statements=_linked(told),
        actions=_in_order(actions),
        warnings=gate.warnings(),
        read_by=read_by,
    )


@dataclass(slots=True)
class _Told:
    """A statement and whether the model says that it goes on."""

    claim: StatementClaim
    continues: bool

    @property
    def key(self) -> tuple[Any, ...]:
        claim = self.claim
        return claim.country, claim.speaker, claim.start, claim.end


class _Gate:
    """One article and what was dropped of its answer."""

    def __init__(self, job: ExtractionJob) -> None:
        self.job = job
        self.text = job.text
        self.places = Places(job.text, paragraphs_of(job.text))
        self.actors = _actors_named(job)
        self.names: set[tuple[str, str]] = set()
        self.quoted = _quoted_stretches(job.text, self.places.paragraphs)
        self.dropped: Counter[str] = Counter()
        self.emptied: Counter[str] = Counter()

    def passed(
        self, items: Sequence[Any], check: Callable[[Mapping[str, Any]], Claim]
    ) -> list[Claim]:
        found: list[Claim] = []
        seen: set[object] = set()
        if len(items) > MOST_CLAIMS:
            self.dropped["too many"] += len(items) - MOST_CLAIMS
        for item in items[:MOST_CLAIMS]:
            try:
                claim = check(item if isinstance(item, dict) else {})
            except _Dropped as why:
                self.dropped[str(why)] += 1
                continue
            key = _identity(claim)
            if key in seen:
                self.dropped["told twice"] += 1
                continue
            seen.add(key)
            found.append(claim)
        return found

    def official(self, item: Mapping[str, Any]) -> OfficialClaim:
        country = self._country(item)
        name = _text(item, "name")
        found = self.places.all_of(name)
        if len(name.split()) < 2 or not found:
            raise _Dropped("name not in the article")
        span = found[0]
        return OfficialClaim(
            name=" ".join(name.split())[:LONGEST_NAME],
            country=country,
            title=self._printed(item, "title"),
            start=span.start,
            end=span.end,
            rule=RULE,
        )

    def statement(self, item: Mapping[str, Any]) -> _Told:
        is_of_nobody = item.get("country") is None and self.job.all_speakers
        country = None if is_of_nobody else self._country(item)
        kind = _coded(item, "kind", Kind)
        stance = _coded(item, "stance", Stance)
        speaker = " ".join(_text(item, "speaker").split())
        if len(speaker) > LONGEST_NAME or not self.places.all_of(speaker):
            raise _Dropped("speaker not in the article")
        words = _text(item, "quote")
        if kind is Kind.DIRECT:
            words = words.strip(MARKS)
        span = self._placed(item, words, of=("statement", country, speaker))
        if kind is Kind.DIRECT and not any(each.holds(span) for each in self.quoted):
            raise _Dropped("not inside quotation marks")
        at = self._beside(speaker, span)
        claim = StatementClaim(
            country=country,
            speaker=speaker,
            title=self._printed(item, "title"),
            official=self._named(item, country),
            kind=kind,
            stance=stance,
            start=span.start,
            end=span.end,
            rule=RULE,
            said_on=self._day(item, "said", span) or self._publication(item, "said"),
            speaker_start=at.start if at else None,
            speaker_end=at.end if at else None,
        )
        return _Told(claim, item.get("continues") is True)

    def action(self, item: Mapping[str, Any]) -> ActionClaim:
        country = self._country(item)
        type_ = _coded(item, "type", ActionType)
        stage = _coded(item, "stage", Stage)
        if type_.is_posture and country == self.job.host:
            raise _Dropped("the host's own mission")
        words = _text(item, "quote")
        if len(words.split()) < LEAST_WORDS:
            raise _Dropped("quote too short")
        span = self._placed(item, words, of=("action", country, type_))
        ahead = stage in LOOKS_AHEAD
        effective = self._day(item, "effective", span, looks_ahead=ahead)
        self._refuse_history(effective, type_)
        announced = self._day(item, "announced", span)
        return ActionClaim(
            country=country,
            type=type_,
            stage=stage,
            start=span.start,
            end=span.end,
            rule=RULE,
            announced_on=announced or self._publication(item, "announced"),
            effective_on=effective,
            destination=self._printed(item, "destination"),
            quantity=self._quantity(item, span),
        )

    def warnings(self) -> tuple[str, ...]:
        told = []
        for counts, what in ((self.dropped, "dropped"), (self.emptied, "left empty")):
            if counts:
                reasons = ", ".join(f"{n} {why}" for why, n in sorted(counts.items()))
                noun = "claims" if counts is self.dropped else "values"
                told.append(f"{noun} of the language model {what}: {reasons}")
        return tuple(told)

    def _country(self, item: Mapping[str, Any]) -> str:
        code = item.get("country")
        if not isinstance(code, str) or code not in ACTORS:
            raise _Dropped("unknown country")
        if code not in self.actors:
            raise _Dropped("country not named in the article")
        return code

    def _placed(self, item: Mapping[str, Any], words: str, *, of: object) -> Span:
        if not any(sign.isalpha() for sign in words):
            raise _Dropped("quote not in the article")
        try:
            return self.places.find(words, paragraph=item.get("paragraph"), of=of)
        except NotFoundError as error:
            raise _Dropped("quote not in the article") from error

    def _printed(self, item: Mapping[str, Any], name: str) -> str:
        """The words as the article prints them; empty where it does not."""
        words = _text(item, name)
        if not words:
            return ""
        if len(words) > LONGEST_NAME or not self.places.all_of(words):
            self.emptied[f"{name} not in the article"] += 1
            return ""
        return " ".join(words.split())

    def _named(self, item: Mapping[str, Any], country: str | None) -> str | None:
        name = " ".join(_text(item, "official").split())
        if country is None or (name, country) not in self.names:
            return None
        return name

    def _beside(self, speaker: str, span: Span) -> Span | None:
        """Where the speaker is named in the paragraph, nearest to the words."""
        found = self.places.all_of(speaker, within=self.places.around(span))
        outside = [each for each in found if not span.holds(each)]
        return min(
            outside,
            key=lambda each: min(
                abs(each.end - span.start), abs(each.start - span.end)
            ),
            default=None,
        )

    def _day(
        self,
        item: Mapping[str, Any],
        name: str,
        span: Span,
        *,
        looks_ahead: bool = False,
    ) -> CodedDate | None:
        """The day that the model's words name, in the paragraph of the claim."""
        words = _text(item, name)
        if not words:
            return None
        for place in self.places.all_of(words, within=self.places.around(span)):
            found = find_dates(
                self.text,
                place,
                published_on=self.job.published_on,
                looks_ahead=looks_ahead,
            )
            if len(found) == 1:
                return found[0].coded
        self.emptied[f"no day in “{name}”"] += 1
        return None

    def _publication(self, item: Mapping[str, Any], name: str) -> CodedDate | None:
        """The day of the article, where the model names no other."""
        day = self.job.published_on
        if day is None or _text(item, name):
            return None
        return CodedDate(day, Precision.DAY, Basis.PUBLICATION)

    def _refuse_history(self, effective: CodedDate | None, type_: ActionType) -> None:
        published: date | None = self.job.published_on
        if effective is None or published is None:
            return
        lasting = HOLDING if type_ is ActionType.EMBASSY_KEPT else HISTORY
        if effective.on < published - lasting:
            raise _Dropped("history")

    def _quantity(self, item: Mapping[str, Any], span: Span) -> int | None:
        """A number that stands in the paragraph in digits."""
        number = item.get("quantity")
        if number is None:
            return None
        around = self.places.around(span)
        paragraph = self.text[around.start : around.end]
        is_count = isinstance(number, int) and not isinstance(number, bool)
        if is_count and 0 <= number < 10**9 and str(number) in _numbers(paragraph):
            return int(number)
        self.emptied["quantity not in the paragraph"] += 1
        return None


def _numbers(paragraph: str) -> set[str]:
    joined = paragraph.replace(",", "")
    return set("".join(c if c in "0123456789" else " " for c in joined).split())


def _actors_named(job: ExtractionJob) -> set[str]:
    """The actors that the article or its headline names, and the host."""
    named: set[str] = {job.host} if job.host else set()
    for text in (job.text, job.title):
        mentions = tuple(
            each
            for each in find_mentions(text)
            if not is_lookalike(text, each.start, each.end)
        )
        for each in settle_meanings(mentions, host=job.host):
            named.update(each.codes)
    return named


def _quoted_stretches(text: str, paragraphs: Sequence[Span]) -> list[Span]:
    found = find_quotes([text[span.start : span.end] for span in paragraphs])
    return [
        Span(
            span.start + quote.marked.start,
            span.start + quote.marked.end,
        )
        for span, quotes in zip(paragraphs, found, strict=True)
        for quote in quotes
    ]


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value.strip() if isinstance(value, str) else ""


def _coded(item: Mapping[str, Any], name: str, choices: type[Coded]) -> Coded:
    try:
        return choices(_text(item, name))
    except ValueError as error:
        raise _Dropped(f"unknown {name}") from error


def _identity(claim: object) -> object:
    if isinstance(claim, _Told):
        return claim.key
    if isinstance(claim, OfficialClaim):
        return claim.country, claim.name
    if isinstance(claim, ActionClaim):
        return claim.country, claim.type, claim.start, claim.end
    return claim


def _in_order(claims: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(sorted(claims, key=lambda each: (each.start, each.end)))


def _linked(told: Sequence[_Told]) -> tuple[StatementClaim, ...]:
    return tuple(_with_links(sorted(told, key=lambda e: (e.claim.start, e.claim.end))))


def _with_links(told: Sequence[_Told]) -> Iterator[StatementClaim]:
    """Each that goes on points to the one before it of the same speaker."""
    last: dict[tuple[str | None, str], int] = {}
    for place, each in enumerate(told):
        who = (each.claim.country, each.claim.speaker)
        before = last.get(who) if each.continues else None
        yield replace(each.claim, continues=before)
        last[who] = place
