"""A fake extractor: claims by the words that bear them."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from reactions.extraction.batches import ExtractionFailed, ExtractionJob, Outcome
from reactions.extraction.claims import (
    ActionClaim,
    CodedDate,
    Extraction,
    OfficialClaim,
    StatementClaim,
)
from reactions.vocabulary import ActionType, Basis, Kind, Precision, Stage, Stance

NOON = datetime(2024, 9, 1, 12, tzinfo=UTC)


def coded(day: date, basis: Basis = Basis.STATED) -> CodedDate:
    return CodedDate(day, Precision.DAY, basis)


@dataclass
class FakeExtractor:
    """Finds a claim wherever a text has its words."""

    claims: dict[str, Any] = field(default_factory=dict)
    jobs: list[ExtractionJob] = field(default_factory=list)
    breaks_on: str = ""

    def act(
        self,
        words: str,
        country: str,
        type_: ActionType = ActionType.EMBASSY_CLOSED,
        **changes: Any,
    ) -> None:
        claim = ActionClaim(country, type_, Stage.DONE, 0, 0, "act.test")
        self.claims[words] = replace(claim, **changes)

    def statement(self, words: str, country: str | None, **changes: Any) -> None:
        claim = StatementClaim(
            country, "a spokesman", "", None, Kind.DIRECT, Stance.CONCERN, 0, 0, "s"
        )
        self.claims[words] = replace(claim, **changes)

    def official(self, words: str, country: str, title: str = "minister") -> None:
        self.claims[words] = OfficialClaim(words, country, title, 0, 0, "o")

    def run_job(self, job: ExtractionJob) -> Outcome:
        self.jobs.append(job)
        if self.breaks_on and self.breaks_on in job.text:
            return ExtractionFailed("ValueError: broken")
        found = []
        for words, claim in self.claims.items():
            start = job.text.find(words)
            if start >= 0:
                placed = replace(claim, start=start, end=start + len(words))
                found.append(_told_on_publication(placed, job.published_on))
        found.sort(key=lambda claim: claim.start)
        return Extraction(
            officials=tuple(c for c in found if isinstance(c, OfficialClaim)),
            statements=tuple(c for c in found if isinstance(c, StatementClaim)),
            actions=tuple(c for c in found if isinstance(c, ActionClaim)),
        )


def _told_on_publication(claim: Any, published_on: date | None) -> Any:
    if not isinstance(claim, ActionClaim) or claim.announced_on or not published_on:
        return claim
    return replace(claim, announced_on=coded(published_on, Basis.PUBLICATION))
