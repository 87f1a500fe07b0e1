"""Pairs of officials on the desk: one person, or two for good."""

import pytest
from django.urls import reverse

from reactions.models import MergeProposal, Official
from tests.admin.test_roles import as_role
from tests.builders import NOON, an_official

__all__ = ["as_role"]

LIST = "admin:reactions_mergeproposal_changelist"


@pytest.fixture
def pair(kabul) -> MergeProposal:
    earlier = an_official("Ann Linde", country="SE", proved=False, title="minister")
    later = an_official("Anne Linde", country="SE", proved=False)
    return MergeProposal.objects.create(official=later, into=earlier, created_at=NOON)


def choose(client, pair, action):
    values = {"action": action, "_selected_action": [pair.pk]}
    return client.post(reverse(LIST), values, follow=True)


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_who_may_not_review_decides_nothing(client, pair, as_role, role):
    as_role(role)
    assert "Anne Linde" in client.get(reverse(LIST)).content.decode()
    choose(client, pair, "merge_into_earlier")
    pair.refresh_from_db()
    assert pair.review == "proposed"


def test_a_reviewer_merges(client, pair, as_role):
    reviewer = as_role("reviewer")
    choose(client, pair, "merge_into_earlier")
    pair.refresh_from_db()
    assert (pair.review, pair.decided_by) == ("accepted", reviewer)
    assert Official.objects.get(name="Anne Linde").merged_into == pair.into


def test_a_reviewer_keeps_the_later_name(client, pair, as_role):
    as_role("reviewer")
    choose(client, pair, "merge_into_later")
    assert Official.objects.get(name="Ann Linde").merged_into == pair.official


def test_a_reviewer_keeps_them_apart(client, pair, as_role):
    as_role("reviewer")
    choose(client, pair, "keep_apart")
    pair.refresh_from_db()
    assert pair.review == "rejected"
    assert Official.objects.standing().filter(country="SE").count() == 2


def test_a_decided_pair_is_refused_with_its_reason(client, pair, as_role):
    as_role("reviewer")
    choose(client, pair, "keep_apart")
    page = choose(client, pair, "merge_into_earlier").content.decode()
    assert "It is rejected already." in page


def test_the_list_costs_the_same_for_any_number_of_pairs(
    client, pair, as_role, django_assert_max_num_queries
):
    as_role("reviewer")
    for number in range(5):
        later = an_official(f"Anne Linde {number}", country="SE", proved=False)
        MergeProposal.objects.create(official=later, into=pair.into, created_at=NOON)
    with django_assert_max_num_queries(10):
        client.get(reverse(LIST))


def test_the_front_of_the_desk_tells_how_many_wait(client, pair, as_role):
    as_role("reviewer")
    page = client.get(reverse("admin:index")).content.decode()
    assert "<strong>1</strong> name that may be one person with another" in page
