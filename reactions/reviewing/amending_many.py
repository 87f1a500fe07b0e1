"""The desk's changes to many rows at once: values, and whose work they are."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models

from reactions.reviewing.amending import amend
from reactions.reviewing.deciding import Outcome
from reactions.reviewing.errors import NotAmendable, ReviewError
from reactions.reviewing.locking import require


def amend_all(
    rows: models.QuerySet[Any],
    changes: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
    note: str = "",
) -> tuple[Outcome, ...]:
    """Write `changes` to every row that may be amended so; an outcome a row that would
    differ, in the order of their ids. One that is refused does not stop the rest."""
    outcomes = []
    for row in rows.model.objects.filter(pk__in=_ids(rows)).order_by("pk"):
        try:
            if not amend(row, changes, by=by, at=at, note=note):
                continue
            outcomes.append(Outcome(row.pk, row.public_id))
        except ReviewError as error:
            error.row = error.row or row
            outcomes.append(Outcome(row.pk, row.public_id, error))
        except ValidationError as error:
            told = NotAmendable(" ".join(error.messages), row=row)
            outcomes.append(Outcome(row.pk, row.public_id, told))
    return tuple(outcomes)


def assign_all(rows: models.QuerySet[Any], *, to: User | None, by: User) -> int:
    """Give the rows to `to`, or to nobody; how many. Whose work a row is, is none of
    its values: it stays as untouched as it was, and nobody becomes its author.

    Raises NotAllowed without the right to change rows of the kind.
    """
    require(by, "change", rows.model)
    return int(rows.model.objects.filter(pk__in=_ids(rows)).update(assigned_to=to))


def _ids(rows: models.QuerySet[Any]) -> list[int]:
    return sorted(set(rows.values_list("pk", flat=True)))
