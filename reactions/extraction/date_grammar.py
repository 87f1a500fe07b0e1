"""The forms in which English news prints dates, as one compiled regular expression.

Words come from `tables/date_words.csv`, whose rows each carry an example that the
tests run; a bad table stops the start. Reading a match is left to `dates`.
"""

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).parent / "tables" / "date_words.csv"
COLUMNS = ("kind", "word", "value", "example", "expected")
GUARDED = ("weekday", "calendar", "day", "at_once", "period", "within")


class DateTableError(ValueError):
    """The shipped table of date words does not hold together."""


def read_rows() -> list[dict[str, str]]:
    """The rows of the table. Raises DateTableError naming what is wrong with it."""
    try:
        with TABLE.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DateTableError(f"{TABLE.name} cannot be read: {error}") from error
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise DateTableError(f"{TABLE.name} must have the columns {COLUMNS}")
    for number, row in enumerate(rows, start=2):
        if None in row or None in row.values() or not row["example"]:
            raise DateTableError(f"{TABLE.name} line {number} is not complete: {row}")
    return rows


def _numbered(rows: list[dict[str, str]], kind: str) -> dict[str, int]:
    try:
        return {row["word"]: int(row["value"]) for row in rows if row["kind"] == kind}
    except ValueError as error:
        raise DateTableError(f"{TABLE.name}: a {kind} without number") from error


_ROWS = read_rows()
WEEKDAYS: Mapping[str, int] = _numbered(_ROWS, "weekday")
MONTHS: Mapping[str, int] = _numbered(_ROWS, "month")
NUMBERS: Mapping[str, int] = _numbered(_ROWS, "number")
DAY_WORDS: Mapping[str, int] = _numbered(_ROWS, "day")
AT_ONCE: Mapping[str, int] = _numbered(_ROWS, "at_once")


def _any_of(words: Mapping[str, int] | list[str]) -> str:
    """Longest first, so that no word hides a longer one; blanks of any width."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


def _guards(form: str) -> tuple[str, str]:
    """What must not stand before a form, and what must not stand after it."""
    before, after = "", ""
    for row in _ROWS:
        if row["value"] != form:
            continue
        word = re.escape(row["word"])
        if row["kind"] == "not_before":
            # "n't " follows the letters of its verb, other words begin a word.
            edge = "" if row["word"].startswith("n") else r"(?<!\w)"
            before += f"(?<!{edge}(?i:{word}))"
        elif row["kind"] == "not_after":
            edge = r"\b" if row["word"][-1].isalpha() else ""
            after += f"(?!{word}{edge})"
    return before, after


def _check_guards() -> None:
    for row in _ROWS:
        if row["kind"].startswith("not_") and row["value"] not in GUARDED:
            raise DateTableError(f"{TABLE.name} guards an unknown form: {row}")


_check_guards()

# A dot ends an abbreviation ("Aug."), but after a whole name it ends the sentence.
_WHOLE_MONTHS = [
    name for name in MONTHS if len(name) > 4 or name in ("May", "June", "July")
]
_CUT_MONTHS = [name for name in MONTHS if name not in _WHOLE_MONTHS]
_MONTH = (
    rf"(?:(?:{_any_of(_WHOLE_MONTHS)})\b|(?:{_any_of(_CUT_MONTHS)})\b(?:\.|(?!\.)))"
)
_WEEKDAY = rf"(?:{_any_of(WEEKDAYS)})"
_NUMBER = rf"(?:(?<![\d.,])\d{{1,3}}|\b(?i:{_any_of(NUMBERS)}))"
_DIGITS = r"(?:3[01]|[12]\d|0?[1-9])"
_NTH = r"(?:st|nd|rd|th)?\b"
_DAY = _DIGITS + _NTH
_YEAR = r"(?:1[5-9]|20)\d\d\b"
_PART = r"(?:\s+(?:morning|afternoon|evening|night|noon)\b)?"
# "Sun., Aug. 15": an abbreviated weekday counts only where a date follows it.
_DATED = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\b\.?,?\s+\(?(?:the\s+)?)?"
_DASH = r"\s*[-–—]\s*"
_UNIT = r"(?:hour|day|week|month)s?\b"
# Nouns that a number before them counts: "May 15 people died" names no day.
_COUNTED = (
    r"(?!\s+(?:people|soldiers|troops|civilians|citizens|diplomats|million|billion"
    r"|percent|per\s+cent|flights|years?|days?|hours?)\b|[.,]?\d|%|/)"
)


def _months_day() -> str:
    before, after = _guards("calendar")
    # A range is told by its first day, the last one belongs to the words only.
    to_day = (
        rf"(?:{_DASH}{_DAY}|\s+(?:and|to|through)\s+"
        rf"(?:{_MONTH}\s+)?{_DAY}(?!\s+[a-z]))?"
    )
    return (
        rf"{before}(?<![Ii]n ){_DATED}(?P<md_m>{_MONTH})\s+"
        rf"(?P<md_d>{_DIGITS}){_NTH}{to_day}"
        rf"(?:,?\s+(?P<md_y>{_YEAR})|(?!,?\s+{_YEAR}){_COUNTED}{after})"
    )


def _day_of_month() -> str:
    before, after = _guards("calendar")
    to_day = rf"(?:(?:{_DASH}|\s+(?:and|to|through)\s+){_DAY})?"
    return (
        rf"{before}(?<![\d.,/:$€£-]){_DATED}(?P<dm_d>{_DIGITS}){_NTH}{to_day}"
        rf"(?:\s+of)?\s+(?P<dm_m>{_MONTH})"
        rf"(?:,?\s+(?P<dm_y>{_YEAR})|(?!,?\s+{_YEAR}){after})"
    )


def _weekday() -> str:
    before, after = _guards("weekday")
    lead = r"(?i:last|next|this\s+past|past|this\s+coming|coming|this)"
    return (
        rf"{before}(?:(?P<wd_in_week>(?i:last|this|next))\s+week\s+on\s+"
        rf"|(?P<wd_lead>{lead})\s+)?"
        rf"(?P<wd_w>{_WEEKDAY})\b{after}{_PART}"
        r"(?:\s+(?:of\s+)?(?P<wd_week>last|this|next)\s+week\b)?"
    )


def _month() -> str:
    """Only "in" goes before a counted noun: "in May 15 people died", "by May 15"."""
    lead = (
        r"(?i:since|during|last|next|this|early|late|mid|by|before|after|from"
        r"|throughout)"
    )
    bare = rf"(?(mo_in)|(?(mo_lead)(?!\s+{_DAY})|(?!)))(?!,?\s+{_YEAR}|['’]s)"
    return (
        rf"(?:(?:(?P<mo_in>[Ii]n)|(?P<mo_lead>{lead}))(?:\s+|-))?(?P<mo_m>{_MONTH})"
        rf"(?:,?\s+(?P<mo_y>{_YEAR})|{bare})"
    )


def _day() -> str:
    """Small, or at the head of a sentence: "USA Today" is a newspaper."""
    before, after = _guards("day")
    words = _any_of(DAY_WORDS)
    capital = _any_of([word.capitalize() for word in DAY_WORDS])
    return rf"{before}(?P<day_w>{words}|(?<!\w )(?:{capital}))\b{after}"


def _at_once() -> str:
    before, after = _guards("at_once")
    return rf"{before}(?i:{_any_of(AT_ONCE)})\b{after}"


def _period() -> str:
    before, after = _guards("period")
    return (
        rf"{before}(?:(?i:earlier|later|early|late)\s+)?(?P<pe_lead>(?i:last|this|next))"
        rf"\s+(?P<pe_unit>weekend|week|month|year)\b{after}"
    )


def _within() -> str:
    _, after = _guards("within")
    return (
        r"(?i:within(?:\s+the)?(?:\s+(?:next|coming))?"
        r"|(?:in|over)(?:\s+the)?\s+(?:next|coming))\s+"
        rf"(?:(?P<wi_n>{_NUMBER})(?:(?:\s+(?:to|or)\s+|{_DASH})(?P<wi_to_n>\d{{1,3}}|"
        rf"(?i:{_any_of(NUMBERS)})))?[\s-]+)?"
        rf"(?P<wi_unit>{_UNIT})(?:\s+or\s+(?P<wi_or_n>{_NUMBER})\b)?{after}"
    )


def _end_of_state() -> str:
    """ "Until Monday": the day a state ends, matched so that no other form finds it."""
    until = _any_of([row["word"] for row in _ROWS if row["kind"] == "end"])
    between = r"(?:(?:at\s+least|the|end\s+of|late|early|mid|on|next|last|this)[\s-]+)*"
    words = _any_of([*DAY_WORDS, *AT_ONCE, "week", "weekend", "month", "year"])
    return (
        rf"(?i:{until})\s+{between}(?:"
        rf"{_DATED}(?:{_MONTH}\s+{_DAY}|{_DAY}(?:\s+of)?\s+{_MONTH})(?:,?\s+{_YEAR})?"
        rf"|{_MONTH}(?:\s+{_YEAR})?|{_WEEKDAY}\b{_PART}|(?:{words})\b|{_YEAR}"
        r"|\d{4}-\d\d-\d\d|\d\d?[/.]\d\d?[/.]\d{4})"
    )


def _compile() -> re.Pattern[str]:
    """All forms in the order in which they are tried at a place, the longest first."""
    forms = {
        "end_of_state": _end_of_state(),
        "iso": r"(?P<iso_y>\d{4})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?!\d|-\d)",
        "numeric": (
            r"(?<![./-])(?P<num_a>\d\d?)(?P<num_sep>[/.])(?P<num_b>\d\d?)(?P=num_sep)"
            r"(?P<num_y>(?:19|20)\d\d)(?![\d/]|\.\d)"
        ),
        "month_day": _months_day(),
        "day_month": _day_of_month(),
        "weekday": _weekday(),
        "month": _month(),
        "ago": (
            rf"(?P<ago_n>{_NUMBER})\s+"
            r"(?P<ago_unit>(?:hour|day|week|month|year|decade)s?)\s+ago\b"
        ),
        "within": _within(),
        "in": (
            rf"(?i:in)\s+(?:(?:about|around)\s+)?(?P<in_n>{_NUMBER})\s+"
            rf"(?P<in_unit>{_UNIT})(?P<in_time>['’]?\s+time\b)?(?!\s+of\b)"
        ),
        "day": _day(),
        "at_once": _at_once(),
        "period": _period(),
        "weekend": r"(?i:at|over|on|during)\s+the\s+weekend\b",
        "year": (
            r"(?i:in|since|during|from|of|by|after|before)\s+(?:the\s+)?"
            r"(?:(?:early|mid|late)[\s-]+)?(?:(?P<yr_decade>(?:1[89]|20)\d0)s\b"
            r"|(?P<yr_y>(?:1[89]|20)\d\d)\b(?!\s+[a-z]{4,}s\b|[.,]\d|%|[-–][A-Za-z]))"
        ),
    }
    joined = "|".join(f"(?P<{name}>{form})" for name, form in forms.items())
    return re.compile(rf"(?<!\w)(?:{joined})")


DATE = _compile()
WORD = re.compile(r"\w+")
_LEADS = """in since during last next this past coming early earlier late later mid by
    before after from throughout within over at on of"""
_OPENING = frozenset(
    WORD.findall(word.lower())[0]
    for word in (
        *_LEADS.split(),
        *MONTHS,
        *WEEKDAYS,
        *NUMBERS,
        *DAY_WORDS,
        *AT_ONCE,
        *(row["word"] for row in _ROWS if row["kind"] == "end"),
    )
)
WORDS_REMEMBERED = 20_000
_CUT_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@lru_cache(maxsize=WORDS_REMEMBERED)
def may_open(word: str) -> bool:
    """Whether a date may begin with this word: asked first, since most begin none."""
    low = word.lower()
    return word[0].isdigit() or low in _OPENING or low.startswith(_CUT_WEEKDAYS)
