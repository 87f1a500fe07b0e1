"""Words that the network has met are looked up, and give what it would work out."""

from typing import Any

import numpy
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from reactions.extraction import embedding
from reactions.extraction.embedding import EmbeddingMemory, remember_embedding
from reactions.extraction.installed import installed_model

SENTENCES = [
    "France closed its embassy in Kabul on Sunday, and Spain did not.",
    "Spain closed  its embassy in Kabul\non Monday.",
    "Łódź, São Tomé & 3.000 €!",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(installed_model(""))


@pytest.fixture(scope="module")
def remembering() -> Language:
    nlp = spacy.load(installed_model(""))
    remember_embedding(nlp)
    return nlp


def vectors(nlp: Language, texts: list[str]) -> list[Any]:
    network: Any = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    found: list[Any] = network.predict([nlp.make_doc(text) for text in texts])
    return found


def assert_same(plain: Language, other: Language, texts: list[str]) -> None:
    for known, found in zip(vectors(plain, texts), vectors(other, texts), strict=True):
        assert known.shape == found.shape
        assert numpy.allclose(known, found, atol=1e-4)


def test_the_vectors_are_those_of_the_network(
    plain: Language, remembering: Language
) -> None:
    for _ in range(2):  # worked out, then looked up
        assert_same(plain, remembering, SENTENCES)


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=60))
def test_of_any_text(plain: Language, remembering: Language, text: str) -> None:
    assert_same(plain, remembering, [text, "", text])


def test_it_forgets_before_it_grows_too_large(
    plain: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "WORDS_REMEMBERED", 16)
    nlp = spacy.load(installed_model(""))
    remember_embedding(nlp)
    network: Any = nlp.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    memory = network.layers[0]._func
    assert isinstance(memory, EmbeddingMemory)
    for number in range(20):
        assert_same(plain, nlp, [f"France sent word{number} and text{number} home"])
        assert len(memory._rows) <= 16


def test_a_pipeline_that_is_built_otherwise_is_left_alone() -> None:
    nlp = spacy.blank("en")
    remember_embedding(nlp)
    nlp.add_pipe("tok2vec").model.layers[0].layers.pop()  # type: ignore[attr-defined]
    embed: Any = nlp.get_pipe("tok2vec").model.layers[0]  # type: ignore[attr-defined]
    before = embed._func
    remember_embedding(nlp)
    assert embed._func is before
