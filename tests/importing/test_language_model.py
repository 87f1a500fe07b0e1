"""EXTRACTOR=llm: every door reads by the model, and says where the rules stood in."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from reactions.extraction.installed import EXTRACTOR_VERSION, model_version
from reactions.importing import ImportOptions, extractors, import_articles, reextract
from reactions.importing.queueing import QueueSettings, queue_articles
from reactions.importing.working import work_off
from reactions.models import Action, Article, Evidence, ImportRun
from tests.importing.fakes import NOON, FakeExtractor
from tests.language_model.fake_endpoint import (
    KEY,
    FakeEndpoint,
    act,
    answer,
    fake_endpoint,
)
from tests.web_server import Reply

pytestmark = pytest.mark.django_db

TEXT = (
    "Title: A day\nPublished: 2021-08-17\nCrisis: kabul-2021\n\n"
    "Peru shut its mission. France closed its embassy on Sunday.\n"
)
GOOD = answer(
    actions=[
        act("France closed its embassy", "FR", effective="on Sunday"),
        act("China closed its embassy", "CN"),
    ]
)
DOWN = Reply(b"", status=404)


@pytest.fixture
def endpoint(tmp_path: Path, settings) -> Iterator[FakeEndpoint]:
    with fake_endpoint(tmp_path) as fake:
        settings.EXTRACTOR = "LLM"
        settings.LLM_URL = fake.url
        settings.LLM_MODEL = "tiny-1"
        settings.LLM_KEY = KEY
        settings.LLM_SECONDS = 20
        settings.LLM_STORE = str(fake.store)
        yield fake


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> FakeExtractor:
    """The rules, quick; the versions are the real ones."""
    from reactions.extraction import batches

    fake = FakeExtractor()
    fake.act("shut its mission", "PE")
    monkeypatch.setattr(batches, "run_job", fake.run_job)
    return fake


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "articles" / "a.txt"
    file.parent.mkdir()
    file.write_text(TEXT, encoding="utf-8")
    return file


OPTIONS = ImportOptions(crisis="kabul-2021", new_crisis=True, host="AF")


def proved() -> list[tuple[str, str, str]]:
    rows = Evidence.objects.filter(action__isnull=False).order_by("start")
    return [(e.action.country_id, e.rule, e.extractor_version) for e in rows]


def test_what_the_model_tells_is_proposed_with_its_proof(
    endpoint: FakeEndpoint, rules: FakeExtractor, article: Path
):
    endpoint.answers(GOOD)
    report = import_articles([article], OPTIONS, at=NOON)
    assert proved() == [("FR", "llm", "llm-1 tiny-1")]
    (outcome,) = report.outcomes
    assert "dropped: 1 country not named in the article" in outcome.note
    run = ImportRun.objects.get()
    assert run.settings["extractor_version"] == "llm-1 tiny-1"
    assert run.settings["model"] == "tiny-1"
    assert KEY not in json.dumps(run.settings)
    assert rules.jobs == []


def test_where_the_endpoint_fails_the_rules_read_and_it_is_told(
    endpoint: FakeEndpoint, rules: FakeExtractor, article: Path
):
    endpoint.answers(DOWN)
    report = import_articles([article], OPTIONS, at=NOON)
    assert proved() == [("PE", "act.test", EXTRACTOR_VERSION)]
    (outcome,) = report.outcomes
    assert "read by the rules, not by the language model: it answered 404" in (
        outcome.note
    )


def test_reading_again_needs_the_model(
    endpoint: FakeEndpoint, rules: FakeExtractor, article: Path
):
    """What the model read is not taken back because its endpoint is down."""
    endpoint.answers(GOOD)
    import_articles([article], OPTIONS, at=NOON)
    pk = Article.objects.get().pk
    endpoint.store.unlink()
    endpoint.answers(DOWN)
    counts = reextract([pk], at=NOON, source="again")
    assert (counts["failed"], counts["withdrawn"]) == (1, 0)
    assert proved() == [("FR", "llm", "llm-1 tiny-1")]


def test_reading_again_by_the_model_replaces_what_the_rules_read(
    endpoint: FakeEndpoint, rules: FakeExtractor, article: Path
):
    endpoint.answers(DOWN, GOOD)
    import_articles([article], OPTIONS, at=NOON)
    reextract([Article.objects.get().pk], at=NOON, source="again")
    assert proved() == [("FR", "llm", "llm-1 tiny-1")]
    assert Action.objects.get().country_id == "FR"


def test_workers_of_the_queue_ask_the_model(
    endpoint: FakeEndpoint, rules: FakeExtractor, article: Path
):
    endpoint.answers(GOOD)
    sent: list[int] = []
    queue_articles(
        [article],
        OPTIONS,
        how=QueueSettings(),
        at=NOON,
        send=sent.extend,
    )
    work_off(sent)
    assert proved() == [("FR", "llm", "llm-1 tiny-1")]


def test_the_commands_read_by_the_model(
    endpoint: FakeEndpoint, rules: FakeExtractor, article: Path
):
    endpoint.answers(GOOD)
    out = StringIO()
    call_command("extract", str(article), stdout=out)
    row = json.loads(out.getvalue())
    (action,) = row["actions"]
    assert action["text"] == "France closed its embassy"
    assert TEXT[action["start"] : action["end"]] == action["text"]
    assert action["effective_on"]["on"] == "2021-08-15"


def test_figures_are_of_the_model_alone(
    endpoint: FakeEndpoint, rules: FakeExtractor, article: Path
):
    coded = {"country": "FR", "type": "closed", "stage": "done"}
    start = TEXT.index("France closed")
    coded |= {"start": start, "end": start + 25}
    gold = {"a.txt": {"postures": [coded], "actions": [], "officials": []}}
    (article.parent / "gold.json").write_text(json.dumps(gold))
    out, err = StringIO(), StringIO()
    endpoint.answers(DOWN, GOOD)
    call_command("evaluate", str(article.parent), stdout=out, stderr=err)
    assert "1 articles, 1 without a row" in out.getvalue()
    assert (
        err.getvalue() == "not read a: the language model: it answered 404 Not Found\n"
    )
    out = StringIO()
    call_command("evaluate", str(article.parent), "--min", "posture=1", stdout=out)
    assert "Read by extractor llm-1 tiny-1 with tiny-1." in out.getvalue()
    assert rules.jobs == []


def test_by_default_the_rules_read(settings):
    assert settings.EXTRACTOR == "RULES"
    assert extractors.extractor_version() == EXTRACTOR_VERSION
    assert extractors.model_named("") == model_version()
