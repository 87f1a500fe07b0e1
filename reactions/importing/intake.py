"""The first half of an import: readings in, articles to extract out.

What is no article, names no crisis or is known already is settled on the way, and the
addresses that may be remembered are kept until all they hold is in.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from reactions.importing.articles import (
    Candidate,
    KnownText,
    candidate_for,
    find_known,
)
from reactions.importing.patience import patiently
from reactions.importing.results import (
    ArticleOutcome,
    ImportOptions,
    Result,
    add_to_counts,
    no_counts,
)
from reactions.importing.storing import known_outcome
from reactions.sources import (
    ArticleRecord,
    Fetched,
    Reading,
    ReadThrough,
    Refused,
    Unchanged,
)

Listener = Callable[[ArticleOutcome], None]
Address = tuple[str, str]
"""Crisis and url."""


def never() -> bool:
    return False


class Intake:
    """What came of each input so far. `on_outcome` hears of each as it is settled."""

    def __init__(
        self,
        options: ImportOptions,
        *,
        on_outcome: Listener,
        should_stop: Callable[[], bool] = never,
    ) -> None:
        self.outcomes: list[ArticleOutcome] = []
        self.counts = no_counts()
        self.was_stopped = False
        self._on_outcome = on_outcome
        self._should_stop = should_stop
        self._new_crisis = options.crisis_to_make
        self._under_way: set[tuple[str, str]] = set()
        # Of each address the new text read last, and a known text read after it: a page
        # that went back. Which of its texts comes last is not known before the end.
        self._new_at: dict[Address, str] = {}
        self._returning: dict[Address, Candidate] = {}
        self._read_through: list[ReadThrough] = []
        self._failed: set[str] = set()

    def articles(self, readings: Iterator[Reading]) -> Iterator[Candidate]:
        """The articles to extract; everything else is settled on the way."""
        without_crisis = with_crisis = 0
        for reading in readings:
            if self._should_stop():
                self.was_stopped = True
                # What comes after it is not known, so nothing goes back to it.
                for candidate in self._returning.values():
                    self.settle(known_outcome(candidate))
                return
            if isinstance(reading, ReadThrough):
                self._read_through.append(reading)
                continue
            if not isinstance(reading, ArticleRecord):
                if isinstance(reading, Refused) and reading.is_passing:
                    self._failed.add(reading.source)
                self.settle(_outcome_of(reading))
                continue
            reading = self._with_leave(reading)
            candidate, problem, known = _judge(reading)
            if candidate is None:
                if reading.crisis is not None:
                    # The crisis may be made or mended: the file is read again then.
                    self._failed.add(reading.source)
                without_crisis += reading.crisis is None
                refused = ArticleOutcome(reading.path, Result.REFUSED, problem)
                self.settle(refused)
                continue
            with_crisis += 1
            if self._is_new(candidate, known=known):
                yield candidate
        yield from self._returning.values()
        if without_crisis and not with_crisis:
            self.outcomes = [_as_wrong_call(each) for each in self.outcomes]

    def settle(self, outcome: ArticleOutcome, *, source: str = "") -> None:
        """Note what became of one input."""
        if outcome.result is Result.FAILED:
            self._failed.add(source)
        self.outcomes.append(outcome)
        add_to_counts(self.counts, outcome)
        self._on_outcome(outcome)

    def settled_addresses(self) -> list[Fetched]:
        """The addresses all of whose articles are in or refused for good, a feed only
        with all it lists."""
        return [
            each.fetched
            for each in self._read_through
            if self._failed.isdisjoint(_addresses(each))
        ]

    def _with_leave(self, record: ArticleRecord) -> ArticleRecord:
        """The article, its crisis marked as one to be made where the caller says so."""
        crisis = record.crisis
        if crisis is None or crisis.slug != self._new_crisis:
            return record
        return replace(record, crisis=replace(crisis, may_be_made=True))

    def _is_new(self, candidate: Candidate, *, known: KnownText | None) -> bool:
        slug, url = candidate.crisis.slug, candidate.record.url
        same, address = (slug, candidate.sha256), (slug, url)
        before = self._returning.pop(address, None)
        if before is not None:
            self.settle(known_outcome(before))
        if known is None and same not in self._under_way:
            self._under_way.add(same)
            if url:
                self._new_at[address] = candidate.sha256
            return True
        if self._comes_back(candidate, known=known):
            self._returning[address] = candidate
        elif same in self._under_way:
            note = "the same text as another file here"
            self.settle(known_outcome(candidate, note=note))
        else:
            self.settle(known_outcome(candidate, article_id=known and known.pk))
        return False

    def _comes_back(self, candidate: Candidate, *, known: KnownText | None) -> bool:
        """Whether the page of a known text has, or is about to have, another one."""
        last = self._new_at.get((candidate.crisis.slug, candidate.record.url))
        if last is not None:
            return last != candidate.sha256
        return known is not None and known.comes_back(candidate.record)


def _judge(record: ArticleRecord) -> tuple[Candidate | None, str, KnownText | None]:
    """The article ready for extraction or why it is not, and its twin if it has one."""

    def ask() -> tuple[Candidate | None, str, KnownText | None]:
        candidate, problem = candidate_for(record)
        known = find_known(candidate) if candidate else None
        return candidate, problem, known

    return patiently(ask)


def _addresses(reading: ReadThrough) -> set[str]:
    return {reading.fetched.url, *reading.parts}


def _outcome_of(reading: Reading) -> ArticleOutcome:
    if isinstance(reading, Refused):
        return ArticleOutcome(
            reading.file,
            Result.REFUSED,
            reading.reason,
            is_wrong_call=reading.is_absent,
        )
    if isinstance(reading, Unchanged):
        note = "not changed since it was read"
        return ArticleOutcome(reading.file, Result.UNCHANGED, note)
    return ArticleOutcome(reading.file, Result.SKIPPED, reading.reason)


def _as_wrong_call(outcome: ArticleOutcome) -> ArticleOutcome:
    return replace(outcome, is_wrong_call=outcome.result is Result.REFUSED)
