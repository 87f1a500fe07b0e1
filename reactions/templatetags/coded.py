"""Shows coded values as a reader says them: words, days with their precision, signs.

It only shapes; what a value means stands in `reactions.vocabulary`.
"""

from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language

from reactions.actors import ACTORS
from reactions.vocabulary import (
    ACTION_DEFINITIONS,
    KIND_DEFINITIONS,
    LEVEL_DEFINITIONS,
    STAGE_DEFINITIONS,
    STANCE_DEFINITIONS,
    Precision,
)

register = template.Library()

MEANINGS: dict[str, str] = {
    value.value: definition
    for definitions in (
        LEVEL_DEFINITIONS,
        ACTION_DEFINITIONS,
        KIND_DEFINITIONS,
        STAGE_DEFINITIONS,
        STANCE_DEFINITIONS,
    )
    for value, definition in definitions.items()
}
SURROUNDINGS = 100
"""As many characters as `Evidence.objects.with_surroundings` gives on each side."""

CAPITALISED = {"un": "UN"}


@register.filter
def words(value: str) -> str:
    """`un_meeting_requested` as "UN meeting requested", `done` as "done"."""
    parts = str(value).split("_")
    return " ".join(CAPITALISED.get(part, part) for part in parts)


@register.filter
def kind_of(row: Any) -> str:
    """action, statement or official."""
    return str(row._meta.model_name)


@register.filter
def figure(number: int) -> str:
    """13000 as "13,000"."""
    return f"{number:,}"


@register.filter
def percent(share: float) -> str:
    """A share of 0 to 1 as "84 %"; one that is not whole never reads as "100 %"."""
    rounded = round(share * 100)
    return "99 %" if rounded == 100 and share < 1 else f"{rounded} %"


@lru_cache(maxsize=10_000)
def _written(on: date, style: str, language: str | None) -> str:
    """A page has the same few days over and over."""
    return date_format(on, style)


@register.filter
def day(on: date | None, precision: str = "") -> str:
    """A day as printed in a story; a week or a month is never shown as a day."""
    if on is None:
        return ""
    if precision == Precision.MONTH:
        return _written(on, "YEAR_MONTH_FORMAT", get_language())
    written = _written(on, "DATE_FORMAT", get_language())
    if precision == Precision.WEEK:
        return f"week of {written}"
    return written


@register.filter
def told(value: Any) -> str:
    """A value of any field as a reader says it; an empty one as a dash."""
    if value in (None, ""):
        return "–"
    if isinstance(value, date):
        return day(value)
    if value in MEANINGS:
        return words(str(value))
    return ACTORS[value].name if value in ACTORS else str(value)


@register.filter
def from_whole_word(before: str) -> str:
    """Words before a quote without the half word that a cut by length left first."""
    first, space, rest = before.partition(" ")
    return rest if space and len(before) >= SURROUNDINGS else before


@register.filter
def to_whole_word(after: str) -> str:
    """Words after a quote without the half word that a cut by length left last."""
    rest, space, last = after.rpartition(" ")
    return rest if space and len(after) >= SURROUNDINGS else after


@register.filter
def meaning(value: str) -> str:
    """The codebook's sentence about a coded value, empty when it has none."""
    return MEANINGS.get(str(value), "")


@register.inclusion_tag("partials/sign.html")
def sign(answer: str, anchor: str = "") -> dict[str, Any]:
    """The shape that says an answer without its colour; others use its `anchor`."""
    return {"answer": str(answer), "anchor": anchor}
