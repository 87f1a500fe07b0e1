"""Nations by days: the chart of a timeline, as a table with one cell a run of days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reactions.overview import Run, Series, SeriesRow
from reactions.vocabulary import Answer

ORDER = tuple(Answer)


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    days: int


@dataclass(frozen=True, slots=True)
class Grid:
    """`rows` by their last answer, then by name. `tally` counts their answers a day;
    `left_out` are the nations beyond."""

    months: tuple[Month, ...]
    days: tuple[date, ...]
    rows: tuple[SeriesRow, ...]
    tally: tuple[tuple[Answer, tuple[int, ...]], ...]
    left_out: int


def grid_of(series: Series) -> Grid:
    rows = sorted(
        series.rows, key=lambda row: (ORDER.index(_last(row).answer), row.name)
    )
    counts = series.counts()
    return Grid(
        tuple(_months(series.days)),
        tuple(series.days),
        tuple(rows),
        tuple(
            (answer, tuple(day[answer] for day in counts))
            for answer in Answer
            if answer is not Answer.UNKNOWN
        ),
        series.left_out,
    )


def _last(row: SeriesRow) -> Run:
    return row.runs[-1]


def _months(days: list[date]) -> Iterator[Month]:
    for _, group in groupby(days, key=lambda day: (day.year, day.month)):
        month = list(group)
        yield Month(month[0], len(month))
