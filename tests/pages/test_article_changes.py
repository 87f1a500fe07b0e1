"""What a newer version gained and lost: what must not be shown first."""

import pytest

from reactions import reviewing
from reactions.models import Action
from tests.builders import NOON, a_user, an_action, an_article

OLD = "France closed its embassy. Spain closed its embassy in the north."
NEW = "France closed its\nembassy. Italy closed its embassy."


@pytest.fixture
def versions(db):
    url = "https://courier.example/1"
    old = an_article(OLD, url=url)
    new = an_article(NEW, url=url, revision_of=old)
    an_action(country="FR", quote="France closed its embassy", article=old)
    an_action(country="ES", quote="Spain closed its embassy in the north", article=old)
    an_action(country="IT", quote="Italy closed its embassy", article=new)
    return old, new


@pytest.fixture
def address(versions):
    return f"/articles/{versions[1].pk}/changes/"


def test_the_public_sees_no_proposed_claim(client, address):
    page = client.get(address).content.decode()
    assert "0 claims gained, 0 lost, 0 in both" in page
    assert "Spain" not in page


def test_an_article_without_an_earlier_version_has_no_changes(client, versions):
    assert client.get(f"/articles/{versions[0].pk}/changes/").status_code == 404
    assert client.get("/articles/999999/changes/").status_code == 404


def test_claims_gained_and_lost_are_told_apart(client, address, settings):
    settings.PUBLISH_PROPOSED = True
    page = client.get(address).content.decode()
    assert "1 claim gained, 1 lost, 1 in both" in page
    gained, lost = page.split("<h2>Lost</h2>")
    assert "Italy closed its embassy" in gained
    assert "Italy closed its embassy" not in lost
    assert "Spain closed its embassy in the north" in lost
    assert "France closed" not in page


def test_the_desk_reads_why_a_row_is_open_again(client, address):
    boss = a_user("boss", is_superuser=True, is_staff=True)
    spain = Action.objects.get(country="ES")
    reviewing.accept(spain, by=boss, at=NOON)
    reviewing.reopen(spain, by=None, at=NOON, note="Its words are gone.")
    assert "Its words are gone." not in client.get(address).content.decode()
    client.force_login(boss)
    assert "Its words are gone." in client.get(address).content.decode()


def test_a_claim_that_left_two_versions_ago_is_not_lost_again(
    client, versions, settings
):
    settings.PUBLISH_PROPOSED = True
    old, new = versions
    third = an_article(f"{NEW} More.", url=new.url, revision_of=new)
    page = client.get(f"/articles/{third.pk}/changes/").content.decode()
    assert "0 claims gained, 0 lost, 2 in both" in page


def test_words_that_come_back_are_gained(client, versions, settings):
    settings.PUBLISH_PROPOSED = True
    old, new = versions
    third = an_article(f"{OLD} More.", url=new.url, revision_of=new)
    page = client.get(f"/articles/{third.pk}/changes/").content.decode()
    assert "1 claim gained, 1 lost, 1 in both" in page


def test_the_page_costs_the_same_for_any_number_of_claims(
    client, address, settings, versions, django_assert_max_num_queries
):
    settings.PUBLISH_PROPOSED = True
    for country in ["DE", "PE", "CL", "SE"]:
        an_action(country=country, quote="Italy", article=versions[1])
    with django_assert_max_num_queries(4):
        client.get(address)


def test_the_article_leads_to_what_changed(client, versions, address):
    assert address in client.get(f"/articles/{versions[1].pk}/").content.decode()
    assert (
        "/changes/" not in client.get(f"/articles/{versions[0].pk}/").content.decode()
    )
