"""The kinds of filter a list takes: coded values, keys of other rows, days, instants.

Each refuses what it cannot read with a reason, so that no filter is silently dropped.
Several values go with commas or by repeating the parameter, and mean "any of these".
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from reactions.api.plans import look_up
from reactions.api.problems import refused

Narrow = Callable[[QuerySet[Any], Sequence[Any]], QuerySet[Any]]

MOST_VALUES = 100
LONGEST_SEARCH = 200
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)


def read_day(text: str) -> date:
    """Read a day written 2021-08-15; raises ValidationError with the reason."""
    try:
        day = parse_date(text) if len(text) == 10 else None
    except ValueError as error:
        raise ValidationError(f"{text} is not a day of the calendar.") from error
    if day is None:
        raise ValidationError("Give a day as YYYY-MM-DD, such as 2021-08-15.")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValidationError(f"Give a day from {FIRST_DAY} to {LAST_DAY}.")
    return day


def read_instant(text: str) -> datetime:
    """Read a moment, UTC unless it says otherwise; a day alone means its beginning."""
    try:
        moment = parse_datetime(text)
    except ValueError as error:
        raise ValidationError(f"{text} is not a moment of the calendar.") from error
    if len(text) == 10:
        moment = datetime.combine(read_day(text), time(), tzinfo=UTC)
    if moment is None:
        raise ValidationError(
            "Give a moment such as 2021-08-15T12:00:00Z (a + in it is written %2B)."
        )
    if not FIRST_DAY <= moment.date() <= LAST_DAY:
        raise ValidationError(f"Give a moment from {FIRST_DAY} to {LAST_DAY}.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class DayField(forms.DateField):
    def to_python(self, value: Any) -> date | None:
        return read_day(value.strip()) if value and value.strip() else None


class InstantField(forms.DateTimeField):
    def to_python(self, value: Any) -> datetime | None:
        return read_instant(value.strip()) if value and value.strip() else None


class FlagField(forms.Field):
    def to_python(self, value: Any) -> bool | None:
        text = (value or "").strip().lower()
        if text in ("true", "1"):
            return True
        if text in ("false", "0"):
            return False
        if text:
            raise ValidationError("Give true or false.")
        return None


class SeveralWidget(forms.SelectMultiple):
    """Reads `a,b` and `name=a&name=b` alike."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        given = data.getlist(name)
        parts = [part.strip() for value in given for part in value.split(",")]
        return list(dict.fromkeys(part for part in parts if part))


class CodedField(forms.MultipleChoiceField):
    widget = SeveralWidget

    def clean(self, value: Any) -> Any:
        known = [code for code, _ in self.choices]
        for code in value or ():
            if code not in known:
                raise ValidationError(
                    f"{code[:60]!r} is not one of {', '.join(map(str, known))}."
                )
        return value or []


class Coded(django_filters.MultipleChoiceFilter):
    """Rows whose field is any of the given values of a closed list."""

    field_class = CodedField

    def __init__(
        self,
        field_name: str,
        values: Iterable[StrEnum],
        about: str,
        *,
        narrow: Narrow | None = None,
    ) -> None:
        choices = [(value.value, value.value) for value in values]
        super().__init__(field_name=field_name, choices=choices, help_text=about)
        self.narrow = narrow or narrow_by(field_name)
        codes = [code for code, _ in choices]
        extend_schema_field({"type": "string", "enum": codes, "description": about})(
            self
        )

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        return self.narrow(qs, value) if value else qs


class SeveralField(forms.MultipleChoiceField):
    """Any words, each looked up by the filter itself."""

    widget = SeveralWidget

    def clean(self, value: Any) -> Any:
        if len(value or ()) > MOST_VALUES:
            raise ValidationError(f"Give at most {MOST_VALUES} values.")
        return value or []


class WholeWidget(SeveralWidget):
    """Reads `name=a&name=b`; a comma is part of the value."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        given = (value.strip() for value in data.getlist(name))
        return list(dict.fromkeys(value for value in given if value))


class WholeField(SeveralField):
    widget = WholeWidget


class Words(django_filters.MultipleChoiceFilter):
    """Rows whose field is any of the given words; an unknown word finds nothing."""

    field_class = WholeField

    def __init__(
        self, field_name: str, about: str, *, narrow: Narrow | None = None
    ) -> None:
        super().__init__(field_name=field_name, help_text=about)
        self.narrow = narrow or narrow_by(field_name)
        extend_schema_field({"type": "string", "description": about})(self)

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        return self.narrow(qs, value) if value else qs


class Keys(django_filters.MultipleChoiceFilter):
    """Rows that belong to any of the named rows of another table.

    A key that nobody has is refused: a misspelt country is not a country without
    actions. `find` maps keys to primary keys, for the reader who asks; `known` says
    which keys there are.
    """

    field_class = SeveralField

    def __init__(
        self,
        field_name: str,
        about: str,
        *,
        find: Callable[[Sequence[str], Request], Mapping[str, Any]],
        narrow: Narrow | None = None,
        schema: Mapping[str, Any] | None = None,
        known: Callable[[], str] | None = None,
    ) -> None:
        super().__init__(field_name=field_name, help_text=about)
        self.find = find
        self.known = known
        self.narrow = narrow or narrow_by(field_name)
        shape = {"type": "string", "description": about} | dict(schema or {})
        extend_schema_field(shape)(self)

    def filter(self, qs: QuerySet[Any], value: Sequence[str]) -> QuerySet[Any]:
        if not value:
            return qs
        found = look_up(self.parent.request, self.find, value)
        for key in value:
            if key not in found:
                name = next(n for n, f in self.parent.filters.items() if f is self)
                known = f" {self.known()}" if self.known else ""
                raise refused(name, f"There is none with the key {key[:60]!r}.{known}")
        return self.narrow(qs, list(found.values()))


def narrow_by(field_name: str) -> Narrow:
    return lambda qs, values: qs.filter(**{f"{field_name}__in": values})


class Day(django_filters.DateFilter):
    field_class = DayField


class Instant(django_filters.IsoDateTimeFilter):
    field_class = InstantField


class WholeNumberField(forms.Field):
    def to_python(self, value: Any) -> int | None:
        text = (value or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 1 <= len(text) < 6):
            raise ValidationError("Give a whole number, such as 2.")
        return int(text)


class WholeNumber(django_filters.NumberFilter):
    field_class = WholeNumberField


class Flag(django_filters.BooleanFilter):
    field_class = FlagField
