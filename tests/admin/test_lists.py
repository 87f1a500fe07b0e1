"""Lists that open at once: no full count, few questions, filters that are kept."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reactions.admin import lists
from reactions.models import Action, SavedFilter
from tests.admin.test_roles import as_role
from tests.builders import an_action, an_article, an_official
from tests.kabul import make_action

__all__ = ["as_role"]
LISTS = ["action", "article", "country", "crisis", "evidence", "importrun",
         "official", "statement", "workitem"]  # fmt: skip


def address(model):
    return reverse(f"admin:reactions_{model}_changelist")


def questions(client, model, **query):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address(model), query)
    assert response.status_code == 200
    return [each["sql"] for each in captured.captured_queries]


def counts_without_end(sql):
    counts = re.search(r"\bCOUNT\(", sql) and "reactions_" in sql
    return bool(counts) and "LIMIT" not in sql and " IN (" not in sql


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize("query", [{}, {"q": "embassy"}, {"review__exact": "proposed"}])
def test_no_list_counts_its_table(client, kabul, as_role, model, query):
    as_role("manager")
    if "review__exact" in query and model not in ("action", "official", "statement"):
        return
    found = questions(client, model, **query)
    assert [sql for sql in found if counts_without_end(sql)] == []


def test_a_full_count_would_be_seen():
    assert counts_without_end('SELECT COUNT(*) FROM "reactions_action"')


@pytest.mark.parametrize("model", LISTS)
def test_a_list_asks_as_much_for_many_rows_as_for_few(client, kabul, as_role, model):
    as_role("manager")
    few = len(questions(client, model))
    for number in range(6):
        article = an_article(f"France closed its embassy, {number}.")
        an_action(article=article)
        an_official(f"Anne {number}", proved=False)
    assert len(questions(client, model)) <= few + 1
    assert len(questions(client, model)) <= 14


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)
    monkeypatch.setattr(lists.DeskListMixin, "list_per_page", 2)


def test_more_rows_than_are_counted_are_told_as_more(client, kabul, as_role, short):
    as_role("viewer")
    page = client.get(address("action")).content.decode()
    assert "More than 4 actions" in page
    assert "?p=2" in page
    last = client.get(address("action"), {"p": 5})
    assert "9 actions" in last.content.decode()
    assert "More than" not in last.content.decode()
    assert len(last.context["cl"].result_list) == 1


@pytest.mark.parametrize("page", ["0", "6", "201", "999999999999999999999", "x"])
def test_a_page_that_is_not_there_leads_back(client, kabul, as_role, short, page):
    as_role("viewer")
    response = client.get(address("action"), {"p": page})
    assert response.status_code in (200, 302)
    if response.status_code == 302:
        assert response.url.endswith("?e=1")


def test_a_list_without_rows_says_what_to_do(client, kabul, as_role):
    as_role("editor")
    page = client.get(address("workitem")).content.decode()
    assert "Nothing waits for a worker" in page
    page = client.get(address("action"), {"q": "xyz"}).content.decode()
    assert "Show the whole list" in page


def test_the_days_of_a_list_lead_from_years_to_a_day(client, kabul, as_role):
    as_role("viewer")
    make_action(kabul.crisis, "FR", "talks_held", known_on="2023-02-03")
    page = client.get(address("action")).content.decode()
    for year in ("2021", "2022", "2023"):
        assert f"?known_on__year={year}" in page
    query = {"known_on__year": 2021}
    assert "known_on__month=8" in client.get(address("action"), query).content.decode()
    query["known_on__month"] = 8
    page = client.get(address("action"), query).content.decode()
    assert "known_on__day=16" in page
    query["known_on__day"] = 16
    rows = client.get(address("action"), query).context["cl"].result_list
    assert rows == [kabul.actions["GB closed"]]


@pytest.mark.parametrize("month", ["0", "13", "x", "99999"])
def test_months_that_are_none_break_no_list(client, kabul, as_role, month):
    as_role("viewer")
    query = {"known_on__year": "2021", "known_on__month": month}
    assert client.get(address("action"), query).status_code in (200, 302)


def test_only_countries_that_rows_have_are_offered(client, kabul, as_role):
    as_role("viewer")
    page = client.get(address("action")).content.decode()
    assert "country__code__exact=NL" in page
    assert "country__code__exact=PT" not in page


def test_the_counts_of_a_page_are_those_of_its_rows(client, kabul, as_role):
    as_role("viewer")
    rows = {
        row.pk: row for row in client.get(address("action")).context["cl"].result_list
    }
    assert rows[kabul.actions["CA"].pk].proofs == 2
    (official,) = client.get(address("official")).context["cl"].result_list
    assert (official.proofs, official.said) == (1, 1)


def save(client, of="action", name="Waiting", query="review__exact=proposed", **more):
    where = reverse("saved_filter_save", args=[of])
    return client.post(where, {"name": name, "query": query, **more}, follow=True)


def test_a_filter_is_saved_shown_and_forgotten(client, kabul, as_role):
    as_role("viewer")
    page = save(client, query="review__exact=proposed&p=3&e=1").content.decode()
    saved = SavedFilter.objects.get()
    assert saved.query == "review__exact=proposed"
    assert f'href="?{saved.query}" aria-current="true">Waiting</a>' in page
    assert "Waiting" not in client.get(address("statement")).content.decode()
    client.post(reverse("saved_filter_forget", args=[saved.pk]))
    assert not SavedFilter.objects.exists()


def test_a_shared_filter_is_seen_by_others_and_theirs_to_use_alone(
    client, kabul, as_role
):
    as_role("editor")
    save(client, name="Mine")
    save(client, name="Ours", is_shared="on")
    as_role("viewer")
    page = client.get(address("action")).content.decode()
    assert "Ours" in page
    assert "by editor" in page
    assert "Mine" not in page
    ours = SavedFilter.objects.get(name="Ours")
    assert (
        client.post(reverse("saved_filter_forget", args=[ours.pk])).status_code == 404
    )


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"query": ""}, "Filter or search the list first"),
        ({"query": "p=2"}, "Filter or search the list first"),
        ({"query": "q=" + "x" * 2001}, "Filter or search the list first"),
        ({"name": ""}, "Not saved."),
        ({"name": "x" * 61}, "Not saved."),
    ],
)
def test_a_filter_that_is_none_is_not_saved(client, kabul, as_role, given, reason):
    as_role("viewer")
    assert reason in save(client, **given).content.decode()
    assert not SavedFilter.objects.exists()


def test_a_name_is_given_once_a_list(client, kabul, as_role):
    as_role("viewer")
    save(client)
    assert "already" in save(client).content.decode()
    assert SavedFilter.objects.count() == 1


def test_a_saved_filter_is_no_way_to_another_site_or_list(client, kabul, as_role):
    as_role("viewer")
    save(client, name="<b>x</b>", query='q="><script>1</script>')
    page = client.get(address("action")).content.decode()
    assert "<script>1" not in page
    assert "<b>x</b>" not in page
    assert client.post(reverse("saved_filter_save", args=["user"])).status_code == 404
    client.logout()
    assert save(client).status_code == 200
    assert SavedFilter.objects.count() == 1


def test_a_list_of_rows_that_one_may_not_see_keeps_no_filter(client, kabul, as_role):
    user = as_role("viewer")
    user.groups.clear()
    assert save(client).status_code == 403


def test_no_text_breaks_a_search(client, kabul, as_role):
    as_role("viewer")
    for text in ("\x00", "%", "'", "x" * 5000, "🛫"):
        assert client.get(address("action"), {"q": text}).status_code == 200
    assert Action.objects.count() == 9
