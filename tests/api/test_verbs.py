"""The verbs of review over the API, of one row and of many, and their refusals."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from reactions.models import Action, Article, Official
from tests.api.writers import client_of, reason_of

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


@pytest.fixture
def reviewer(article: Article) -> APIClient:
    return client_of("reviewer")


def post(client: APIClient, path: str, body: Any = None, **headers: str) -> Any:
    return client.post(
        f"/api/v1/actions/{path}", body or {}, format="json", headers=headers
    )


def test_a_row_is_accepted_rejected_and_reopened(
    reviewer: APIClient, act: Make
) -> None:
    row = act(review="proposed")
    accepted = post(reviewer, f"{row.public_id}/accept")
    assert accepted.status_code == 200, accepted.json()
    assert (accepted.json()["review"], accepted["ETag"]) == ("accepted", '"2"')
    twice = post(reviewer, f"{row.public_id}/accept")
    assert (twice.status_code, twice.json()["detail"]) == (
        409,
        "It is accepted already.",
    )
    without = post(reviewer, f"{row.public_id}/reject")
    assert (without.status_code, reason_of(without)[0]) == (400, "reason")
    rejected = post(reviewer, f"{row.public_id}/reject", {"reason": "another day"})
    assert rejected.json()["review"] == "rejected"
    reopened = post(reviewer, f"{row.public_id}/reopen", {"reason": "look again"})
    assert (reopened.json()["review"], reopened.json()["decided_at"]) == (
        "proposed",
        None,
    )
    reasons = list(row.history.values_list("history_change_reason", flat=True))
    assert reasons[:3] == [
        "reopened: look again",
        "rejected: another day",
        "accepted",
    ]
    assert row.history.first().history_user.username == "a reviewer"


def test_a_decision_on_another_version_is_stale(reviewer: APIClient, act: Make) -> None:
    row = act(review="proposed")
    for verb in ("accept", "reject", "reopen"):
        answer = post(
            reviewer,
            f"{row.public_id}/{verb}",
            {"reason": "r"},
            **{"If-Match": '"7"'},
        )
        assert answer.status_code == 412
    merged = post(
        reviewer,
        f"{row.public_id}/merge",
        {"into": act().public_id},
        **{"If-Match": '"7"'},
    )
    assert merged.status_code == 412
    row.refresh_from_db()
    assert (row.review, row.version, row.merged_into) == ("proposed", 1, None)


def test_nothing_is_accepted_without_evidence(reviewer: APIClient, act: Make) -> None:
    row = act(review="proposed")
    row.evidence.all().delete()
    answer = post(reviewer, f"{row.public_id}/accept")
    assert answer.status_code == 409
    assert answer.json()["detail"] == "Nothing is accepted without evidence."


def test_rows_are_merged_and_taken_apart(reviewer: APIClient, act: Make) -> None:
    row, into = act(), act()
    merged = post(reviewer, f"{row.public_id}/merge", {"into": into.public_id})
    assert merged.status_code == 200, merged.json()
    assert merged.json()["merged_into"] == into.public_id
    apart = post(reviewer, f"{row.public_id}/unmerge")
    assert apart.json()["merged_into"] is None
    again = post(reviewer, f"{row.public_id}/unmerge")
    assert again.status_code == 409
    itself = post(reviewer, f"{row.public_id}/merge", {"into": row.public_id})
    assert (itself.status_code, itself.json()["detail"]) == (
        409,
        "A row cannot be merged into itself.",
    )
    nowhere = post(reviewer, f"{row.public_id}/merge", {"into": "act_x"})
    assert reason_of(nowhere) == ("into", "There is none with the id 'act_x'.")


def test_officials_are_merged_and_statements_are_not(
    reviewer: APIClient, official: Official, say: Make
) -> None:
    other = Official.objects.create(
        country=official.country, name="L. Esempio", name_key="l esempio"
    )
    merged = reviewer.post(
        f"/api/v1/officials/{other.public_id}/merge",
        {"into": official.public_id},
        format="json",
    )
    assert merged.json()["merged_into"] == official.public_id
    said = say()
    answer = reviewer.post(f"/api/v1/statements/{said.public_id}/merge/", {})
    assert answer.status_code == 404


def test_an_action_is_split(reviewer: APIClient, act: Make, prove: Make) -> None:
    row = act()
    piece = prove(row, "Norway is considering the same")
    answer = post(reviewer, f"{row.public_id}/split", {"evidence": [piece.pk]})
    assert answer.status_code == 201, answer.json()
    assert answer.json()["review"] == "proposed"
    assert [each["id"] for each in answer.json()["evidence"]] == [piece.pk]
    assert answer["Location"].endswith(f"/{answer.json()['id']}/")
    all_of_it = post(
        reviewer,
        f"{row.public_id}/split",
        {"evidence": [each.pk for each in row.evidence.all()]},
    )
    assert reason_of(all_of_it)[0] == "evidence"
    for bad in ([], ["x"], [10**30], "1"):
        refused = post(reviewer, f"{row.public_id}/split", {"evidence": bad})
        assert refused.status_code == 400


def test_an_official_is_split(
    reviewer: APIClient, official: Official, prove: Make, say: Make
) -> None:
    prove(official)
    piece = prove(official, "Norway is considering the same")
    said, foreign = say(official=official), say()
    path = f"/api/v1/officials/{official.public_id}/split"

    def split(**body: Any) -> Any:
        return reviewer.post(path, {"evidence": [piece.pk]} | body, format="json")

    for body, field in (
        ({}, "name"),
        ({"name": official.name}, "name"),
        ({"name": "A\x00"}, "name"),
        ({"name": "Ann Other", "evidence": [10**9]}, "evidence"),
        ({"name": "Ann Other", "statements": [foreign.public_id]}, "statements"),
        ({"name": "Ann Other", "statements": ["sta_x"]}, "statements"),
        ({"name": "Ann Other", "aliases": []}, "aliases"),
    ):
        refused = split(**body)
        assert refused.status_code == 400, refused.json()
        assert reason_of(refused)[0] == field
    answer = split(name="Ann Other", statements=[said.public_id], reason="two")
    assert answer.status_code == 201, answer.json()
    told = answer.json()
    assert (told["name"], told["review"]) == ("Ann Other", "proposed")
    assert [each["id"] for each in told["evidence"]] == [piece.pk]
    said.refresh_from_db()
    assert said.official.public_id == told["id"]
    stale = reviewer.post(
        path,
        {"evidence": [piece.pk], "name": "X Y"},
        format="json",
        headers={"If-Match": '"1"'},
    )
    assert stale.status_code == 412


def test_of_many_officials_each_is_split_by_itself(
    reviewer: APIClient, official: Official, prove: Make
) -> None:
    prove(official)
    piece = prove(official, "Norway is considering the same")
    row = {"id": official.public_id, "evidence": [piece.pk], "name": "Ann Other"}
    rows = [row | {"name": official.name}, row, row]
    answer = reviewer.post("/api/v1/officials/split", {"rows": rows}, format="json")
    told = answer.json()
    assert [each["status"] for each in told["results"]] == [400, 201, 400]
    assert told["results"][0]["reason"].startswith("name: ")
    new = Official.objects.get(public_id=told["results"][1]["new"])
    assert (new.name, new.evidence.get()) == ("Ann Other", piece)


def test_a_ring_of_acts_is_refused_with_its_field(
    reviewer: APIClient, act: Make
) -> None:
    plan, deed = act(), act()
    assert amend(reviewer, deed, fulfils=plan.public_id).status_code == 200
    for wrong in (deed, plan):
        answer = amend(reviewer, plan, fulfils=wrong.public_id)
        assert (answer.status_code, reason_of(answer)[0]) == (400, "fulfils")


def amend(client: APIClient, row: Action, **values: Any) -> Any:
    address = f"/api/v1/actions/{row.public_id}/"
    return client.patch(address, values, format="json")


def test_of_many_rows_each_has_its_result(reviewer: APIClient, act: Make) -> None:
    fresh, stale, done = act(review="proposed"), act(review="proposed"), act()
    asked = [
        {"id": fresh.public_id, "version": 1},
        {"id": "act_nothere"},
        {"id": stale.public_id, "version": 5},
        {"id": done.public_id},
        {"id": fresh.public_id},
    ]
    answer = post(reviewer, "accept", {"rows": asked, "reason": "two sources"})
    assert answer.status_code == 200, answer.json()
    told = answer.json()
    assert (told["done"], told["refused"]) == (1, 4)
    assert [(each["id"], each["status"]) for each in told["results"]] == [
        (fresh.public_id, 200),
        ("act_nothere", 404),
        (stale.public_id, 412),
        (done.public_id, 409),
        (fresh.public_id, 409),
    ]
    assert told["results"][0]["version"] == 2
    assert told["results"][2]["reason"].startswith("It was changed meanwhile")
    stale.refresh_from_db()
    assert stale.review == "proposed"
    assert fresh.history.first().history_change_reason == "accepted: two sources"


def test_many_are_rejected_reopened_merged_and_split(
    reviewer: APIClient, act: Make, prove: Make
) -> None:
    first, second, into = act(), act(), act()
    rows = [{"id": first.public_id}, {"id": second.public_id}]
    for verb, review in (("reject", "rejected"), ("reopen", "proposed")):
        without = post(reviewer, verb, {"rows": rows})
        assert reason_of(without)[0] == "reason"
        told = post(reviewer, verb, {"rows": rows, "reason": "r"}).json()
        assert (told["done"], told["refused"]) == (2, 0)
        assert Action.objects.filter(review=review).count() == 2
    merges = [row | {"into": into.public_id} for row in rows]
    merges[1]["into"] = "act_x"
    told = post(reviewer, "merge", {"rows": merges}).json()
    assert [each["status"] for each in told["results"]] == [200, 400]
    assert told["results"][1]["reason"] == "into: There is none with the id 'act_x'."
    told = post(reviewer, "unmerge", {"rows": rows}).json()
    assert [each["status"] for each in told["results"]] == [200, 409]
    piece = prove(into, "Norway is considering the same")
    splits = [{"id": into.public_id, "evidence": [piece.pk]}]
    told = post(reviewer, "split", {"rows": splits}).json()
    (result,) = told["results"]
    assert result["status"] == 201
    assert Action.objects.get(public_id=result["new"]).evidence.get() == piece


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"rows": []},
        {"rows": "act_1"},
        {"rows": [1]},
        {"rows": [{"id": 1.5, "x": 2}]},
        {"rows": [{"id": "a"}] * 501},
        {"rows": [{"id": "a", "version": 0}]},
    ],
)
def test_a_list_of_rows_that_cannot_be_read_is_refused(
    reviewer: APIClient, body: Any
) -> None:
    answer = post(reviewer, "accept", body)
    assert answer.status_code == 400
    assert all(each["field"].startswith("rows") for each in answer.json()["errors"])


def test_who_sees_no_proposals_decides_on_none(act: Make) -> None:
    """A right to review without the right to see: the row is not there."""
    from django.contrib.auth.models import Permission, User

    user = User.objects.create_user("blind")
    user.user_permissions.add(Permission.objects.get(codename="review_action"))
    client = APIClient()
    client.force_authenticate(user)
    row = act(review="proposed")
    assert post(client, f"{row.public_id}/accept").status_code == 404
    told = post(client, "accept", {"rows": [{"id": row.public_id}]}).json()
    assert told["results"][0]["status"] == 404
