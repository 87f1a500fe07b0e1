"""A fake extractor that finds what a test says, and a folder to import from."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from reactions.extraction import batches
from reactions.importing import (
    ImportOptions,
    ImportReport,
    import_articles,
    records,
    storing,
)
from tests.importing.fakes import NOON, FakeExtractor


@pytest.fixture
def boss() -> User:
    """Who may do everything."""
    return User.objects.create_superuser("boss")


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> FakeExtractor:
    fake = FakeExtractor()
    monkeypatch.setattr(batches, "run_job", fake.run_job)
    monkeypatch.setattr(storing, "extractor_version", lambda: "test-1")
    # On a slow machine a run would write its progress in between, a query more.
    monkeypatch.setattr(records, "SECONDS_BETWEEN", 3600)
    return fake


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write an article into the folder; header fields as keywords."""

    def write_article(name: str, body: str, **header: str) -> Path:
        lines = "".join(f"{key.capitalize()}: {val}\n" for key, val in header.items())
        path = tmp_path / name
        path.write_text(f"{lines}\n{body}" if lines else body, encoding="utf-8")
        return path

    return write_article


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., ImportReport]:
    """Import the folder into the crisis of Port-au-Prince."""

    def run_import(*paths: Path, **changes: Any) -> ImportReport:
        options = ImportOptions(
            crisis="harbour-2024",
            new_crisis=True,
            host="HT",
            host_city="Port-au-Prince",
        )
        at = changes.pop("at", NOON)
        return import_articles(paths or [tmp_path], replace(options, **changes), at=at)

    return run_import
