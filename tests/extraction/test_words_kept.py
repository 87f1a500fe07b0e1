"""Words of the first texts stay, those of later and of long ones go with their zone."""

from collections.abc import Iterator

import pytest

from reactions.extraction import parsing
from reactions.extraction.parsing import LETTERS_A_BATCH, Parser, load_parser

TEXT = "Peru closed its embassy in Khartoum, the zqwvx of Zqwvxia said."


@pytest.fixture
def parser() -> Iterator[Parser]:
    load_parser.cache_clear()
    yield load_parser()
    load_parser.cache_clear()


def tokens_of(parser: Parser) -> list[tuple[str, str, str]]:
    (doc,) = parser.parse([TEXT])
    return [(t.text, t.lemma_, t.dep_) for t in doc]


def test_a_word_of_a_first_text_is_kept(parser: Parser) -> None:
    parser.begin_text(len(TEXT))
    tokens_of(parser)
    assert "zqwvx" in parser.nlp.vocab


def test_a_word_goes_with_its_zone_once_enough_are_kept(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "WORDS_KEPT", 0)
    monkeypatch.setattr(parsing, "TEXTS_A_ZONE", 1)
    parser.begin_text(len(TEXT))
    tokens_of(parser)
    assert "zqwvx" in parser.nlp.vocab
    parser.begin_text(len(TEXT))
    assert "zqwvx" not in parser.nlp.vocab


def test_a_long_texts_words_are_not_kept(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "TEXTS_A_ZONE", 1)
    parser.begin_text(LETTERS_A_BATCH + 1)
    tokens_of(parser)
    parser.begin_text(len(TEXT))
    assert "zqwvx" not in parser.nlp.vocab


def test_words_kept_are_read_as_others_are(
    parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    parser.begin_text(len(TEXT))
    kept = tokens_of(parser)
    monkeypatch.setattr(parsing, "WORDS_KEPT", 0)
    parser.begin_text(len(TEXT))
    assert tokens_of(parser) == kept
