"""Which stored acts an article's claims reach: few, however many are stored."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reactions.importing.reach import MOST_PLANS, actions_in_reach
from reactions.importing.same_act import ActReading
from reactions.models import Action, Article, ArticleBand, Crisis, Official
from reactions.models.inserting import insert_rows
from reactions.models.official import spelling_key
from reactions.vocabulary import ActionType, Basis, Stage
from tests.builders import a_crisis
from tests.importing.fakes import NOON, coded

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 4)


def plans(count: int, *, crisis: Crisis, **values) -> list[Action]:
    """Plans of Peru, one a day up to the day before DAY."""
    stated = {
        "country_id": "PE",
        "type": "embassy_closed",
        "stage": "announced",
        "announced_on_precision": "day",
        "announced_on_basis": "stated",
    }
    rows = []
    for number in range(count):
        told = DAY - timedelta(days=number + 1)
        rows.append(
            Action(
                crisis=crisis,
                announced_on=told,
                known_on=told,
                **(stated | values),
            )
        )
    insert_rows(rows)
    return rows


def others(count: int, *, crisis: Crisis) -> None:
    """Persons spelt like Ana Ruiz, and articles with the bands of everything."""
    insert_rows(
        [
            Official(
                country_id="PE",
                name=f"Rosa Roz {number}",
                name_key=f"rosa roz {number}",
                spelling_key=spelling_key("Ana Ruiz"),
            )
            for number in range(count)
        ]
    )
    for number in range(count):
        article = Article(
            crisis=crisis, body=f"Other {number}", sha256=f"{number}", imported_at=NOON
        )
        insert_rows([article])
        ArticleBand.objects.add(article, range(number, number + 40))


def closing(**changes) -> ActReading:
    stated = {
        "country": "PE",
        "type": ActionType.EMBASSY_CLOSED,
        "stage": Stage.DONE,
        "announced_on": coded(DAY, Basis.PUBLICATION),
        "effective_on": None,
        "destination": "",
        "quantity": None,
        "known_on": DAY,
        "words": "",
    }
    return ActReading(**(stated | changes))


def test_other_countries_types_and_crises_are_out_of_reach():
    crisis = a_crisis()
    plans(1, crisis=crisis, country_id="CL")
    plans(1, crisis=crisis, type="embassy_moved")
    plans(1, crisis=a_crisis("quake-2024"))
    assert not actions_in_reach([closing()], crisis=crisis)


def test_of_many_plans_the_latest_are_in_reach():
    crisis = a_crisis()
    rows = plans(MOST_PLANS + 30, crisis=crisis)
    found = actions_in_reach([closing()], crisis=crisis)
    assert [each.pk for each in found] == [row.pk for row in rows[:MOST_PLANS]]


def test_a_plan_told_later_reaches_what_was_done_since():
    crisis = a_crisis()
    done = plans(
        3,
        crisis=crisis,
        stage="done",
        effective_on=DAY,
        effective_on_precision="day",
        effective_on_basis="stated",
    )
    plan = closing(stage=Stage.ANNOUNCED, announced_on=coded(DAY - timedelta(days=40)))
    found = actions_in_reach([plan], crisis=crisis)
    assert sorted(each.pk for each in found) == [row.pk for row in done]


def test_the_queries_of_an_article_do_not_grow_with_what_is_stored(
    extractor, write, run
):
    extractor.act("Peru shut its mission", "PE")
    extractor.act("Peru will go", "PE", stage=Stage.ANNOUNCED)
    extractor.statement("We regret it", "PE", official="Ana Ruiz", speaker="Ana Ruiz")
    extractor.official("Ana Ruiz", "PE")
    told = "Peru shut its mission. Peru will go. “We regret it,” Ana Ruiz said."
    run(write("a.txt", f"First. {told}", date="2024-03-01"))
    second = write("a.txt", f"Second. {told}", date="2024-03-04")
    with CaptureQueriesContext(connection) as of_few:
        run(second)
    plans(200, crisis=Crisis.objects.get())
    others(200, crisis=Crisis.objects.get())
    third = write("a.txt", f"Third. {told}", date="2024-03-07")
    with CaptureQueriesContext(connection) as of_many:
        run(third)
    assert len(of_many) == len(of_few)
