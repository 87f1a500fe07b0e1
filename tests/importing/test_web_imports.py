"""Imports of addresses and feeds: what is not forgotten, then what costs nothing."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from reactions.importing import ImportReport
from reactions.models import Article, FetchedAddress, ImportRun
from tests.importing.fakes import NOON
from tests.web_server import Reply, WebServer, article, conditional, serving

pytestmark = pytest.mark.django_db

FIRST = "Peru shut its mission on Sunday, its ministry said in a statement."


@pytest.fixture
def web() -> Iterator[WebServer]:
    with serving() as server:
        yield server


def feed(*paths: str) -> Reply:
    items = "".join(f"<item><title>{p}</title><link>{p}</link></item>" for p in paths)
    body = f"<rss version='2.0'><channel><title>W</title>{items}</channel></rss>"
    return Reply(body.encode(), kind="application/rss+xml")


@pytest.fixture
def fetch(extractor, run) -> Callable[..., ImportReport]:
    extractor.act("Peru shut its mission", "PE")

    def import_addresses(*urls: str, **changes: object) -> ImportReport:
        return run(*urls, **{"private_addresses": True, **changes})

    return import_addresses


def results(report: ImportReport) -> list[str]:
    return [outcome.result.value for outcome in report.outcomes]


def test_an_entry_that_failed_is_asked_for_again(web, fetch):
    web.page("/one", article("One", FIRST))
    web.routes["/two"] = Reply(b"busy", status=503)
    body = feed("/one", "/two").body
    web.routes["/feed"] = conditional(body, etag='"1"', kind="text/xml")
    assert results(fetch(web.url + "/feed")) == ["imported", "refused"]
    assert set(FetchedAddress.objects.values_list("url", flat=True)) == {
        web.url + "/one"
    }
    web.page("/two", article("Two", FIRST.replace("Sunday", "Monday")))
    web.asked.clear()
    assert results(fetch(web.url + "/feed")) == ["unchanged", "imported"]
    assert web.paths() == ["/feed", "/two"]


NEVER = {
    "no reader": Reply(b"x", kind="video/mp4"),
    "gone": Reply(b"x", status=410),
    "not found": Reply(b"x", status=404),
    "no text": Reply(b"<html><body>Log in</body></html>"),
}


@pytest.mark.parametrize("reply", NEVER.values(), ids=NEVER.keys())
def test_an_entry_that_can_never_be_read_is_told_once_and_costs_no_more(
    web, fetch, reply
):
    web.page("/one", article("One", FIRST))
    web.routes["/never"] = reply
    body = feed("/one", "/never").body
    web.routes["/feed"] = conditional(body, etag='"1"', kind="text/xml")
    watched = {"is_watching": True, "only_with_news": True}
    assert results(fetch(web.url + "/feed", **watched)) == ["imported", "refused"]
    for _ in range(2):
        web.asked.clear()
        assert results(fetch(web.url + "/feed", **watched)) == ["unchanged"]
        assert web.paths() == ["/feed"]
    assert ImportRun.objects.count() == 1


def test_an_entry_that_was_refused_is_asked_for_once_the_feed_tells_more(web, fetch):
    first = feed("/one").body
    web.routes["/feed"] = Reply(first, kind="text/xml")
    assert results(fetch(web.url + "/feed")) == ["refused"]
    web.page("/one", article("One", FIRST))
    more = first.replace(b"<title>/one</title>", b"<title>/one, corrected</title>")
    web.routes["/feed"] = Reply(more, kind="text/xml")
    assert results(fetch(web.url + "/feed")) == ["imported"]


def test_an_entry_that_was_too_large_is_asked_for_once_it_may_be(web, fetch):
    web.page("/one", article("One", FIRST + " More of it." * 500))
    one = feed("/one").body
    web.routes["/feed"] = Reply(one, kind="text/xml")
    assert results(fetch(web.url + "/feed", max_bytes=2000)) == ["refused"]
    web.asked.clear()
    web.routes["/feed"] = Reply(one + b" ", kind="text/xml")
    assert results(fetch(web.url + "/feed", max_bytes=2000)) == ["unchanged"]
    assert web.paths() == ["/feed"]
    web.routes["/feed"] = Reply(one + b"  ", kind="text/xml")
    assert results(fetch(web.url + "/feed", max_bytes=20_000)) == ["imported"]


def test_a_page_without_a_text_is_told_once(web, fetch):
    url = web.page("/login", "<html><body>Log in</body></html>")
    assert results(fetch(url)) == ["refused"]
    assert results(fetch(url)) == ["unchanged"]


def test_an_article_that_broke_the_extractor_is_asked_for_again(web, fetch, extractor):
    extractor.breaks_on = "Peru"
    web.page("/one", article("One", FIRST))
    web.routes["/feed"] = feed("/one")
    assert results(fetch(web.url + "/feed")) == ["failed"]
    assert not FetchedAddress.objects.exists()
    extractor.breaks_on = ""
    assert results(fetch(web.url + "/feed")) == ["imported"]


def test_a_dry_run_remembers_nothing(web, fetch):
    web.page("/one", article("One", FIRST))
    assert results(fetch(web.url + "/one", dry_run=True)) == ["imported"]
    assert not FetchedAddress.objects.exists()


def test_what_one_crisis_knows_is_new_to_another(web, fetch):
    url = web.page("/one", article("One", FIRST))
    fetch(url)
    assert results(fetch(url, crisis="quake-2024")) == ["imported"]


def test_an_unchanged_feed_costs_one_request_and_no_row(web, fetch):
    web.page("/one", article("One", FIRST))
    web.routes["/feed"] = conditional(feed("/one").body, etag='"1"', kind="text/xml")
    fetch(web.url + "/feed")
    before = list(FetchedAddress.objects.values())
    web.asked.clear()
    report = fetch(web.url + "/feed", only_with_news=True, at=NOON + timedelta(days=1))
    assert results(report) == ["unchanged"]
    assert web.paths() == ["/feed"]
    assert report.run_id is None
    assert ImportRun.objects.count() == 1
    assert list(FetchedAddress.objects.values()) == before


def test_asked_afresh_everything_is_read_again(web, fetch):
    url = web.page("/one", article("One", FIRST))
    fetch(url)
    assert results(fetch(url)) == ["unchanged"]
    assert results(fetch(url, is_afresh=True)) == ["known"]


def test_a_page_that_changed_is_a_revision(web, fetch):
    url = web.page("/one", article("One", FIRST))
    fetch(url)
    web.page("/one", article("One", FIRST.replace("Sunday", "Monday")))
    assert results(fetch(url)) == ["revision"]
    assert Article.objects.filter(url=url, revision_of__isnull=False).count() == 1


def test_private_addresses_are_refused_unless_allowed(web, fetch):
    url = web.page("/one", article("One", FIRST))
    report = fetch(url, private_addresses=False)
    assert "no public address" in report.outcomes[0].note


def test_a_password_is_kept_in_no_record(web, fetch):
    url = web.url.replace("://", "://anna:secret@") + "/one"
    report = fetch(url)
    assert "user name or a password" in report.outcomes[0].note
    run = ImportRun.objects.get()
    assert "secret" not in f"{run.source} {run.errors} {run.settings}"
