"""Officials are found by their titles, and again by their last names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactions.extraction.claims import Span
from reactions.extraction.in_order import InOrder
from reactions.extraction.mentions import find_mentions
from reactions.extraction.people import Person, find_people, named_by_heading
from reactions.extraction.pipeline import extract
from reactions.extraction.surnames import later_mentions


def people(text: str) -> tuple[Person, ...]:
    return find_people(text, find_mentions(text), paragraphs=[Span(0, len(text))])


@pytest.mark.parametrize(
    "text",
    [
        "The Foreign Ministry said on Monday that talks had failed.",
        "Bank chief Jane Roe resigned.",
        "President of the club, he resigned.",
        "The prime minister arrived in Geneva on Tuesday.",
        "Instead, the foreign minister, who was tired, went home.",
        "Officially, the ambassador, a tall man, was on leave.",
        "She read “The Consul's Wife” on the plane.",
        "The Brazilian director Jane Roe showed her film.",
        "The German captain Jan Roe scored twice.",
        "Venezuelan opposition leader Jan Roe left the country.",
        "Club president Jan Roe and coach Al Poe quarrelled.",
        "He thanked the minister. Existing projects go on.",
        "The spokesman for the rebels, Jan Roe, said so.",
        "The ambassador's residence in Road Street was looted.",
        "Jane Roe of the University of Oslo said so.",
        "The minister, Monday, was not there.",
    ],
)
def test_no_official_is_made_up(text: str) -> None:
    assert [p.name for p in people(text)] == []


# ruff: noqa: E501  (one example a row)
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
The Belgian minister, Griet van den Broecke, left. | Griet van den Broecke | BE | minister
Italian envoy Paolo d'Ossola left. | Paolo d'Ossola | IT | envoy
Kuwait's envoy, Badr bin Saad al-Roumi, said. | Badr bin Saad al-Roumi | KW | envoy
Manila's envoy, Ma. Luisa dela Fuente, said so. | Ma. Luisa dela Fuente | PH | envoy
The Chadian spokesman, Abderaman, who said so, left. | Abderaman | TD | spokesman
Brahim, the Chadian spokesman, said so. | Brahim | TD | spokesman
Japan's Foreign Minister Mori Kenta. Talks go on. | Mori Kenta | JP | Foreign Minister
The Japanese consul, Mr MURATA Shinji, is safe. | MURATA Shinji | JP | consul
Malaysian minister Dato' Sri Hassan Ali said. | Hassan Ali | MY | minister
US envoy Robert "Bob" Roe left. | Robert "Bob" Roe | US | envoy
Jan Roe (Canada's ambassador) left. | Jan Roe | CA | ambassador
Jan Roe, who speaks for NATO, said so. | Jan Roe | NATO | spokesperson for NATO
Jan Roe of the Danish foreign ministry said so. | Jan Roe | DK | foreign ministry
Jan Roe is Peru's ambassador to Chile. | Jan Roe | PE | ambassador to Chile
Peru named Jan Roe as Peru's consul. | Jan Roe | PE | consul
The new minister in Lima, Ana Roe, smiled. | Ana Roe | PE | new minister
The spokesman for the Chilean embassy, Al Roe, said. | Al Roe | CL | spokesman for the Chilean embassy
Norway's minister for development cooperation, Al Roe, said. | Al Roe | NO | minister for development cooperation
Foreign Minister Ana Roe of Peru called. | Ana Roe | PE | Foreign Minister
The Latvian head of state, Ivo Roe. The rest left. | Ivo Roe | LV | head of state
Malta's chargé d'affaires, Joe Roe, told us. | Joe Roe | MT | chargé d'affaires
Japan's Chief Cabinet Secretary Sato Kenji said. | Sato Kenji | JP | Chief Cabinet Secretary
Kenya's minister, Ambassador Jan Roe, said. | Jan Roe | KE | minister
Lieutenant General Jan Roe, Norway's defence chief, left. | Jan Roe | NO | defence chief
The European Union's high representative, Jan Roe, left. | Jan Roe | EU | high representative
Uganda's minister for floods, fires and food, Jan Roe, left. | Jan Roe | UG | minister for floods, fires and food
Marie-France Roe, Gabon's envoy, left. | Marie-France Roe | GA | envoy
Myanmar's consul, Daw Khin Than, left. | Khin Than | MM | consul
Jan Roe, who speaks for the UN's human rights office, left. | Jan Roe | UN | spokesperson for UN's human rights office
Spain's deputy head of mission, Eva Roe, left. | Eva Roe | ES | deputy head of mission
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


@pytest.mark.parametrize(
    "text",
    [
        "Former Swedish foreign minister Ann Roe said so.",
        "Sweden's ousted foreign minister, Ann Roe, said so.",
        "Ann Roe, who was Swedish foreign minister until May, said so.",
        "Ex-Swedish foreign minister Ann Roe said so.",
        "The late Swedish foreign minister Ann Roe said so.",
    ],
)
def test_a_former_minister_is_not_in_office(text: str) -> None:
    (person,) = people(text)
    assert not person.in_office


def test_two_ministers_named_together_have_each_their_state() -> None:
    found = people("Foreign ministers Ann Roe of Peru and Jan Poe of Chile met.")
    assert [(p.name, p.country, p.title) for p in found] == [
        ("Ann Roe", "PE", "Foreign minister"),
        ("Jan Poe", "CL", "Foreign minister"),
    ]


def test_a_name_as_a_heading_is_the_official_told_of_below_it() -> None:
    text = "Ann Roe-Poe\nPeru's ambassador stays put."
    mentions = InOrder(find_mentions(text), start_of=lambda m: m.start)
    person = named_by_heading(
        text, Span(0, 11), below=Span(12, len(text)), mentions=mentions
    )
    assert person is not None
    assert (person.name, person.country) == ("Ann Roe-Poe", "PE")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        (
            "Swedish Foreign Minister Ann Roe spoke. Roe added nothing.",
            ["Ann Roe", "Roe"],
        ),
        (
            "Dutch minister Ann van den Roe spoke. Ms Van den Roe left. Van den Roe "
            "and van den Roe are one.",
            ["Ann van den Roe", "Van den Roe", "Van den Roe", "van den Roe"],
        ),
        (
            "Chinese minister Wang Wenlu spoke. Wang left.",
            ["Wang Wenlu", "Wang"],
        ),
        (
            "Mexican minister Ana Roe Poe spoke. Roe left.",
            ["Ana Roe Poe", "Roe"],
        ),
        (
            "Malaysian minister Hassan bin Roe spoke. Hassan left.",
            ["Hassan bin Roe", "Hassan"],
        ),
        (
            "British minister Ann May spoke in May of Ann May.",
            ["Ann May", "Ann May"],
        ),
    ],
)
def test_a_later_mention_by_last_name_is_the_same_person(
    text: str, printed: list[str]
) -> None:
    found = later_mentions(text, people(text), mentions=find_mentions(text))
    assert [text[s.start : s.end] for s, _ in found] == printed


def test_a_full_name_and_a_last_name_are_one_person() -> None:
    text = "President Joe Roe spoke. US President Roe left."
    (person,) = people(text)
    assert (person.name, person.country) == ("Joe Roe", "US")


def test_two_people_of_one_last_name_stay_two() -> None:
    text = "Peru's minister Ann Roe met Chile's minister Jan Roe."
    assert [(p.name, p.country) for p in people(text)] == [
        ("Ann Roe", "PE"),
        ("Jan Roe", "CL"),
    ]


def test_an_office_told_first_is_given_the_name_told_later() -> None:
    text = "Peru's foreign minister spoke on Friday. “We stay,” Ann Roe told reporters."
    (person,) = people(text)
    assert (person.name, person.country, person.title) == (
        "Ann Roe",
        "PE",
        "foreign minister",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Peru's minister met Chile's envoy. “We stay,” Ann Roe told reporters.",
        "Peru's minister left. “We ran,” said Ann Roe, a teacher from Lima.",
        "A minister left. “We ran,” Ann Roe said.",
        "Peru's former minister left. “We ran,” Ann Roe said.",
    ],
)
def test_a_name_told_later_is_nobody_when_two_are_possible(text: str) -> None:
    assert people(text) == ()


@given(st.text())
def test_any_text_is_read_and_spans_hold(text: str) -> None:
    for piece in (text, f"Swedish minister {text}", f"{text}, the Swedish minister,"):
        for person in people(piece):
            assert 0 <= person.first.start < person.first.end <= len(piece)


def test_a_title_in_the_plural_gives_each_name_its_own_state() -> None:
    found = people("The presidents of Peru and Chile, Ann Roe and Jan Poe, flew home.")
    assert [(p.name, p.country) for p in found] == [
        ("Ann Roe", "PE"),
        ("Jan Poe", "CL"),
    ]


def test_a_name_owned_by_a_state_shares_the_title_beside_it() -> None:
    found = people("Peruvian Foreign Minister Ann Roe and Chile's Jan Poe met.")
    assert [(p.name, p.country) for p in found] == [
        ("Ann Roe", "PE"),
        ("Jan Poe", "CL"),
    ]


def test_a_lawmaker_of_the_opposition_speaks_for_no_state() -> None:
    assert people("Peruvian lawmaker Ann Roe of the opposition Greens left.") == ()


def test_a_heading_tells_whose_secretary_of_state_it_is() -> None:
    under = "HOLY SEE\n\nSecretary of State Jan Roe said the nunciature was open.\n"
    found = extract(under, published_on=None, host="SD").officials
    assert [(o.name, o.country) for o in found] == [("Jan Roe", "VA")]
    named = under.replace("Secretary of", "US Secretary of")
    found = extract(named, published_on=None, host="SD").officials
    assert [(o.name, o.country) for o in found] == [("Jan Roe", "US")]
