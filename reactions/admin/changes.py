"""What changed between two lines of a row's history, field by field, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reactions.admin.field_words import Wording, label
from reactions.reviewing import groups_of, stored

# Beside the curated values: what decisions, merges and the desk itself write.
ALSO_TOLD = ("review", "note", "merged_into", "assigned_to", "priority")


@dataclass(frozen=True, slots=True)
class Change:
    """A group of fields by the name of its first; `curated` says that it can be
    brought back."""

    group: str
    label: str
    old: str
    new: str
    curated: bool


def changes_between(
    model: Any, before: Any, after: Any, *, wording: Wording
) -> list[Change]:
    """`before` and `after` are two lines of history, or the row itself."""
    found = []
    for group, fields in told_groups(model).items():
        if stored(before, fields) == stored(after, fields):
            continue
        found.append(
            Change(
                group=group,
                label=label(group),
                old=wording.says(before, group),
                new=wording.says(after, group),
                curated=group in groups_of(model),
            )
        )
    return found


def told_groups(model: Any) -> dict[str, Sequence[str]]:
    """The groups of fields whose changes a history tells."""
    own = {field.name for field in model._meta.concrete_fields}
    curated: dict[str, Sequence[str]] = dict(groups_of(model))
    return curated | {name: (name,) for name in ALSO_TOLD if name in own}
