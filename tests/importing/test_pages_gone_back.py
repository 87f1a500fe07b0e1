"""A page that goes back to an earlier text: what must not come of it, then what may."""

from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reactions import reviewing
from reactions.importing import (
    ImportOptions,
    ImportReport,
    import_articles,
    queue_articles,
)
from reactions.importing.queueing import QueueSettings, work_off_and_carry_on
from reactions.models import Action, Article, Official, Statement
from reactions.vocabulary import ActionType
from tests.importing.fakes import NOON
from tests.writes import row_counts, writes_in

pytestmark = pytest.mark.django_db

URL = "https://example.org/1"
A = "Peru shut its mission. Chile sent soldiers."
B = "Peru shut its mission. France sent soldiers."


@pytest.fixture(autouse=True)
def read(extractor):
    for country, words in (("PE", "Peru shut"), ("CL", "Chile sent"), ("FR", "France")):
        extractor.act(words, country)


@pytest.fixture
def page(write, run, tmp_path):
    """Import the page as it reads now."""

    def import_page(body: str, *, url: str = URL, **header: str) -> ImportReport:
        return run(write("page.txt", body, url=url, **header))

    return import_page


def act(country: str) -> Action:
    return Action.objects.get(country=country)


def current() -> list[str]:
    return list(Article.objects.filter(is_current=True).values_list("body", flat=True))


def results(report: ImportReport) -> list[str]:
    return [outcome.result.value for outcome in report.outcomes]


def test_a_rejected_claim_of_either_text_stays_rejected(page, boss):
    page(A)
    reviewing.reject(act("CL"), by=boss, at=NOON)
    page(B)
    reviewing.reject(act("FR"), by=boss, at=NOON)
    page(A)
    page(B)
    assert {act("CL").review, act("FR").review} == {"rejected"}
    assert Action.objects.count() == 3


def test_the_text_it_has_already_changes_nothing(page, run, boss):
    for body in (A, B, A):
        page(body)
    reviewing.accept(act("CL"), by=boss, at=NOON)
    before = row_counts(but="reactions_importrun")
    versions = {row.pk: row.version for row in Action.objects.all()}
    with CaptureQueriesContext(connection) as queries:
        report = page(A)
    assert results(report) == ["known"]
    assert all("importrun" in sql for sql in writes_in(queries))
    assert row_counts(but="reactions_importrun") == before
    assert {row.pk: row.version for row in Action.objects.all()} == versions


def test_a_folder_with_both_texts_changes_nothing_the_second_time(write, run, boss):
    write("a.txt", A, url=URL)
    write("b.txt", B, url=URL)
    run()
    for row in Action.objects.all():
        reviewing.accept(row, by=boss, at=NOON)
    with CaptureQueriesContext(connection) as queries:
        assert results(run()) == ["known", "known"]
    assert all("importrun" in sql for sql in writes_in(queries))
    assert current() == [B]
    assert not Action.objects.proposed().exists()


def test_a_text_published_before_the_current_one_does_not_come_back(page, boss):
    page(A, date="2024-03-04")
    page(B, date="2024-03-05")
    reviewing.accept(act("FR"), by=boss, at=NOON)
    assert results(page(A, date="2024-03-04")) == ["known"]
    assert current() == [B]
    assert act("FR").review == "accepted"


def test_an_older_text_that_comes_late_is_not_current(page):
    page(B, date="2024-03-05")
    page(A, date="2024-03-04")
    assert current() == [B]


def test_the_same_text_at_another_address_brings_nothing_back(page):
    page(A)
    page(B)
    assert results(page(A, url="https://example.org/2")) == ["known"]
    assert current() == [B]


def test_a_run_that_is_stopped_brings_nothing_back(page, run, write):
    page(A)
    page(B)
    paths = [write("page.txt", A, url=URL), write("z.txt", "More.")]
    asked, options = iter([False, True]), ImportOptions(crisis="harbour-2024")
    report = import_articles(paths, options, at=NOON, should_stop=lambda: next(asked))
    assert report.was_stopped
    assert results(report) == ["known"]
    assert current() == [B]


def test_a_dry_run_brings_nothing_back(page, run, write):
    page(A)
    page(B)
    report = run(write("page.txt", A, url=URL), dry_run=True)
    assert results(report) == ["known"]
    assert current() == [B]


def test_what_only_the_other_text_says_has_vanished(page, boss):
    page(A)
    page(B)
    reviewing.accept(act("FR"), by=boss, at=NOON)
    reviewing.accept(act("PE"), by=boss, at=NOON)
    report = page(A)
    old = Article.objects.get(body=A)
    assert results(report) == ["revision"]
    assert report.outcomes[0].note == (
        f"its page has the text of article {old.pk} again;"
        " 1 accepted rows reopened: their words are gone"
    )
    assert current() == [A]
    assert act("FR").review == "proposed"
    assert f"Its words are gone from article {old.pk}" in act("FR").note
    assert act("PE").review == "accepted"


def test_what_it_says_itself_stands_as_before(page, boss):
    page(A)
    reviewing.accept(act("CL"), by=boss, at=NOON)
    page(B)
    assert act("CL").review == "proposed"
    version = act("CL").version
    page(A)
    row, old = act("CL"), Article.objects.get(body=A)
    assert (row.review, row.version) == ("proposed", version + 1)
    assert row.note == f"Its words were gone and are back in article {old.pk}."
    assert row.history.latest().history_change_reason.startswith("import ")
    reviewing.accept(row, by=boss, at=NOON + timedelta(hours=1))
    assert results(page(A)) == ["known"]
    assert act("CL").review == "accepted"


def test_every_kind_of_row_vanishes_and_comes_back(page, boss, extractor):
    extractor.statement("We regret", "CL", official="Ana Ruiz", speaker="Ana Ruiz")
    extractor.official("Ana Ruiz", "CL")
    told = f"{A} “We regret it,” Ana Ruiz said."
    page(told)
    rows = (Statement.objects.get(), Official.objects.get())
    for row in rows:
        reviewing.accept(row, by=boss, at=NOON)
    page(B)
    page(told)
    for row in rows:
        row.refresh_from_db()
        assert "are back" in row.note


def test_an_act_is_told_too_that_another_one_was_merged_into(page, boss, extractor):
    extractor.act("Chile left", "CL", ActionType.EMBASSY_MOVED)
    page(A)
    page("Peru shut its mission. Chile left.")
    sent, left = Action.objects.filter(country="CL").order_by("pk")
    reviewing.merge(sent, into=left, by=boss, at=NOON)
    reviewing.accept(left, by=boss, at=NOON)
    page(B)
    left.refresh_from_db()
    assert "Its words are gone" in left.note
    page(A)
    left.refresh_from_db()
    assert "are back" in left.note


def test_it_can_go_back_and_forth(page, boss):
    for body in (A, B, A, B):
        page(body)
        assert current() == [body]
    reviewing.accept(act("CL"), by=boss, at=NOON)
    page(A)
    page(B)
    assert act("CL").review == "proposed"
    assert Article.objects.count() == 2


def test_what_follows_is_a_version_of_the_text_that_came_back(page):
    for body in (A, B, A, f"{A} More."):
        page(body)
    new = Article.objects.latest("pk")
    assert new.revision_of.body == A
    assert current() == [new.body]


def test_one_run_may_bring_a_newer_text_and_the_old_one_again(write, run):
    write("1.txt", A, url=URL)
    write("2.txt", B, url=URL)
    write("3.txt", A, url=URL)
    assert results(run()) == ["imported", "revision", "revision"]
    assert current() == [A]
    assert results(run()) == ["known", "known", "known"]
    assert current() == [A]


def test_so_may_a_queued_one(write, run, tmp_path: Path):
    run(write("1.txt", A, url=URL))
    write("2.txt", B, url=URL)
    write("3.txt", A, url=URL)
    how, sent = QueueSettings(batch=1), []
    queue_articles(
        [tmp_path],
        ImportOptions(crisis="harbour-2024", host="HT"),
        at=NOON,
        send=sent.append,
        how=how,
    )
    while sent:
        work_off_and_carry_on(sent.pop(0), send=sent.append, how=how)
    assert current() == [A]
    assert Article.objects.count() == 2


@pytest.mark.parametrize(
    ("days", "current"),
    [
        ([4, 5], 1),
        ([5, 4], 0),
        ([5, 4, 5], 2),
        ([None, None], 1),
        ([5, None], 1),
        ([5, None, 4], 1),
    ],
)
def test_stored_versions_are_told_by_order_and_day(days, current):
    migration = import_module("reactions.migrations.0014_current_versions")
    dated = [(n, day and date(2024, 3, day)) for n, day in enumerate(days)]
    assert migration.current_of(dated) == current
