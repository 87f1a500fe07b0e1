"""Editors amend, accept, reject and reopen; each goes through reviewing."""

import pytest
from django.urls import reverse

from reactions.models import Action, Official
from tests.admin.test_roles import as_role, decide_address, form_address, form_values

__all__ = ["as_role"]

LIST = "admin:reactions_action_changelist"


@pytest.fixture
def reviewer(as_role):
    return as_role("reviewer")


def test_a_row_is_accepted_with_one_button(client, kabul, reviewer):
    row = kabul.actions["NL"]
    client.post(decide_address(row), {"verb": "accept", "version": row.version})
    row.refresh_from_db()
    assert (row.review, row.decided_by) == ("accepted", reviewer)


def test_a_rejection_without_a_reason_is_refused(client, kabul, reviewer):
    row = kabul.actions["NL"]
    response = client.post(
        decide_address(row), {"verb": "reject", "note": " "}, follow=True
    )
    assert "To reject a row, say why." in response.content.decode()
    row.refresh_from_db()
    assert row.review == "proposed"


def test_the_reason_of_a_rejection_is_kept_on_the_row_and_in_its_history(
    client, kabul, reviewer
):
    row = kabul.actions["NL"]
    client.post(decide_address(row), {"verb": "reject", "note": "another mission"})
    row.refresh_from_db()
    assert (row.review, row.note) == ("rejected", "another mission")
    assert "another mission" in row.history.first().history_change_reason


def test_a_decided_row_can_be_reopened(client, kabul, reviewer):
    row = kabul.actions["CA"]
    client.post(decide_address(row), {"verb": "reopen", "note": "new words"})
    row.refresh_from_db()
    assert (row.review, row.decided_by) == ("proposed", None)


def test_an_old_page_decides_nothing(client, kabul, reviewer):
    row = kabul.actions["NL"]
    response = client.post(
        decide_address(row),
        {"verb": "accept", "version": row.version + 1},
        follow=True,
    )
    assert "changed meanwhile" in response.content.decode()
    row.refresh_from_db()
    assert row.review == "proposed"


def test_an_unknown_verb_is_refused(client, kabul, reviewer):
    response = client.post(
        decide_address(kabul.actions["NL"]), {"verb": "burn"}, follow=True
    )
    assert "Choose accept, reject or reopen." in response.content.decode()


def test_deciding_wants_a_post(client, kabul, reviewer):
    assert client.get(decide_address(kabul.actions["NL"])).status_code == 405


def test_what_has_no_evidence_is_not_accepted_and_the_rest_is(client, kabul, reviewer):
    bare = Action.objects.create(
        crisis=kabul.crisis,
        country=kabul.actions["NL"].country,
        type="talks_held",
        stage="done",
        known_on="2021-08-15",
    )
    chosen = [bare.pk, kabul.actions["NL"].pk]
    response = client.post(
        reverse(LIST),
        {"action": "accept_selected", "_selected_action": chosen},
        follow=True,
    )
    page = response.content.decode()
    assert "1 accepted." in page
    assert "Nothing is accepted without evidence" in page
    bare.refresh_from_db()
    assert bare.review == "proposed"


def test_bulk_rejection_asks_why_first_and_keeps_the_answer(client, kabul, reviewer):
    rows = [kabul.actions["NL"], kabul.actions["NO"]]
    choice = {
        "action": "reject_selected",
        "_selected_action": [row.pk for row in rows],
    }
    asked = client.post(reverse(LIST), choice)
    assert asked.status_code == 200
    assert "why?" in asked.content.decode()
    assert Action.objects.rejected().count() == 0
    client.post(reverse(LIST), {**choice, "note": "not of this crisis"})
    assert {row.note for row in Action.objects.rejected()} == {"not of this crisis"}


def test_saving_amends_with_version_and_history(client, kabul, reviewer):
    row = kabul.actions["NL"]
    values = form_values(client.get(form_address(row)))
    response = client.post(
        form_address(row),
        {**values, "destination": "the airport", "reason": "says so", "_save": "1"},
    )
    assert response.status_code == 302
    version = row.version
    row.refresh_from_db()
    assert (row.destination, row.version) == ("the airport", version + 1)
    newest = row.history.first()
    assert newest.history_user == reviewer
    assert "says so" in newest.history_change_reason


def test_saving_unchanged_makes_no_version(client, kabul, reviewer):
    row = kabul.actions["NL"]
    values = form_values(client.get(form_address(row)))
    assert client.post(form_address(row), {**values, "_save": "1"}).status_code == 302
    version = row.version
    row.refresh_from_db()
    assert row.version == version


def test_saving_over_somebody_elses_change_is_refused_and_loses_nothing(
    client, kabul, reviewer
):
    row = kabul.actions["NL"]
    values = form_values(client.get(form_address(row)))
    client.post(form_address(row), {**values, "destination": "one", "_save": "1"})
    response = client.post(
        form_address(row), {**values, "destination": "two", "_save": "1"}
    )
    page = response.content.decode()
    assert "Somebody else changed this row" in page
    assert 'value="two"' in page
    row.refresh_from_db()
    assert row.destination == "one"


def test_save_and_accept_does_both(client, kabul, reviewer):
    row = kabul.actions["NL"]
    values = form_values(client.get(form_address(row)))
    client.post(form_address(row), {**values, "destination": "x", "_accept": "1"})
    row.refresh_from_db()
    assert (row.destination, row.review) == ("x", "accepted")


def test_a_day_without_precision_is_a_form_error_and_not_a_crash(
    client, kabul, reviewer
):
    row = kabul.actions["NL"]
    values = form_values(client.get(form_address(row)))
    values["effective_on_precision"] = ""
    response = client.post(form_address(row), {**values, "_save": "1"})
    assert response.status_code == 200
    assert "needs a precision and a basis" in response.content.decode()


def test_an_official_added_by_hand_is_a_proposal_with_a_folded_name(
    client, kabul, reviewer
):
    response = client.post(
        reverse("admin:reactions_official_add"),
        {
            "name": "José Núñez",
            "country": "CA",
            "aliases": "",
            "priority": 0,
            "evidence-TOTAL_FORMS": 0,
            "evidence-INITIAL_FORMS": 0,
        },
    )
    assert response.status_code == 302
    added = Official.objects.get(name="José Núñez")
    assert added.review == "proposed"
    assert added.name_key == "jose nunez"
