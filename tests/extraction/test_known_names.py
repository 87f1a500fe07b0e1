"""Acronyms that the small models take for verbs are read as the names they are."""

import pytest

from reactions.extraction.parsing import load_parser


@pytest.mark.parametrize("name", ["ECOWAS", "ASEAN", "CARICOM"])
def test_a_sentence_that_opens_with_an_alliance_has_its_verb(name: str) -> None:
    (doc,) = load_parser().parse([f"{name} closed borders and imposed sanctions."])
    assert doc[0].tag_ == "NNP"
    assert doc[0].dep_ == "nsubj"
    assert doc[1].dep_ == "ROOT"
