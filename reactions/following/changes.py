"""What changed between two moments, as followers are told it: accepted rows that are
new or other than before, and rows that are gone.

Only of what everybody may see: whoever is told cannot be asked who they are.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reactions.models import Action, Official, Statement, Tombstone
from reactions.vocabulary import ReviewState

ACCEPTED = ReviewState.ACCEPTED.value


@dataclass(frozen=True, slots=True)
class Change:
    kind: str
    id: str
    what: str
    """accepted (or amended since), deleted, merged, withdrawn."""
    at: datetime
    into: str = ""
    version: int | None = None


def changes_between(
    after: datetime, until: datetime, *, crisis: Any = None, country: Any = None
) -> list[Change]:
    """Changes after one moment and up to another, in their order; of one crisis or one
    country where given."""
    where: dict[str, Any] = {}
    if crisis is not None:
        where["crisis"] = crisis
    if country is not None:
        where["country"] = country
    found = [
        *_rows(Action, after, until, where),
        *_rows(Statement, after, until, where),
        # A person belongs to no crisis.
        *([] if crisis is not None else _rows(Official, after, until, where)),
        *_gone(after, until, where),
    ]
    return sorted(found, key=lambda change: (change.at, change.kind, change.id))


def _rows(model: Any, after: datetime, until: datetime, where: Any) -> list[Change]:
    rows = model.objects.accepted().standing().filter(**where)
    rows = rows.filter(updated_at__gt=after, updated_at__lte=until)
    values = rows.values_list("public_id", "updated_at", "version")
    kind = model._meta.model_name
    return [
        Change(kind, public_id, "accepted", at, version=version)
        for public_id, at, version in values
    ]


def _gone(after: datetime, until: datetime, where: Any) -> list[Change]:
    stones = Tombstone.objects.filter(
        happened_at__gt=after, happened_at__lte=until, was=ACCEPTED, **where
    )
    return [
        Change(stone.kind, stone.key, stone.what, stone.happened_at, into=stone.into)
        for stone in stones
    ]
