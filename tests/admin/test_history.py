"""Old versions of rows: who may not bring them back, then what comes back."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from reactions import reviewing
from reactions.models import Action, Evidence
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


# --- The history of a row -------------------------------------------------------------


def history_of(client, row, **query):
    name = f"admin:reactions_{row._meta.model_name}_history"
    return client.get(reverse(name, args=[row.pk]), query)


def revert_address(row, line):
    name = f"admin:reactions_{row._meta.model_name}_revert"
    return reverse(name, args=[row.pk, line.pk])


def test_it_tells_who_changed_what_and_why_in_words(client, kabul):
    row = kabul.actions["NL"]
    changes = {"type": "embassy_evacuated", "stage": "underway", "quantity": 1200}
    reviewing.amend(row, changes, by=kabul.reviewer, at=NOW, note="as they wrote")
    client.force_login(kabul.reviewer)
    response = history_of(client, row)
    page = response.content.decode()
    for words in ("rhea", "as they wrote", "Embassy moved", "Embassy evacuated"):
        assert words in page
    told = response.context["told"][0]
    assert [(c.label, c.old, c.new) for c in told.changes] == [
        ("Type", "Embassy moved", "Embassy evacuated"),
        ("Stage", "Done", "Underway"),
        ("How many", "–", "1,200"),
    ]


def test_rows_that_a_reason_names_are_called_by_their_names(client, kabul):
    one, other = kabul.actions["CA left"], kabul.actions["CA"]
    reviewing.merge(one, into=other, by=kabul.reviewer, at=NOW)
    client.force_login(kabul.reviewer)
    page = history_of(client, other).content.decode()
    assert "CA embassy evacuated (done) merged into it" in page
    assert one.public_id not in page


def test_one_field_is_brought_back_with_a_reason(client, kabul, amended):
    row, before = amended
    client.force_login(kabul.reviewer)
    page = client.get(revert_address(row, before), {"field": "summary"})
    assert [c.group for c in page.context["differing"]] == ["summary"]
    values = {"field": "summary", "note": "the old words", "version": row.version}
    client.post(revert_address(row, before), values)
    row.refresh_from_db()
    line = row.history.latest("history_id")
    assert (row.summary, line.history_user) == ("", kabul.reviewer)
    assert line.history_change_reason.endswith(": the old words")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"note": " "}, "Say why"),
        ({"version": "1"}, "Somebody else changed this row"),
        ({"version": "x"}, "Somebody else changed this row"),
        ({"field": []}, "Choose what comes back"),
        ({"field": "review"}, "Not to be brought back: review"),
    ],
)
def test_what_cannot_come_back_is_told(client, kabul, amended, wrong, told):
    row, before = amended
    client.force_login(kabul.reviewer)
    values = {"field": "summary", "note": "so", "version": row.version} | wrong
    answer = client.post(revert_address(row, before), values)
    assert answer.status_code == 409
    assert told in answer.content.decode()
    row.refresh_from_db()
    assert row.summary == "new"


def test_what_the_table_refuses_is_told(client, kabul):
    row = kabul.official
    first = row.history.earliest("history_id")
    reviewing.amend(row, {"name": "M. Garneau"}, by=kabul.reviewer, at=NOW)
    values = {"country": row.country, "name": "Marc Garneau"}
    type(row).objects.create(name_key="marc garneau", **values)
    client.force_login(kabul.reviewer)
    row.refresh_from_db()
    sent = {"field": "name", "note": "so", "version": row.version}
    answer = client.post(revert_address(row, first), sent)
    assert "It can&#x27;t be brought back." in answer.content.decode()


def test_a_line_of_another_row_is_not_found(client, kabul, amended):
    row, before = amended
    client.force_login(kabul.reviewer)
    assert client.get(revert_address(kabul.actions["DE"], before)).status_code == 404
    assert (
        client.get(f"/admin/reactions/action/x/revert/{before.pk}/").status_code == 404
    )


def test_the_history_of_a_deleted_row_stays(client, kabul):
    row = kabul.actions["NO"]
    pk = row.pk
    row.delete()
    row.pk = pk
    client.force_login(kabul.reviewer)
    page = history_of(client, row).content.decode()
    assert "This row was deleted" in page
    assert "Bring the whole row back" not in page
    row.pk = 99999999
    assert history_of(client, row).status_code == 404


def test_a_long_history_is_paged(client, kabul, django_assert_max_num_queries):
    row = kabul.actions["NL"]
    for number in range(60):
        reviewing.amend(row, {"quantity": number}, by=kabul.reviewer, at=NOW)
    client.force_login(kabul.reviewer)
    seen, before = [], ""
    while before is not None:
        with django_assert_max_num_queries(10):
            response = history_of(client, row, before=before)
        told = response.context["told"]
        assert all(each.changes for each in told if each.earlier is not None)
        seen += [each.line.pk for each in told]
        before = response.context["older"]
    assert len(seen) == len(set(seen)) == row.history.count()


def test_each_machine_claim_stands_beside_the_value(client, kabul):
    row = kabul.actions["CA"]
    first, second = row.evidence.order_by("pk")
    day = {"on": "2021-08-14", "precision": "day", "basis": "stated"}
    for piece, stage in ((first, "done"), (second, "announced")):
        claim = {"type": row.type, "country": "CA", "stage": stage, "effective_on": day}
        Evidence.objects.filter(pk=piece.pk).update(machine_claim=claim)
    client.force_login(kabul.reviewer)
    address = reverse("admin:reactions_action_change", args=[row.pk])
    response = client.get(address)
    fields = {each.label: each for each in response.context["machine"].fields}
    assert [r.says for r in fields["Stage"].readings] == ["Done", "Announced"]
    assert [r.differs for r in fields["Stage"].readings] == [False, True]
    assert fields["Takes effect"].readings[0].says == "14 August 2021 (stated)"
    assert fields["Takes effect"].now == "15 August 2021 (relative)"
    assert not fields["Country"].differs
    assert "What the machine read" in response.content.decode()
    bare = reverse("admin:reactions_action_change", args=[kabul.actions["NL"].pk])
    assert "What the machine read" not in client.get(bare).content.decode()
    assert Action.objects.get(pk=row.pk).version == row.version
