"""What reads articles here: the rules, or the language model that EXTRACTOR asks for.

Every door reads through this one. The key of the endpoint stays in the settings of the
process that asks; no job, record or message holds it.
"""

from pathlib import Path

from django.conf import settings

from reactions.extraction import batches
from reactions.extraction.batches import Extractor
from reactions.extraction.installed import EXTRACTOR_VERSION, model_version
from reactions.language_model import Endpoint, LanguageModelReader, Limits, Store


def extractor(*, falls_back: bool = True) -> Extractor:
    """Reads one text. With `falls_back` the rules read what a language model cannot;
    who compares readings wants none of another reader."""
    if not asks_a_model():
        return batches.run_job
    return LanguageModelReader(
        Endpoint(
            url=settings.LLM_URL,
            model=settings.LLM_MODEL,
            key=settings.LLM_KEY,
            parameters=settings.LLM_PARAMETERS,
        ),
        Store(Path(settings.LLM_STORE)),
        Limits(
            seconds=settings.LLM_SECONDS,
            per_minute=settings.LLM_REQUESTS_PER_MINUTE,
            tokens_per_day=settings.LLM_TOKENS_PER_DAY,
            longest=settings.LLM_LONGEST,
            keep_days=settings.LLM_KEEP_DAYS,
        ),
        falls_back=falls_back,
    )


def asks_a_model() -> bool:
    return bool(settings.EXTRACTOR == "LLM")


def extractor_version() -> str:
    """What evidence and figures say read them."""
    reader = extractor()
    if isinstance(reader, LanguageModelReader):
        return reader.version
    return EXTRACTOR_VERSION


def model_named(spacy_model: str) -> str:
    """The model of the extractor: the language model, or the spaCy pipeline with its
    version. Raises NoModelError where that pipeline is not installed, which the rules
    need also where they stand in."""
    installed = model_version(spacy_model)
    return str(settings.LLM_MODEL) if asks_a_model() else installed
