"""What a corrected table would change, row by row, and the change itself.

Nothing is added or deleted; a row that somebody changed since the export is shown and
not overwritten. The preview carries the changes out and takes them back, so that what
it refuses is what would be refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from reactions import reviewing
from reactions.admin.columns import CORRECTED, KEY, VERSION, cell
from reactions.admin.tables import TableRow
from reactions.models import Country

BATCH = 500
DECIDED = ("review", "note")
ISO = "Write the day as 2021-08-15."


@dataclass(slots=True)
class Change:
    """One row of a corrected table: what it says otherwise, by column the old words and
    the new, and why it cannot be carried out, where it cannot."""

    number: int
    key: str
    version: int = 0
    label: str = ""
    differing: dict[str, tuple[str, str]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    row: Any = None
    problem: str = ""
    is_stale: bool = False

    @property
    def as_sent(self) -> dict[str, Any]:
        """What is needed to read the change again."""
        cells = {name: new for name, (_, new) in self.differing.items()}
        return {"number": self.number, "cells": cells | {KEY: self.key,
                VERSION: str(self.version)}}  # fmt: skip


def changes_in(model: Any, rows: Sequence[TableRow]) -> list[Change]:
    """What the rows would change, without those that say what is there already."""
    known = _rows_by_key(model, [row.cells.get(KEY, "").strip() for row in rows])
    seen: set[str] = set()
    found = []
    for row in rows:
        change = _compared(model, row, known)
        if change.key in seen and not change.problem:
            change.problem = "The table has this row twice."
        seen.add(change.key)
        if change.problem or change.differing:
            found.append(change)
    return found


def decided_otherwise(model: Any, rows: Sequence[TableRow]) -> list[str]:
    """The rows, as words, whose `review` or `note` the table writes otherwise: no
    correction reads them, and who changed them should know."""
    known = _rows_by_key(model, [row.cells.get(KEY, "").strip() for row in rows])
    found = []
    for row in rows:
        stored = known.get(row.cells.get(KEY, "").strip())
        # A row decided since the export says otherwise without anybody's doing.
        if stored is None or row.cells.get(VERSION, "").strip() != str(stored.version):
            continue
        if any(
            _even(row.cells[name].strip()) != _even(str(cell(stored, name)).strip())
            for name in DECIDED
            if name in row.cells
        ):
            found.append(str(stored))
    return found


def try_out(changes: Iterable[Change], *, by: User, at: datetime) -> None:
    """Note of each change whether it would be refused, and why; write nothing."""
    with transaction.atomic():
        for change in changes:
            if not change.problem:
                change.problem = _carried_out(change, by=by, at=at, note="")
        transaction.set_rollback(True)


def carry_out(
    changes: Iterable[Change], *, by: User, at: datetime, note: str
) -> tuple[int, list[Change]]:
    """Make the changes, each for itself: how many were made, and those refused."""
    done, refused = 0, []
    for change in changes:
        change.problem = change.problem or _carried_out(change, by=by, at=at, note=note)
        if change.problem:
            refused.append(change)
        else:
            done += 1
    return done, refused


def _carried_out(change: Change, *, by: User, at: datetime, note: str) -> str:
    """Amend the row; why not, where it cannot be."""
    try:
        with transaction.atomic():
            reviewing.amend(
                change.row,
                change.values,
                by=by,
                at=at,
                note=note,
                version=change.version,
            )
    except reviewing.StaleVersion as error:
        change.is_stale = True
        return str(error)
    except reviewing.ReviewError as error:
        return str(error)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _compared(model: Any, row: TableRow, known: Mapping[str, Any]) -> Change:
    key = row.cells.get(KEY, "").strip()
    change = Change(row.number, key)
    stored = known.get(key)
    if stored is None:
        change.problem = f"There is no row “{key}”." if key else f"It has no {KEY}."
        return change
    change.row, change.label = stored, str(stored)
    version = row.cells.get(VERSION, "").strip()
    if not version.isdecimal() or len(version) > 9:
        change.problem = f"“{version}” is no {VERSION}: keep the column as exported."
        return change
    change.version = int(version)
    _compare_cells(model, row, change)
    if change.differing and not change.problem and stored.version != change.version:
        change.is_stale = True
        change.problem = (
            "Somebody changed it since the export: what it says now stands beside"
            " yours. Export it again, or amend it by hand."
        )
    return change


def _compare_cells(model: Any, row: TableRow, change: Change) -> None:
    """Note what differs; a cell that cannot be read is the row's problem."""
    for name in CORRECTED[model._meta.model_name]:
        if name not in row.cells:
            continue
        new, old = row.cells[name].strip(), str(cell(change.row, name)).strip()
        if _even(new) == _even(old):
            continue
        change.differing[name] = (old, new)
        try:
            change.values[name] = _value(model, name, new)
        except ValidationError as error:
            change.problem = f"{name}: {' '.join(error.messages)}"


def _even(text: str) -> str:
    """Spreadsheets write the ends of lines in ways of their own."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _value(model: Any, name: str, text: str) -> Any:
    """A cell as the value of its column. Raises ValidationError."""
    of = model._meta.get_field(name)
    if of.many_to_one:
        return _other_row(of, text)
    made = of.formfield()
    if isinstance(made, forms.DateField):
        made = forms.DateField(
            required=made.required,
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": ISO},
        )
    value = made.clean(_even(text))
    return "" if value is None and of.empty_strings_allowed else value


def _other_row(of: Any, text: str) -> Any:
    if not text and of.null:
        return None
    other = of.related_model
    key = "code" if other is Country else KEY
    found = other._default_manager.filter(
        **{key: text.upper() if key == "code" else text}
    ).first()
    if found is None:
        raise ValidationError(f"“{text}” is no {key} of a known row.")
    return found


def _rows_by_key(model: Any, keys: Sequence[str]) -> dict[str, Any]:
    wanted = sorted({key for key in keys if key})
    linked = [name for name in CORRECTED[model._meta.model_name]
              if model._meta.get_field(name).many_to_one]  # fmt: skip
    found: dict[str, Any] = {}
    for start in range(0, len(wanted), BATCH):
        rows = model.objects.filter(public_id__in=wanted[start : start + BATCH])
        found |= {row.public_id: row for row in rows.select_related(*linked)}
    return found
