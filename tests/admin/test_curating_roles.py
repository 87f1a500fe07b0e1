"""Every page and verb of merging, conflicts, history and activity, for every role."""

import pytest
from django.urls import reverse

from reactions import reviewing
from reactions.models import Action, ActsApart, ConflictKind, Preference
from tests.admin.test_roles import as_role
from tests.kabul import NOW, make_action, prove

__all__ = ["as_role"]

ROLES = ["anonymous", "viewer", "editor", "reviewer", "manager"]
DECIDING = {"reviewer", "manager"}


@pytest.fixture
def rows(kabul):
    """Rows of each kind of work: a pair, a merge, a split, a conflict, a decision."""
    boss = kabul.reviewer
    again = make_action(kabul.crisis, "NL", "embassy_moved", destination="the airport")
    prove(again, kabul.second, "closed its embassy")
    joined = make_action(kabul.crisis, "NO", "embassy_moved")
    part = make_action(kabul.crisis, "NO", "embassy_moved")
    reviewing.merge(part, into=joined, by=boss, at=NOW)
    long = make_action(kabul.crisis, "FR", "embassy_closed")
    pieces = [prove(long, a, "embassy") for a in (kabul.round_up, kabul.second)]
    half = reviewing.split(long, pieces[1:], by=boss, at=NOW)
    one = make_action(kabul.crisis, "IT", "embassy_closed")
    other = make_action(kabul.crisis, "IT", "embassy_kept")
    kind = ConflictKind.CLOSED_OR_KEPT
    decided = reviewing.prefer(one, over=other, kind=kind, reason="so", by=boss, at=NOW)
    reviewing.amend(again, {"quantity": 3}, by=boss, at=NOW)
    return {
        "pair": (kabul.actions["NL"], again),
        "part": part,
        "half": half,
        "opposed": (kabul.actions["GB closed"], kabul.actions["GB"]),
        "decided": decided,
        "first": again.history.earliest("history_id"),
        "official": kabul.official,
    }


def log_in(client, as_role, role):
    if role != "anonymous":
        as_role(role)


def pages(rows):
    """Address to those who may open it."""
    one, other = rows["pair"]
    everybody = {"viewer", "editor", "reviewer", "manager"}
    action = f"/admin/reactions/action/{other.pk}"
    return {
        f"/admin/merge/action/?row={one.pk}&row={other.pk}": DECIDING,
        f"/admin/split/{rows['half'].pk}/": DECIDING,
        "/admin/duplicates/": everybody,
        "/admin/conflicts/": everybody,
        "/admin/conflicts/?state=decided": everybody,
        "/admin/activity/": everybody,
        f"{action}/history/": everybody,
        f"{action}/change/": everybody,
        f"{action}/revert/{rows['first'].history_id}/": everybody - {"viewer"},
    }


@pytest.mark.parametrize("role", ROLES)
def test_each_page_opens_for_whom_it_is(client, rows, as_role, role):
    log_in(client, as_role, role)
    for address, may in pages(rows).items():
        status = client.get(address).status_code
        if role == "anonymous":
            assert status == 302, address
        else:
            assert status == (200 if role in may else 403), address


def state():
    return (
        list(Action.objects.order_by("pk").values_list("pk", "version", "merged_into")),
        list(Preference.objects.order_by("pk").values_list("pk", "undone_at")),
        ActsApart.objects.count(),
    )


def verbs(rows):
    """Name of each verb to the address and the values that a browser would send."""
    one, other = rows["pair"]
    closed, kept = rows["opposed"]
    both = {"row": [one.pk, other.pk]}
    half = rows["half"]
    origin = reviewing.split_from(half)
    versions = {f"version-{row.pk}": row.version for row in (one, other)}
    return {
        "merge": (
            reverse("merge", args=["action"]),
            {**both, **versions, "keep": one.pk},
        ),
        "unmerge": (reverse("unmerge", args=["action"]), {"row": rows["part"].pk}),
        "apart": (reverse("keep_apart", args=["action"]), both),
        "split": (reverse("split", args=[origin.pk]), {"piece": 1}),
        "unsplit": (reverse("unsplit", args=[half.pk]), {}),
        "prefer": (
            reverse("prefer"),
            {
                "kind": "closed_or_kept",
                "of": "acts",
                "one": closed.pk,
                "other": kept.pk,
                "prefer": closed.pk,
                "reason": "seen",
            },
        ),
        "undo": (reverse("undo_preference", args=[rows["decided"].pk]), {}),
    }


VERBS = ["merge", "unmerge", "apart", "split", "unsplit", "prefer", "undo"]


@pytest.mark.parametrize("role", ["anonymous", "viewer", "editor"])
@pytest.mark.parametrize("verb", VERBS)
def test_who_may_not_review_changes_nothing(client, rows, as_role, role, verb):
    log_in(client, as_role, role)
    before = state()
    address, values = verbs(rows)[verb]
    status = client.post(address, values).status_code
    assert status == (302 if role == "anonymous" else 403)
    assert state() == before


@pytest.mark.parametrize("role", sorted(DECIDING))
@pytest.mark.parametrize("verb", [each for each in VERBS if each != "split"])
def test_who_may_review_does_it(client, rows, as_role, role, verb):
    as_role(role)
    before = state()
    address, values = verbs(rows)[verb]
    assert client.post(address, values).status_code == 302
    assert state() != before


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_is_done_by_following_a_link(client, rows, as_role, verb):
    as_role("manager")
    before = state()
    address, values = verbs(rows)[verb]
    client.get(address, values)
    assert state() == before


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("editor", 302)])
def test_an_editor_brings_back_what_a_viewer_may_not(
    client, rows, as_role, role, status
):
    as_role(role)
    row = rows["pair"][1]
    address = f"/admin/reactions/action/{row.pk}/revert/{rows['first'].history_id}/"
    values = {"field": "quantity", "note": "so", "version": row.version}
    assert client.post(address, values).status_code == status
    assert (Action.objects.get(pk=row.pk).quantity is None) is (status == 302)


def test_a_decided_row_is_not_brought_back_by_an_editor(client, kabul, as_role):
    as_role("editor")
    row = kabul.actions["CA"]
    line = row.history.earliest("history_id")
    address = f"/admin/reactions/action/{row.pk}/revert/{line.history_id}/"
    assert client.get(address).status_code == 403
    assert client.post(address, {"field": "stage", "note": "x"}).status_code == 403


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_what_a_role_may_not_do_is_not_shown(client, rows, as_role, role):
    as_role(role)
    for address in (
        "/admin/conflicts/",
        "/admin/conflicts/?state=decided",
        "/admin/duplicates/",
        f"/admin/reactions/action/{rows['pair'][1].pk}/change/",
        f"/admin/reactions/action/{rows['part'].merged_into_id}/change/",
        f"/admin/reactions/action/{rows['half'].pk}/change/",
        "/admin/reactions/action/",
        "/admin/reactions/mergeproposal/",
    ):
        page = client.get(address).content.decode()
        for shown in (
            "Prefer this",
            "Undo",
            "keep apart",
            "Compare",
            "/admin/merge/",
            "/admin/split/",
            "merge_selected",
        ):
            assert shown not in page, (address, shown)


def test_a_person_without_a_role_sees_none_of_it(client, rows, as_role):
    user = as_role("viewer")
    user.groups.clear()
    for address in pages(rows):
        assert client.get(address).status_code == 403, address
