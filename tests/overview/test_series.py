"""Postures day by day: each day of a series is the board of that day."""

from datetime import date, timedelta

import pytest

from reactions.overview import Bound, Series, TooLongError, board, board_series
from reactions.vocabulary import Answer, Level
from tests.builders import a_crisis, an_action, an_article

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2021, 8, 10), date(2021, 10, 10)
KNOWN = date(2021, 12, 1)


def act(type_: str, country: str, day: date) -> None:
    body = f"{country} {type_} {day}: words."
    article = an_article(body, published_on=day)
    an_action(
        type_,
        country=country,
        article=article,
        effective_on=day,
        known_on=day,
        quote="words",
    )


def ask(first: date = FIRST, last: date = LAST) -> Series:
    return board_series(
        a_crisis(), first=first, last=last, known_by=KNOWN, review="proposed"
    )


def test_every_day_of_a_series_is_the_board_of_that_day():
    act("embassy_kept", "CN", date(2021, 8, 5))
    act("embassy_kept", "CN", date(2021, 9, 20))
    act("embassy_evacuated", "FR", date(2021, 8, 12))
    act("embassy_closed", "FR", date(2021, 8, 15))
    act("embassy_reopened", "FR", date(2021, 9, 30))
    act("embassy_moved", "DE", date(2021, 8, 14))
    series = ask()
    assert [row.country for row in series.rows] == ["CN", "FR", "DE"]
    for row in series.rows:
        days = [
            (run.first + timedelta(days=n), run.level)
            for run in row.runs
            for n in range(run.days)
        ]
        assert [day for day, _ in days] == series.days
        for day, level in days:
            shown = board(
                a_crisis(), on=day, known_by=KNOWN, review="proposed", today=KNOWN
            )
            there = {r.country: r.level for r in shown.rows}
            assert there[row.country] == level, (row.country, day)


def test_kept_fades_within_a_series():
    act("embassy_kept", "CN", date(2021, 8, 15))
    (row,) = ask().rows
    assert [(run.level, run.first, run.last) for run in row.runs] == [
        (Level.UNKNOWN, FIRST, date(2021, 8, 14)),
        (Level.KEPT, date(2021, 8, 15), date(2021, 9, 14)),
        (Level.UNKNOWN, date(2021, 9, 15), LAST),
    ]


def test_what_came_before_the_first_day_still_holds_on_it():
    act("embassy_closed", "FR", date(2021, 7, 1))
    (row,) = ask().rows
    (run,) = row.runs
    assert (run.level, run.first, run.last) == (Level.CLOSED, FIRST, LAST)


def test_counts_add_up_day_by_day():
    act("embassy_closed", "FR", date(2021, 8, 12))
    act("embassy_moved", "DE", date(2021, 8, 14))
    counts = ask(last=date(2021, 8, 14)).counts()
    closed = [day[Answer.CLOSED] for day in counts]
    moved = [day[Answer.MOVED] for day in counts]
    assert (closed, moved) == ([0, 0, 1, 1, 1], [0, 0, 0, 0, 1])


def test_a_series_without_end_or_turned_round_is_refused():
    with pytest.raises(TooLongError, match="366 days"):
        ask(last=FIRST + timedelta(days=366))
    with pytest.raises(TooLongError, match="comes before"):
        ask(first=LAST, last=FIRST)


def test_the_host_has_no_row():
    act("embassy_closed", "AF", date(2021, 8, 12))
    assert ask().rows == ()


def test_within_a_bound_those_have_a_row_of_whom_most_is_told():
    act("embassy_closed", "FR", date(2021, 8, 12))
    act("embassy_closed", "DE", date(2021, 8, 12))
    act("embassy_reopened", "DE", date(2021, 8, 20))
    act("embassy_kept", "CN", date(2021, 7, 1))

    def ask_for(**most: int) -> tuple[list[str], int]:
        series = board_series(
            a_crisis(),
            first=FIRST,
            last=LAST,
            known_by=KNOWN,
            review="proposed",
            most=Bound(**most),
        )
        return [row.country for row in series.rows], series.left_out

    assert ask_for(actors=1, acts=100) == (["DE"], 2)
    assert ask_for(actors=9, acts=3) == (["FR", "DE"], 0)
    assert ask_for(actors=9, acts=2) == (["DE"], 2)
    assert ask_for(actors=9, acts=1) == (["DE"], 2)


def test_a_series_is_narrowed_to_countries_and_regions():
    act("embassy_closed", "FR", date(2021, 8, 12))
    act("embassy_closed", "US", date(2021, 8, 12))
    days = {"first": FIRST, "last": LAST, "known_by": KNOWN, "review": "proposed"}
    western = board_series(a_crisis(), **days, regions=["Western Europe"])
    assert [row.country for row in western.rows] == ["FR"]
    american = board_series(a_crisis(), **days, countries=["US"])
    assert [row.country for row in american.rows] == ["US"]
    assert board_series(a_crisis(), **days, countries=["CN"]).rows == ()
