"""Officials are found by their titles, and again by their last names."""

import pytest

from reactions.extraction.claims import Span
from reactions.extraction.mentions import find_mentions
from reactions.extraction.people import Person, find_people, later_mentions


def people(text: str) -> tuple[Person, ...]:
    return find_people(text, find_mentions(text), paragraphs=[Span(0, len(text))])


@pytest.mark.parametrize(
    "text",
    [
        "The Foreign Ministry said on Monday that talks had failed.",
        "Bank chief Jane Roe resigned.",
        "President of the club, he resigned.",
        "The prime minister arrived in Geneva on Tuesday.",
    ],
)
def test_no_official_is_made_up(text: str) -> None:
    assert [p.name for p in people(text) if p.country] == []


OFFICIALS = """
Swedish Foreign Minister Ann Roe said so. | Ann Roe | SE | Foreign Minister
Britain's foreign minister Dom Roe said so. | Dom Roe | GB | foreign minister
Jan Roe, the Norwegian prime minister, agreed. | Jan Roe | NO | prime minister
US Secretary of State Al Roe met him. | Al Roe | US | Secretary of State
Pentagon spokesman John Roe said so. | John Roe | US | Pentagon spokesman
Dutch Defence Minister K. van der Roe left. | K. van der Roe | NL | Defence Minister
Qatar's emir, Sheikh Tamim bin Roe, called. | Tamim bin Roe | QA | emir
French ambassador to Sudan Ann-Mae Roe left. | Ann-Mae Roe | FR | ambassador to Sudan
Kenya's acting interior minister Kim Roe met. | Kim Roe | KE | acting interior minister
"""


@pytest.mark.parametrize(
    ("text", "name", "country", "title"),
    [line.split(" | ") for line in OFFICIALS.strip().splitlines()],
)
def test_an_official_has_a_name_a_state_and_a_title(
    text: str, name: str, country: str, title: str
) -> None:
    (person,) = people(text)
    assert (person.name, person.country, person.title) == (name, country, title)
    assert person.in_office


def test_a_former_minister_is_not_in_office() -> None:
    (person,) = people("Former Swedish foreign minister Ann Roe said so.")
    assert not person.in_office


def test_a_later_mention_by_last_name_is_the_same_person() -> None:
    text = "Swedish Foreign Minister Ann Roe spoke. Roe added nothing."
    found = later_mentions(text, people(text), mentions=find_mentions(text))
    assert [text[s.start : s.end] for s, _ in found] == ["Ann Roe", "Roe"]


def test_a_full_name_and_a_last_name_are_one_person() -> None:
    text = "President Joe Roe spoke. US President Roe left."
    (person,) = people(text)
    assert (person.name, person.country) == ("Joe Roe", "US")
