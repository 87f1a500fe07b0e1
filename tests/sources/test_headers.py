"""Header lines: the texts that have none first."""

from datetime import date

import pytest

from reactions.sources.decoding import UnreadableError
from reactions.sources.headers import split_header

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
