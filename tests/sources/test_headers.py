"""Header lines: the texts that have none first."""

from datetime import date
from pathlib import Path

import pytest

from reactions.sources import ReadOptions, Refused, read_inputs
from reactions.sources.decoding import UnreadableError
from reactions.sources.headers import doubtful_header, is_header_alone, split_header

BODY = "France shut its mission on Sunday.\n"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Update: France leaves\n\n" + BODY,
        "Title: France leaves\nBy a reporter\n\n" + BODY,
        "\nTitle: France leaves\n\n" + BODY,
        "Title: a text that is only this line",
        "Date: 2021-08-15\nTitle: no blank line follows\n",
        "KABUL: the mission is open\n\n" + BODY,
        "12:30: the mission is open\n\n" + BODY,
    ],
)
def test_a_text_without_a_header_loses_nothing(text: str):
    metadata, length = split_header(text)
    assert length == 0
    assert metadata.title == ""


def test_a_header_is_read_and_measured():
    header = (
        "Title:  France leaves\nPublisher: The Example\nAgency: AFP\n"
        "URL: https://example.org/1\nPublished: 2021-08-15\nLanguage: en\n"
        "Host: AF\nCity: Kabul\nCrisis: kabul-2021\n\n"
    )
    metadata, length = split_header(header + BODY)
    assert length == len(header)
    assert metadata.title == "France leaves"
    assert metadata.published_on == date(2021, 8, 15)
    assert (metadata.host, metadata.host_city) == ("AF", "Kabul")
    assert metadata.crisis == "kabul-2021"
    assert metadata.url == "https://example.org/1"


def test_several_blank_lines_belong_to_the_header():
    text = "date: August 15, 2021\n  \n\n" + BODY
    metadata, length = split_header(text)
    assert text[length:] == BODY
    assert metadata.published_on == date(2021, 8, 15)


def test_the_first_of_two_equal_keys_counts():
    metadata, _ = split_header("Title: one\nHeadline: two\n\n" + BODY)
    assert metadata.title == "one"


def test_an_empty_value_says_nothing():
    metadata, length = split_header("Publisher:\nTitle: one\n\n" + BODY)
    assert (metadata.publisher, metadata.title) == ("", "one")
    assert length > 0


@pytest.mark.parametrize("day", ["15/08/2021", "2021-02-30", "yesterday"])
def test_a_bad_date_is_refused_with_its_words(day: str):
    with pytest.raises(UnreadableError, match=day):
        split_header(f"Date: {day}\n\n{BODY}")


def test_an_unknown_country_is_refused_with_its_words():
    with pytest.raises(UnreadableError, match="unknown country “Atlantis”"):
        split_header(f"Host: Atlantis\n\n{BODY}")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "/etc/passwd", "http://", "http://[", "example.org"]
)
def test_what_is_no_web_address_is_refused(url: str):
    with pytest.raises(UnreadableError, match="no web address"):
        split_header(f"URL: {url}\n\n{BODY}")


def test_an_endless_address_is_refused():
    with pytest.raises(UnreadableError, match="longer than 2000"):
        split_header(f"URL: https://example.org/{'a' * 2000}\n\n{BODY}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        "Update: France leaves\n\n" + BODY,
        "KABUL: the mission is open\n\n" + BODY,
        "France leaves\nBy a reporter\nDate: 2021-08-15\n\n" + BODY,
    ],
)
def test_a_text_that_means_no_header_raises_no_doubt(text: str):
    assert doubtful_header(text) == ""


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (
            "Titel: France leaves\nDate: 2021-08-15\n\n" + BODY,
            "“Titel: France leaves” is no header line: did you mean “title”?",
        ),
        (
            "Date: 2021-08-15\n" + BODY + "Norway stays.\n",
            "“France shut its mission on Sunday.” is no header line",
        ),
        (
            "Date: 2021-08-15\n" + "x" * 50,
            f"“{'x' * 40}…” is no header line",
        ),
        (
            "Publishd: 2021-08-15\nTitel: France leaves\n\n" + BODY,
            "“Publishd: 2021-08-15” is no header line: did you mean “published”?",
        ),
        (
            "Crisi: kabul-2021\n\n" + BODY,
            "“Crisi: kabul-2021” is no header line: did you mean “crisis”?",
        ),
        ("\nDate: 2021-08-15\n\n" + BODY, "a blank line stands above it"),
        ("Date: 2021-08-15\n", "no text follows it after a blank line"),
    ],
)
def test_a_header_that_is_none_is_told_with_the_reason(text: str, doubt: str):
    assert split_header(text)[1] == 0
    assert doubtful_header(text) == doubt


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Update: France leaves\n",
        "Q: Will France leave?\nA: Not today.\n",
        "Date: 2021-08-15\n\n" + BODY,
        "KABUL: the mission is open\n",
        "Date: 2021-08-15\n\nThis week: France shut its mission.\n",
    ],
)
def test_a_text_is_more_than_a_header(text: str):
    assert not is_header_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "Date: 2021-08-15\nTitle: France leaves\n",
        "Date: 2021-08-15\n\nTitle: France leaves\n",
        "Titel: France leaves\nDate: 2021-08-15",
    ],
)
def test_a_header_alone_is_no_article(text: str, tmp_path: Path):
    assert is_header_alone(text)
    (tmp_path / "a.txt").write_text(text)
    (refused,) = read_inputs([tmp_path], ReadOptions())
    assert isinstance(refused, Refused)
    assert refused.reason == "holds header lines and no text below them"
