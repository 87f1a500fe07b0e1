"""Amending many rows of a list: what is refused first, then what is written."""

import pytest
from django.urls import reverse

from reactions import reviewing
from reactions.admin import deciding
from reactions.models import Action, Official, Statement
from tests.admin.test_roles import as_role
from tests.builders import a_user, an_action, an_article
from tests.kabul import NOW

__all__ = ["as_role"]
BULK = ["retype_selected", "recountry_selected", "assign_selected"]


def post(client, rows, action, **values):
    model = type(rows[0])._meta.model_name
    address = reverse(f"admin:reactions_{model}_changelist")
    chosen = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(address, {**chosen, **values}, follow="confirmed" in values)


def confirm(client, rows, action, **values):
    return post(client, rows, action, confirmed="yes", **values).content.decode()


def now(row):
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("action", BULK)
def test_a_viewer_is_neither_offered_nor_let_do_it(client, kabul, as_role, action):
    viewer = as_role("viewer")
    row = kabul.actions["NL"]
    page = client.get(reverse("admin:reactions_action_changelist")).content.decode()
    assert action not in page
    values = {"type": "embassy_kept", "country": "DE", "to": viewer.pk, "reason": "x"}
    confirm(client, [row], action, **values)
    stands = now(row)
    assert (stands.type, stands.country_id) == ("embassy_moved", "NL")
    assert (stands.assigned_to, stands.version) == (None, row.version)


def test_what_a_reviewer_decided_is_not_retyped_by_an_editor(client, kabul, as_role):
    as_role("editor")
    decided, waiting = kabul.actions["CA"], kabul.actions["NL"]
    values = {"type": "embassy_closed", "reason": "read again"}
    page = confirm(client, [decided, waiting], "retype_selected", **values)
    assert "1 changed." in page
    assert "lacks the right" in page
    assert now(decided).type == "embassy_suspended"
    assert now(waiting).type == "embassy_closed"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"type": "embassy_closed"}, "This field is required"),
        ({"reason": "x"}, "Choose what is to change."),
        ({"type": "nonsense", "reason": "x"}, "Select a valid choice"),
    ],
)
def test_a_change_needs_a_value_and_a_reason(client, kabul, as_role, values, reason):
    as_role("editor")
    assert reason in confirm(client, [kabul.actions["NL"]], "retype_selected", **values)
    assert now(kabul.actions["NL"]).type == "embassy_moved"


def test_too_many_rows_are_refused(client, kabul, as_role, monkeypatch):
    as_role("reviewer")
    monkeypatch.setattr(deciding, "MOST_AT_ONCE", 1)
    rows = [kabul.actions["NL"], kabul.actions["NO"]]
    for action in [*BULK, "accept_selected", "reject_selected"]:
        page = post(client, rows, action, follow=True)
        assert page.status_code == 302
    page = client.get(reverse("admin:reactions_action_changelist")).content.decode()
    assert "No more than 1 rows at a time" in page
    assert not Action.objects.exclude(assigned_to=None).exists()
    assert now(rows[0]).review == "proposed"


def test_a_merged_act_keeps_its_country(client, kabul, as_role):
    as_role("reviewer")
    first = an_action(country="FR")
    second = an_action(
        country="FR", article=an_article("It closed its embassy.", crisis=first.crisis)
    )
    reviewing.merge(second, into=first, by=a_user("m", group="manager"), at=NOW)
    page = confirm(client, [first], "recountry_selected", country="DE", reason="x")
    assert "takes part in a merge" in page
    assert now(first).country_id == "FR"


def test_the_page_explains_each_value_in_the_codebooks_words(client, kabul, as_role):
    as_role("editor")
    page = post(client, [kabul.actions["NL"]], "retype_selected").content.decode()
    assert "NL embassy moved" in page
    assert "The mission is closed or shut" in page
    page = post(client, [kabul.statement], "retype_selected").content.decode()
    assert "inside quotation marks" in page


def test_rows_are_retyped_with_their_reason_in_the_history(client, kabul, as_role):
    editor = as_role("editor")
    rows = [kabul.actions["NL"], kabul.actions["GB closed"]]
    confirm(client, rows, "retype_selected", type="embassy_reduced", reason="part only")
    for row in rows:
        line = now(row).history.first()
        assert now(row).type == "embassy_reduced"
        assert (line.history_user, line.history_change_reason) == (
            editor,
            "amended: part only",
        )


def test_rows_are_given_another_country(client, kabul, as_role):
    as_role("editor")
    page = confirm(
        client, [kabul.actions["NL"]], "recountry_selected", country="BE", reason="x"
    )
    assert "1 changed." in page
    assert now(kabul.actions["NL"]).country_id == "BE"


def test_an_official_has_no_type_and_a_name_once_a_country(client, kabul, as_role):
    as_role("editor")
    page = client.get(reverse("admin:reactions_official_changelist")).content.decode()
    assert "retype_selected" not in page
    twin = Official.objects.create(
        country_id="US", name="Marc Garneau", name_key="marc garneau"
    )
    page = confirm(client, [twin], "recountry_selected", country="CA", reason="x")
    assert now(twin).country_id == "US"
    assert "already exists" in page


def test_rows_are_assigned_and_stay_untouched(client, kabul, as_role):
    reviewer = as_role("reviewer")
    rows = [kabul.actions["NL"], kabul.actions["NO"]]
    page = confirm(client, rows, "assign_selected", to=reviewer.pk)
    assert "2 assigned to reviewer." in page
    assert {now(row).assigned_to for row in rows} == {reviewer}
    assert [now(row).version for row in rows] == [row.version for row in rows]
    mine = reverse("admin:reactions_action_changelist") + "?assigned=me"
    assert set(client.get(mine).context["cl"].result_list) == set(rows)
    confirm(client, rows[:1], "assign_selected", to="")
    assert now(rows[0]).assigned_to is None


def test_rows_are_assigned_to_people_of_the_desk_alone(client, kabul, as_role):
    as_role("editor")
    outsider = a_user("outsider")
    confirm(client, [kabul.statement], "assign_selected", to=outsider.pk)
    assert Statement.objects.get().assigned_to is None
