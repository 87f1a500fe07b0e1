"""The days of a list, found by two seeks: the stock ones read every row."""

import calendar
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.inclusion_tag("admin/days.html")
def days_of(cl: Any) -> dict[str, Any]:
    """Years, then months, then days between a table's first and last; some may be
    empty, for to know that each would have to be asked for."""
    field = cl.date_hierarchy
    first, last = _ends(cl, field)
    if first is None or last is None:
        return {"choices": []}
    year, month, day = (_number(cl, f"{field}__{part}") for part in PARTS)
    if not year and first.year == last.year:
        year = first.year
    if year and month:
        back = {"link": _link(cl, field, year), "title": str(year)}
        return {
            "back": back,
            "choices": _days(cl, field, year=year, month=month, on=day),
        }
    if year:
        back = {"link": _link(cl, field), "title": "All days"}
        chosen = _number(cl, f"{field}__year")
        choices = _months(cl, field, year=year, first=first, last=last)
        return {"back": back if chosen else None, "choices": choices}
    years = [
        {"link": _link(cl, field, year), "title": str(year)}
        for year in range(first.year, last.year + 1)
    ]
    return {"choices": years}


PARTS = ("year", "month", "day")


def _ends(cl: Any, field: str) -> tuple[date | None, date | None]:
    rows = cl.model._default_manager.filter(**{f"{field}__isnull": False})
    ends = []
    for order in (field, f"-{field}"):
        value = rows.order_by(order).values_list(field, flat=True).first()
        if isinstance(value, datetime):
            value = timezone.localtime(value).date()
        ends.append(value)
    return ends[0], ends[1]


def _number(cl: Any, name: str) -> int:
    value = cl.params.get(name, "")
    value = value[0] if isinstance(value, list) else value
    return int(value) if str(value).isdecimal() and len(str(value)) < 5 else 0


def _months(
    cl: Any, field: str, *, year: int, first: date, last: date
) -> list[dict[str, str]]:
    return [
        {
            "link": _link(cl, field, year, month),
            "title": date_format(date(year, month, 1), "F"),
        }
        for month in range(1, 13)
        if (first.year, first.month) <= (year, month) <= (last.year, last.month)
    ]


def _days(
    cl: Any, field: str, *, year: int, month: int, on: int
) -> list[dict[str, Any]]:
    if not (1 <= month <= 12 and year >= 1):
        return []
    _, length = calendar.monthrange(year, month)
    return [
        {
            "link": "" if day == on else _link(cl, field, year, month, day),
            "title": date_format(date(year, month, day), "j M"),
        }
        for day in range(1, length + 1)
    ]


def _link(cl: Any, field: str, *parts: int) -> str:
    chosen = {
        f"{field}__{name}": part for name, part in zip(PARTS, parts, strict=False)
    }
    return str(cl.get_query_string(chosen, [f"{field}__"]))
