"""Plain tokens say what spaCy's own say of the same parse."""

import pytest
import spacy
from spacy.tokens import Doc as SpacyDoc
from spacy.tokens import Token as SpacyToken
from spacy.vocab import Vocab

from reactions.extraction.installed import installed_model
from reactions.extraction.token_making import TokenMaker
from reactions.extraction.tokens import Doc, Token

SENTENCES = (
    "Chad, which has closed its embassy in Khartoum, flew its staff to N'Djamena."
    ' The ambassador and three guards stayed. "We will not leave," she said, and €4m'
    " of aid goes on.  A plane was sent on Friday that took 40 people home."
)
WORDS = ("text", "lower_", "tag_", "dep_", "whitespace_", "idx", "i", "n_lefts")
KINDS = ("like_num", "is_currency", "is_punct", "is_quote", "is_space", "n_rights")
KIN = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")
SINGLE = ("head", "left_edge", "right_edge")
Pair = tuple[SpacyDoc, Doc]


@pytest.fixture(scope="module")
def parsed() -> Pair:
    source = spacy.load(installed_model(""), exclude=["ner"])(SENTENCES)
    return source, TokenMaker().document(source, is_parsed=True)


def crossed() -> Pair:
    """A tree whose branches cross, as parsers of other languages make them."""
    heads = [1, 1, 4, 1, 0, 4]
    deps = ["nsubj", "ROOT", "conj", "dobj", "acl", "punct"]
    words = ["Staff", "left", "them", "nothing", "behind", "."]
    source = SpacyDoc(Vocab(), words=words, heads=heads, deps=deps)
    return source, TokenMaker().document(source, is_parsed=True)


def assert_alike(plain: Token, spacys: SpacyToken) -> None:
    for name in (*WORDS, *KINDS):
        assert getattr(plain, name) == getattr(spacys, name), name
    assert plain.is_sent_start is spacys.is_sent_start
    assert len(plain) == len(spacys)
    for name in KIN:
        found = [t.i for t in getattr(plain, name)]
        assert found == [t.i for t in getattr(spacys, name)], name
    for name in SINGLE:
        assert getattr(plain, name).i == getattr(spacys, name).i, name
    assert (plain.sent.start, plain.sent.end) == (spacys.sent.start, spacys.sent.end)


def test_a_token_is_and_has_about_it_what_spacys_has(parsed: Pair) -> None:
    for source, doc in (parsed, crossed()):
        assert len(doc) == len(source)
        for plain, spacys in zip(doc, source, strict=True):
            assert_alike(plain, spacys)


def test_a_span_is_what_spacys_is(parsed: Pair) -> None:
    for source, doc in (parsed, crossed()):
        assert doc.text == source.text
        assert [s.text for s in doc.sents] == [s.text for s in source.sents]
        for start in range(-3, len(doc)):
            for end in range(-3, len(doc) + 2):
                plain, spacys = doc[start:end], source[start:end]
                assert (plain.start, plain.end) == (spacys.start, spacys.end)
                assert plain.text == spacys.text
                if len(plain):
                    assert plain.root.i == spacys.root.i
                    assert plain.start_char == spacys.start_char
                    assert plain.end_char == spacys.end_char
                    assert plain.sent.text == spacys.sent.text
                    assert plain[-1].i == spacys[-1].i
                    assert plain[1:4].text == spacys[1:4].text


def test_the_tokens_that_letters_touch_are_those_of_spacy(parsed: Pair) -> None:
    source, doc = parsed
    for start in range(-1, len(SENTENCES) + 2):
        for end in range(start + 2, start + 20):
            spacys = source.char_span(start, end, alignment_mode="expand")
            plain = doc.covering(start, end)
            if spacys is None:
                assert plain is None
            else:
                assert plain is not None
                assert (plain.start, plain.end) == (spacys.start, spacys.end)


def test_a_neighbour_before_the_first_token_is_none(parsed: Pair) -> None:
    _, doc = parsed
    assert doc[1].nbor(-1) is doc[0]
    assert doc[0].nbor() is doc[1]
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
    with pytest.raises(IndexError):
        doc[len(doc) - 1].nbor()


def test_a_document_without_a_parse_is_one_stretch_of_loose_tokens() -> None:
    source = SpacyDoc(Vocab(), words=["Chad", "closed", "it"])
    doc = TokenMaker().document(source, is_parsed=False)
    assert [(t.children, t.head.i, t.dep_) for t in doc] == [
        ((), 0, ""),
        ((), 1, ""),
        ((), 2, ""),
    ]
    assert [s.text for s in doc.sents] == ["Chad closed it"]
    assert not doc.is_parsed
