"""A corrected day of an article on the desk: its rows follow, decided ones stay."""

from datetime import date

import pytest

from reactions import reviewing
from reactions.extraction import batches
from reactions.importing import ImportOptions, NoModelError, import_articles, storing
from reactions.models import Action, Article, ImportRun
from tests.admin.test_roles import as_role, form_address, form_values
from tests.importing.fakes import NOON, FakeExtractor

__all__ = ["as_role"]

# Reading again begins when the corrected day is committed.
pytestmark = pytest.mark.django_db(transaction=True)

WRONG, RIGHT = date(2024, 3, 4), date(2024, 2, 4)


@pytest.fixture
def extractor(monkeypatch):
    fake = FakeExtractor()
    monkeypatch.setattr(batches, "run_job", fake.run_job)
    monkeypatch.setattr(storing, "extractor_version", lambda: "test-1")
    fake.act("Peru shut its mission", "PE")
    return fake


@pytest.fixture
def article(extractor, tmp_path, db):
    path = tmp_path / "a.txt"
    path.write_text("Peru shut its mission.")
    options = ImportOptions(crisis="harbour-2024", new_crisis=True, published_on=WRONG)
    import_articles([path], options, at=NOON)
    return Article.objects.get(crisis__slug="harbour-2024")


@pytest.fixture
def correct(client, article):
    """Save the form of the article with these values; the page that follows."""

    def save(**values):
        form = form_values(client.get(form_address(article))) | values
        client.post(form_address(article), form)
        return client.get("/admin/reactions/article/").content.decode()

    return save


def peru():
    return Action.objects.get(country="PE", crisis__slug="harbour-2024")


def test_a_mended_address_moves_the_article_to_its_page(correct, as_role, tmp_path):
    as_role("editor")
    path, page = tmp_path / "b.txt", "https://example.org/1"
    path.write_text(f"Url: {page}\n\nPeru stayed.")
    import_articles([path], ImportOptions(crisis="harbour-2024"), at=NOON)
    correct(url=page)
    ours = Article.objects.filter(crisis__slug="harbour-2024", url=page)
    assert [each.is_current for each in ours.order_by("pk")] == [False, True]


def test_a_mended_title_reads_nothing_again(correct, as_role):
    as_role("editor")
    runs = ImportRun.objects.count()
    correct(title="Peru leaves")
    assert Article.objects.get(title="Peru leaves")
    assert ImportRun.objects.count() == runs


def test_a_decided_row_keeps_its_day(correct, as_role, article):
    as_role("editor")
    boss = as_role("manager")
    reviewing.accept(peru(), by=boss, at=NOON)
    page = correct(published_on=RIGHT.isoformat())
    assert "1 proposed beside a decided row" in page
    accepted = Action.objects.accepted().get(country="PE")
    assert accepted.announced_on == WRONG
    beside = Action.objects.proposed().get(country="PE")
    assert (beside.announced_on, beside.known_on) == (RIGHT, RIGHT)


def test_untouched_rows_follow_the_corrected_day(correct, as_role, article):
    editor = as_role("editor")
    page = correct(published_on=RIGHT.isoformat())
    assert "1 followed" in page
    assert (peru().announced_on, peru().known_on) == (RIGHT, RIGHT)
    assert ImportRun.objects.newest_first().first().started_by == editor


def test_an_article_that_cannot_be_read_again_is_told(correct, as_role, extractor):
    as_role("editor")
    extractor.breaks_on = "Peru"
    assert "could not be read again" in correct(published_on=RIGHT.isoformat())
    assert peru().announced_on == WRONG


def test_a_missing_model_is_told(correct, as_role, extractor, monkeypatch):
    def without_model(job):
        raise NoModelError("en_core_web_absent")

    as_role("editor")
    monkeypatch.setattr(batches, "run_job", without_model)
    page = correct(published_on=RIGHT.isoformat())
    assert "Not read again" in page
    assert Article.objects.get(crisis__slug="harbour-2024").published_on == RIGHT


def test_the_list_and_the_form_say_that_another_language_is_not_read(
    client, as_role, article
):
    as_role("editor")
    assert "no claims read" not in client.get(form_address(article)).content.decode()
    Article.objects.filter(pk=article.pk).update(language="de")
    told = "Not English (de): text kept, no claims read"
    assert told in client.get(form_address(article)).content.decode()
    assert told in client.get("/admin/reactions/article/").content.decode()
