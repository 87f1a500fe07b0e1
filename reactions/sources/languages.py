"""The language of a text that does not say it, told by py3langid (a classifier of 97
languages on byte n-grams, with its model in the package)."""

import logging
from functools import cache
from typing import Any

logger = logging.getLogger(__name__)
FEWEST_WORDS = 12
"""A shorter text may be mostly names, which are of no language."""
LEAST_CERTAIN = 0.9
BEGINNING = 4000
"""Characters that are looked at: more do not change the answer."""
ENGLISH = "en"


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's language, English unless another is certain."""
    beginning = text[:BEGINNING]
    if len(beginning.split()) < FEWEST_WORDS:
        return ENGLISH
    try:
        identifier = _identifier()
    except OSError as error:
        # The model is unpacked beside other temporary files: where these have no room,
        # nothing is certain, and the database will say that the disk is full.
        logger.warning("The language of a text is not told: %s", error)
        return ENGLISH
    language, certainty = identifier.classify(beginning)
    return str(language) if certainty >= LEAST_CERTAIN else ENGLISH


@cache
def _identifier() -> Any:
    # Imported here: the model takes half a second, and most articles say what they are.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
