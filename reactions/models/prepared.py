"""Queries compiled once and asked many times.

Django compiles a query anew each time it is asked, which costs several times what the
database needs for a few rows by an index. What an import asks for every article is
compiled once here, with a mark for each value, and asked with the values in its place.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from django.db import connections, models, router

Value = int | str | date
Rows = models.QuerySet[Any]
MARKS: dict[type, Callable[[int], Value]] = {
    int: lambda number: -(10**15) - number,
    str: lambda number: f"\x1a{number}",
    date: lambda number: date.fromordinal(number + 1),
}
"""Values that no row has: they tell which parameter is which when it is compiled."""


class Prepared:
    """The query that `build` makes of one list of values for each of `types`.

    A list may have any length but none: it is filled up to one of few lengths with its
    first value, so that few texts are compiled. `build` must use it as a set (`in`) or
    its first value alone. A query that locks needs a transaction around it, which is
    only looked at when it is compiled.
    """

    def __init__(
        self, build: Callable[..., Rows], *types: type, for_readers: bool = False
    ) -> None:
        self._build = build
        # What imports and decisions ask must not come from a copy that is behind.
        self._database_of = router.db_for_read if for_readers else router.db_for_write
        self._types = types
        self._compiled: dict[Any, tuple[str, tuple[Any, ...], Any]] = {}

    def rows(self, *lists: Collection[Value]) -> list[tuple[Any, ...]]:
        """The answer, as the driver gives it; for values that need no conversion."""
        sql, values, model = self._filled(lists)
        with connections[self._database_of(model)].cursor() as cursor:
            cursor.execute(sql, values)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def instances(self, *lists: Collection[Value]) -> list[Any]:
        """The answer as rows of the model; a column that `build` leaves out is
        asked for when it is read."""
        sql, values, model = self._filled(lists)
        using = self._database_of(model)
        return list(model._default_manager.using(using).raw(sql, values))

    def _filled(self, lists: Sequence[Collection[Value]]) -> tuple[str, Any, Any]:
        full = [_filled_up(values) for values in lists]
        vendor = connections["default"].vendor
        key = (vendor, *map(len, full))
        if key not in self._compiled:
            self._compiled[key] = self._compile([len(values) for values in full])
        sql, places, model = self._compiled[key]
        as_bound = connections[self._database_of(model)].ops.adapt_datefield_value
        values = [
            as_bound(value) if isinstance(value, date) else value
            for each in full
            for value in each
        ]
        return sql, [_value_at(place, values) for place in places], model

    def _compile(self, sizes: Sequence[int]) -> tuple[str, tuple[Any, ...], Any]:
        marks: list[Value] = []
        lists = []
        for size, type_ in zip(sizes, self._types, strict=True):
            made = [MARKS[type_](len(marks) + number) for number in range(size)]
            lists.append(made)
            marks += made
        found = self._build(*lists)
        using = self._database_of(found.model)
        sql, params = found.query.get_compiler(using).as_sql()
        place_of = {mark: Place(number) for number, mark in enumerate(marks)}
        # SQLite keeps days as text.
        place_of |= {str(m): place_of[m] for m in marks if isinstance(m, date)}
        return sql, tuple(_place_or(each, place_of) for each in params), found.model


def by_key(
    model: type[models.Model],
    *columns: str,
    of: type = int,
    for_readers: bool = False,
) -> Prepared:
    """These columns of the rows with the values, of the type `of`, in the first."""
    return Prepared(
        lambda keys: (
            model._default_manager.filter(**{f"{columns[0]}__in": keys})
            .order_by()
            .values_list(*columns)
        ),
        of,
        for_readers=for_readers,
    )


class Place(int):
    """Which of the values stands at a parameter."""


def _place_or(param: Any, place_of: dict[Value, Place]) -> Any:
    return place_of.get(param, param)


def _value_at(place: Any, values: Sequence[Value]) -> Any:
    return values[place] if type(place) is Place else place


def _filled_up(values: Collection[Value]) -> list[Value]:
    full = list(values)
    step = 1 << max(0, len(full).bit_length() - 3)
    return full + full[:1] * (-len(full) % step)
