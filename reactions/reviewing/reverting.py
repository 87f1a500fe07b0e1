"""Bringing back what a row said before, as a new change with a reason.

The values come back, the decision does not: a row is reopened for that. What the table,
the codebook or a merge refuses is refused here as it is for any other change.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from reactions.models import Reviewable
from reactions.reviewing.amending import NOT_AMENDABLE, amend
from reactions.reviewing.errors import NotAmendable
from reactions.reviewing.together import groups_of, stored


def differing_groups(row: Any, line: Any) -> list[str]:
    """The groups of fields in which a line of its history differs from the row."""
    return [
        name
        for name, fields in groups_of(type(row)).items()
        if stored(row, fields) != stored(line, fields)
    ]


def revert(
    row: Reviewable,
    *,
    to: Any,
    by: User,
    at: datetime,
    note: str,
    groups: Sequence[str] = (),
    version: int | None = None,
) -> bool:
    """Give `row` the values of `to`, a line of its history: those of `groups` (names
    as in `groups_of`), or of all when none is named. Whether anything differed.

    Raises NotAmendable without a reason, for another row's line, an unknown group, a
    link to a row that is gone, and for what the table refuses; else as `amend` does.
    """
    if not note.strip():
        raise NotAmendable("Say why it is brought back.", row=row)
    if to.id != row.pk or to.instance_type is not type(row):
        raise NotAmendable("That is another row's history.", row=row)
    known = groups_of(type(row))
    unknown = sorted(set(groups) - known.keys())
    if unknown:
        raise NotAmendable(f"Not to be brought back: {', '.join(unknown)}.", row=row)
    wanted = list(groups) or list(known)
    changes = {
        name: _value(to, row, name)
        for group in wanted
        for name in known[group]
        if name not in NOT_AMENDABLE
    }
    told = f"back to {to.history_date:%Y-%m-%d %H:%M}: {note.strip()}"
    try:
        with transaction.atomic():
            return amend(row, changes, by=by, at=at, note=told, version=version)
    except ValidationError as error:
        raise NotAmendable(_told(error, row), row=row) from error
    except IntegrityError as error:
        raise NotAmendable(f"The database refuses it: {error}", row=row) from error


def _value(line: Any, row: Any, name: str) -> Any:
    field = row._meta.get_field(name)
    value = getattr(line, field.attname)
    if not isinstance(field, models.ForeignKey) or value is None:
        return value
    found = field.related_model._default_manager.filter(pk=value).first()
    if found is None:
        raise NotAmendable(f"The {field.verbose_name} it had is gone.", row=row)
    return found


def _told(error: ValidationError, row: Any) -> str:
    """The reasons, each with the field it is about."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    parts = []
    for name, reasons in error.message_dict.items():
        label = "" if name == "__all__" else f"{name.replace('_', ' ')}: "
        parts.append(label + " ".join(reasons))
    return "It can't be brought back. " + " ".join(parts)
