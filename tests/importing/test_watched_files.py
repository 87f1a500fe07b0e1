"""A watched folder: no file is lost for a reason outside of it, and none is read again
for nothing."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reactions.importing import ImportReport
from reactions.models import Article, Crisis, ImportRun

pytestmark = pytest.mark.django_db

BODY = "Peru shut its mission."


@pytest.fixture
def look(extractor, run) -> Callable[..., list[str]]:
    """A round over the folder; what became of each file."""

    def watch_once(**changes: object) -> list[str]:
        asked = {"is_watching": True, "only_with_news": True, **changes}
        report: ImportReport = run(**asked)
        return [outcome.result.value for outcome in report.outcomes]

    return watch_once


@pytest.fixture
def old(write) -> Callable[..., Path]:
    """Write a file that nobody is writing any more."""

    def write_old(name: str, body: str, **header: str) -> Path:
        path = write(name, body, **header)
        os.utime(path, (time.time() - 60,) * 2)
        return path

    return write_old


def test_a_file_that_named_no_crisis_is_read_once_the_folder_does(
    look, old, tmp_path: Path
):
    old("a.txt", BODY)
    nameless = {"crisis": "", "host": "", "host_city": ""}
    assert look(**nameless) == ["refused"]
    (tmp_path / "crisis.toml").write_text('slug = "harbour-2024"\nhost = "HT"\n')
    assert look(**nameless) == ["imported"]


def test_a_file_whose_manifest_was_wrong_is_read_once_it_is_right(
    look, old, tmp_path: Path
):
    Crisis.objects.create(slug="harbour-2024", name="Harbour", host_id="HT")
    old("a.txt", BODY)
    manifest = tmp_path / "manifest.csv"
    manifest.write_text("file,crisis\na.txt,no crisis at all\n")
    assert look(crisis="") == ["refused"]
    manifest.write_text("file,crisis\na.txt,harbour-2024\n")
    assert look(crisis="") == ["imported"]


def test_a_file_that_was_too_large_is_read_once_it_may_be(look, old):
    old("a.txt", BODY)
    assert look(max_bytes=5) == ["refused"]
    assert look(max_bytes=5000) == ["imported"]


def test_a_file_that_could_not_be_opened_is_tried_in_each_round(look, old, monkeypatch):
    path = old("a.txt", BODY)
    really_open = Path.open

    def forbidden(each: Path, *args: object, **more: object) -> object:
        if each == path:
            raise PermissionError(13, "Permission denied")
        return really_open(each, *args, **more)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", forbidden)
        assert look() == ["refused"]
    assert "imported" in look()


def test_what_lies_beside_the_articles_is_no_news(look, tmp_path: Path):
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    assert look() == ["skipped"]
    assert not ImportRun.objects.exists()


def test_what_will_never_be_an_article_is_told_once(look, old):
    old("a.txt", "")
    old("b.jsonl", '{"text": "Peru shut its mission."}\n{"text": 3}\n')
    assert look() == ["refused", "imported", "refused"]
    assert look() == ["unchanged", "unchanged"]
    assert ImportRun.objects.count() == 1
    assert Article.objects.count() == 1


def test_a_file_whose_crisis_was_not_there_is_read_once_it_is(look, old):
    old("a.txt", BODY, crisis="harbour-2024")
    assert look(crisis="", new_crisis=False) == ["refused"]
    Crisis.objects.create(slug="harbour-2024", name="Harbour", host_id="HT")
    assert look(crisis="", new_crisis=False) == ["imported"]
