"""An article on its way through the queue's table: record to JSON and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from reactions.importing.results import ImportOptions
from reactions.sources import ArticleRecord, CrisisRecord

DAYS = ("started_on", "ended_on")


@dataclass(frozen=True, slots=True)
class Payload:
    """An article and what its import was asked for besides."""

    record: ArticleRecord
    crisis_name: str
    model: str


def payload_row(record: ArticleRecord, options: ImportOptions) -> dict[str, Any]:
    return {
        "record": asdict(record),
        "crisis_name": options.name,
        "model": options.model,
    }


def payload_from_row(row: Mapping[str, Any]) -> Payload:
    values = dict(row["record"])
    crisis = values.pop("crisis")
    published_on = values.pop("published_on")
    record = ArticleRecord(
        **values,
        published_on=_day(published_on),
        crisis=_crisis(crisis) if crisis else None,
    )
    return Payload(record, row["crisis_name"], row["model"])


def _crisis(row: Mapping[str, Any]) -> CrisisRecord:
    days = {name: _day(row[name]) for name in DAYS}
    # One that was there may have got another name while this waited: making it again
    # would begin a second board.
    return CrisisRecord(**{**row, **days})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
