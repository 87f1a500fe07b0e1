"""Whose voice a statement is: the state, the official, the one "she" means."""

from datetime import date

import pytest

from reactions.extraction.claims import StatementClaim
from reactions.extraction.pipeline import extract


def said(text: str, host: str = "ML") -> list[StatementClaim]:
    found = extract(text, published_on=date(2024, 5, 2), host=host)
    return list(found.statements)


@pytest.mark.parametrize(
    "text",
    [
        "The Peruvian coach, Jan Roe, was pleased. “We won,” he said.",
        "Peru's former minister, Jan Roe, objected. “It is late,” he said.",
        "Peru sent aid. Professor Jan Roe of Lund doubts it. It is late, he says.",
        "Peru closed its embassy. We wrote on Monday that it was open.",
        "Peru sent aid. Everyone says that it came late.",
        "Peru sent aid. The club's chairman said that it came late.",
        "Peru has not said that it will leave.",
        "Peru condemned it.",
        "Peru asked the Security Council to meet.",
        "Peru recalled its ambassador from Bamako.",
        "Peru has called its envoy home for talks.",
        "Peru sent aid. Diplomats said that it came late.",
        "Peru sent aid. A general said that it came late.",
        "Peru and Chile sent aid. The ministry said that it came late.",
        "Peru sent aid. Seven states said that it came late.",
        "Peru's last prime minister said that he would stay.",
    ],
)
def test_nobody_speaks_for_a_state(text: str) -> None:
    assert said(text) == []


VOICES = """
Peru's ambassador, Jan Roe, stays. “I like it here,” he said. | PE | Jan Roe
Peru shut its embassy. Jan Roe, the Chilean envoy, stays. He said that he was safe. | CL | Jan Roe
A Peruvian spokeswoman was brief. “We stay,” she said. | PE | A Peruvian spokeswoman
Peru shut its embassy. The foreign ministry said that all were safe. | PE | The foreign ministry
Peru shut its embassy, its foreign ministry said. | PE | its foreign ministry
Peru sent aid. A spokesman said that more would come. | PE | A spokesman
Peru left. The secretary of state, in Paris for talks, said that all were safe. | US | The secretary of state
A spokeswoman in Lima, Ann Roe, said that all were safe. | PE | Ann Roe
Peru left Mali. The rebels' spokesman said that embassies were safe. | ML | The rebels' spokesman
Peru left Mali. A spokesman for the junta said that embassies were safe. | ML | A spokesman for the junta
Peru left Mali. Armed groups took the town. Their command said that embassies were safe. | ML | Their command
Peru left Mali. The colonel who led the coup said that embassies were safe. | ML | The colonel
Mali's army took power. The council said that embassies were safe. | ML | The council
Peru opened a camp. Its interior minister, Ann Roe, said that it was full. | PE | Ann Roe
Mali cut ties with Peru, its president said. | ML | its president
Peru's foreign minister, Ann Roe, left. The minister said that all were safe. | PE | Ann Roe
Peru's interior minister, Ann Roe, left. The defence minister said that all were safe. | PE | The defence minister
"""  # noqa: E501  (one example a row)


@pytest.mark.parametrize(
    ("text", "country", "speaker"),
    [line.split(" | ") for line in VOICES.strip().splitlines()],
)
def test_a_speaker_is_given_a_state_and_the_fullest_name(
    text: str, country: str, speaker: str
) -> None:
    (statement,) = said(text)
    assert (statement.country, statement.speaker) == (country, speaker)


def test_a_heading_that_is_a_name_is_whom_the_pronoun_means() -> None:
    text = (
        "FRANCE\nThe embassy is shut.\n\nAnn Roe-Poe\nPeru's ambassador stays. "
        "“I like it here,” she said."
    )
    (statement,) = said(text)
    assert (statement.country, statement.official) == ("PE", "Ann Roe-Poe")


def test_an_army_of_nobody_named_is_not_given_the_last_state() -> None:
    text = (
        "Peru shut its embassy in Bamako.\n\nThe army's chief, General Jan Roe, said "
        "that the airport was open."
    )
    assert [one.country for one in said(text)] == ["ML"]


def test_who_led_the_coup_is_of_the_host() -> None:
    text = "Peru left. General Jan Roe, who led the coup, said that all was calm."
    (statement,) = said(text)
    assert (statement.country, statement.official) == ("ML", "Jan Roe")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Peru said that the road was shut.", "the road was shut"),
        ("Peru urged both sides to talk.", "both sides to talk"),
        ("Peru called on both sides to stop.", "both sides to stop"),
        ("Peru called for an end to the fighting.", "an end to the fighting"),
        ("Peru called for calm.", "called for calm"),
        ("Peru condemned the attack in a statement.", "condemned the attack"),
        (
            "Peru advised its citizens against all travel.",
            "its citizens against all travel",
        ),
        ("Peru did not say when it would return.", "did not say when it would return"),
        (
            "Peru declined to say how many had left.",
            "declined to say how many had left",
        ),
        ("Peru denied reports that it had sent arms.", "reports that it had sent arms"),
    ],
)
def test_what_is_reported_is_kept_and_no_more(text: str, kept: str) -> None:
    (statement,) = said(text)
    assert text[statement.start : statement.end] == kept
