"""An article with its claims, whole for the desk, in excerpts for the public."""

import pytest


@pytest.fixture
def address(kabul):
    return f"/articles/{kabul.round_up.pk}/"


@pytest.fixture
def bodies(settings):
    settings.PUBLISH_BODIES = True
    settings.PUBLISH_PROPOSED = True


def test_every_claim_is_marked_and_listed(client, kabul, address, bodies):
    page = client.get(address).content.decode()
    for proof in kabul.round_up.evidence.all():
        assert f'id="claim-{proof.start}-{proof.end}"' in page
        assert f'id="row-{proof.start}-{proof.end}"' in page


def test_a_body_is_escaped(client, address, bodies):
    page = client.get(address).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_each_paragraph_takes_its_own_direction(client, address, bodies):
    page = client.get(address).content.decode()
    assert '<p dir="auto">قال السفير إن السفارة مفتوحة.</p>' in page


def test_the_public_sees_quotes_with_a_little_context_and_no_whole_body(
    client, address
):
    page = client.get(address).content.decode()
    assert "suspended operations at its embassy" in page
    assert "belongs to its publisher" in page
    assert "a closure at once" not in page


def test_the_public_is_not_shown_claims_under_review(client, kabul, address):
    page = client.get(address).content.decode()
    hidden = kabul.actions["NL"].evidence.get()
    assert f"claim-{hidden.start}-{hidden.end}" not in page


def test_staff_read_the_whole_body(client, kabul, address):
    client.force_login(kabul.reviewer)
    page = client.get(address).content.decode()
    assert "a closure at once" in page


def test_the_page_costs_the_same_for_any_number_of_claims(
    client, address, bodies, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        client.get(address)


def test_an_article_that_is_not_there_is_a_404(client, db):
    assert client.get("/articles/999999/").status_code == 404


def test_an_address_that_is_no_web_address_is_not_linked(client, kabul, address):
    type(kabul.round_up).objects.filter(pk=kabul.round_up.pk).update(
        url="javascript:alert(1)"
    )
    assert "javascript:" not in client.get(address).content.decode()


def test_an_article_in_another_language_says_why_it_has_no_claims(client, kabul):
    kabul.round_up.language = "de"
    kabul.round_up.save()
    page = client.get(f"/articles/{kabul.round_up.pk}/").content.decode()
    assert "Not English (de): text kept, no claims read." in page


def test_an_english_article_says_nothing_of_it(client, address):
    assert "no claims read" not in client.get(address).content.decode()
