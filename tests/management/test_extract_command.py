"""`extract`: JSON Lines with offsets in the file, and no database."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reactions.extraction import batches
from tests.importing.fakes import FakeExtractor

TEXT = "Date: 2024-03-05\n\nPeru 🇵🇪 shut its mission. “We regret it,” Ana Ruiz said.\n"


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> FakeExtractor:
    fake = FakeExtractor()
    monkeypatch.setattr(batches, "run_job", fake.run_job)
    fake.act("shut its mission", "PE")
    fake.statement("We regret it", "PE", speaker_start=2, speaker_end=5)
    fake.official("Ana Ruiz", "PE")
    return fake


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def call(*arguments: object) -> tuple[int, list[dict], str]:
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command("extract", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stop:
        status = int(str(stop.code))
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    return status, lines, err.getvalue()


def test_offsets_count_in_the_file_with_its_header(extractor, folder):
    status, (row,), _ = call(folder)
    assert (status, row["file"]) == (0, "a.txt")
    for kind in ("officials", "statements", "actions"):
        (claim,) = row[kind]
        assert TEXT[claim["start"] : claim["end"]] == claim["text"]
    header = TEXT.index("Peru")
    assert row["statements"][0]["speaker_start"] == header + 2


def test_every_field_of_a_claim_is_printed(extractor, folder):
    _, (row,), _ = call(folder)
    (action,) = row["actions"]
    assert action["announced_on"] == {
        "on": "2024-03-05",
        "precision": "day",
        "basis": "publication",
    }
    assert action["effective_on"] is None
    assert {"country", "type", "stage", "destination", "quantity", "rule"} <= set(
        action
    )
    (statement,) = row["statements"]
    assert {"country", "speaker", "kind", "stance", "said_on"} <= set(statement)
    (official,) = row["officials"]
    assert {"name", "country", "title", "start", "end"} <= set(official)


def test_options_reach_the_extractor(extractor, folder):
    call(folder, "--host", "HT", "--city", "Jacmel", "--all-speakers")
    (job,) = extractor.jobs
    assert (job.host, job.host_city, job.all_speakers) == ("HT", "Jacmel", True)


def test_what_is_refused_goes_to_stderr_and_into_the_status(extractor, folder):
    (folder / "b.txt").write_bytes(b"")
    status, rows, err = call(folder)
    assert (status, len(rows)) == (1, 1)
    assert "b.txt: the file is empty" in err
    status, rows, err = call(folder / "nowhere", folder / "a.txt")
    assert (status, len(rows)) == (2, 1)
    assert "nowhere: there is no such file or folder" in err


def test_what_breaks_the_extractor_is_refused_and_the_rest_printed(extractor, folder):
    (folder / "b.txt").write_text("Chile stays.")
    extractor.breaks_on = "Peru"
    status, rows, err = call(folder)
    assert (status, [row["file"] for row in rows]) == (1, ["b.txt"])
    assert "a.txt: ValueError: broken" in err


def test_it_runs_without_a_database(folder):
    (folder / "a.txt").write_bytes(b"")
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"}
    run = subprocess.run(
        [sys.executable, "manage.py", "extract", str(folder)],
        env=environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (1, "")
    assert "the file is empty" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_model_that_is_not_installed_is_a_wrong_call(folder, settings):
    settings.SPACY_MODEL = "en_core_web_absent"
    with pytest.raises(CommandError, match="en_core_web_absent") as stop:
        call(folder)
    assert stop.value.returncode == 2
