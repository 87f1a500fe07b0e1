"""A long list in batches, each begun where the last ended, as the API's pages are.

No cursor stays open, on either database: the first rows come at once, and a slow reader
holds no transaction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import GeneratedField, Q, QuerySet

FIRST_BATCH = 100
"""Small, so that the first byte is quick."""
BATCH = 2000


@dataclass(frozen=True, slots=True)
class Order:
    """By an indexed field, then the primary key; rows without it come last. A key that
    is no field is what the rows are annotated with: an `expression` no row lacks."""

    key: str = "pk"
    descending: bool = False
    expression: Any = None


def walk(
    queryset: QuerySet[Any], values: Sequence[Any], *, order: Order
) -> Iterator[list[tuple[Any, ...]]]:
    """Yield batches of rows as tuples: the primary key, then `values`."""
    key, sign = order.key, "-" if order.descending else ""
    if key == "pk":
        yield from _stretch(queryset.order_by(f"{sign}pk"), values, order=order)
        return
    may_lack = order.expression is None and _may_lack(queryset.model, key)
    keyed = queryset.filter(**{f"{key}__isnull": False}) if may_lack else queryset
    keyed = keyed.order_by(f"{sign}{key}", f"{sign}pk")
    yield from _stretch(keyed, values, order=order)
    if may_lack:
        unkeyed = queryset.filter(**{f"{key}__isnull": True}).order_by(f"{sign}pk")
        by_pk = Order("pk", order.descending)
        yield from _stretch(unkeyed, values, order=by_pk)


def _stretch(
    rows: QuerySet[Any], values: Sequence[Any], *, order: Order
) -> Iterator[list[tuple[Any, ...]]]:
    size, place = FIRST_BATCH, None
    while True:
        rest = rows if place is None else rows.filter(place)
        batch = list(rest.values_list("pk", *values)[:size])
        if batch:
            yield batch
        if len(batch) < size:
            return
        place, size = _beyond(rows, batch[-1][0], order=order), BATCH


def _beyond(rows: QuerySet[Any], pk: Any, *, order: Order) -> Q:
    """What follows the row, said so that an index answers (see the API's keyset)."""
    side, seen = ("lt", "gte") if order.descending else ("gt", "lte")
    if order.key == "pk":
        return Q(**{f"pk__{side}": pk})
    table = rows.model._default_manager.all()
    if order.expression is not None:
        table = table.annotate(**{order.key: order.expression})
    value = table.values_list(order.key, flat=True).get(pk=pk)
    same_key_seen = Q(**{order.key: value, f"pk__{seen}": pk})
    return Q(**{f"{order.key}__{side}e": value}) & ~same_key_seen


def _may_lack(model: Any, key: str) -> bool:
    field = model._meta.get_field(key)
    return isinstance(field, GeneratedField) or bool(getattr(field, "null", False))
