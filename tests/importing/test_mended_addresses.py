"""An editor mends an article's address: what its two pages have then."""

from importlib import import_module

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from reactions.importing import ImportReport, move_article
from reactions.models import Article

pytestmark = pytest.mark.django_db

HERE, THERE = "https://example.org/1", "https://example.org/2"
A = "Peru shut its mission. Chile sent soldiers."
B = "Peru shut its mission. France sent soldiers."
C = "Peru shut its mission. Cuba sent soldiers."


@pytest.fixture(autouse=True)
def read(extractor):
    for country, words in (("PE", "Peru shut"), ("CL", "Chile sent"), ("FR", "France")):
        extractor.act(words, country)


@pytest.fixture
def page(write, run):
    """Import a page as it reads now."""

    def import_page(body: str, url: str = HERE, **header: str) -> ImportReport:
        return run(write("page.txt", body, url=url, **header))

    return import_page


def move(body: str, url: str) -> None:
    article = Article.objects.get(body=body)
    article.url = url
    move_article(article)
    stored = Article.objects.get(body=body)
    assert (stored.url, stored.is_current) == (url, article.is_current)


def current() -> set[str]:
    return set(Article.objects.filter(is_current=True).values_list("body", flat=True))


def results(report: ImportReport) -> list[str]:
    return [outcome.result.value for outcome in report.outcomes]


def test_each_page_has_a_text_and_the_same_files_change_nothing(page, run, write):
    page(A)
    page(B)
    move(B, THERE)
    assert current() == {A, B}
    files = [write("a.txt", C, url=HERE), write("b.txt", B, url=THERE)]
    assert results(run(*files)) == ["revision", "known"]
    assert results(run(*files)) == ["known", "known"]
    assert current() == {B, C}


def test_it_takes_the_page_it_comes_to_where_it_is_the_later(page):
    page(A, THERE)
    page(B)
    move(B, THERE)
    assert current() == {B}


def test_an_earlier_one_leaves_the_page_as_it_is(page):
    page(A)
    page(B, THERE)
    move(A, THERE)
    assert current() == {B}
    page(A, THERE)
    assert current() == {A}


def test_one_published_later_takes_the_page_though_it_came_first(page):
    page(A, date="2024-03-05")
    page(B, THERE, date="2024-03-04")
    move(A, THERE)
    assert current() == {A}


def test_one_without_a_page_is_current_by_itself(page):
    page(A)
    page(B)
    move(B, "")
    assert current() == {A, B}


def test_a_text_goes_in_whose_chain_another_page_goes_on(page):
    stub = "Please wait while we check your browser."
    page(stub)
    page(B)
    Article.objects.filter(body=B).update(revision_of=None)
    Article.objects.get(body=stub).delete()
    assert results(page(stub, THERE)) == ["imported"]
    assert current() == {B, stub}


def test_a_page_has_one_current_version_whoever_writes(page):
    page(A)
    page(B)
    sql = "UPDATE reactions_article SET is_current = %s"
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, [True])


@pytest.mark.sqlite
def test_versions_are_found_by_an_index():
    versions = import_module("reactions.importing.versions")
    sql, values, _ = versions.CHAIN._filled([[1], [HERE]])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        assert "article_of_page" in cursor.fetchall()[0][3]


@pytest.mark.django_db(transaction=True)
def test_stored_articles_are_sorted_out_by_page(page):
    for body, url in ((A, HERE), (B, HERE), (C, THERE)):
        page(body, url)
    call_command("migrate", "reactions", "0027", verbosity=0)
    try:
        # By chain B is current and A is not: now each is alone at its page, and what
        # was current of two chains is at one.
        articles = Article.objects
        articles.filter(body=B).update(url=THERE)
        assert articles.filter(is_current=True, url=THERE).count() == 2
    finally:
        call_command("migrate", verbosity=0)
    assert current() == {A, C}


@pytest.mark.django_db(transaction=True)
def test_versions_from_before_there_was_a_current_one_are_told(page):
    for body, url in ((A, HERE), (B, HERE), (C, THERE)):
        page(body, url)
    call_command("migrate", "reactions", "0013", verbosity=0)
    call_command("migrate", verbosity=0)
    assert current() == {B, C}
