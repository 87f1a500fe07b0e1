"""Who sees what: proposals, rejected rows, bodies, imports; and what nobody sees."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django.fixtures import Settings
from rest_framework.test import APIClient

from reactions.models import Action, Article, ImportRun, Official, Statement

Make = Callable[..., Any]


@pytest.fixture
def rows(act: Make) -> dict[str, Action]:
    return {state: act(review=state) for state in ("accepted", "proposed", "rejected")}


def shown(client: APIClient, **asked: str) -> list[str]:
    answer = client.get("/api/v1/actions/", asked)
    assert answer.status_code == 200, answer.json()
    return sorted(row["review"] for row in answer.json()["results"])


def test_anonymous_readers_see_accepted_rows(
    client: APIClient, rows: dict[str, Action]
) -> None:
    assert shown(client) == ["accepted"]
    assert shown(client, review="accepted") == ["accepted"]


@pytest.mark.parametrize("review", ["proposed", "rejected", "accepted,proposed"])
def test_asking_for_hidden_rows_is_forbidden_with_the_reason(
    client: APIClient, rows: dict[str, Action], review: str
) -> None:
    for path in ("actions", "statements", "officials", "evidence"):
        answer = client.get(f"/api/v1/{path}/", {"review": review})
        assert answer.status_code == 403
        assert "permission" in answer.json()["detail"]


def test_a_hidden_row_is_not_found_by_its_key(
    client: APIClient, rows: dict[str, Action]
) -> None:
    codes = {
        state: client.get(f"/api/v1/actions/{row.public_id}/").status_code
        for state, row in rows.items()
    }
    assert codes == {"accepted": 200, "proposed": 404, "rejected": 404}


def test_a_site_that_publishes_proposals_shows_them_marked(
    client: APIClient, rows: dict[str, Action], settings: Settings
) -> None:
    settings.PUBLISH_PROPOSED = True
    assert shown(client) == ["accepted", "proposed"]
    assert shown(client, review="proposed") == ["proposed"]
    answer = client.get("/api/v1/actions/", {"review": "rejected"})
    assert answer.status_code == 403


def test_viewers_see_all_the_rejected_when_they_ask(
    as_viewer: APIClient, rows: dict[str, Action]
) -> None:
    assert shown(as_viewer) == ["accepted", "proposed"]
    assert shown(as_viewer, review="rejected") == ["rejected"]
    every = "accepted,proposed,rejected"
    assert shown(as_viewer, review=every) == ["accepted", "proposed", "rejected"]
    rejected = rows["rejected"].public_id
    assert as_viewer.get(f"/api/v1/actions/{rejected}/").status_code == 200


def test_signing_in_alone_opens_nothing(
    client: APIClient, rows: dict[str, Action], editor: Any
) -> None:
    client.force_authenticate(editor)
    assert shown(client) == ["accepted"]


def test_evidence_follows_the_review_of_its_row(
    client: APIClient, as_viewer: APIClient, rows: dict[str, Action]
) -> None:
    def seen(client: APIClient, **asked: str) -> set[str]:
        answer = client.get("/api/v1/evidence/", asked).json()
        return {piece["action"] for piece in answer["results"]}

    accepted, proposed, rejected = (row.public_id for row in rows.values())
    assert seen(client) == {accepted}
    assert seen(as_viewer) == {accepted, proposed}
    assert seen(as_viewer, review="rejected") == {rejected}
    hidden = rows["proposed"].evidence.get().pk
    assert client.get(f"/api/v1/evidence/{hidden}/").status_code == 404
    assert as_viewer.get(f"/api/v1/evidence/{hidden}/").status_code == 200
    by_hidden_row = client.get("/api/v1/evidence/", {"action": proposed})
    assert by_hidden_row.status_code == 400


def test_an_accepted_row_does_not_show_the_hidden_rows_it_names(
    client: APIClient, as_viewer: APIClient, say: Make, act: Make, official: Official
) -> None:
    said = say(official=official, continues=say(review="proposed"))
    done = act(fulfils=act(review="rejected"))

    def named(client: APIClient) -> list[Any]:
        statement = client.get(f"/api/v1/statements/{said.public_id}/").json()
        action = client.get(f"/api/v1/actions/{done.public_id}/").json()
        return [statement["official"], statement["continues"], action["fulfils"]]

    assert named(client) == [None, None, None]
    assert None not in named(as_viewer)
    asked = client.get("/api/v1/statements/", {"official": official.public_id})
    assert asked.status_code == 400


def test_bodies_are_for_viewers_unless_the_site_publishes_them(
    client: APIClient,
    as_viewer: APIClient,
    article: Article,
    settings: Settings,
) -> None:
    url = f"/api/v1/articles/{article.pk}/"
    assert client.get(url).json()["body"] is None
    assert as_viewer.get(url).json()["body"] == article.body
    settings.PUBLISH_BODIES = True
    assert client.get(url).json()["body"] == article.body
    (listed,) = client.get("/api/v1/articles/").json()["results"]
    assert "body" not in listed


def test_who_may_not_read_a_body_does_not_find_by_it(
    client: APIClient,
    as_viewer: APIClient,
    article: Article,
    settings: Settings,
) -> None:
    word = article.body.split()[-1].strip(".”")
    asked = {"search": word}
    heads = f"{article.title} {article.publisher}".casefold()
    assert word.casefold() not in heads
    assert client.get("/api/v1/articles/", asked).json()["results"] == []
    assert len(as_viewer.get("/api/v1/articles/", asked).json()["results"]) == 1
    settings.PUBLISH_BODIES = True
    assert len(client.get("/api/v1/articles/", asked).json()["results"]) == 1


def test_imports_are_for_viewers(client: APIClient, as_viewer: APIClient) -> None:
    run = ImportRun.objects.create(
        started_at=datetime(2026, 1, 1, tzinfo=UTC), source="samples"
    )
    for url in ("/api/v1/imports/", f"/api/v1/imports/{run.pk}/"):
        assert client.get(url).status_code == 401
        assert as_viewer.get(url).status_code == 200


def test_a_running_import_says_how_far_it_is(as_viewer: APIClient) -> None:
    run = ImportRun.objects.create(
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        source="samples",
        counts={"imported": 3, "known": 1, "actions": 9},
        total=8,
    )
    answer = as_viewer.get(f"/api/v1/imports/{run.pk}/").json()
    assert (answer["state"], answer["settled"], answer["total"]) == ("running", 4, 8)
    assert answer["progress_at"] is None


def test_signing_in_alone_opens_no_imports(client: APIClient, editor: Any) -> None:
    client.force_authenticate(editor)
    assert client.get("/api/v1/imports/").status_code == 403


def test_no_answer_holds_notes_bodies_or_people(
    client: APIClient,
    as_viewer: APIClient,
    act: Make,
    say: Make,
    article: Article,
    viewer: Any,
) -> None:
    row, said = act(), say()
    for each in (row, said):
        type(each).objects.filter(pk=each.pk).update(
            note="a secret note", assigned_to=viewer
        )
    run = ImportRun.objects.create(
        started_at=datetime(2026, 1, 1, tzinfo=UTC), source="samples", started_by=viewer
    )
    paths = [
        *(f"{name}/" for name in ("crises", "countries", "officials", "articles")),
        *(f"{name}/" for name in ("statements", "actions", "evidence", "imports")),
        f"actions/{row.public_id}/",
        f"statements/{said.public_id}/",
        f"imports/{run.pk}/",
        f"articles/{article.pk}/",
        "crises/kabul-2021/",
    ]
    for path in paths:
        told = json.dumps(as_viewer.get(f"/api/v1/{path}").json())
        for secret in ("secret note", "example.org", "viewer", "editor"):
            assert secret not in told, path
        public = client.get(f"/api/v1/{path}").content.decode()
        assert "Nothing else was known. " * 6 not in public, path
    assert Statement.objects.count() == 1


def test_a_merged_row_is_hidden_with_the_one_it_went_into(
    client: APIClient, act: Make
) -> None:
    hidden = act(review="proposed")
    merged = act()
    Action.objects.filter(pk=merged.pk).update(merged_into=hidden)
    assert client.get(f"/api/v1/actions/{merged.public_id}/").status_code == 404


def test_the_evidence_of_a_row_is_also_that_of_what_was_merged_into_it(
    client: APIClient, act: Make
) -> None:
    kept, merged = act(), act()
    Action.objects.filter(pk=merged.pk).update(merged_into=kept)
    answer = client.get("/api/v1/evidence/", {"action": kept.public_id})
    assert len(answer.json()["results"]) == 2
