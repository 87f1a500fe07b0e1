"""Searching the desk's lists: by the index of words, and not by reading every row."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.builders import a_statement, a_user, an_action, an_article, an_official

LISTS = ["action", "statement", "article", "official"]


def found(client, model, words, **query):
    address = reverse(f"admin:reactions_{model}_changelist")
    return list(client.get(address, {"q": words, **query}).context["cl"].result_list)


def completed(client, model, field, words):
    asked = {"app_label": "reactions", "model_name": model, "field_name": field}
    answer = client.get(reverse("admin:autocomplete"), {**asked, "term": words})
    return [each["text"] for each in answer.json()["results"]]


@pytest.fixture
def as_role(client, db):
    """Logs in a person of one group, on a desk that is otherwise empty."""

    def log_in(role):
        user = a_user(role, group=role, is_staff=True)
        client.force_login(user)
        return user

    return log_in


@pytest.fixture
def rows(db):
    article = an_article(url="https://courier.example/1")
    return {
        "action": an_action(summary="The embassy évacuated to Doha", article=article),
        "statement": a_statement(article=article),
        "official": an_official(article=article, title="Foreign minister"),
        "article": article,
    }


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("action", "evacuated doha"),
        ("action", "DOHA"),
        ("action", "evacu*"),
        ("action", "france"),
        ("action", "closed"),
        ("statement", "legrand leaving"),
        ("statement", "France"),
        ("official", "legrand"),
        ("official", "minister france"),
        ("article", "courier"),
        ("article", "sunday embassies"),
        ("article", "https://courier.example/1"),
        ("article", "  courier  "),
    ],
)
def test_rows_are_found_by_whole_words_and_by_how_words_begin(
    client, rows, as_role, model, words
):
    as_role("viewer")
    assert found(client, model, words) == [rows[model]]


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("action", "doha paris"),
        ("action", "evac"),
        ("action", "!!!"),
        ("action", "act_nobody"),
        ("statement", "germany"),
        ("official", "x" * 5000),
        ("article", "https://courier.example/2"),
    ],
)
def test_what_is_not_there_is_not_found(client, rows, as_role, model, words):
    as_role("viewer")
    assert found(client, model, words) == []


@pytest.mark.parametrize("model", ["action", "statement", "official"])
def test_a_row_is_found_by_its_id(client, rows, as_role, model):
    as_role("viewer")
    assert found(client, model, rows[model].public_id) == [rows[model]]


def test_hits_come_in_the_order_of_the_list_and_in_any_other(client, rows, as_role):
    as_role("viewer")
    older, newer = (
        an_action(country=code, quote="", known_on=day, summary="to Doha")
        for code, day in (("DE", date(2020, 1, 1)), ("IT", date(2022, 1, 1)))
    )
    mine = rows["action"]
    assert found(client, "action", "doha") == [newer, mine, older]
    address = reverse("admin:reactions_action_changelist")
    columns = client.get(address).context["cl"].list_display
    by_country = str(columns.index("country"))
    assert found(client, "action", "doha", o=by_country) == [mine, older, newer]
    assert found(client, "action", "doha", o=f"-{by_country}") == [newer, older, mine]
    assert found(client, "action", "doha", review__exact="accepted") == []
    assert found(client, "action", "doha", country__code__exact="DE") == [older]


def test_chosen_hits_are_acted_upon(client, rows, as_role):
    as_role("reviewer")
    other = an_action("talks_held", quote="on Sunday", summary="to Doha")
    address = reverse("admin:reactions_action_changelist") + "?q=doha"
    chosen = {
        "action": "accept_selected",
        "_selected_action": [rows["action"].pk],
        "select_across": "1",
        "confirmed": "yes",
        "post": "yes",
        "note": "seen",
        "reason": "seen",
    }
    client.post(address, chosen, follow=True)
    for row in (rows["action"], other):
        row.refresh_from_db()
        assert row.review == "accepted"


def test_what_is_being_typed_is_completed(client, rows, as_role):
    as_role("editor")
    official = str(rows["official"])
    for typed in ("leg", "anne le", "minis", "Legrand"):
        assert completed(client, "statement", "official", typed) == [official]
    assert completed(client, "statement", "official", "grand") == []
    assert completed(client, "action", "fulfils", "doh") == [str(rows["action"])]
    assert completed(client, "article", "copy_of", "embass") == [str(rows["article"])]
    assert completed(client, "action", "fulfils", "\x00") == []
    assert completed(client, "action", "fulfils", "'\"*") == []


WHOLE = {"sqlite": "SCAN reactions_{model}\n", "postgresql": "Seq Scan on reactions_"}


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize(
    "query", [{}, {"o": "1"}, {"review__exact": "proposed"}, {"p": "1"}]
)
@pytest.mark.parametrize("words", ["france", "franc*", "leaving sunday"])
def test_a_search_reads_no_table_as_a_whole(client, rows, as_role, model, query, words):
    as_role("viewer")
    if model == "article":
        query = {name: query[name] for name in query if "review" not in name}
    asked = searching_questions(client, model, {"q": words, **query})
    # The count as far as it goes, and where anything is found the page of the list.
    assert asked
    assert len(asked) >= 2 or not found(client, model, words, **query)
    for sql in asked:
        plan = plan_of(sql)
        assert not reads_whole(plan, model), (sql, plan)
        assert "LIKE" not in sql.upper().replace("%", "")


def test_a_search_that_reads_a_table_would_be_seen(rows):
    for sql in (
        "SELECT id FROM reactions_action WHERE summary LIKE '%x%'",
        "SELECT id FROM reactions_action WHERE UPPER(summary) LIKE '%X%'",
    ):
        assert reads_whole(plan_of(sql), "action")


def searching_questions(client, model, query):
    address = reverse(f"admin:reactions_{model}_changelist")
    client.get(address, query)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, query).status_code == 200
    table = f'FROM "reactions_{model}"'
    told = [each["sql"] for each in captured.captured_queries]
    return [sql for sql in told if table in sql and ("MATCH" in sql or "@@" in sql)]


def plan_of(sql):
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not sqlite:
            # It reads small tables as a whole, unless it is told that this is dear.
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + sql)
        return [str(row[-1]) for row in cursor.fetchall()]


def reads_whole(plan, model):
    """Whether the table of the model is gone through, be it along an index."""
    own = f"reactions_{model}"
    if connection.vendor == "sqlite":
        return any(line.split(" USING ")[0].strip() == f"SCAN {own}" for line in plan)
    return any(f"Seq Scan on {own} " in line for line in plan)
