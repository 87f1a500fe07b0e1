"""Rows that may be one, side by side: what each says, what proves it, whose to take.

Proposed to the editor: the row a person worked on stays, else the better proved; field
by field likewise, and where only one row says anything, what it says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reactions import overview
from reactions.admin.field_words import NOTHING, Wording, label
from reactions.models import Evidence, Official
from reactions.models.reviewable import SIGNED_BY_IMPORT
from reactions.reviewing import groups_of, groups_to_choose, stored
from reactions.vocabulary import ReviewState

ALL_NAMES = "all"


@dataclass(slots=True)
class Column:
    """One row: its evidence, from how many origins, and what people changed in it."""

    row: Any
    origins: int
    merged: int
    edited: frozenset[str] = field(default_factory=frozenset)

    @property
    def proofs(self) -> Sequence[Evidence]:
        return self.row.proof

    @property
    def weight(self) -> tuple[Any, ...]:
        """The greater, the rather this row stays."""
        return (
            self.merged > 0,
            self.row.review == ReviewState.ACCEPTED,
            bool(self.edited),
            self.origins,
            len(self.proofs),
            -self.row.pk,
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """What one row says; `value` names the choice in the form."""

    value: str
    says: str
    edited: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One field of all rows; without a choice where they agree."""

    name: str
    label: str
    cells: tuple[Cell, ...]
    differs: bool
    may_choose: bool
    together: Cell | None = None

    @property
    def choices(self) -> list[Cell]:
        """What there is to choose from, the same words once: the chosen, else first."""
        by_words: dict[str, Cell] = {}
        for cell in self.cells:
            if cell.says not in by_words or cell.chosen:
                by_words[cell.says] = cell
        return list(by_words.values())


@dataclass(frozen=True, slots=True)
class Comparison:
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    stays: Any

    @property
    def others(self) -> list[Any]:
        return [c.row for c in self.columns if c.row.pk != self.stays.pk]


def compare(
    rows: Sequence[Any],
    *,
    stays: int | None = None,
    chosen: Mapping[str, str] | None = None,
) -> Comparison:
    """`rows` of one kind, loaded with names; `stays` is the id of the row to keep,
    `chosen` what was chosen already, as `values_chosen` reads it."""
    columns = _columns(rows)
    kept = next((c for c in columns if c.row.pk == stays), None)
    kept = kept or max(columns, key=lambda column: column.weight)
    wording = Wording(type(rows[0]), rows)
    lines = tuple(
        _line(name, fields, columns, kept=kept, wording=wording, chosen=chosen or {})
        for name, fields in groups_of(type(rows[0])).items()
    )
    return Comparison(tuple(columns), lines, kept.row)


def values_chosen(
    rows: Sequence[Any], stays: Any, chosen: Mapping[str, str]
) -> dict[str, Any]:
    """The values that the row to keep gets: of each group those of the row chosen.

    `chosen` maps a group to the id of a row as text; what is not among them stays.
    """
    by_id = {str(row.pk): row for row in rows}
    values: dict[str, Any] = {}
    for name, fields in groups_to_choose(type(stays)).items():
        picked = chosen.get(name, "")
        if name == "aliases" and picked == ALL_NAMES:
            values[name] = _all_names(rows, stays)
        elif picked in by_id and by_id[picked].pk != stays.pk:
            values |= {each: getattr(by_id[picked], each) for each in fields}
    return values


def _columns(rows: Sequence[Any]) -> list[Column]:
    Evidence.objects.with_surroundings().attached_to(rows)
    origins = overview.origins_of_pieces([p for row in rows for p in row.proof])
    edited = _edited_groups(rows)
    return [
        Column(
            row=row,
            origins=len({origins[piece.pk] for piece in row.proof}),
            merged=row.merged.count(),
            edited=frozenset(edited.get(row.pk, ())),
        )
        for row in rows
    ]


def _edited_groups(rows: Iterable[Any]) -> dict[int, set[str]]:
    """By row the groups of fields that a person changed, from its history."""
    ids = [row.pk for row in rows]
    model = type(next(iter(rows)))
    edited: dict[int, set[str]] = {pk: set() for pk in ids}
    before: dict[int, Any] = {}
    for line in model.history.filter(id__in=ids).order_by("history_id"):
        reason = line.history_change_reason or ""
        by_hand = line.history_user_id and not reason.startswith(SIGNED_BY_IMPORT)
        last = before.get(line.id)
        if by_hand and last is not None:
            edited[line.id] |= {
                name
                for name, fields in groups_to_choose(model).items()
                if stored(last, fields) != stored(line, fields)
            }
        before[line.id] = line
    return edited


def _line(
    name: str,
    fields: Sequence[str],
    columns: Sequence[Column],
    *,
    kept: Column,
    wording: Wording,
    chosen: Mapping[str, str],
) -> Line:
    # As text, for a list of names has no hash.
    differs = len({str(stored(column.row, fields)) for column in columns}) > 1
    may_choose = name in groups_to_choose(type(kept.row))
    together = None
    if name == "aliases" and may_choose:
        rows = [column.row for column in columns]
        says = ", ".join(_all_names(rows, kept.row)) or NOTHING
        is_chosen = chosen.get(name, ALL_NAMES) == ALL_NAMES
        together = Cell(ALL_NAMES, says, False, is_chosen)
    picked = chosen.get(name) or (
        ALL_NAMES
        if together
        else str(_default(name, columns, kept=kept, wording=wording).row.pk)
    )
    cells = tuple(
        Cell(
            value=str(column.row.pk),
            says=wording.says(column.row, name),
            edited=name in column.edited,
            chosen=str(column.row.pk) == picked,
        )
        for column in columns
    )
    return Line(
        name=name,
        label=label(name),
        cells=cells,
        differs=differs or together is not None,
        may_choose=may_choose,
        together=together,
    )


def _default(
    name: str, columns: Sequence[Column], *, kept: Column, wording: Wording
) -> Column:
    """Whose value is proposed: a person's, else that of the better proved row."""
    telling = [c for c in columns if wording.says(c.row, name) != NOTHING] or [kept]
    by_hand = [column for column in telling if name in column.edited]
    return max(
        by_hand or telling,
        key=lambda column: (
            column.row.review == ReviewState.ACCEPTED,
            column.origins,
            len(column.proofs),
            column is kept,
        ),
    )


def _all_names(rows: Sequence[Any], stays: Any) -> list[str]:
    """Every name the rows have, but the one that stays as the name."""
    if not isinstance(stays, Official):
        return []
    names = [name for row in rows for name in [row.name, *row.aliases]]
    return [name for name in dict.fromkeys(names) if name != stays.name]
