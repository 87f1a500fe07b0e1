"""The command that reads stored articles again: wrong calls first."""

import sys
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reactions import reviewing
from reactions.extraction import batches
from reactions.importing import ImportOptions, import_articles, storing
from reactions.models import Action, Article, ImportRun
from reactions.vocabulary import Stage
from tests.builders import a_user
from tests.importing.fakes import NOON, FakeExtractor

pytestmark = pytest.mark.django_db
TEXT = "Peru shut its mission. Chile shut its mission. Spain shut its mission."


@pytest.fixture
def extractor(monkeypatch, tmp_path):
    fake = FakeExtractor()
    monkeypatch.setattr(batches, "run_job", fake.run_job)
    monkeypatch.setattr(storing, "extractor_version", lambda: "test-1")
    fake.act("Peru shut its mission", "PE")
    fake.act("Chile shut its mission", "CL")
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    options = ImportOptions(
        crisis="harbour-2024", new_crisis=True, published_on=date(2024, 3, 4)
    )
    import_articles([path], options, at=NOON)
    return fake


def printed(*arguments: object) -> str:
    out = StringIO()
    call_command("reextract", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--crisis", "nowhere-2020"], "no crisis “nowhere-2020”"),
        (["--crisis", "no where"], "cannot name a crisis"),
        (["--article", "999999"], "no such article: 999999"),
        (["--article", "one"], "invalid int value"),
        (["--jobs", "0"], "at least 1"),
    ],
)
def test_a_wrong_call_is_told(extractor, arguments, told):
    with pytest.raises(CommandError, match=told):
        printed(*arguments)
    assert ImportRun.objects.count() == 1


def test_an_article_that_cannot_be_read_is_told_and_sets_the_status(extractor):
    extractor.breaks_on = "Peru"
    with pytest.raises(SystemExit) as stopped:
        printed()
    assert stopped.value.code == 1


def test_an_unchanged_article_prints_only_the_summary(extractor):
    assert printed().splitlines() == [
        "1 articles read again, 0 failed: 0 new claims, 0 read otherwise and followed,"
        " 0 proposed beside a decided row, 0 withdrawn, 0 not read any more and kept."
    ]


def test_a_dry_run_prints_the_difference(extractor):
    boss = a_user("boss", is_superuser=True)
    for country in ("PE", "CL"):
        row = Action.objects.get(country=country)
        reviewing.accept(row, by=boss, at=NOON)
    extractor.act("Peru shut its mission", "PE", stage=Stage.UNDERWAY)
    extractor.act("Spain shut its mission", "ES")
    del extractor.claims["Chile shut its mission"]
    peru, chile = Action.objects.order_by("-country")
    pk = Article.objects.get().pk
    assert printed("--dry-run", "--crisis", "harbour-2024").splitlines()[:-1] == [
        f"article {pk}, Article {pk}",
        "  + ES embassy_closed, done: “Spain shut its mission”",
        "  ! PE embassy_closed, done: “Peru shut its mission”: stage underway, was"
        f" done, beside accepted {peru.public_id}",
        "  = CL embassy_closed, done: “Chile shut its mission”, accepted"
        f" {chile.public_id}",
    ]
    assert Action.objects.count() == 2


def test_what_was_printed_is_then_done(extractor):
    extractor.act("Peru shut its mission", "PE", stage=Stage.UNDERWAY)
    del extractor.claims["Chile shut its mission"]
    lines = printed("--article", Article.objects.get().pk).splitlines()
    assert [line[:4] for line in lines[1:-1]] == ["  ~ ", "  - "]
    assert Action.objects.get().stage == "underway"
    run = ImportRun.objects.order_by("pk").last()
    assert (run.state, run.counts["withdrawn"]) == ("finished", 1)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [Terminal, StringIO])
def test_how_far_it_is_is_shown_on_a_terminal_alone(extractor, monkeypatch, stream):
    shown = stream()
    monkeypatch.setattr(sys, "stderr", shown)
    printed()
    monkeypatch.undo()
    assert ("Reading again: 100%" in shown.getvalue()) is shown.isatty()
    assert ("1/1" in shown.getvalue()) is shown.isatty()
