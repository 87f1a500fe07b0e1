"""The search of the public pages."""

import pytest


@pytest.fixture
def published(settings):
    settings.PUBLISH_PROPOSED = True


def text_of(response):
    return " ".join(response.content.decode().split())


def ask(client, q, **more):
    return text_of(client.get("/search/", {"q": q, **more}))


def test_words_are_found_and_marked(client, kabul, published):
    page = ask(client, "safe way")
    assert "<mark>safe</mark>" in page
    assert f'href="/statements/{kabul.statement.pk}/"' in page


def test_a_countrys_name_finds_its_acts(client, kabul, published):
    page = ask(client, "Germany", kind="acts")
    assert f'href="/actions/{kabul.actions["DE"].pk}/"' in page


def test_officials_and_articles_are_found(client, kabul, published):
    assert f'href="/officials/{kabul.official.pk}/"' in ask(client, "garneau")
    assert f'href="/articles/{kabul.round_up.pk}/"' in ask(client, "capitals answered")


def test_what_is_hidden_is_not_found(client, kabul):
    page = ask(client, "Netherlands", kind="acts")
    assert f'href="/actions/{kabul.actions["NL"].pk}/"' not in page


def test_other_peoples_texts_are_not_found_by_words_they_may_not_see(client, kabul):
    word = "raced"
    assert word in kabul.round_up.body
    assert f'href="/articles/{kabul.round_up.pk}/"' not in ask(client, word)


def test_a_crisis_narrows_it(client, kabul, published):
    page = ask(client, "embassy", crisis="kabul-2021")
    assert f'href="/actions/{kabul.actions["DE"].pk}/"' in page


@pytest.mark.parametrize(
    "q", ["", "   ", "***", "<script>alert(1)</script>", "x" * 999]
)
def test_strange_questions_are_answered(client, kabul, published, q):
    response = client.get("/search/", {"q": q, "crisis": "nowhere", "kind": "all"})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_it_takes_few_queries(client, kabul, published, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        ask(client, "embassy")


def test_the_newest_come_first(client, kabul, published):
    found = client.get("/search/", {"q": "embassy", "kind": "acts"}).context["shown"]
    days = [hit.row.known_on for hit in found[0].hits]
    assert len(set(days)) > 1
    assert days == sorted(days, reverse=True)
