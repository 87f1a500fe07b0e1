"""The front of the desk: its numbers, from few questions, for who may see them."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from reactions import reviewing
from reactions.models import Action, ImportRun
from reactions.models.urgency import rank_acts
from reactions.overview import waiting
from reactions.overview.desk import desk_of
from tests.admin.test_roles import as_role
from tests.builders import a_crisis, an_action, an_article
from tests.models.test_urgency import KEPT

__all__ = ["as_role"]


def front(client):
    return client.get(reverse("admin:index")).content.decode()


def desk(user):
    return desk_of(user, now=timezone.now())


def test_who_may_see_nothing_is_told_nothing(client, kabul):
    nobody = get_user_model().objects.create_user(username="n", is_staff=True)
    client.force_login(nobody)
    assert "Acts waiting" not in front(client)
    told = desk(nobody)
    assert (told.crises, told.runs, told.merges, told.decided) == ((), (), 0, 0)


def test_what_waits_is_told_by_crisis_embassies_first(client, kabul, as_role):
    viewer = as_role("viewer")
    other = a_crisis("lima-2024", name="Lima")
    article = an_article("Peru held talks with Chile.", crisis=other)
    an_action("talks_held", country="PE", quote="held talks", article=article)
    lines = [
        (line.slug, line.embassies, line.acts, line.statements)
        for line in desk(viewer).crises
    ]
    assert lines == [("kabul-2021", 6, 0, 0), ("lima-2024", 0, 1, 0)]
    assert "?crisis=lima-2024" in front(client)


def test_decisions_are_told_by_day_and_hand(client, kabul, as_role):
    reviewer = as_role("reviewer")
    now = timezone.now()
    reviewing.accept(kabul.actions["NL"], by=reviewer, at=now)
    reviewing.reject(kabul.actions["NO"], by=kabul.reviewer, at=now, note="no")
    long_ago = now - timedelta(days=31)
    reviewing.reject(kabul.actions["GB"], by=reviewer, at=long_ago, note="no")
    told = desk(reviewer)
    assert (told.today_by_me, told.today_by_all) == (1, 2)
    assert (told.accepted, told.rejected, told.share) == (1, 1, 0.5)


def test_contradictions_and_own_work_are_told(client, kabul, as_role):
    reviewer = as_role("reviewer")
    assert desk(reviewer).contradicted == 0
    an_action()
    kept = an_action(
        "embassy_kept", quote="kept its embassy open", article=an_article(KEPT)
    )
    rank_acts([kept.pk])
    Action.objects.filter(pk=kept.pk).update(assigned_to=reviewer)
    told = desk(reviewer)
    assert (told.contradicted, told.mine) == (2, 1)
    page = front(client)
    assert "1 assigned to you" in page
    (line,) = told.crises
    assert line.contradicted == 2
    where = reverse("conflicts") + "?crisis=kabul-2021"
    assert page.count(f'href="{where}"') == 2
    assert "2</strong> waiting acts that another origin contradicts" in page
    assert client.get(where).status_code == 200


def test_more_than_is_counted_is_told_as_more(client, kabul, as_role, monkeypatch):
    as_role("viewer")
    monkeypatch.setattr(waiting, "MOST_COUNTED", 2)
    monkeypatch.setattr("reactions.templatetags.desk.MOST_COUNTED", 2)
    assert "over 2" in front(client)


def test_the_last_runs_are_told_with_their_state(client, kabul, as_role):
    as_role("viewer")
    ImportRun.objects.create(started_at=timezone.now(), source="x")
    page = front(client)
    assert "Running" in page
    assert "Finished" in page


@pytest.mark.parametrize("role", ["viewer", "manager"])
def test_the_front_asks_few_questions(
    client, kabul, as_role, django_assert_max_num_queries, role
):
    as_role(role)
    with django_assert_max_num_queries(8):
        front(client)
