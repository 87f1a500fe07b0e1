"""Words of an article become a row with evidence; the server checks the span."""

import pytest
from django.urls import reverse

from reactions.models import Action, Evidence, Official, Statement
from tests.admin.test_roles import as_role

__all__ = ["as_role"]

QUOTE = "it would close its mission"


@pytest.fixture
def editor(as_role):
    return as_role("editor")


@pytest.fixture
def address(kabul):
    return reverse("queue_add", args=[kabul.round_up.pk])


ACT = {
    "what": "action",
    "quote": QUOTE,
    "country": "NO",
    "type": "embassy_closed",
    "stage": "announced",
}


def test_words_become_a_proposed_act_with_its_evidence(client, kabul, editor, address):
    answer = client.post(address, ACT)
    row = Action.objects.order_by("pk").last()
    assert answer.url == f"{reverse('queue')}?at=action-{row.pk}&article=" + str(
        kabul.round_up.pk
    )
    assert (row.country_id, row.type, row.review) == ("NO", ACT["type"], "proposed")
    assert row.known_on == kabul.round_up.published_on
    proof = row.evidence.get()
    assert proof.quote == QUOTE
    assert kabul.round_up.body[proof.start : proof.end] == QUOTE
    assert row.history.get().history_user == editor


def test_blanks_of_a_selection_may_differ_from_the_text(client, kabul, editor, address):
    client.post(address, ACT | {"quote": 'diplomats home.\n "We had  no safe way'})
    proof = Action.objects.order_by("pk").last().evidence.get()
    assert proof.quote == 'diplomats home. "We had no safe way'


def test_of_several_places_the_nearest_is_taken(client, kabul, editor, address):
    body = kabul.round_up.body
    last = body.rindex("embassy")
    client.post(address, ACT | {"quote": "embassy", "near": str(last - 3)})
    assert Action.objects.order_by("pk").last().evidence.get().start == last


@pytest.mark.parametrize("quote", ["", "  ", "words that stand nowhere", "clos its"])
def test_words_that_are_not_there_make_no_row(client, kabul, editor, address, quote):
    before = Action.objects.count()
    page = client.post(address, ACT | {"quote": quote}).content.decode()
    assert "The article does not read" in page or "Select the words" in page
    assert Action.objects.count() == before


@pytest.mark.parametrize(
    "wrong", [{"country": ""}, {"country": "??"}, {"type": "x"}, {"effective_on": "1"}]
)
def test_wrong_values_are_told_and_make_no_row(client, kabul, editor, address, wrong):
    before = Evidence.objects.count()
    answer = client.post(address, ACT | wrong)
    assert answer.status_code == 400
    assert answer.context["form"].errors
    assert Evidence.objects.count() == before


def test_a_statement_is_the_words_themselves(client, kabul, editor, address):
    sent = {
        "what": "statement",
        "quote": "saw no need to leave",
        "country": "RU",
        "kind": "indirect",
        "stance": "information",
        "speaker": "Russia",
        "said_on": "2021-08-15",
        "said_on_precision": "day",
        "said_on_basis": "publication",
    }
    client.post(address, sent)
    row = Statement.objects.get(text="saw no need to leave")
    assert (row.country_id, row.kind, row.review) == ("RU", "indirect", "proposed")
    assert row.evidence.get().quote == row.text


def test_an_official_known_already_gets_more_evidence(client, kabul, editor, address):
    sent = {"what": "official", "quote": "Marc Garneau", "country": "CA",
            "name": "Marc GARNEAU", "title": "Minister"}  # fmt: skip
    client.post(address, sent)
    assert Official.objects.filter(country="CA").count() == 1
    assert kabul.official.evidence.count() == 2


@pytest.mark.parametrize("role", ["viewer"])
def test_who_may_not_add_is_shown_nothing(client, kabul, as_role, address, role):
    as_role(role)
    assert client.get(address).status_code == 403
    assert client.post(address, ACT).status_code == 403


def test_the_page_asks_first_for_words_then_for_values(client, kabul, editor, address):
    assert "form" not in client.get(address).context
    page = client.get(address, {"what": "action", "quote": QUOTE})
    assert page.context["form"].initial["summary"] == QUOTE
    assert str(page.context["form"].initial["announced_on"]) == "2021-08-15"
