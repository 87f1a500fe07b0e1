"""Dates: which words are days, which day they are, and which words only look so."""

import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reactions.extraction import date_grammar
from reactions.extraction.claims import CodedDate, Span
from reactions.extraction.date_grammar import DATE, DateTableError, read_rows
from reactions.extraction.dates import find_dates, matches_within
from reactions.vocabulary import Basis, Precision

WEDNESDAY = date(2021, 8, 18)


def found(
    text: str,
    *,
    published_on: date | None = WEDNESDAY,
    looks_ahead: bool = False,
    said_on: date | None = None,
) -> list[tuple[str, CodedDate]]:
    dates = find_dates(
        text,
        Span(0, len(text)),
        published_on=published_on,
        looks_ahead=looks_ahead,
        said_on=said_on,
    )
    return [(text[dated.start : dated.end], dated.coded) for dated in dates]


def days(text: str, **given_) -> list[tuple[str, str]]:
    return [(words, coded.on.isoformat()) for words, coded in found(text, **given_)]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on, second to none.",
        "Theresa May spoke first.",
        "Since May took office, much has changed.",
        "A statement by May followed.",
        "In May's cabinet nobody agreed.",
        "She wrote for the Sunday Times.",
        "She told the Mail on Sunday so.",
        "They remember Black Sunday.",
        "After 9/11 everything changed.",
        "Since 9/11, much has changed.",
        "The March 8 movement objected.",
        "The Sept. 11 attacks changed it.",
        "They fought for 20 years.",
        "The embassy is closed until further notice.",
        "It stays closed until Monday, Aug. 23, 2021.",
        "It stays open until the end of August.",
        "USA Today reported so.",
        "The minister did not immediately respond.",
        "It was not immediately clear who left.",
        "The now-closed embassy stood empty.",
        "For now, nothing changes.",
        "Now that they have left, it is empty.",
        "The score was 3-2 on 15 flights.",
        "The flight carried 15 people.",
        "It opens on Sundays.",
        "It opens every Friday.",
        "They left on 08/09/2021.",
        "They left on 2021-13-45.",
        "They left on February 30, 2021.",
        "They left in the coming days.",
        "They left within days.",
        "They left a few days ago.",
        "They rescued 800 people in two days.",
        "They fell within two days of the vote.",
        "In 2021, many left.",
        "This year many left.",
        "Next year many leave.",
        "In 2000 houses the light went out.",
        "Version 15.08.2021.3 was used.",
        "Call 555-2021-08-15-3.",
        "Jan spoke, and by Jan they meant him.",
        "The sun rose, the sat phone rang.",
        "It cost £15 August said.",
    ],
)
def test_words_that_name_no_day_yield_nothing(text):
    assert days(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "on Sunday", "today", "tomorrow", "last week", "two days ago", "immediately",
        "within 48 hours", "next month", "Aug. 15", "15 August", "in March",
        "over the weekend", "last year", "in two days' time",
    ],
)  # fmt: skip
def test_without_a_day_to_count_from_nothing_is_made_up(text):
    assert days(text, published_on=None) == []
    assert days(text, published_on=None, looks_ahead=True) == []


@pytest.mark.parametrize("row", read_rows(), ids=lambda row: row["example"])
def test_examples_of_the_table_hold(row):
    expected = [row["expected"]] if row["expected"] else []
    assert [day for _, day in days(row["example"])] == expected


@pytest.mark.parametrize(
    ("text", "words", "on"),
    [
        ("It closed on Sunday.", "Sunday", "2021-08-15"),
        ("It closed Sunday evening.", "Sunday evening", "2021-08-15"),
        ("It closed on Wednesday.", "Wednesday", "2021-08-18"),
        ("It closed on Thursday.", "Thursday", "2021-08-12"),
        ("Sunday's flight left.", "Sunday", "2021-08-15"),
        ("It closed last Tuesday.", "last Tuesday", "2021-08-17"),
        ("It closed last Wednesday.", "last Wednesday", "2021-08-11"),
        ("It closes next Monday.", "next Monday", "2021-08-23"),
        ("It closes next Wednesday.", "next Wednesday", "2021-08-25"),
        ("It closes this Friday.", "this Friday", "2021-08-20"),
        ("It closes the coming Monday.", "coming Monday", "2021-08-23"),
        ("It closed on Monday last week.", "Monday last week", "2021-08-09"),
        ("It closes on Monday of next week.", "Monday of next week", "2021-08-23"),
        ("It closed two days ago.", "two days ago", "2021-08-16"),
        ("It closed 36 hours ago.", "36 hours ago", "2021-08-17"),
        ("Leave within 48 hours.", "within 48 hours", "2021-08-20"),
        ("Leave within the next 24 to 48 hours.", "within the next 24 to 48 hours",
         "2021-08-20"),
        ("Leave in the coming day or two.", "in the coming day or two", "2021-08-20"),
        ("Leave in the next two or three days.", "in the next two or three days",
         "2021-08-21"),
        ("Leave in two days' time.", "in two days' time", "2021-08-20"),
        ("Leave immediately.", "immediately", "2021-08-18"),
        ("“Today we leave,” he said.", "Today", "2021-08-18"),
        ("earlier today it closed", "today", "2021-08-18"),
    ],
)  # fmt: skip
def test_relative_days_count_from_publication(text, words, on):
    expected = CodedDate(date.fromisoformat(on), Precision.DAY, Basis.RELATIVE)
    assert found(text) == [(words, expected)]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("It will close on Monday.", "2021-08-23"),
        ("It will close on Wednesday.", "2021-08-18"),
        ("It will close in two days.", "2021-08-20"),
        ("It will close in about 36 hours.", "2021-08-20"),
    ],
)
def test_a_verb_that_looks_ahead_turns_days_to_the_future(text, on):
    assert [day for _, day in days(text, looks_ahead=True)] == [on]


@pytest.mark.parametrize("looks_ahead", [True, False])
def test_on_sunday_said_on_a_sunday_is_that_day(looks_ahead):
    sunday = date(2021, 8, 15)
    text = "It will leave on Sunday."
    assert days(text, said_on=sunday, looks_ahead=looks_ahead) == [
        ("Sunday", "2021-08-15")
    ]
    assert days("We leave tomorrow.", said_on=sunday) == [("tomorrow", "2021-08-16")]
    assert days("We leave now.", said_on=sunday, published_on=None) == [
        ("now", "2021-08-15")
    ]


@pytest.mark.parametrize(
    ("text", "words", "on"),
    [
        ("on Aug. 15", "Aug. 15", "2021-08-15"),
        ("on August 15, 2021", "August 15, 2021", "2021-08-15"),
        ("on August 15th", "August 15th", "2021-08-15"),
        ("on 15 August", "15 August", "2021-08-15"),
        ("on the 15th of August 2020", "15th of August 2020", "2020-08-15"),
        ("on Wednesday 18 August", "Wednesday 18 August", "2021-08-18"),
        ("on Sunday, Aug. 15, they", "Sunday, Aug. 15", "2021-08-15"),
        ("on Sunday (Aug. 15)", "Sunday (Aug. 15", "2021-08-15"),
        ("on Sun., Aug. 15", "Sun., Aug. 15", "2021-08-15"),
        ("on 15/08/2021", "15/08/2021", "2021-08-15"),
        ("on 08/15/2021", "08/15/2021", "2021-08-15"),
        ("on 15.08.2021.", "15.08.2021", "2021-08-15"),
        ("on 08/08/2021", "08/08/2021", "2021-08-08"),
        ("on 2021-08-15.", "2021-08-15", "2021-08-15"),
        ("by Aug. 31", "Aug. 31", "2021-08-31"),
        ("on Dec. 31", "Dec. 31", "2021-12-31"),
        ("on Jan. 2", "Jan. 2", "2022-01-02"),
        ("By Aug. 31 all had left", "Aug. 31", "2021-08-31"),
        ("between Aug. 15 and 17", "Aug. 15 and 17", "2021-08-15"),
        ("from Aug. 15 to Aug. 17", "Aug. 15 to Aug. 17", "2021-08-15"),
        ("on Aug. 15-17", "Aug. 15-17", "2021-08-15"),
        ("on 15–17 August", "15–17 August", "2021-08-15"),
        ("on 15 and 16 August 2021", "15 and 16 August 2021", "2021-08-15"),
        ("on Feb. 15, 1989, they", "Feb. 15, 1989", "1989-02-15"),
        ("the Sept. 11, 2001 attacks", "Sept. 11, 2001", "2001-09-11"),
    ],
)  # fmt: skip
def test_stated_days_are_read_in_every_usual_form(text, words, on):
    expected = CodedDate(date.fromisoformat(on), Precision.DAY, Basis.STATED)
    assert found(text) == [(words, expected)]


@pytest.mark.parametrize(
    ("published_on", "looks_ahead", "on"),
    [
        (date(2021, 1, 3), False, "2020-12-30"),
        (date(2021, 12, 3), False, "2021-12-30"),
        (date(2021, 1, 3), True, "2020-12-30"),
        (date(2021, 4, 3), True, "2021-12-30"),
        (date(2021, 4, 3), False, "2020-12-30"),
    ],
)
def test_a_missing_year_is_the_nearest_and_no_plan_is_stale(
    published_on, looks_ahead, on
):
    assert days("on Dec. 30", published_on=published_on, looks_ahead=looks_ahead) == [
        ("Dec. 30", on)
    ]


def test_a_leap_day_without_year_finds_its_year():
    assert days("on Feb. 29", published_on=date(2024, 3, 5)) == [
        ("Feb. 29", "2024-02-29")
    ]
    assert days("on Feb. 29", published_on=date(2022, 3, 5)) == []


@pytest.mark.parametrize(
    ("text", "words", "on", "precision", "basis"),
    [
        ("last week", "last week", "2021-08-09", "week", "relative"),
        ("earlier this week", "earlier this week", "2021-08-16", "week", "relative"),
        ("next week", "next week", "2021-08-23", "week", "relative"),
        ("three weeks ago", "three weeks ago", "2021-07-28", "week", "relative"),
        ("over the weekend", "over the weekend", "2021-08-14", "week", "relative"),
        ("next weekend", "next weekend", "2021-08-28", "week", "relative"),
        ("earlier this month", "earlier this month", "2021-08-01", "month", "relative"),
        ("later this month", "later this month", "2021-08-01", "month", "relative"),
        ("last month", "last month", "2021-07-01", "month", "relative"),
        ("next month", "next month", "2021-09-01", "month", "relative"),
        ("eight months ago", "eight months ago", "2020-12-01", "month", "relative"),
        ("two years ago", "two years ago", "2019-08-01", "month", "relative"),
        ("last year", "last year", "2020-01-01", "month", "relative"),
        ("in March", "in March", "2021-03-01", "month", "stated"),
        ("in May 15 people", "in May", "2021-05-01", "month", "stated"),
        ("in mid-August", "mid-August", "2021-08-01", "month", "stated"),
        ("in December", "in December", "2021-12-01", "month", "stated"),
        ("last August", "last August", "2020-08-01", "month", "relative"),
        ("next March", "next March", "2022-03-01", "month", "relative"),
        ("March 2020", "March 2020", "2020-03-01", "month", "stated"),
        ("in early March 2020", "early March 2020", "2020-03-01", "month", "stated"),
        ("in 1989", "in 1989", "1989-01-01", "month", "stated"),
        ("in the 1990s", "in the 1990s", "1990-01-01", "month", "stated"),
    ],
)  # fmt: skip
def test_weeks_months_and_years_say_how_exact_they_are(
    text, words, on, precision, basis
):
    expected = CodedDate(date.fromisoformat(on), Precision(precision), Basis(basis))
    assert found(f"They came {text}.") == [(words, expected)]


def test_a_year_of_history_needs_no_publication_date():
    assert days("It closed in 1989.", published_on=None) == [("in 1989", "1989-01-01")]


def test_several_dates_come_in_their_order():
    text = "Closed on Aug. 13, it moved on Sunday and reopens next month."
    assert [words for words, _ in days(text)] == ["Aug. 13", "Sunday", "next month"]


def test_only_dates_within_the_span_are_told():
    text = "On Friday it opened; on Sunday it closed; it reopens on 2 September."
    span = Span(text.index("on Sunday"), text.index("; it reopens"))
    dates = find_dates(text, span, published_on=WEDNESDAY)
    assert [text[dated.start : dated.end] for dated in dates] == ["Sunday"]


def test_what_follows_the_span_still_tells_a_newspaper_from_a_day():
    text = "She told the Sunday Times so."
    span = Span(0, text.index(" Times"))
    assert find_dates(text, span, published_on=WEDNESDAY) == ()


def test_a_span_that_cuts_a_date_keeps_the_part_inside():
    text = "It closed on Sunday, Aug. 15, with all."
    span = Span(0, text.index(", Aug."))
    dates = find_dates(text, span, published_on=WEDNESDAY)
    assert [(dated.start, dated.end) for dated in dates] == [(13, 19)]


PIECES = (
    "on Sunday", "Aug. 15", ", 2021", "within", "the next", "24", "48", "hours", "two",
    "days", "ago", "in", "last", "this", "week", "until", "Monday", "March", "May",
    "or", "15/08/2021", "2021-08-15", "now", "immediately", "not", "a", "the", "-",
    "next year", "the 1990s", "999", "0", "29 February", "tomorrow", "Times", "\n",
    "²", "１５",
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map(" ".join))


@given(
    text=TEXTS,
    bounds=st.tuples(st.integers(-5, 200), st.integers(-5, 200)),
    published_on=st.none() | st.dates(),
    said_on=st.none() | st.dates(),
    looks_ahead=st.booleans(),
)
@settings(deadline=None)
def test_any_text_gives_the_same_answer_twice_and_true_offsets(
    text, bounds, published_on, said_on, looks_ahead
):
    start, end = sorted(bounds)
    answers = [
        find_dates(
            text,
            Span(start, end),
            published_on=published_on,
            said_on=said_on,
            looks_ahead=looks_ahead,
        )
        for _ in range(2)
    ]
    assert answers[0] == answers[1]
    last = max(start, 0)
    for dated in answers[0]:
        assert last <= dated.start < dated.end <= min(end, len(text))
        assert text[dated.start : dated.end].strip() == text[dated.start : dated.end]
        last = dated.end


def test_long_texts_cost_no_more_than_their_length():
    for filler in (
        " ",
        "in the next ",
        "until the end of ",
        "Aug. 1",
        "a couple of ",
        "9",
    ):
        text = filler * (200_000 // len(filler))
        began = time.process_time()
        find_dates(text, Span(0, len(text)), published_on=WEDNESDAY)
        assert time.process_time() - began < 5, filler


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("number,dozen,twelve,A dozen days ago.,2021-08-06", "a number without number"),
        ("number,dozen", "not complete"),
        ("number,dozen,12,,", "not complete"),
    ],
)
def test_a_bad_table_of_words_is_refused(tmp_path, monkeypatch, row, message):
    table = tmp_path / "date_words.csv"
    table.write_text(f"kind,word,value,example,expected\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(date_grammar, "TABLE", table)
    with pytest.raises(DateTableError, match=re.escape(message)):
        date_grammar._numbered(read_rows(), "number")


PIECES = [
    *("in", "since", "until", "May", "may", "Aug.", "15", "2021", "Sunday", "Sun.,"),
    *("two", "days", "ago", "last", "week", "on", "the weekend", "mid-August", "1990s"),
    *(
        "today",
        "Today",
        "15/08/2021",
        "2021-08-15",
        "within",
        "hours",
        "x15",
        "e-",
        "next",
    ),
    *(row["word"] for row in read_rows()),
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from([" ", "", "-", "\n"])
)
def test_no_date_is_passed_over_for_the_word_it_begins_with(
    pieces: list[str], joint: str
) -> None:
    text = joint.join(pieces)
    everywhere = [match.span() for match in DATE.finditer(text)]
    assert [m.span() for m in matches_within(text, 0, len(text))] == everywhere
