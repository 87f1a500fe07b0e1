"""Watching: what is left alone and what ends it first, then what each round brings."""

import os
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from threading import Event

import pytest
from django.core.management import CommandError, call_command

from reactions.extraction import batches
from reactions.importing import DatabaseAwayError, NoModelError, storing
from reactions.management.watching import watch
from reactions.models import Article, ImportRun
from tests.importing.fakes import FakeExtractor

pytestmark = pytest.mark.django_db

LIMA = ("--crisis", "lima-2024", "--new-crisis", "--host", "Peru")


class Rounds(Event):
    """Stops after so many waits; before each next round something may happen."""

    def __init__(self, *between: Callable[[], object]) -> None:
        super().__init__()
        self._between = iter(between)

    def wait(self, timeout: float | None = None) -> bool:
        happens = next(self._between, self.set)
        happens()
        return self.is_set()


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> FakeExtractor:
    fake = FakeExtractor()
    monkeypatch.setattr(batches, "run_job", fake.run_job)
    monkeypatch.setattr(storing, "extractor_version", lambda: "test-1")
    return fake


@pytest.fixture
def watch_folder(
    extractor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., str]:
    from contextlib import contextmanager

    from reactions.management.commands import import_articles

    def run(*between: Callable[[], object]) -> str:
        @contextmanager
        def rounds() -> Iterator[Event]:
            yield Rounds(*between)

        monkeypatch.setattr(import_articles, "stop_sign", rounds)
        out = StringIO()
        words = (*LIMA, "--watch", "--every", "1s")
        call_command("import_articles", str(tmp_path), *words, stdout=out, stderr=out)
        return out.getvalue()

    return run


def write(path: Path, text: str, *, age: float = 60) -> None:
    path.write_text(text)
    os.utime(path, (time.time() - age,) * 2)


def bodies() -> set[str]:
    return set(Article.objects.values_list("body", flat=True))


def test_a_file_that_may_still_be_written_is_left_for_the_next_round(
    watch_folder, tmp_path
):
    path = tmp_path / "a.txt"
    write(path, "Half an arti", age=0)

    def finish() -> None:
        write(path, "Half an article is none.")

    watch_folder(finish)
    assert bodies() == {"Half an article is none."}


def test_an_unchanged_folder_is_not_read_again_and_leaves_no_record(
    watch_folder, tmp_path, monkeypatch
):
    write(tmp_path / "a.txt", "Peru shut its mission.")
    write(tmp_path / "b.txt", "")
    assert "1 imported, 1 refused" in watch_folder()
    opened: list[Path] = []
    really_open = Path.open
    monkeypatch.setattr(
        Path, "open", lambda path, *a, **k: opened.append(path) or really_open(path, *a)
    )
    told = watch_folder(lambda: None)
    assert told.count("nothing new, 2 as before.") == 2
    assert [path for path in opened if path.suffix == ".txt"] == []
    assert ImportRun.objects.count() == 1


def test_a_watch_says_what_it_watches_what_each_round_brought_and_that_it_ended(
    watch_folder, tmp_path, extractor
):
    extractor.act("Peru shut its mission", "PE")
    told = watch_folder(
        lambda: write(tmp_path / "a.txt", "Peru shut its mission."),
        lambda: write(tmp_path / "b.txt", ""),
    ).splitlines()
    second, third, last = [line for line in told if " UTC: " in line]
    assert told[0] == (
        f"Watching {tmp_path} for lima-2024, a round every 1s. Ctrl-C or SIGTERM ends"
        " it once the article in hand is finished."
    )
    assert second.endswith(" UTC: nothing there.")
    assert "1 imported. Proposed: 0 officials, 0 statements and 1 actions" in third
    assert third.endswith("New crisis: lima-2024.")
    assert "0 imported, 1 unchanged, 1 refused" in last


def test_what_a_round_refuses_is_one_line(watch_folder, tmp_path):
    write(tmp_path / "b.txt", "")
    told = watch_folder()
    assert told.count("the file is empty") == 1
    assert f"refused {tmp_path / 'b.txt'}: the file is empty\n" in told
    assert told.endswith("Stopped after 1 round.\n")


def test_each_round_brings_what_is_new_or_changed(watch_folder, tmp_path):
    write(tmp_path / "a.txt", "One.")
    watch_folder(
        lambda: write(tmp_path / "b.txt", "Two."),
        lambda: write(tmp_path / "a.txt", "One, at length.", age=30),
    )
    assert bodies() == {"One.", "Two.", "One, at length."}
    assert ImportRun.objects.filter(state="finished").count() == 3


def test_what_broke_the_extractor_is_tried_again_in_the_next_round(
    watch_folder, tmp_path, extractor
):
    extractor.breaks_on = "Peru"
    write(tmp_path / "a.txt", "Peru shut its mission.")
    watch_folder(lambda: setattr(extractor, "breaks_on", ""))
    assert bodies() == {"Peru shut its mission."}


def test_a_round_that_the_database_breaks_off_is_not_the_last():
    rounds = []

    def import_once() -> None:
        rounds.append(1)
        raise DatabaseAwayError("gone")

    assert watch(import_once, every=1, stop=Rounds(lambda: None)) == 2
    assert len(rounds) == 2


def test_a_round_that_a_fault_of_ours_breaks_off_is_not_the_last(caplog):
    rounds = []

    def import_once() -> None:
        rounds.append(1)
        raise ValueError("Invalid IPv6 URL")

    assert watch(import_once, every=1, stop=Rounds(lambda: None)) == 2
    assert len(rounds) == 2
    assert "Invalid IPv6 URL" in caplog.text


@pytest.mark.parametrize("error", [CommandError("a wrong call"), NoModelError("none")])
def test_a_wrong_call_ends_the_watch(error):
    def import_once() -> None:
        raise error

    with pytest.raises(type(error)):
        watch(import_once, every=1, stop=Rounds(lambda: None))


@pytest.mark.parametrize(
    "words", [("--every", "soon"), ("--every", "0s"), ("--dry-run",)]
)
def test_a_wrong_call_says_what_is_wrong(tmp_path, words):
    with pytest.raises(CommandError, match="span of time|goes with neither"):
        call_command("import_articles", str(tmp_path), "--watch", *words)
