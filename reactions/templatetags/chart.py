"""The runs of days in a timeline's chart. A chart has hundreds, which a template
of its own takes ten times as long to write."""

from functools import lru_cache

from django import template
from django.urls import get_script_prefix, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reactions.overview import Run, SeriesRow
from reactions.templatetags.coded import day, words

register = template.Library()

SHORT = 4
"""Days in which the level's name has no room beside its sign."""


SIGN = (
    '<svg class="sign" viewBox="0 0 20 20" aria-hidden="true" focusable="false">'
    '<use href="#sign-{}"/></svg>'
)
"""The sign of an answer as in the chart's key, which has its shape."""


@register.simple_tag
def runs_of_days(row: SeriesRow) -> SafeString:
    """The name is from the database; all else are the code's own words."""
    name = escape(row.name)
    return mark_safe("".join(_cell(run, name=name) for run in row.runs))  # noqa: S308


def _cell(run: Run, *, name: str) -> str:
    open_cell = f'<td colspan="{run.days}" class="{run.answer}">'
    if not run.because:
        return f'{open_cell}<span class="unseen">unknown</span></td>'
    first, last = day(run.first), day(run.last)
    level = words(run.level)
    days = f"{first} to {last}" if run.days > 1 else first
    seen = "unseen" if run.days < SHORT else ""
    return (
        f'{open_cell}<a href="{_address(run.because[0])}"'
        f' title="{name}: {level}, {days}">{SIGN.format(run.answer)}'
        f'<span class="{seen}">{level}</span>'
        f'<span class="unseen"> {days}</span></a></td>'
    )


def _address(action: int) -> str:
    return _address_of_none(get_script_prefix()).replace("/0/", f"/{action}/")


@lru_cache(maxsize=4)
def _address_of_none(prefix: str) -> str:
    """To make an address anew for each cell takes as long as all else of it."""
    return reverse("action", args=[0])
