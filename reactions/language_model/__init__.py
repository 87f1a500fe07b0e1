"""The optional reader: a language model is asked for claims, and each is checked
against the article before it counts. No Django here; the operator's endpoint is the
only network. The rules read what it cannot."""

from reactions.language_model.endpoint import Endpoint, EndpointError
from reactions.language_model.prompt import PROMPT_VERSION
from reactions.language_model.reader import LanguageModelReader, Limits
from reactions.language_model.store import Store, StoreError

__all__ = [
    "PROMPT_VERSION",
    "Endpoint",
    "EndpointError",
    "LanguageModelReader",
    "Limits",
    "Store",
    "StoreError",
]
