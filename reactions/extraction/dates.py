"""The days a text names: finds them, and codes them as the codebook's "Dates" say.

An own grammar over the words of `tables/date_words.csv`, compiled to one regular
expression. What has two readings, or has no day to count from, is left out.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from reactions.extraction.claims import CodedDate, Span
from reactions.extraction.date_grammar import (
    DATE,
    DAY_WORDS,
    MONTHS,
    NUMBERS,
    WEEKDAYS,
    WORD,
    may_open,
)
from reactions.vocabulary import Basis, Precision

# Names such as "the March 8 movement" show only beyond the last word of the date.
LOOK_BEYOND = 40
# A plan speaks of the year to come when this year's day is longer gone than this.
STALE_PLAN = timedelta(days=60)
SURE_BEFORE_MAY = ("in", "during", "last", "next", "this", "early", "late", "mid")


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """`text[start:end]` names a day; offsets in code points, end exclusive."""

    start: int
    end: int
    coded: CodedDate


@dataclass(frozen=True, slots=True)
class _Standpoint:
    """Where the words are read from: the day said or published, and the verb's view."""

    day: date | None
    looks_ahead: bool


def find_dates(
    text: str,
    span: Span,
    *,
    published_on: date | None,
    looks_ahead: bool = False,
    said_on: date | None = None,
) -> tuple[DatedSpan, ...]:
    """The dates within `span`, in their order, each coded with precision and basis.

    Relative words count from `said_on` where it is known, else from `published_on`;
    without both they yield nothing, nor do days without a year. `looks_ahead` says
    that the verb speaks of the future: a weekday is then the next one, and "in two
    days" a day rather than a duration. A range is coded with its first day, a span
    ("within 48 hours") with its last; a week with its Monday, a month with its first
    day. A bare year or decade, "in 1989", is told only when it is history: its first
    day, as exact as a month. The end of a state ("until Sunday") is no date.
    """
    start, end = max(span.start, 0), min(span.end, len(text))
    matches = matches_within(text, start, end)
    return read_dates(matches, said_on or published_on, looks_ahead=looks_ahead)


def read_dates(
    matches: Iterable[re.Match[str]], day: date | None, *, looks_ahead: bool
) -> tuple[DatedSpan, ...]:
    """What the matches say, read from a day and by a verb that may look ahead."""
    standpoint = _Standpoint(day, looks_ahead)
    found = []
    for match in matches:
        coded = _read(match, standpoint)
        if coded:
            found.append(DatedSpan(match.start(), match.end(), coded))
    return tuple(found)


def matches_within(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Matches inside the bounds, made with sight of what follows the bounds."""
    matches: list[re.Match[str]] = []
    beyond = min(len(text), end + LOOK_BEYOND)
    done = start
    for word in WORD.finditer(text, start, beyond):
        if word.start() < done or not may_open(word.group()):
            continue
        match = DATE.match(text, word.start(), beyond)
        if match is None:
            continue
        done = match.end()
        if match.end() > end:
            cut = DATE.match(text, match.start(), end)
            return matches + ([cut] if cut else [])
        matches.append(match)
    return matches


def _read(match: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    reader = _READERS.get(match.lastgroup or "")
    try:
        return reader(match, standpoint) if reader else None
    except (ValueError, OverflowError):
        return None  # February 30, or beyond the calendar's ends: no day at all


def _read_iso(match: re.Match[str], _: _Standpoint) -> CodedDate:
    on = date(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))
    return CodedDate(on, Precision.DAY, Basis.STATED)


def _read_numeric(match: re.Match[str], _: _Standpoint) -> CodedDate | None:
    """15/08/2021 and 08/15/2021 have one reading, 08/09/2021 two."""
    first, second = int(match["num_a"]), int(match["num_b"])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = max(first, second), min(first, second)
    return CodedDate(date(int(match["num_y"]), month, day), Precision.DAY, Basis.STATED)


def _read_month_day(match: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    return _read_calendar_day(
        day=int(match["md_d"]),
        month=_month_number(match["md_m"]),
        year=match["md_y"],
        standpoint=standpoint,
    )


def _read_day_month(match: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    return _read_calendar_day(
        day=int(match["dm_d"]),
        month=_month_number(match["dm_m"]),
        year=match["dm_y"],
        standpoint=standpoint,
    )


def _read_calendar_day(
    *, day: int, month: int, year: str | None, standpoint: _Standpoint
) -> CodedDate | None:
    if year:
        return CodedDate(date(int(year), month, day), Precision.DAY, Basis.STATED)
    on = _nearest_year(month, day, standpoint)
    return CodedDate(on, Precision.DAY, Basis.STATED) if on else None


def _nearest_year(month: int, day: int, standpoint: _Standpoint) -> date | None:
    """The day in the year that brings it nearest; plans are not for days long gone."""
    if standpoint.day is None:
        return None
    today = standpoint.day
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1):
        if (month, day) == (2, 29) and not _is_leap(year):
            continue
        candidate = date(year, month, day)
        if standpoint.looks_ahead and today - candidate > STALE_PLAN:
            continue
        candidates.append(candidate)
    if not candidates:
        return None
    return min(candidates, key=lambda candidate: abs(candidate - today))


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _read_month(match: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    month = _month_number(match["mo_m"])
    if match["mo_y"]:
        on = date(int(match["mo_y"]), month, 1)
        return CodedDate(on, Precision.MONTH, Basis.STATED)
    today = standpoint.day
    if today is None:
        return None
    lead = (match["mo_in"] or match["mo_lead"] or "").lower()
    if _is_doubtful_month(match, lead):
        return None
    this_year = date(today.year, month, 1)
    if lead == "last":
        year = today.year if month < today.month else today.year - 1
        return CodedDate(date(year, month, 1), Precision.MONTH, Basis.RELATIVE)
    if lead == "next":
        year = today.year if month > today.month else today.year + 1
        return CodedDate(date(year, month, 1), Precision.MONTH, Basis.RELATIVE)
    if month == today.month or lead == "this":
        return CodedDate(this_year, Precision.MONTH, Basis.STATED)
    nearest = _nearest_year(month, 1, standpoint)
    return CodedDate(nearest, Precision.MONTH, Basis.STATED) if nearest else None


def _is_doubtful_month(match: re.Match[str], lead: str) -> bool:
    """ "Since May" may be the prime minister, "by Jan" a neighbour."""
    word = match["mo_m"]
    if word == "May":
        return lead not in SURE_BEFORE_MAY
    return len(word) <= 4 and word not in ("June", "July") and word[-1] != "."


def _read_year(match: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    """Only a year gone by: "in 2021", told in 2021, is too wide to date an act."""
    year = int(match["yr_y"] or match["yr_decade"])
    if standpoint.day and year >= standpoint.day.year:
        return None
    return CodedDate(date(year, 1, 1), Precision.MONTH, Basis.STATED)


def _read_weekday(match: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    today = standpoint.day
    if today is None:
        return None
    weekday = WEEKDAYS[match["wd_w"]]
    lead = " ".join((match["wd_lead"] or "").lower().split())
    week = (match["wd_week"] or match["wd_in_week"] or "").lower()
    if week:
        shift = {"last": -7, "this": 0, "next": 7}[week]
        on = _monday(today) + timedelta(days=weekday + shift)
    elif lead in ("last", "this past", "past"):
        on = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    elif lead in ("next", "coming", "this coming"):
        on = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    elif lead == "this" or standpoint.looks_ahead:
        on = today + timedelta(days=(weekday - today.weekday()) % 7)
    else:
        on = today - timedelta(days=(today.weekday() - weekday) % 7)
    return CodedDate(on, Precision.DAY, Basis.RELATIVE)


def _read_day(match: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    words = " ".join(match["day_w"].lower().split())
    return _shifted(standpoint, DAY_WORDS[words], Precision.DAY)


def _read_at_once(_: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    return _shifted(standpoint, 0, Precision.DAY)


def _shifted(
    standpoint: _Standpoint, days: int, precision: Precision
) -> CodedDate | None:
    if standpoint.day is None:
        return None
    on = standpoint.day + timedelta(days=days)
    return CodedDate(on, precision, Basis.RELATIVE)


def _read_period(match: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    """Last week, this month, next weekend, last year."""
    today = standpoint.day
    if today is None:
        return None
    shift = {"last": -1, "past": -1, "this": 0, "next": 1}[match["pe_lead"].lower()]
    unit = match["pe_unit"].lower()
    if unit == "month":
        return _month_away(today, shift)
    if unit == "year":
        # Only the year before is surely no part of the crisis; the others are too wide.
        if shift != -1:
            return None
        return CodedDate(date(today.year - 1, 1, 1), Precision.MONTH, Basis.RELATIVE)
    monday = _monday(today) + timedelta(weeks=shift)
    on = monday + timedelta(days=5) if unit == "weekend" else monday
    return CodedDate(on, Precision.WEEK, Basis.RELATIVE)


def _read_weekend(_: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    """ "At the weekend": the one now or just over, or the next when looking ahead."""
    today = standpoint.day
    if today is None:
        return None
    ahead = standpoint.looks_ahead or today.weekday() >= 5
    saturday = _monday(today) + timedelta(days=5 if ahead else -2)
    return CodedDate(saturday, Precision.WEEK, Basis.RELATIVE)


def _read_ago(match: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    return _units_away(
        -_number(match["ago_n"]), unit=match["ago_unit"], standpoint=standpoint
    )


def _read_within(match: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    """The last day of the span: "the next 24 to 48 hours", "the coming day or two"."""
    count = match["wi_or_n"] or match["wi_to_n"] or match["wi_n"]
    if not count and match["wi_unit"].endswith("s"):
        return None  # "in the coming days" has no last day
    amount = _number(count) if count else 1
    return _units_away(amount, unit=match["wi_unit"], standpoint=standpoint)


def _read_in(match: re.Match[str], standpoint: _Standpoint) -> CodedDate | None:
    """ "In two days" is a day for a verb that looks ahead, else a duration."""
    if not (standpoint.looks_ahead or match["in_time"]):
        return None
    return _units_away(
        _number(match["in_n"]), unit=match["in_unit"], standpoint=standpoint
    )


def _units_away(amount: int, *, unit: str, standpoint: _Standpoint) -> CodedDate | None:
    today = standpoint.day
    if today is None:
        return None
    one = unit.lower().rstrip("s'’")
    if one == "hour":
        # Hours gone since the morning are still the same day; a limit counts in full.
        days = -(-amount // 24)
        return _shifted(standpoint, days, Precision.DAY)
    if one == "day":
        return _shifted(standpoint, amount, Precision.DAY)
    if one == "week":
        return _shifted(standpoint, 7 * amount, Precision.WEEK)
    if one == "month":
        return _month_away(today, amount)
    years = 10 * amount if one == "decade" else amount
    on = date(today.year + years, today.month, 1)
    return CodedDate(on, Precision.MONTH, Basis.RELATIVE)


def _month_away(today: date, months: int) -> CodedDate:
    count = today.year * 12 + today.month - 1 + months
    on = date(count // 12, count % 12 + 1, 1)
    return CodedDate(on, Precision.MONTH, Basis.RELATIVE)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month_number(word: str) -> int:
    return MONTHS[word.rstrip(".")]


def _number(word: str) -> int:
    words = " ".join(word.lower().split())
    return int(words) if words.isdecimal() else NUMBERS[words]


_READERS: dict[str, Callable[[re.Match[str], _Standpoint], CodedDate | None]] = {
    "iso": _read_iso,
    "numeric": _read_numeric,
    "month_day": _read_month_day,
    "day_month": _read_day_month,
    "month": _read_month,
    "year": _read_year,
    "weekday": _read_weekday,
    "day": _read_day,
    "at_once": _read_at_once,
    "period": _read_period,
    "weekend": _read_weekend,
    "ago": _read_ago,
    "within": _read_within,
    "in": _read_in,
}
