"""The country in crisis is taken from the text only where the text leaves no doubt."""

from collections import Counter

from reactions.actors import is_lookalike
from reactions.extraction.hosts import issuer, likely_host
from reactions.extraction.mentions import find_mentions
from reactions.extraction.pipeline import extract


def host_of(text: str) -> tuple[str, str] | None:
    found = find_mentions(text)
    return likely_host(
        text, [m for m in found if not is_lookalike(text, m.start, m.end)]
    )


def test_a_country_that_acts_is_no_host() -> None:
    assert host_of("Norway said so. Norway left. Norway closed its embassy.") is None


def test_two_places_near_one_another_give_none() -> None:
    assert host_of("The embassy in Khartoum and the embassy in Juba closed.") is None


def test_one_place_named_once_gives_none() -> None:
    assert host_of("A fair opened in Peru.") is None


def test_the_place_of_the_missions_is_the_host() -> None:
    text = "Norway shut its embassy in Khartoum. Its staff left Sudan for Oslo."
    assert host_of(text) == ("SD", "Khartoum")


def test_a_host_that_was_taken_is_said() -> None:
    text = "Norway shut its embassy in Khartoum. Fighting went on in Sudan on Sunday."
    found = extract(text, published_on=None, host=None)
    assert [(a.country, a.type) for a in found.actions] == [("NO", "embassy_closed")]
    assert found.warnings == ("the country in crisis was not given; SD was taken",)


def test_a_host_that_was_given_stands() -> None:
    text = "Norway shut its embassy in Khartoum. Fighting went on in Sudan on Sunday."
    assert extract(text, published_on=None, host="TD").warnings == ()


def test_a_ministrys_own_text_is_by_the_state_it_names_most() -> None:
    named = Counter({"NO": 4, "SE": 2, "DK": 2})
    assert issuer("Our Embassy in Juba helps Norwegians.", named) == "NO"
    assert issuer("“Our Embassy in Juba is open,” she said.", named) is None
    assert issuer("Our Embassy in Juba helps.", Counter({"NO": 2, "SE": 2})) is None
    assert issuer("Our Embassy in Juba helps.", Counter()) is None
