"""What is there after migrate: countries and organisations, groups and their rights."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models.signals import post_migrate

from reactions.actors import ACTORS
from reactions.models import Country
from reactions.models.after_migrate import prepare_database
from tests.builders import a_user
from tests.writes import row_counts, writes_in

pytestmark = pytest.mark.django_db


def test_every_actor_is_there_with_what_the_table_knows() -> None:
    assert set(Country.objects.values_list("code", flat=True)) == set(ACTORS)
    france, nato = Country.objects.get(code="FR"), Country.objects.get(code="NATO")
    assert (france.alpha3, france.name, france.kind) == ("FRA", "France", "state")
    assert "French" in france.demonyms
    assert "French Republic" in france.aliases
    assert "Quai d'Orsay" in france.metonyms
    assert france.region == "Western Europe"
    assert nato.kind == "organisation"


def test_a_second_run_writes_nothing(
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    # Tables and functions that early migrations lack are asked for as well.
    before = row_counts()
    with django_assert_max_num_queries(14) as captured:
        prepare_database(using="default")
    assert writes_in(captured) == []
    assert not [q for q in captured if re.search(r"\b(CREATE|DROP)\b", q["sql"])]
    assert row_counts() == before


def test_a_lost_or_changed_country_is_put_right() -> None:
    Country.objects.filter(code="FR").update(name="Gaul", demonyms=[])
    Country.objects.filter(code="DE").delete()
    prepare_database(using="default")
    assert Country.objects.get(code="FR").name == "France"
    assert Country.objects.get(code="DE").name == "Germany"


def test_a_country_that_people_added_stays() -> None:
    Country.objects.create(code="SOML", name="Somaliland", kind="state")
    prepare_database(using="default")
    assert Country.objects.filter(code="SOML").exists()


@pytest.mark.parametrize(
    ("group", "can", "cannot"),
    [
        ("viewer", "view_action", "change_action"),
        ("editor", "change_action", "review_action"),
        ("editor", "add_importrun", "delete_action"),
        ("reviewer", "review_action", "delete_action"),
        ("manager", "delete_action", "delete_country"),
    ],
)
def test_a_group_has_its_rights(group: str, can: str, cannot: str) -> None:
    user = a_user(group=group)
    assert user.has_perm(f"reactions.{can}")
    assert not user.has_perm(f"reactions.{cannot}")


def test_each_group_has_the_rights_of_the_one_before() -> None:
    rights = [
        set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
        for name in ["viewer", "editor", "reviewer", "manager"]
    ]
    assert rights[0] < rights[1] < rights[2] < rights[3]


def test_rights_that_people_gave_a_group_stay_and_lost_ones_come_back() -> None:
    viewer = Group.objects.get(name="viewer")
    viewer.permissions.clear()
    extra = Group.objects.get(name="manager").permissions.get(codename="add_country")
    viewer.permissions.add(extra)
    prepare_database(using="default")
    names = set(viewer.permissions.values_list("codename", flat=True))
    assert {"add_country", "view_action"} <= names


def test_only_the_step_after_migrate_listens_to_signals() -> None:
    ours = [
        receiver
        for receiver in post_migrate.receivers
        if getattr(receiver[1](), "__module__", "").startswith("reactions")
    ]
    assert len(ours) == 1
