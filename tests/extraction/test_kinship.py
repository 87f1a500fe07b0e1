"""The remembered children of a token are those that spaCy gives."""

from spacy.tokens import Doc
from spacy.vocab import Vocab

from reactions.extraction.kinship import children_of
from reactions.extraction.parsing import load_parser

SENTENCES = (
    "Chad, which has closed its embassy in Khartoum, flew its staff to N'Djamena."
    ' The ambassador and three guards stayed. "We will not leave," she said.'
)


def test_a_document_without_a_parse_has_no_children() -> None:
    doc = Doc(Vocab(), words=["Chad", "closed", "it"])
    assert [children_of(token) for token in doc] == [(), (), ()]


def test_children_are_those_of_spacy_in_the_order_of_the_text() -> None:
    (doc,) = load_parser("").parse([SENTENCES])
    for token in doc:
        assert children_of(token) == tuple(token.children)
