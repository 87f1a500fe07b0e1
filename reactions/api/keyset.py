"""Pages of a list by the place where the last one ended, on (key, primary key).

A page costs the same however deep it lies, and rows added while somebody reads
neither repeat nor push others out. DRF's CursorPagination loses rows when many share
a key. Rows without the key come last, in both directions and on both databases.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, GeneratedField, Model, Q, QuerySet

from reactions.models.search import walk

LONGEST_CURSOR = 1000
PlaceOf = Callable[[Any], tuple[Any, Any]]


class CursorError(ValueError):
    """A cursor this list did not hand out; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Ordering:
    """A way to walk: its name to the outside, and the model's field behind it."""

    name: str
    key: str
    descending: bool

    @property
    def columns(self) -> tuple[str, str]:
        sign = "-" if self.descending else ""
        return f"{sign}{self.key}", f"{sign}pk"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: the last row's key (None: it has none) and primary key."""

    value: Any
    pk: Any


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[Any, ...]
    cursor: str | None
    """Opens the next page; None when this one is the last."""


def read_page(
    queryset: QuerySet[Any],
    *,
    ordering: Ordering,
    cursor: str,
    limit: int,
    place_of: PlaceOf | None = None,
) -> Page:
    """Read at most `limit` rows that follow `cursor` ("" for the first page).

    `place_of` reads key and primary key of a row that is no model instance. Raises
    CursorError when the cursor is damaged or belongs to another ordering.
    """
    place = decode(cursor, ordering=ordering, model=queryset.model) if cursor else None
    rows = read_rows(queryset, ordering=ordering, place=place, most=limit + 1)
    read = place_of or (lambda row: (getattr(row, ordering.key), row.pk))
    return page_of(rows, ordering=ordering, limit=limit, place_of=read)


def page_of(
    rows: Sequence[Any], *, ordering: Ordering, limit: int, place_of: PlaceOf
) -> Page:
    """The page that begins these rows; one row more than asked tells that another
    follows."""
    if len(rows) <= limit:
        return Page(rows=tuple(rows), cursor=None)
    ended = Place(*place_of(rows[limit - 1]))
    return Page(rows=tuple(rows[:limit]), cursor=encode(ended, ordering))


def read_rows(
    queryset: QuerySet[Any], *, ordering: Ordering, place: Place | None, most: int
) -> list[Any]:
    """At most `most` rows that follow a place (None for the first)."""
    rows: list[Any] = []
    for stretch in stretches(queryset, ordering=ordering, place=place):
        rows.extend(stretch[: most - len(rows)])
        if len(rows) == most:
            break
    return rows


def encode(place: Place, ordering: Ordering) -> str:
    """Write a place down, with the ordering it belongs to, as URL-safe text."""
    value = place.value.isoformat() if isinstance(place.value, date) else place.value
    parts = json.dumps([ordering.name, value, place.pk], separators=(",", ":"))
    return base64.urlsafe_b64encode(parts.encode()).decode().rstrip("=")


def decode(cursor: str, *, ordering: Ordering, model: type[Model]) -> Place:
    """Read a place back, every part checked against the model's fields."""
    name, value, pk = unpack(cursor)
    if name != ordering.name:
        raise CursorError(f"it belongs to ordering={name}, not to {ordering.name}")
    return Place(
        value=None if value is None else _read(value, key_field(model, ordering.key)),
        pk=_read(pk, key_field(model, "pk")),
    )


def key_field(model: type[Model], key: str) -> "Field[Any, Any]":
    """Give the field behind a key; for a generated one, the field of its value."""
    try:
        field = model._meta.pk if key == "pk" else model._meta.get_field(key)
    except FieldDoesNotExist as error:
        raise ValueError(f"{model.__name__} has no field {key!r}") from error
    return field.output_field if isinstance(field, GeneratedField) else field  # type: ignore[return-value]


def stretches(
    queryset: QuerySet[Any], *, ordering: Ordering, place: Place | None
) -> Iterator[QuerySet[Any]]:
    """Yield the rows that have the key and, where it may lack, those that don't.

    Two queries, for the databases disagree on where NULL sorts, and neither uses an
    index for the other's opinion.
    """
    walked = walk(queryset, below=(place.value, place.pk) if place else None)
    if walked is not None:
        yield walked
        return
    key = ordering.key
    keyed = queryset.order_by(*ordering.columns)
    if _may_lack(queryset.model, key):
        keyed = keyed.filter(**{f"{key}__isnull": False})
    if place is None or place.value is not None:
        yield keyed if place is None else keyed.filter(_beyond(ordering, place))
    if not _may_lack(queryset.model, key):
        return
    unkeyed = queryset.filter(**{f"{key}__isnull": True}).order_by(ordering.columns[1])
    if place is not None and place.value is None:
        beyond = "pk__lt" if ordering.descending else "pk__gt"
        unkeyed = unkeyed.filter(**{beyond: place.pk})
    yield unkeyed


def _beyond(ordering: Ordering, place: Place) -> Q:
    """Rows after a place. Said as "up to the key, less those of the same key already
    seen", which both databases answer from an index; an OR of two cases is not."""
    side, seen = ("lte", "gte") if ordering.descending else ("gte", "lte")
    same_key_seen = Q(**{ordering.key: place.value, f"pk__{seen}": place.pk})
    return Q(**{f"{ordering.key}__{side}": place.value}) & ~same_key_seen


def _may_lack(model: type[Model], key: str) -> bool:
    field = model._meta.get_field(key)
    return isinstance(field, GeneratedField) or bool(getattr(field, "null", False))


def unpack(cursor: str) -> tuple[str, Any, Any]:
    """The parts of a cursor, unchecked but for the first, the ordering's name."""
    if len(cursor) > LONGEST_CURSOR:
        raise CursorError("it is too long")
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise CursorError("it is damaged; use the one of the last page") from error
    if not isinstance(parts, list) or len(parts) != 3 or not isinstance(parts[0], str):
        raise CursorError("it is damaged; use the one of the last page")
    return parts[0], parts[1], parts[2]


def _read(value: Any, field: "Field[Any, Any]") -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise CursorError("it is damaged; use the one of the last page")
    if isinstance(value, str) and "\0" in value:
        raise CursorError("it is damaged; use the one of the last page")
    try:
        read = field.to_python(value)
        field.run_validators(read)
    except (ValidationError, TypeError, ValueError, OverflowError) as error:
        raise CursorError("it is damaged; use the one of the last page") from error
    if isinstance(read, datetime) and read.tzinfo is None:
        raise CursorError("it is damaged; use the one of the last page")
    return read
