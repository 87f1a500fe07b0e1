"""An official's page, the method, and what other sites show of a link."""

from django.urls import reverse

from reactions import reviewing
from tests.builders import a_statement, an_official
from tests.kabul import NOW


def text_of(response):
    return " ".join(response.content.decode().split())


def test_an_official_has_what_they_said_and_where_they_are_named(
    client, kabul, settings
):
    settings.PUBLISH_PROPOSED = True
    page = text_of(client.get(reverse("official", args=[kabul.official.pk])))
    assert kabul.official.name in page
    assert kabul.statement.text in page
    assert kabul.official.evidence.first().quote in page


def test_a_merged_official_leads_to_the_one_that_stands(client, kabul):
    other = an_official(
        "Marc Garnau", country="CA", proved=False, merged_into=kabul.official
    )
    response = client.get(reverse("official", args=[other.pk]))
    assert response["Location"] == reverse("official", args=[kabul.official.pk])


def test_an_unreviewed_official_is_hidden_from_the_public(client, kabul):
    hidden = an_official("Jan Roe", country="NL", proved=False)
    assert hidden.review == "proposed"
    assert client.get(reverse("official", args=[hidden.pk])).status_code == 404
    client.force_login(kabul.reviewer)
    assert client.get(reverse("official", args=[hidden.pk])).status_code == 200


def test_statements_under_review_stay_hidden_on_a_reviewed_officials_page(
    client, kabul
):
    if kabul.official.review != "accepted":
        reviewing.accept(kabul.official, by=kabul.reviewer, at=NOW)
    hidden = a_statement(
        "We wait and see", country="CA", proved=False, official=kabul.official
    )
    page = text_of(client.get(reverse("official", args=[kabul.official.pk])))
    assert kabul.official.name in page
    assert hidden.text not in page


def test_the_method_says_what_this_site_publishes(client, db, settings):
    settings.PUBLISH_PROPOSED = False
    assert "shows reviewed rows only" in text_of(client.get("/method/"))
    settings.PUBLISH_PROPOSED = True
    assert "shows proposals too" in text_of(client.get("/method/"))


def test_a_link_to_a_board_tells_its_answer_elsewhere(client, kabul, settings):
    settings.PUBLISH_PROPOSED = True
    page = text_of(client.get("/crises/kabul-2021/?on=2021-08-15&known_by=2021-08-16"))
    assert (
        '<meta property="og:title" content="Fall of Kabul: 3 closed, 1 moved, 1 kept">'
        in page
    )


def test_a_row_has_a_text_to_cite(client, kabul):
    act = kabul.actions["CA"]
    page = text_of(client.get(reverse("action", args=[act.pk])))
    assert f"{act.public_id}, version {act.version}" in page


def test_it_takes_few_queries(client, kabul, settings, django_assert_max_num_queries):
    settings.PUBLISH_PROPOSED = True
    for number in range(5):
        a_statement(
            f"So, {number}", country="CA", official=kabul.official, proved=False
        )
    with django_assert_max_num_queries(10):
        client.get(reverse("official", args=[kabul.official.pk]))


def test_pages_of_a_country_an_official_and_an_article_say_how_to_cite(
    client, kabul, settings
):
    settings.PUBLISH_PROPOSED = True
    official = kabul.official
    page = text_of(client.get(reverse("official", args=[official.pk])))
    assert f"{official.public_id}, version {official.version}" in page
    page = text_of(client.get("/countries/CA/"))
    assert "Canada. Reaction Tracker, as of" in page
    assert 'href="/crises/kabul-2021/#row-CA"' in page
    page = text_of(client.get(reverse("article", args=[kabul.round_up.pk])))
    assert "Claims read by Reaction Tracker: http://testserver/articles/" in page
