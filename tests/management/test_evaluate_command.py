"""`evaluate`: figures for a gold set on disk."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reactions.extraction import batches
from tests.importing.fakes import FakeExtractor

TEXT = "Title: A day\n\nPeru shut its mission. “We regret it,” Ana Ruiz said.\n"
START = TEXT.index("shut its mission")
GOLD = {
    "a.txt": {
        "postures": [
            {
                "country": "PE",
                "type": "closed",
                "stage": "done",
                "start": START,
                "end": START + 16,
            }
        ],
        "actions": [],
        "officials": [{"name": "Ana Ruiz", "country": "PE", "title": "minister"}],
        "statements": [],
    }
}


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")


@pytest.fixture(autouse=True)
def _no_run_of_the_release(settings, tmp_path: Path) -> None:
    settings.ACCURACY_FILE = tmp_path / "accuracy.json"


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> FakeExtractor:
    fake = FakeExtractor()
    monkeypatch.setattr(batches, "run_job", fake.run_job)
    fake.act("shut its mission", "PE")
    return fake


@pytest.fixture(params=["", "articles"])
def gold(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A gold set with its texts beside the file, or in a folder there."""
    (tmp_path / "gold.json").write_text(json.dumps(GOLD))
    folder = tmp_path / request.param
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_text("Not coded.")
    return tmp_path


def call(*arguments: object) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command("evaluate", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stop:
        status = int(str(stop.code))
    return status, out.getvalue(), err.getvalue()


def line(printed: str, name: str) -> list[str]:
    return next(row for row in printed.splitlines() if name in row).split()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("nowhere",), "has no gold.json"),
        (("{gold}", "--predictions", "nowhere"), "holds no lines of extract"),
        (("{gold}", "--compare", "{gold}/gold.json"), "no file of an earlier run"),
        (("{gold}", "--min", "posture"), "write posture=0.9"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(gold, arguments, reason):
    with pytest.raises(CommandError, match=reason):
        call(*(each.replace("{gold}", str(gold)) for each in arguments))


def test_gold_without_its_text_is_a_wrong_call(tmp_path):
    (tmp_path / "gold.json").write_text(json.dumps(GOLD))
    with pytest.raises(CommandError, match="codes a, which is not in"):
        call(tmp_path)


def test_an_article_coded_twice_is_a_wrong_call(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "gold.json").write_text(json.dumps(GOLD))
        (tmp_path / name / "a.txt").write_text(TEXT)
    with pytest.raises(CommandError, match="codes a a second time"):
        call(tmp_path)


def test_figures_are_printed_by_kind_and_type(extractor, gold):
    status, printed, _ = call(gold)
    assert status == 0
    assert line(printed, "posture")[:8] == [
        "posture",
        *("1", "1", "0", "0", "1.000", "1.000", "1.000"),
    ]
    assert line(printed, "embassy_closed")[1] == "1"
    assert line(printed, "official")[1:6] == ["1", "0", "1", "0", "–"]
    assert "1 articles, 0 without a row. Grounding 1.000" in printed


def test_misses_are_listed_on_request(extractor, gold):
    assert "missed" not in call(gold)[1]
    printed = call(gold, "--misses")[1]
    assert "missed  official  a: PE Ana Ruiz" in printed


def test_a_figure_below_its_least_sets_the_status(extractor, gold):
    status, _, err = call(gold, "--min", "posture=0.9", "--min", "official=0.5")
    assert (status, err.strip()) == (1, f"{gold.name}: official 0.000 is below 0.5")


def test_a_run_is_compared_with_an_earlier_one(extractor, gold, tmp_path):
    earlier = tmp_path / "run.json"
    call(gold, "--save", earlier)
    extractor.official("Ana Ruiz", "PE")
    printed = call(gold, "--compare", earlier)[1]
    assert "Change" in printed
    assert "+1.000" in line(printed, "official")
    assert "+" not in " ".join(line(printed, "posture"))


def test_lines_of_extract_can_be_judged_without_extracting(extractor, gold, tmp_path):
    lines = tmp_path / "p.jsonl"
    lines.write_text(json.dumps({"file": "a.txt", "actions": []}))
    printed = call(gold, "--predictions", lines)[1]
    assert line(printed, "posture")[2:5] == ["0", "1", "0"]
    assert extractor.jobs == []


def test_sets_of_a_folder_are_shown_apart(extractor, tmp_path):
    for name in ("build", "held"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "gold.json").write_text(
            json.dumps({f"{name}.txt": GOLD["a.txt"]})
        )
        (tmp_path / name / f"{name}.txt").write_text(TEXT)
    printed = call(tmp_path)[1]
    assert printed.count("posture") == 2
    assert printed.index("build: 1 articles") < printed.index("held: 1 articles")


def test_the_projects_own_gold_is_judged_by_default(extractor):
    printed = call()[1]
    for name in ("build", "held", "literary"):
        assert f"\n{name}: " in f"\n{printed}"


def test_a_run_is_kept_where_the_accuracy_page_looks(
    extractor, gold, tmp_path, settings
):
    call(gold, "--save")
    run = json.loads((tmp_path / "accuracy.json").read_text())
    assert run["gold"] == gold.name
    assert run["model"].startswith("en_core_web")
    assert [part["name"] for part in run["parts"]] == [gold.name]


def test_a_kept_run_does_not_say_what_the_gold_says(extractor, gold, tmp_path):
    call(gold, "--save", tmp_path / "run.json")
    assert "Ana Ruiz" not in (tmp_path / "run.json").read_text()


def test_a_model_that_is_not_installed_is_a_wrong_call(gold, settings):
    settings.SPACY_MODEL = "en_core_web_absent"
    with pytest.raises(CommandError, match="en_core_web_absent") as stop:
        call(gold)
    assert stop.value.returncode == 2
