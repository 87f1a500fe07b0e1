"""Pages of one country, act or statement, and the codebook."""

from datetime import date

import pytest

from reactions import reviewing
from reactions.vocabulary import ActionType, Stance
from tests.kabul import NOW, make_action, prove


@pytest.fixture
def published(settings):
    settings.PUBLISH_PROPOSED = True


def test_a_country_shows_its_acts_and_words(client, kabul):
    page = client.get("/countries/CA/").content.decode()
    assert "Embassy suspended" in page
    assert "We had no safe way to stay" in page


def test_a_country_shows_what_became_of_its_mission(client, kabul):
    page = client.get("/countries/CA/").content.decode()
    missions = page[page.index('id="missions"') : page.index('id="acts"')]
    assert "Suspended" in missions
    assert "reviewed</span>" in missions
    assert 'href="/crises/kabul-2021/#row-CA"' in missions
    assert 'id="missions"' not in client.get("/countries/PE/").content.decode()


def test_a_country_is_found_by_its_code_in_any_case(client, kabul):
    assert client.get("/countries/ca/").status_code == 200


@pytest.mark.parametrize("code", ["%00", "D%00", "%00DE"])
def test_a_code_with_a_nul_is_nobodys(client, kabul, code):
    assert client.get(f"/countries/{code}/").status_code == 404


def test_a_country_leads_the_desk_to_boards_with_its_unreviewed_rows(client, kabul):
    client.force_login(kabul.reviewer)
    page = client.get("/countries/NL/").content.decode()
    assert 'href="/crises/kabul-2021/?review=proposed#row-NL"' in page
    page = client.get("/countries/CA/").content.decode()
    assert 'href="/crises/kabul-2021/#row-CA"' in page
    page = client.get("/countries/NO/").content.decode()
    assert 'href="/crises/kabul-2021/?review=proposed#row-NO"' in page


def test_a_country_without_rows_is_not_called_silent(client, kabul):
    assert "not the same as none" in client.get("/countries/PE/").content.decode()


def test_an_act_shows_the_words_that_prove_it(client, kabul):
    page = client.get(f"/actions/{kabul.actions['CA'].pk}/").content.decode()
    assert "<mark>suspended operations at its embassy</mark>" in page


def test_a_statement_shows_speaker_and_stance(client, kabul):
    page = client.get(f"/statements/{kabul.statement.pk}/").content.decode()
    assert "Foreign Minister" in page
    assert "Information" in page


def test_rows_under_review_are_not_public(client, kabul):
    assert client.get(f"/actions/{kabul.actions['NL'].pk}/").status_code == 404


def test_a_statement_does_not_name_an_official_who_is_not_public(client, kabul):
    kabul.official.name = "Hidden Name"
    kabul.official.save()
    reviewing.reject(kabul.official, by=kabul.reviewer, at=NOW)
    page = client.get(f"/statements/{kabul.statement.pk}/").content.decode()
    assert "Hidden Name" not in page


def test_an_act_does_not_lead_to_a_plan_that_is_not_public(client, kabul):
    plan, act = kabul.actions["NL"], kabul.actions["CA"]
    reviewing.amend(act, {"fulfils": plan}, by=kabul.reviewer, at=NOW)
    page = client.get(f"/actions/{act.pk}/").content.decode()
    assert f"/actions/{plan.pk}/" not in page


def test_a_merged_act_leads_to_the_one_that_stands_for_it(client, kabul):
    act = kabul.actions["CA"]
    again = make_action(kabul.crisis, "CA", "embassy_suspended")
    prove(again, kabul.second, "mission had suspended operations")
    reviewing.accept(again, by=kabul.reviewer, at=NOW)
    reviewing.merge(again, into=act, by=kabul.reviewer, at=NOW)
    response = client.get(f"/actions/{again.pk}/", follow=True)
    assert response.redirect_chain == [(f"/actions/{act.pk}/", 302)]
    assert "<mark>mission had suspended operations</mark>" in response.content.decode()
    claims = client.get(f"/articles/{kabul.second.pk}/").content.decode()
    assert f"/actions/{act.pk}/" in claims
    assert f"/actions/{again.pk}/" not in claims


def test_rows_under_review_are_shown_where_the_site_publishes_them(
    client, kabul, published
):
    response = client.get(f"/actions/{kabul.actions['NL'].pk}/")
    assert "unreviewed" in response.content.decode()


def test_a_country_page_costs_the_same_for_any_number_of_rows(
    client, kabul, published, django_assert_max_num_queries
):
    # The country, its acts, those merged into them, its statements, and the evidence
    # of either; and its missions in all crises.
    with django_assert_max_num_queries(9):
        client.get("/countries/CA/")


def test_the_codebook_explains_every_value(client, db):
    page = client.get("/codebook/").content.decode()
    for value in [*ActionType, *Stance]:
        assert f'id="{value}"' in page


@pytest.mark.parametrize("address", ["/", "/crises/kabul-2021/", "/codebook/"])
def test_a_page_is_only_read(client, kabul, address):
    for verb in (client.post, client.put, client.delete):
        assert verb(address).status_code == 405


def test_an_act_of_a_country_has_one_day(client, kabul):
    page = client.get("/countries/DE/").content.decode()
    assert "Takes effect" not in page
    assert 'done<br><span class="quiet">from 15 August 2021</span>' in page
    acts = type(kabul.actions["DE"]).objects.filter(country="DE")
    empty = {"effective_on_precision": "", "effective_on_basis": ""}
    said = {"announced_on": date(2021, 8, 1), "announced_on_precision": "month"}
    acts.update(effective_on=None, announced_on_basis="stated", **said, **empty)
    page = client.get("/countries/DE/").content.decode()
    assert '<span class="quiet">said August 2021</span>' in page
