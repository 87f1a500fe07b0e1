"""Words that a newer version of an article keeps or drops, on every page."""

from datetime import date

import pytest
from django.core.management import call_command

from reactions.models import Article, Evidence
from reactions.overview import standing_in, taken_back
from tests.builders import a_user, an_action, an_article

OLD = "France closed its embassy. Spain closed its embassy in the north."
NEW = "At noon: France closed its\nembassy. Italy closed its embassy."
MARK = "no longer in the"
STATES = ["accepted", "proposed"]


@pytest.fixture
def versions(db, settings):
    settings.PUBLISH_PROPOSED = True
    settings.PUBLISH_BODIES = True
    url = "https://courier.example/1"
    old = an_article(OLD, url=url, published_on=date(2021, 8, 15), title="Missions")
    new = an_article(
        NEW, url=url, revision_of=old, published_on=date(2021, 8, 16), title="Missions"
    )
    an_action(country="FR", quote="France closed its embassy", article=old)
    an_action(country="ES", quote="Spain closed its embassy in the north", article=old)
    an_action(country="IT", quote="Italy closed its embassy", article=new)
    return old, new


def page_of(client, address):
    return " ".join(client.get(address).content.decode().split())


def piece_of(country):
    return Evidence.objects.get(action__country=country)


def words_of(country):
    piece = piece_of(country)
    return {(piece.article_id, piece.quote)}


def test_words_that_still_stand_are_not_taken_back(versions):
    assert taken_back(words_of("FR") | words_of("IT")) == {}
    assert taken_back(words_of("ES")) == {next(iter(words_of("ES"))): versions[1]}


def test_an_old_version_that_comes_late_takes_nothing_back(versions):
    Article.objects.filter(pk=versions[1].pk).update(published_on=date(2021, 8, 14))
    assert taken_back(words_of("ES")) == {}


def test_another_page_takes_nothing_back(versions):
    Article.objects.filter(pk=versions[1].pk).update(
        url="https://other.example/", revision_of=None
    )
    assert taken_back(words_of("ES")) == {}


def test_a_version_linked_by_hand_counts_too(versions):
    Article.objects.update(url="")
    assert taken_back(words_of("ES")) == {next(iter(words_of("ES"))): versions[1]}


def test_an_act_whose_words_were_dropped_says_so(client, versions):
    spain, france = piece_of("ES").action, piece_of("FR").action
    page = page_of(client, f"/actions/{spain.pk}/")
    assert f'{MARK} <a href="/articles/{versions[1].pk}/">newest version</a>' in page
    assert "of Missions" in page
    assert MARK not in page_of(client, f"/actions/{france.pk}/")


def test_country_board_and_old_version_say_so(client, versions):
    assert MARK in page_of(client, f"/articles/{versions[0].pk}/")
    board = page_of(client, "/crises/kabul-2021/?on=2021-08-20")
    row = board.split('id="row-ES"')[1].split("</tr>")[0]
    assert MARK in row
    assert MARK not in board.split('id="row-FR"')[1].split("</tr>")[0]
    assert MARK in page_of(client, "/countries/ES/")


def test_the_board_of_the_command_says_so_and_counts_what_nobody_rejected(
    versions, capsys
):
    words = ("--on", "2021-08-20", "--review", "proposed")
    call_command("board", "kabul-2021", *words, no_color=True)
    lines = capsys.readouterr().out.splitlines()
    (spain,) = [line for line in lines if line.startswith("ES Spain")]
    (france,) = [line for line in lines if line.startswith("FR France")]
    assert "closed" in spain
    assert "words taken back" in spain
    assert "words taken back" not in france


def test_queue_and_row_of_the_desk_say_so(client, versions):
    client.force_login(a_user("boss", is_superuser=True, is_staff=True))
    for country, said in (("ES", True), ("FR", False)):
        action = piece_of(country).action
        queue = page_of(client, f"/admin/queue/?at=action-{action.pk}")
        row = page_of(client, f"/admin/reactions/action/{action.pk}/change/")
        assert ("o longer in the" in queue) is said
        assert ("is no longer in the" in row) is said


def test_the_newest_version_marks_all_that_stands_in_it(client, versions):
    new = versions[1]
    found = standing_in(new, states=STATES)
    quotes = sorted(new.body[each.start : each.end] for each in found)
    assert quotes == ["France closed its\nembassy", "Italy closed its embassy"]
    page = client.get(f"/articles/{new.pk}/").content.decode()
    assert page.count('class="anchor"') == 2
    start = new.body.index("France")
    assert f'id="claim-{start}-{start + 25}"' in page
    assert "Spain" not in page


def test_the_older_version_does_not_mark_what_came_later(versions):
    found = standing_in(versions[0], states=STATES)
    assert {each.action.country_id for each in found} == {"FR", "ES"}
