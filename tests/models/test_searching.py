"""What the lists offer: words to search, days, urgency, and rows left out."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reactions.models import Action, Article, Country, Crisis, Evidence, Statement
from reactions.models.reviewable import ReviewableQuerySet
from tests.builders import (
    NOON,
    a_crisis,
    a_statement,
    an_action,
    an_article,
    an_official,
)

pytestmark = pytest.mark.django_db


def test_every_word_must_be_there_in_any_order() -> None:
    statement = a_statement()
    assert list(Statement.objects.search("legrand leaving")) == [statement]
    assert not Statement.objects.search("legrand staying").exists()
    assert list(Statement.objects.search("")) == [statement]


@pytest.mark.parametrize("length", [251, 3000, 100_000])
def test_a_word_longer_than_any_finds_nothing(length: int) -> None:
    word = "x" * length
    a_statement(speaker="leaving " + word[:400])
    for words in (word, f"leaving {word}", f"{word}*"):
        assert list(Statement.objects.search(words)) == []
        assert list(Statement.objects.searched_newest_first(words)) == []


def test_a_search_takes_wildcards_for_letters() -> None:
    a_statement()
    assert not Statement.objects.search("100%").exists()
    assert not Statement.objects.search("Le_rand").exists()


def test_an_article_is_found_by_its_text_and_its_publisher() -> None:
    article = an_article()
    for words in ["embassy", "courier", "Anne Sunday"]:
        assert list(Article.objects.search(words, bodies=True)) == [article]


def test_a_search_of_heads_does_not_tell_what_stands_in_a_body() -> None:
    article = an_article()
    assert list(Article.objects.search("courier")) == [article]
    assert not Article.objects.search("Anne Sunday").exists()


def test_countries_are_found_by_code_name_and_alias() -> None:
    for words in ["FR", "fra", "french republic"]:
        assert Country.objects.search(words).filter(code="FR").exists()


def test_officials_and_actions_are_found_by_country() -> None:
    action, official = an_action(), an_official()
    assert list(Action.objects.search("france closed")) == [action]
    assert list(type(official).objects.search("anne france")) == [official]


def test_a_reprint_is_no_original() -> None:
    original = an_article()
    an_article("The same, reprinted.", copy_of=original)
    assert list(Article.objects.originals()) == [original]


def test_articles_of_some_days_are_found_newest_first() -> None:
    undated = an_article("No day.", published_on=None)
    first = an_article("One.", published_on=date(2021, 8, 14))
    last = an_article("Two.", published_on=date(2021, 8, 16))
    assert list(Article.objects.newest_first()) == [last, first, undated]
    between = Article.objects.published_between(date(2021, 8, 14), date(2021, 8, 15))
    assert list(between) == [first]
    assert Article.objects.published_between(None, None).count() == 3


def test_the_queue_begins_with_what_matters_most() -> None:
    usual, urgent = an_action(), an_action(priority=5)
    assert list(Action.objects.proposed().most_urgent_first()) == [urgent, usual]


def test_states_of_review_are_words() -> None:
    an_action()
    found: ReviewableQuerySet = Action.objects.all()
    assert found.proposed().count() == found.reviewed_as("proposed").count() == 1
    assert found.not_rejected().count() == 1
    assert not found.accepted().exists()
    assert not found.rejected().exists()


@pytest.mark.parametrize(
    ("ended", "last"),
    [
        (None, date(2021, 9, 1)),
        (date(2021, 8, 31), date(2021, 8, 31)),
        (date(2021, 9, 30), date(2021, 9, 1)),
    ],
)
def test_a_board_ends_with_its_crisis_or_today(ended: date | None, last: date) -> None:
    crisis = Crisis(slug="kabul-2021", ended_on=ended)
    assert crisis.last_day(date(2021, 9, 1)) == last


def test_a_form_refuses_a_quote_that_is_not_there() -> None:
    evidence = Evidence(
        article=an_article(),
        action=an_action(quote=""),
        start=0,
        end=6,
        quote="Vienna",
        created_at=NOON,
    )
    with pytest.raises(ValidationError, match="does not read so"):
        evidence.full_clean()
    evidence.quote = "France"
    evidence.full_clean()


def test_rows_are_found_in_their_crisis() -> None:
    action = an_action()
    a_crisis("khartoum-2023")
    assert list(Action.objects.in_crisis("kabul-2021")) == [action]
    assert not Action.objects.in_crisis("khartoum-2023").exists()
