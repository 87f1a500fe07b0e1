"""Every write of the description, tried by every role; and what answers never hold."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from reactions.models import Action, Official
from tests.api.writers import client_of

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
LADDER = ["", "nobody", "viewer", "editor", "reviewer", "manager"]

LEAST = {
    ("post", ""): "editor",
    ("patch", "{key}/"): "editor",
    ("delete", "{key}/"): "manager",
    ("post", "verb"): "reviewer",
}
OTHERWISE = {
    # The table of countries comes with the release: managers mend it, nobody deletes.
    ("post", "countries", ""): "manager",
    ("patch", "countries", "{key}/"): "manager",
    ("delete", "countries", "{key}/"): None,
    # Who marks words also takes marks away; the last of an accepted row stays.
    ("delete", "evidence", "{key}/"): "editor",
}


def least_role(method: str, path: str) -> str | None:
    _, _, _, name, *rest = path.split("/")
    below = "/".join(rest)
    for key in ("{id}", "{slug}", "{code}"):
        below = below.replace(key, "{key}")
    is_verb = method == "post" and below != ""
    usual = LEAST[method, "verb" if is_verb else below]
    return OTHERWISE.get((method, name, below), usual)


@pytest.fixture
def keys(act: Make, say: Make, official: Official, article: Any) -> dict[str, Any]:
    row = act(review="proposed")
    return {
        "actions": row.public_id,
        "statements": say(review="proposed").public_id,
        "officials": official.public_id,
        "articles": article.pk,
        "evidence": row.evidence.get().pk,
        "crises": "kabul-2021",
        "countries": "IT",
    }


def writes(client: APIClient) -> list[tuple[str, str]]:
    description = client.get("/api/v1/schema/?format=json").json()
    return [
        (method, path)
        for path, operations in description["paths"].items()
        for method in operations
        if method != "get"
    ]


def test_every_write_takes_its_role(keys: dict[str, Any]) -> None:
    found = writes(client_of("manager"))
    assert len(found) > 40
    wrong = []
    for role in LADDER:
        client = client_of(role)
        for method, path in found:
            name = path.split("/")[3]
            url = path
            for key in ("{id}", "{slug}", "{code}"):
                url = url.replace(key, str(keys[name]))
            least = least_role(method, path)
            may = least is not None and LADDER.index(role) >= LADDER.index(least)
            # A body that nobody takes: the right is asked for before it is read. Only
            # deletes have none; with this tag they do nothing.
            answer = getattr(client, method)(
                url, {"nothing": 1}, format="json", headers={"If-Match": '"999"'}
            )
            refusal = 403 if role else 401
            if (answer.status_code == refusal) == may:
                wrong.append((role, method, path, answer.status_code))
            assert answer.status_code < 500
    assert wrong == []


def test_a_write_answers_with_nothing_that_is_not_for_readers(
    act: Make, keys: dict[str, Any]
) -> None:
    row = act(review="proposed")
    reviewer = client_of("reviewer")
    url = f"/api/v1/actions/{row.public_id}"
    answers = [
        reviewer.post(f"{url}/accept", {"reason": "a secret note"}, format="json"),
        reviewer.post(f"{url}/reject", {"reason": "a secret note"}, format="json"),
        reviewer.patch(
            url, {"stage": "denied", "reason": "a secret note"}, format="json"
        ),
        reviewer.get(url),
    ]
    assert Action.objects.get(pk=row.pk).note == "a secret note"
    assert {answer.status_code for answer in answers} == {200}
    for answer in answers:
        told = json.dumps(answer.json())
        for secret in ("secret note", "a reviewer", "decided_by", "assigned"):
            assert secret not in told
