"""What the desk did: told newest first, filtered, paged, in few queries."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from reactions import reviewing
from reactions.models import Action, ConflictKind
from reactions.overview.activity import Place
from tests.admin.test_roles import as_role
from tests.builders import a_crisis
from tests.kabul import NOW

__all__ = ["as_role"]

LATER = datetime(2021, 8, 22, 10, 0, tzinfo=UTC)


@pytest.fixture
def viewer(as_role):
    return as_role("viewer")


@pytest.fixture
def busy(kabul):
    """A desk that did one of each."""
    boss = kabul.reviewer
    ann = get_user_model().objects.create_superuser("ann")
    acts = kabul.actions
    reviewing.amend(acts["NL"], {"quantity": 7}, by=ann, at=LATER, note="counted")
    reviewing.reject(acts["DE moved"], by=ann, at=LATER, note="another team")
    reviewing.merge(acts["CA left"], into=acts["CA"], by=boss, at=LATER)
    reviewing.unmerge(acts["CA left"], by=boss, at=LATER)
    reviewing.prefer(
        acts["GB"],
        over=acts["GB closed"],
        kind=ConflictKind.CLOSED_OR_KEPT,
        reason="its own words",
        by=boss,
        at=LATER,
    )
    return kabul


def shown(client, **query):
    return client.get(reverse("activity"), query)


def told(client, **query):
    return [(e.verb, str(e.who)) for e in shown(client, **query).context["entries"]]


def test_it_tells_who_did_what_and_why_field_by_field(client, busy, viewer):
    page = shown(client).content.decode()
    for words in (
        "Netherlands: embassy moved, done",
        "counted",
        '<ins dir="auto">7</ins>',
        "another team",
        "its own words",
        "Marc Garneau: We had no safe way to stay",
    ):
        assert words in page
    assert "act_" not in page.replace("act_id", "")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"verb": "amended"}, [("amended", "ann")]),
        ({"verb": "rejected"}, [("rejected", "ann")]),
        ({"verb": "preferred"}, [("preferred", "rhea")]),
        ({"verb": "merged"}, [("merged", "rhea")] * 2),
        ({"verb": "undone"}, [("undone", "rhea")] * 2),
        ({"verb": "accepted"}, [("accepted", "rhea")] * 4),
        ({"verb": "split"}, []),
        ({"verb": "deleted"}, []),
        ({"on": "2021-08-21"}, []),
    ],
)
def test_it_is_filtered_by_verb_and_day(client, busy, viewer, query, expected):
    assert told(client, **query) == expected


def test_it_is_filtered_by_person_and_crisis(client, busy, viewer):
    ann = get_user_model().objects.get(username="ann")
    assert {who for _, who in told(client, person=ann.pk)} == {"ann"}
    everything = told(client)
    assert told(client, crisis="kabul-2021") == everything
    assert len(told(client, on="2021-08-22")) == 7
    a_crisis("other", name="Other")
    assert told(client, crisis="other") == []


@pytest.mark.parametrize(
    "query",
    [
        {"person": "x"},
        {"person": "9" * 30},
        {"verb": "x"},
        {"crisis": "x"},
        {"on": "yesterday"},
    ],
)
def test_what_is_not_understood_is_told(client, busy, viewer, query):
    response = shown(client, **query)
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()


def test_a_place_that_is_none_begins_at_the_newest(client, busy, viewer):
    for after in ("x", "~~", "2021-08-22~action~1", "2021-08-22T10:00+00:00~x~1"):
        assert len(told(client, after=after)) == len(told(client))


def test_what_imports_wrote_is_not_told(client, kabul, viewer):
    before = told(client)
    row = kabul.actions["NL"]
    row._history_user = kabul.reviewer
    row._change_reason = "import 7"
    row.save()
    assert told(client) == before


def test_pages_lose_and_repeat_nothing(client, kabul, viewer):
    """Many lines of one moment, of several kinds."""
    row = kabul.actions["NL"]
    for number in range(60):
        reviewing.amend(row, {"quantity": number}, by=kabul.reviewer, at=LATER)
        reviewing.amend(
            kabul.statement, {"speaker": f"S{number}"}, by=kabul.reviewer, at=LATER
        )
    seen, after = [], ""
    for _ in range(9):
        response = shown(client, after=after)
        done = response.context["entries"]
        seen += [(e.kind, e.what, str(e.changes)) for e in done]
        if not response.context["older"]:
            break
        after = (
            dict(pair.split("=") for pair in response.context["older"].split("&"))[
                "after"
            ]
            .replace("%3A", ":")
            .replace("%7E", "~")
            .replace("%2B", "+")
        )
    assert len(seen) == 124
    assert len(set(seen)) == 124


def test_a_place_is_read_as_it_was_written():
    place = Place(LATER + timedelta(microseconds=5), "action", 7)
    assert Place.read(str(place)) == place


def test_the_page_costs_the_same_for_any_number(
    client, busy, viewer, django_assert_max_num_queries
):
    with django_assert_max_num_queries(24):
        shown(client)
    for row in Action.objects.proposed():
        reviewing.reject(row, by=busy.reviewer, at=NOW, note="no")
    with django_assert_max_num_queries(24):
        shown(client)
