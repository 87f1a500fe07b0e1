"""Which pipeline reads: named without loading, and refused with its name."""

import pytest
import spacy

from reactions.extraction.batches import ExtractionJob, extract_many, run_job
from reactions.extraction.installed import (
    MODELS,
    NoModelError,
    installed_model,
    model_version,
)
from reactions.extraction.parsing import load_parser


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(NoModelError, match="SPACY_MODEL=en_core_web_absent"):
        installed_model("en_core_web_absent")


@pytest.mark.parametrize("name", ["../x", "a b", "-"])
def test_what_cannot_be_a_package_is_none(name: str) -> None:
    with pytest.raises(NoModelError):
        installed_model(name)


def test_a_package_that_is_no_pipeline_is_named() -> None:
    with pytest.raises(NoModelError, match="pytest is no spaCy pipeline"):
        load_parser("pytest")


def test_the_stock_pipeline_is_told_with_its_version() -> None:
    name, version = model_version().split()
    assert name in MODELS
    assert version[0].isdecimal()


def test_a_job_is_read_with_the_pipeline_it_names() -> None:
    with pytest.raises(NoModelError, match="en_core_web_absent"):
        run_job(ExtractionJob("France left.", model="en_core_web_absent"))


def test_other_processes_stop_on_a_missing_pipeline_too() -> None:
    job = ExtractionJob("France left.", model="en_core_web_absent")
    with pytest.raises(NoModelError, match="en_core_web_absent"):
        list(extract_many([job, job], processes=2))


def test_a_pipeline_without_a_parser_is_refused(monkeypatch) -> None:
    monkeypatch.setattr("spacy.load", lambda name, exclude: spacy.blank("de"))
    load_parser.cache_clear()
    with pytest.raises(NoModelError, match="no tagger, no parser.*another language"):
        load_parser(MODELS[-1])
    load_parser.cache_clear()
