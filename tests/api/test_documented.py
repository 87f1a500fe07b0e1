"""A list is the same to the byte, whether its rows have documents or not."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from reactions.api import memory, plans
from reactions.exporting.documents import write_documents
from reactions.models import ActionDocument, Article, Official

Make = Callable[..., Any]
ASKED = [
    "",
    "?limit=2",
    "?fields=id,type,known_on,cameo,answer,country",
    "?fields=evidence,id,fulfils,official,continues",
    "?fields=updated_at,crisis,stage,stance,text,summary",
    "?ordering=updated_at",
    "?ordering=-updated_at&limit=1",
    "?search=embassy",
    "?search=embassy&fields=id,summary,text",
    "?search=embassy&fields=id,evidence,summary,text",
    "?search=embassy&fields=id",
    "?search=embassy&fields=id,snippet",
    "?search=embassy&fields=evidence,snippet",
    "?search=embassy&ordering=relevance",
    "?expand=country",
    "?count=true",
]


@pytest.fixture(autouse=True)
def _forgetful() -> Iterator[None]:
    yield
    memory.forget()
    plans.PLANS.kept.clear()


@pytest.fixture
def rows(
    act: Make, say: Make, official: Official, prove: Make, decide: Make
) -> list[Any]:
    prove(official, "foreign minister")
    decide(official, "accepted")
    hidden = Official.objects.create(country_id="IT", name="X", name_key="x")
    plan = act(stage="announced", summary='"fulfils":null "official":null <b>embassy')
    proposed = act(review="proposed", summary="the embassy")
    survivor = act(fulfils=plan, summary="An embassy, “closed”\n")
    act(merged_into=survivor)
    act(fulfils=proposed, quantity=3)
    first = say(official=official, text='"official":null at the embassy')
    say(continues=first, official=hidden, text="embassy embassy")
    say(continues=say(review="proposed"), text="the Embassy & the <b>")
    return [plan, survivor, first]


def read(client: APIClient, path: str, **headers: Any) -> bytes:
    memory.forget()
    answer = client.get(f"/api/v1/{path}", **headers)
    assert answer.status_code == 200, answer.content
    return answer.content


def tell_in(path: str, asked: str) -> str:
    """What one list lacks is not asked of it."""
    other = {
        "actions": {"official", "continues", "stance", "text"},
        "statements": {"fulfils", "type", "known_on", "answer", "stage", "summary"},
    }[path]
    if "fields=" not in asked:
        return asked
    before, _, named = asked.partition("fields=")
    kept = [name for name in named.split(",") if name not in other]
    return f"{before}fields={','.join(kept)}"


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("path", ["actions", "statements"])
def test_with_documents_and_without(
    client: APIClient, as_viewer: APIClient, rows: list[Any], path: str, asked: str
) -> None:
    url = path + tell_in(path, asked)
    readers = [(client, {}), (client, {"HTTP_ACCEPT": "application/json; indent=1"})]
    readers += [(as_viewer, {}), (client, {"HTTP_ACCEPT": "text/html"})]
    blank = [read(reader, url, **headers) for reader, headers in readers]
    assert write_documents() > 5
    documented = [read(reader, url, **headers) for reader, headers in readers]
    for one, other in zip(blank[:3], documented[:3], strict=True):
        assert one == other
    # The page names its address and its time.
    assert len(blank[3]) == len(documented[3])
    # Some have one, some have none.
    first = ActionDocument.objects.filter(pk=rows[0].pk)
    first.update(form=0, text="")
    assert read(client, url) == blank[0]
    # Of yesterday's form.
    first.update(form=1, text="{}")
    assert read(client, url) == blank[0]


def test_where_proposals_are_published(
    client: APIClient, rows: list[Any], settings: Any
) -> None:
    settings.PUBLISH_PROPOSED = True
    blank = [read(client, path) for path in ("actions", "statements")]
    write_documents()
    assert [read(client, path) for path in ("actions", "statements")] == blank
    settings.PUBLISH_PROPOSED = False
    assert [read(client, path) for path in ("actions", "statements")] != blank


def test_what_changes_is_seen_at_once(client: APIClient, rows: list[Any]) -> None:
    write_documents()
    assert b"The Herald" in read(client, "actions")
    Article.objects.update(publisher="The Courier")
    assert b"The Herald" not in read(client, "actions")
    assert b"The Courier" in read(client, "actions")


def test_an_official_who_is_hidden_again_is_in_no_document(
    client: APIClient, rows: list[Any], official: Official
) -> None:
    write_documents()
    assert official.public_id.encode() in read(client, "statements")
    Official.objects.filter(pk=official.pk).update(
        review="proposed", decided_by=None, decided_at=None
    )
    assert official.public_id.encode() not in read(client, "statements")


# The page, in two parts where the day may be missing; the links, and the officials.
@pytest.mark.parametrize(("path", "queries"), [("actions", 4), ("statements", 6)])
def test_a_page_of_documents_reads_no_evidence(
    client: APIClient, rows: list[Any], path: str, queries: int
) -> None:
    write_documents()
    with CaptureQueriesContext(connection) as asked:
        read(client, path)
    assert len(asked) == queries
    assert not any("reactions_evidence" in each["sql"] for each in asked)


def test_a_row_that_is_hidden_while_a_page_is_read_is_left_out(
    client: APIClient, rows: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from reactions.models import Action

    page = plans.Plan.rows

    def then_hide(plan: plans.Plan, most: int) -> list[Any]:
        found = page(plan, most)
        Action.objects.filter(pk=rows[0].pk).update(
            review="proposed", decided_by=None, decided_at=None
        )
        return found

    monkeypatch.setattr(plans.Plan, "rows", then_hide)
    shown = read(client, "actions")
    assert rows[1].public_id.encode() in shown
    assert f'"id":"{rows[0].public_id}"'.encode() not in shown
