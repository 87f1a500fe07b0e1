"""Every list and form opens for each role, and nobody does what the role forbids."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from reactions.models import Action, Country, Official, Statement, WorkItem

MODELS = [
    "action",
    "article",
    "country",
    "crisis",
    "evidence",
    "importrun",
    "official",
    "statement",
    "workitem",
]
ROLES = ["viewer", "editor", "reviewer", "manager"]


@pytest.fixture
def as_role(client, kabul):
    def log_in(role):
        user = get_user_model().objects.create_user(username=role, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return user

    return log_in


def some_row(kabul, model):
    return {
        "action": kabul.actions["NL"],
        "article": kabul.round_up,
        "country": kabul.crisis.host,
        "crisis": kabul.crisis,
        "evidence": kabul.actions["NL"].evidence.get(),
        "importrun": kabul.run,
        "official": kabul.official,
        "statement": kabul.statement,
        "workitem": WorkItem(run=kabul.run, place=0, file="x.txt", text_key="1"),
    }[model]


def form_address(row):
    return reverse(f"admin:reactions_{row._meta.model_name}_change", args=[row.pk])


def decide_address(row):
    return reverse(f"admin:reactions_{row._meta.model_name}_decide", args=[row.pk])


def form_values(response):
    """What a browser would send back of an opened form, unchanged."""
    form = response.context["adminform"].form
    values = {}
    for bound in form:
        value = bound.value()
        values[bound.html_name] = "" if value is None else value
    for formset in response.context["inline_admin_formsets"]:
        for bound in formset.formset.management_form:
            values[bound.html_name] = bound.value()
        for row in formset.formset.initial_forms:
            values[f"{row.prefix}-id"] = row.instance.pk
    return values


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens_and_can_be_searched(client, kabul, as_role, role, model):
    as_role(role)
    address = reverse(f"admin:reactions_{model}_changelist")
    assert client.get(address).status_code == 200
    assert client.get(address, {"q": "embassy"}).status_code == 200


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", MODELS)
def test_every_form_opens(client, kabul, as_role, role, model):
    as_role(role)
    row = some_row(kabul, model)
    if row.pk is None:
        row.save()
    response = client.get(form_address(row))
    assert response.status_code == 200


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", ["action", "official", "statement"])
def test_every_history_opens(client, kabul, as_role, role, model):
    as_role(role)
    row = some_row(kabul, model)
    address = reverse(f"admin:reactions_{model}_history", args=[row.pk])
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_the_front_opens(client, kabul, as_role, role):
    as_role(role)
    response = client.get(reverse("admin:index"))
    assert response.status_code == 200
    assert "Acts waiting for a decision" in response.content.decode()


def test_a_person_without_a_role_sees_nothing(client, kabul):
    nobody = get_user_model().objects.create_user(username="n", is_staff=True)
    client.force_login(nobody)
    assert client.get(reverse("admin:index")).status_code == 200
    for model in MODELS:
        address = reverse(f"admin:reactions_{model}_changelist")
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("role", ["viewer", "editor"])
@pytest.mark.parametrize("verb", ["accept", "reject", "reopen"])
def test_who_may_not_review_is_shown_no_verb_and_can_post_none(
    client, kabul, as_role, role, verb
):
    as_role(role)
    row = kabul.actions["NL"]
    page = client.get(form_address(row)).content.decode()
    assert 'class="decide"' not in page
    assert "Save and accept" not in page
    response = client.post(decide_address(row), {"verb": verb, "note": "because"})
    assert response.status_code == 403
    row.refresh_from_db()
    assert row.review == "proposed"


@pytest.mark.parametrize("role", ["viewer", "editor"])
@pytest.mark.parametrize("model", [Action, Statement, Official])
def test_who_may_not_review_has_no_bulk_verb(client, kabul, as_role, role, model):
    as_role(role)
    address = reverse(f"admin:reactions_{model._meta.model_name}_changelist")
    assert "accept_selected" not in client.get(address).content.decode()
    before = list(model.objects.order_by("pk").values_list("pk", "review"))
    chosen = {"_selected_action": [pk for pk, _ in before], "note": "because"}
    for action in ("accept_selected", "reject_selected", "reopen_selected"):
        client.post(address, {"action": action, **chosen})
    assert list(model.objects.order_by("pk").values_list("pk", "review")) == before


def test_an_editor_cannot_accept_through_the_form(client, kabul, as_role):
    as_role("editor")
    row = kabul.actions["NL"]
    values = form_values(client.get(form_address(row)))
    client.post(form_address(row), {**values, "_accept": "Save and accept"})
    row.refresh_from_db()
    assert row.review == "proposed"


def test_a_viewer_changes_nothing(client, kabul, as_role):
    as_role("viewer")
    row = kabul.actions["NL"]
    response = client.post(form_address(row), {"summary": "mine", "_save": "Save"})
    assert response.status_code == 403
    row.refresh_from_db()
    assert row.summary == ""


def test_an_editor_cannot_change_what_a_reviewer_decided(client, kabul, as_role):
    as_role("editor")
    row = kabul.actions["CA"]
    assert "_save" not in client.get(form_address(row)).content.decode()
    response = client.post(form_address(row), {"summary": "mine", "_save": "Save"})
    assert response.status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_evidence_and_runs_are_read_only_for_all(client, kabul, as_role, role):
    as_role(role)
    for row in (kabul.run, kabul.actions["NL"].evidence.get()):
        assert client.post(form_address(row), {"_save": "1"}).status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_articles_are_not_typed_in(client, kabul, as_role, role):
    as_role(role)
    assert client.get(reverse("admin:reactions_article_add")).status_code == 403


def test_only_a_manager_deletes(client, kabul, as_role):
    row = kabul.actions["NL"]
    address = reverse("admin:reactions_action_delete", args=[row.pk])
    for role in ("viewer", "editor", "reviewer"):
        as_role(role)
        assert client.post(address, {"post": "yes"}).status_code == 403
    as_role("manager")
    assert client.get(address).status_code == 200


def test_who_mends_the_day_of_an_article_is_told_of_its_rows(client, kabul, as_role):
    as_role("reviewer")
    page = client.get(form_address(kabul.round_up)).content.decode()
    assert "rows that nobody has touched follow" in page


def test_the_text_and_the_crisis_of_an_article_are_not_typed_over(
    client, kabul, as_role
):
    as_role("manager")
    form = form_address(kabul.second)
    fields = client.get(form).context["adminform"].form.fields
    assert not {"body", "crisis", "sha256"} & fields.keys()
    itself = {"title": "x", "language": "en", "copy_of": kabul.second.pk}
    assert "no copy or revision of itself" in client.post(form, itself).content.decode()


def test_a_country_of_the_projects_own_table_is_only_read(client, kabul, as_role):
    as_role("manager")
    response = client.post(form_address(kabul.crisis.host), {"name": "x"})
    assert response.status_code == 403


@pytest.mark.parametrize(("code", "stands"), [("q/x", False), ("xyz", True)])
def test_a_code_that_addresses_cannot_hold_is_refused(
    client, kabul, as_role, code, stands
):
    as_role("manager")
    lists = {"demonyms": "[]", "aliases": "[]", "metonyms": "[]"}
    values = {"code": code, "name": "New", "kind": "state", **lists}
    client.post(reverse("admin:reactions_country_add"), values)
    assert Country.objects.filter(name="New", code=code.upper()).exists() is stands
