"""Old versions of rows: who may not bring them back, then what comes back."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from reactions import reviewing
from tests.admin.test_roles import form_values
from tests.kabul import NOW


def version_address(row, line):
    name = f"admin:reactions_{row._meta.model_name}_simple_history"
    return reverse(name, args=[row.pk, line.pk])


@pytest.fixture
def amended(kabul):
    """An act that was amended, and the line of its history from before."""
    row = kabul.actions["NL"]
    reviewing.amend(row, {"summary": "new"}, by=kabul.reviewer, at=NOW)
    return row, row.history.earliest("history_id")


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_who_may_not_change_a_row_brings_no_version_back(client, kabul, amended, role):
    row, before = amended
    reviewing.accept(row, by=kabul.reviewer, at=NOW)
    user = get_user_model().objects.create_user(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    response = client.post(version_address(row, before), {"summary": ""})
    assert response.status_code == 403
    row.refresh_from_db()
    assert row.summary == "new"


def test_an_old_version_is_brought_back_as_an_amendment(client, kabul, amended):
    row, before = amended
    client.force_login(kabul.reviewer)
    page = client.get(version_address(row, before))
    form = page.context["adminform"].form
    values = {each.html_name: each.value() for each in form}
    values = {name: "" if value is None else value for name, value in values.items()}
    client.post(version_address(row, before), values)
    row.refresh_from_db()
    assert (row.summary, row.version) == ("", 3)


def test_a_version_that_cannot_be_is_not_found(client, kabul):
    client.force_login(kabul.reviewer)
    address = reverse("admin:reactions_action_changelist")
    for path in ("abc/history/1/", "1/history/abc/"):
        assert client.get(address + path).status_code == 404


def test_a_row_that_cannot_be_is_not_decided_on(client, kabul):
    client.force_login(kabul.reviewer)
    address = reverse("admin:reactions_action_decide", args=["abc"])
    assert client.post(address, {"verb": "accept"}).status_code == 404


def test_an_official_is_not_given_the_name_of_another(client, kabul):
    client.force_login(kabul.reviewer)
    form = reverse("admin:reactions_official_change", args=[kabul.official.pk])
    values = form_values(client.get(form)) | {"name": "MARC  GARNEAU"}
    add = reverse("admin:reactions_official_add")
    response = client.post(add, values)
    assert "an official of that name already" in response.content.decode()
    assert client.post(form, values).status_code == 302


@pytest.mark.parametrize("role", ["editor", "reviewer"])
def test_a_row_is_assigned_to_somebody(client, kabul, role):
    user = get_user_model().objects.create_user(username=role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    row = kabul.actions["NL"]
    form = reverse("admin:reactions_action_change", args=[row.pk])
    page = client.get(form)
    assert f'value="{user.pk}">{role}</option>' in page.content.decode()
    client.post(form, form_values(page) | {"assigned_to": user.pk})
    row.refresh_from_db()
    assert row.assigned_to == user


def test_an_act_that_carries_out_itself_is_a_form_error(client, kabul):
    client.force_login(kabul.reviewer)
    row = kabul.actions["NL"]
    form = reverse("admin:reactions_action_change", args=[row.pk])
    values = form_values(client.get(form)) | {"fulfils": row.pk}
    assert "does not carry out itself" in client.post(form, values).content.decode()
