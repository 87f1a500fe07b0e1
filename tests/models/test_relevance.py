"""What weighs more among the texts that hold the words."""

import pytest

from reactions.models.relevance import relevance
from reactions.models.search import asked_words


@pytest.mark.parametrize(
    ("better", "worse", "asked"),
    [
        ("Embassy closed.", "Nothing of the kind.", "embassy"),
        ("Embassy closed.", "The embassy is one of many words said here.", "embassy"),
        ("Embassy, embassy, embassy, more.", "Embassy and some words more.", "embassy"),
        ("The élysée closed it.", "It is said to be open.", "elysee"),
        ("Evacuated, evacuees fly.", "Evacuated, others do fly.", "evacu*"),
        ("Oslo closed it.", "Oslo, Oslo, Oslo.", "oslo closed"),
    ],
)
def test_what_says_more_of_it_weighs_more(better: str, worse: str, asked: str) -> None:
    words = asked_words(asked)
    assert relevance(better, words) > relevance(worse, words)


def test_a_weight_lies_between_nothing_and_one() -> None:
    asked = asked_words("embassy")
    assert relevance("", asked) == relevance("Talks.", asked) == 0
    assert relevance("Embassy.", []) == 0
    assert 0 < relevance("embassy " * 1000, asked) <= 1
