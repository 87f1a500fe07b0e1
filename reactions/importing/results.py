"""What an import answers: an outcome an article, and the report of the run."""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from reactions.sources import (
    DEFAULT_MAX_BYTES,
    DEFAULT_SECONDS,
    Metadata,
    ReadOptions,
    Recall,
    nothing_known,
)

ROWS = ("officials", "statements", "actions", "merged")
"""What of an article's proposals is counted."""


class Result(StrEnum):
    """What became of one input."""

    IMPORTED = "imported"
    REVISION = "revision"
    KNOWN = "known"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an article's claims became. `merged` counts claims that joined an act or
    person known already, `repeated` those that were there before."""

    officials: int = 0
    statements: int = 0
    actions: int = 0
    merged: int = 0
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class ArticleOutcome:
    """One line of the report; `note` says why, or what a reader should know."""

    file: str
    result: Result
    note: str = ""
    article_id: int | None = None
    proposed: Proposed = field(default_factory=Proposed)
    is_wrong_call: bool = False


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the caller asks for. Metadata given here wins over what the files say;
    `new_crisis` lets the import make the crisis named; `model` is a spaCy pipeline, the
    stock one where it is empty; `form` is that of standard input. `is_afresh` asks web
    addresses as if for the first time. One who `is_watching` leaves unchanged and
    half-written files alone, and with `only_with_news` a run that finds nothing new
    leaves no record."""

    crisis: str = ""
    new_crisis: bool = False
    name: str = ""
    host: str = ""
    host_city: str = ""
    published_on: date | None = None
    publisher: str = ""
    max_bytes: int = DEFAULT_MAX_BYTES
    processes: int = 1
    model: str = ""
    dry_run: bool = False
    form: str = ""
    seconds: float = DEFAULT_SECONDS
    private_addresses: bool = False
    is_afresh: bool = False
    is_watching: bool = False
    only_with_news: bool = False

    def reading(self, recall: Recall) -> ReadOptions:
        """The same as the readers want it."""
        return ReadOptions(
            metadata=self.metadata,
            max_bytes=self.max_bytes,
            seconds=self.seconds,
            private_addresses=self.private_addresses,
            form=self.form,
            is_watching=self.is_watching,
            recall=nothing_known if self.is_afresh else recall,
            standard_input=lambda: sys.stdin.buffer,
        )

    @property
    def crisis_to_make(self) -> str:
        return self.crisis if self.new_crisis else ""

    @property
    def metadata(self) -> Metadata:
        return Metadata(
            crisis=self.crisis,
            host=self.host,
            host_city=self.host_city,
            published_on=self.published_on,
            publisher=self.publisher,
        )


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All outcomes of a run, in the order they came. `run_id` is None of a dry run;
    `new_crises` are the slugs of those made, of a dry run those it would make."""

    outcomes: tuple[ArticleOutcome, ...]
    run_id: int | None = None
    new_crises: tuple[str, ...] = ()
    was_stopped: bool = False

    @property
    def counts(self) -> dict[str, int]:
        return counts_of(self.outcomes)

    @property
    def has_news(self) -> bool:
        """Whether any article was not as it was when it was read last."""
        no_news = {Result.UNCHANGED, Result.SKIPPED}
        return any(each.result not in no_news for each in self.outcomes)

    @property
    def exit_status(self) -> int:
        """0 all in, 1 some refused, 2 the call was wrong."""
        if any(outcome.is_wrong_call for outcome in self.outcomes):
            return 2
        refused = {Result.REFUSED, Result.FAILED}
        return int(any(outcome.result in refused for outcome in self.outcomes))


def no_counts() -> Counter[str]:
    return Counter(dict.fromkeys([*(result.value for result in Result), *ROWS], 0))


def add_to_counts(counts: Counter[str], outcome: ArticleOutcome) -> None:
    counts[outcome.result.value] += 1
    for name in ROWS:
        counts[name] += getattr(outcome.proposed, name)


def counts_of(outcomes: Sequence[ArticleOutcome]) -> dict[str, int]:
    """How many of each result, and the rows that were proposed."""
    counts = no_counts()
    for outcome in outcomes:
        add_to_counts(counts, outcome)
    return dict(counts)


def errors_of(outcomes: Sequence[ArticleOutcome]) -> list[dict[str, str]]:
    """What a run's record keeps of everything that did not go in."""
    return [
        {"file": outcome.file, "result": outcome.result.value, "reason": outcome.note}
        for outcome in outcomes
        if outcome.result in (Result.REFUSED, Result.FAILED)
    ]
