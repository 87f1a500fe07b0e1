"""Imports on the desk: who may try an article again, and how far a run is."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from reactions.admin import work_items
from reactions.extraction import batches
from reactions.importing import ImportOptions, NoModelError, import_articles, storing
from reactions.models import Article, ImportRun, WorkItem
from tests.builders import a_user, an_article
from tests.importing.fakes import FakeExtractor

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 9, 1, 12, tzinfo=UTC)
CHANGE_LIST = "admin:reactions_workitem_changelist"


@pytest.fixture
def extractor(monkeypatch: pytest.MonkeyPatch) -> FakeExtractor:
    fake = FakeExtractor(breaks_on="Peru")
    monkeypatch.setattr(batches, "run_job", fake.run_job)
    monkeypatch.setattr(storing, "extractor_version", lambda: "test-1")
    return fake


@pytest.fixture
def set_aside(extractor, tmp_path) -> WorkItem:
    (tmp_path / "a.txt").write_text("Peru shut its mission.")
    import_articles(
        [tmp_path], ImportOptions(crisis="harbour-2024", new_crisis=True), at=NOW
    )
    return WorkItem.objects.get()


def log_in(client, role: str) -> None:
    user = get_user_model().objects.create_user(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)


def try_again(client, item: WorkItem):
    asked = {"action": "try_again", "_selected_action": [item.pk]}
    return client.post(reverse(CHANGE_LIST), asked, follow=True)


def test_a_viewer_sees_the_reason_and_may_not_try_again(client, set_aside, extractor):
    log_in(client, "viewer")
    extractor.breaks_on = ""
    assert "ValueError: broken" in client.get(reverse(CHANGE_LIST)).content.decode()
    try_again(client, set_aside)
    assert not Article.objects.exists()


def test_an_editor_tries_an_article_again_and_it_goes_in(client, set_aside, extractor):
    log_in(client, "editor")
    extractor.breaks_on = ""
    page = try_again(client, set_aside).content.decode()
    assert "1 of 1 went in." in page
    assert Article.objects.get().body == "Peru shut its mission."
    run = ImportRun.objects.get()
    assert (run.counts["imported"], run.counts["failed"], run.errors) == (1, 0, [])


def test_an_article_that_fails_again_says_so(client, set_aside):
    log_in(client, "editor")
    page = try_again(client, set_aside).content.decode()
    assert "0 of 1 went in." in page
    item = WorkItem.objects.get()
    assert (item.state, item.reason) == ("set_aside", "ValueError: broken")


def test_a_broker_that_is_away_leaves_an_article_set_aside(
    client, set_aside, settings, monkeypatch
):
    def away(ids: object) -> None:
        raise ConnectionError("nobody answers")

    settings.BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(work_items, "_send", away)
    log_in(client, "editor")
    page = try_again(client, set_aside).content.decode()
    assert "The queue takes nothing now: nobody answers" in page
    assert WorkItem.objects.get().state == "set_aside"


def test_a_pipeline_that_is_missing_leaves_an_article_set_aside(
    client, set_aside, monkeypatch
):
    def has_none(job: object) -> None:
        raise NoModelError("xx is no spaCy pipeline")

    monkeypatch.setattr(batches, "run_job", has_none)
    log_in(client, "editor")
    page = try_again(client, set_aside).content.decode()
    assert "is no spaCy pipeline" in page
    assert WorkItem.objects.get().state == "set_aside"


def test_what_is_not_set_aside_is_left_alone(client, set_aside, extractor):
    log_in(client, "editor")
    extractor.breaks_on = ""
    try_again(client, set_aside)
    page = try_again(client, set_aside).content.decode()
    assert "None of them is set aside." in page
    assert Article.objects.count() == 1


def test_a_running_import_shows_how_far_it_is_and_looks_again(client, db):
    log_in(client, "viewer")
    run = ImportRun.objects.create(
        started_at=timezone.now(),
        source="x",
        counts={"imported": 3, "refused": 1},
        total=8,
    )
    address = reverse("admin:reactions_importrun_change", args=[run.pk])
    page = client.get(address)
    assert '<progress value="4" max="8"></progress> 4 of 8' in page.content.decode()
    assert page["Refresh"] == "2"
    ImportRun.objects.update(state="finished", finished_at=NOW)
    page = client.get(address)
    assert "4 of 8" in page.content.decode()
    assert "Refresh" not in page


def test_a_run_shows_its_articles_and_its_settings_in_words(client, run_of_two):
    run, articles = run_of_two
    page = client.get(f"/admin/reactions/importrun/{run.pk}/change/").content.decode()
    for article in articles:
        assert f'<a href="/articles/{article.pk}/">{article}</a>' in page
    assert f'href="/admin/queue/?run={run.pk}"' in page
    assert "Country in crisis" in page
    assert "The crisis may be made" in page
    for raw in ("host_city", "is_afresh", "dry_run", "None</td>", "False", "[]", "{"):
        assert raw not in page.split("field-settings_table")[1].split("</fieldset>")[0]


def test_the_list_of_runs_leads_to_the_articles_of_each(client, run_of_two):
    run, articles = run_of_two
    page = client.get("/admin/reactions/importrun/").content.decode()
    address = f"/admin/reactions/article/?import_run__id__exact={run.pk}"
    assert f'<a href="{address}">2</a>' in page
    listed = client.get(address).content.decode()
    assert all(
        f"/admin/reactions/article/{each.pk}/change/" in listed for each in articles
    )
    assert "2 articles" in listed


@pytest.fixture
def run_of_two(client, db):
    client.force_login(a_user("boss", is_superuser=True, is_staff=True))
    settings = {"host": "HT", "host_city": "", "new_crisis": True, "is_afresh": False}
    run = ImportRun.objects.create(
        source="/srv/" + "long" * 40,
        started_at=NOW,
        finished_at=NOW,
        state="finished",
        settings={**settings, "dry_run": False, "processes": 1, "published_on": None},
        counts={"imported": 2, "refused": 0},
    )
    an_article("Elsewhere.")
    return run, [an_article(f"Text {n}.", import_run=run) for n in range(2)]
