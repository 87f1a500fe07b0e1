"""What the machine read, beside what the row says now: a column a claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reactions.actors import ACTORS
from reactions.admin.field_words import NOTHING, Wording, label
from reactions.models import Evidence
from reactions.reviewing import groups_of
from reactions.templatetags.coded import day, words

MOST_CLAIMS = 6
# Where a claim calls a field otherwise than the row does.
READ_AS = {"speaker_title": "title"}
NOT_READ = {"crisis", "known_on", "fulfils", "continues", "aliases", "summary"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one claim says of a field, and whether the row says otherwise."""

    says: str
    differs: bool


@dataclass(frozen=True, slots=True)
class FieldRead:
    label: str
    now: str
    readings: tuple[Reading, ...]

    @property
    def differs(self) -> bool:
        return any(reading.differs for reading in self.readings)


@dataclass(frozen=True, slots=True)
class MachineClaims:
    pieces: tuple[Evidence, ...]
    fields: tuple[FieldRead, ...]
    more: int


def machine_claims(row: Any) -> MachineClaims | None:
    """The claims that prove a row, field by field; None where a machine read none."""
    kind = row._meta.model_name
    found = list(
        Evidence.objects.filter(**{kind: row})
        .machine_made()
        .with_article()
        .best_first()[: MOST_CLAIMS + 1]
    )
    if not found:
        return None
    pieces = tuple(found[:MOST_CLAIMS])
    wording = Wording(type(row), [row])
    fields = tuple(
        _field(row, group, pieces, wording)
        for group in groups_of(type(row))
        if group not in NOT_READ
    )
    return MachineClaims(pieces, fields, len(found) - len(pieces))


def _field(
    row: Any, group: str, pieces: Sequence[Evidence], wording: Wording
) -> FieldRead:
    now = wording.says(row, group)
    readings = tuple(_reading(piece.machine_claim, group, now) for piece in pieces)
    return FieldRead(label(group), now, readings)


def _reading(claim: Mapping[str, Any], group: str, now: str) -> Reading:
    says = _in_words(claim.get(READ_AS.get(group, group), claim.get(group)), group)
    if group == "official":
        # The row names the state as well.
        return Reading(says, says not in now)
    return Reading(says, says != now)


def _in_words(value: Any, group: str) -> str:
    if value in (None, "", []):
        return NOTHING
    if isinstance(value, dict):
        written = day(date.fromisoformat(value["on"]), value["precision"])
        return f"{written} ({value['basis']})"
    if group == "country":
        return ACTORS[value].name if value in ACTORS else str(value)
    if group in ("type", "stage", "kind", "stance"):
        return words(value).capitalize()
    return f"{value:,}" if isinstance(value, int) else str(value)
