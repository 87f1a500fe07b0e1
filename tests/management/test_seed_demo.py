"""The demo's account and accepted rows: for development only, and never twice."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django import Settings

from reactions.management.commands.seed_demo import PASSWORD, USERNAME
from reactions.models import Action, Official
from tests.builders import a_crisis, a_user, an_action, an_official

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_development(settings: Settings) -> None:
    settings.DEBUG = True


def seed(crisis: str = "kabul-2021") -> str:
    printed = io.StringIO()
    call_command("seed_demo", crisis=crisis, stdout=printed)
    return printed.getvalue()


def test_it_refuses_to_run_without_debug(settings: Settings) -> None:
    a_crisis()
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        seed()
    assert not User.objects.exists()


def test_it_refuses_a_crisis_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="import articles first"):
        seed("atlantis-2021")


def test_it_decides_nothing_where_somebody_has_decided() -> None:
    a_user(USERNAME)
    an_action(review="rejected", decided_by=a_user(), decided_at="2021-08-16T12:00Z")
    waiting = an_action("embassy_moved", quote="leaving")
    assert "Accepted 0" in seed()
    waiting.refresh_from_db()
    assert waiting.review == "proposed"


def test_it_accepts_what_a_few_countries_did_with_their_missions() -> None:
    an_official()
    for_the_demo = an_action(country="FR")
    of_another_country = an_action(country="GB")
    of_no_mission = an_action("aid_pledged", country="FR", quote="Sunday")
    without_evidence = an_action("embassy_moved", country="DE", quote="")
    assert "Accepted 2" in seed()
    reviews = dict(Action.objects.values_list("pk", "review"))
    assert reviews == {
        for_the_demo.pk: "accepted",
        of_another_country.pk: "proposed",
        of_no_mission.pk: "proposed",
        without_evidence.pk: "proposed",
    }
    assert Official.objects.get().review == "accepted"


def test_its_reviewer_can_log_in_and_keeps_a_changed_password() -> None:
    a_crisis()
    printed = seed()
    assert USERNAME in printed
    assert PASSWORD in printed
    reviewer = User.objects.get(username=USERNAME)
    assert reviewer.is_staff
    assert not reviewer.is_superuser
    assert reviewer.has_perm("reactions.review_action")
    assert reviewer.check_password(PASSWORD)
    reviewer.set_password("another")
    reviewer.save()
    seed()
    assert User.objects.get(username=USERNAME).check_password("another")
