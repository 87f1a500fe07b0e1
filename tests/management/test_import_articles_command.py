"""The command's messages and exit status; what it does is tested with importing."""

import io
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reactions.extraction import batches
from reactions.importing import (
    ArticleOutcome,
    DatabaseAwayError,
    ImportReport,
    Result,
    running,
    storing,
)
from reactions.management.import_reports import report_table
from reactions.models import Action, Crisis
from tests.importing.fakes import FakeExtractor

pytestmark = pytest.mark.django_db

LIMA = ("--crisis", "lima-2024", "--new-crisis", "--host", "Peru")


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> FakeExtractor:
    fake = FakeExtractor()
    monkeypatch.setattr(batches, "run_job", fake.run_job)
    monkeypatch.setattr(storing, "extractor_version", lambda: "test-1")
    fake.act("Peru shut its mission", "PE")
    return fake


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Peru shut its mission.")
    return tmp_path


def call(*arguments: object) -> tuple[int, str, str]:
    """Exit status and what was printed to either stream."""
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command("import_articles", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stop:
        status = int(str(stop.code))
    return status, out.getvalue(), err.getvalue()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--host", "ZZ"), "unknown country “ZZ”"),
        (("--published", "03/04/2024"), "“03/04/2024” is no date"),
        (("--crisis", "a b"), "cannot name a crisis"),
        (("--jobs", "0"), "no whole number of at least 1"),
        (("--every", "10m"), "--every says how often --watch imports"),
        (("--no-wait",), "--no-wait goes with --queue"),
        (("--new-crisis", "--crisis", "a"), "needs --crisis SLUG and --host COUNTRY"),
        (("--new-crisis", "--host", "PE"), "needs --crisis SLUG and --host COUNTRY"),
        (("--crisi", "a"), "unrecognized arguments: --crisi"),
        (("--dry",), "unrecognized arguments: --dry"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(folder, arguments, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("import_articles", str(folder), *arguments)


def test_a_queue_needs_a_broker(folder):
    with pytest.raises(CommandError, match="--queue needs BROKER_URL") as refused:
        call_command("import_articles", str(folder), "--queue")
    assert refused.value.returncode == 2


@pytest.mark.sqlite
def test_a_queue_needs_postgresql(folder, settings):
    settings.BROKER_URL = "redis://127.0.0.1:1/0"
    with pytest.raises(CommandError, match="--queue needs PostgreSQL"):
        call_command("import_articles", str(folder), "--queue")


@pytest.mark.parametrize("words", [("--dry-run",), ("--jobs", "2")])
def test_a_queue_goes_with_neither_a_dry_run_nor_processes(folder, settings, words):
    settings.BROKER_URL = "redis://127.0.0.1:1/0"
    with pytest.raises(CommandError, match="--queue goes with neither"):
        call_command("import_articles", str(folder), "--queue", *words)


def test_a_database_that_is_gone_has_a_status_of_its_own(
    extractor, folder, monkeypatch
):
    def gone(*args: object, **kwargs: object) -> None:
        raise DatabaseAwayError("the database has no room: disk full")

    monkeypatch.setattr(running, "write_article", gone)
    with pytest.raises(CommandError, match="Broken off: the database has") as broken:
        call_command("import_articles", str(folder), *LIMA)
    assert broken.value.returncode == 3


def test_standard_input_is_imported(extractor, monkeypatch):
    given = io.BytesIO(b'{"text": "Peru shut its mission.", "title": "A"}\n')
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(given))
    words = ("-", "--format", "jsonl", *LIMA)
    status, out, _ = call(*words)
    assert (status, "1 imported." in out) == (0, True)
    assert Action.objects.count() == 1


def test_no_crisis_at_all_is_a_wrong_call(extractor, folder):
    status, _, err = call(folder)
    assert status == 2
    assert "names no crisis" in err
    assert not Crisis.objects.exists()


def test_a_missing_path_is_a_wrong_call_that_still_imports_the_rest(extractor, folder):
    status, _, err = call(folder, folder / "nowhere", *LIMA)
    assert status == 2
    assert f"{folder / 'nowhere'}: there is no such file or folder" in err
    assert Action.objects.count() == 1


def test_a_refused_file_is_told_and_the_status_says_so(extractor, folder):
    (folder / "b.txt").write_bytes(b"ab\x00cd")
    status, out, err = call(folder, *LIMA)
    assert status == 1
    assert "1 imported, 1 refused." in out
    reason = "a NUL character at character 2: binary, not text"
    assert err == f"refused {folder / 'b.txt'}: {reason}\n"
    assert "NUL character" not in out


def test_a_large_file_is_refused_by_the_setting(extractor, folder, settings):
    settings.MAX_ARTICLE_BYTES = 10
    status, _, err = call(folder, *LIMA)
    assert status == 1
    assert "22 bytes are more than the 10 allowed" in err


def test_what_came_of_each_article_is_printed(extractor, folder):
    status, out, err = call(folder, *LIMA)
    assert (status, err) == (0, "")
    assert "a.txt" in out
    assert "1 imported. Proposed: 0 officials, 0 statements and 1 actions" in out
    assert Crisis.objects.get().host_id == "PE"
    status, out, _ = call(folder, *LIMA)
    assert status == 0
    assert "1 known" in out


def test_a_remark_that_the_table_cuts_is_told_in_full(extractor, folder, monkeypatch):
    remark = "no publication date: known from today, relative dates empty"
    status, out, err = call(folder, *LIMA, "--dry-run")
    assert (status, err) == (0, "")
    assert remark in out
    monkeypatch.setenv("COLUMNS", "80")
    status, out, err = call(folder, *LIMA, "--dry-run")
    assert status == 0
    assert remark not in out
    assert err == f"imported {folder / 'a.txt'}: {remark}\n"


def test_a_new_crisis_is_told_once(extractor, folder):
    (folder / "b.txt").write_text("Peru shut its mission again.")
    _, out, _ = call(folder, *LIMA)
    assert out.count("New crisis: lima-2024.") == 1
    (folder / "c.txt").write_text("Peru shut its mission for good.")
    _, out, _ = call(folder, *LIMA)
    assert "New crisis" not in out


@pytest.mark.parametrize("words", [(), ("--dry-run",), ("--watch",)])
def test_a_mistyped_crisis_is_refused_before_anything_is_read(extractor, folder, words):
    for slug in ("lima-2024", "quake-2023"):
        Crisis.objects.create(slug=slug, name=slug)
    with pytest.raises(CommandError) as refused:
        call(folder, "--crisis", "lima-2042", *words)
    assert refused.value.returncode == 2
    assert "There is no crisis “lima-2042”: did you mean “lima-2024”?" in str(
        refused.value
    )
    assert "--new-crisis" in str(refused.value)
    assert Crisis.objects.count() == 2
    assert extractor.jobs == []


def test_a_crisis_like_no_other_is_refused_with_those_there_are(folder):
    Crisis.objects.create(slug="lima-2024", name="Lima")
    with pytest.raises(CommandError, match="There are lima-2024"):
        call(folder, "--crisis", "kabul")


def test_a_crisis_that_an_article_alone_names_is_not_made(extractor, folder):
    (folder / "b.txt").write_text("Crisis: lima-2042\n\nPeru shut its mission.")
    status, _, err = call(folder / "b.txt")
    assert status == 1
    assert "There is no crisis “lima-2042”, nor any other." in err
    assert not Crisis.objects.exists()


def test_a_folder_may_describe_the_crisis_that_the_option_names(extractor, folder):
    described = 'slug = "lima-2024"\nhost = "PE"\n'
    (folder / "crisis.toml").write_text(described)
    words = (folder, "--crisis", "lima-2024")
    status, out, _ = call(*words, "--dry-run")
    assert (status, "Would make the crisis lima-2024." in out) == (0, True)
    assert not Crisis.objects.exists()
    status, out, _ = call(folder / "a.txt", "--crisis", "lima-2024")
    assert (status, "New crisis: lima-2024." in out) == (0, True)
    assert Crisis.objects.get().host_id == "PE"
    _, out, _ = call(*words, "--dry-run")
    assert "Would make" not in out


def test_files_of_no_common_folder_are_told_as_they_were_given():
    outcomes = [ArticleOutcome(file, Result.KNOWN) for file in ("/a/b.txt", "/c/d.txt")]
    lines = report_table(ImportReport(tuple(outcomes))).splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["/a/b.txt", "/c/d.txt"]


def test_addresses_and_standard_input_are_told_as_they_are():
    names = ("/a/b/c.txt", "https://d.example/x", "standard input line 3")
    outcomes = [ArticleOutcome(name, Result.KNOWN) for name in names]
    lines = report_table(ImportReport(tuple(outcomes))).splitlines()
    assert [line.split("  ")[0] for line in lines[2:]] == ["c.txt", *names[1:]]


def test_a_dry_run_says_that_nothing_was_written(extractor, folder):
    status, out, _ = call(folder, *LIMA, "--dry-run")
    assert status == 0
    assert "Dry run, nothing written: 1 imported" in out
    assert not Crisis.objects.exists()


def test_an_empty_folder_is_no_error(extractor, tmp_path):
    status, out, _ = call(tmp_path, *LIMA)
    assert (status, "There are no articles." in out) == (0, True)


def test_a_model_that_is_not_installed_is_a_wrong_call(folder, settings):
    settings.SPACY_MODEL = "en_core_web_absent"
    with pytest.raises(CommandError, match="en_core_web_absent") as stop:
        call(folder, *LIMA)
    assert stop.value.returncode == 2
