"""What every decision does first and last: rights, the lock, the version, history."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from reactions.models import Reviewable
from reactions.reviewing.errors import NotAllowed, StaleVersion


def lock(row: Reviewable, *, version: int | None = None) -> Any:
    locked = type(row).objects.select_for_update().get(pk=row.pk)
    refuse_stale(locked, version)
    return locked


def refuse_stale(row: Any, version: int | None) -> None:
    """Raise StaleVersion for a row of another version than the one asked for."""
    if version is not None and row.version != version:
        raise stale(row, version)


def stale(row: Reviewable, version: int) -> StaleVersion:
    return StaleVersion(
        f"It was changed meanwhile: version {row.version}, not {version}.", row=row
    )


def require(by: User, verb: str, row: Any) -> None:
    right = f"{row._meta.app_label}.{verb}_{row._meta.model_name}"
    if not by.has_perm(right):
        raise NotAllowed(f"{by} lacks the right {right}.")


def write(row: Any, *, by: User, at: datetime, reason: str) -> None:
    row.version += 1
    row._history_user = by
    row._history_date = at
    row._change_reason = reason
    row.save()
