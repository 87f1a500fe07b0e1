"""Make the demo worth looking at: a reviewer's account and a few accepted rows.

For development only. It decides nothing where somebody has decided already, so it may
be run again after every import.
"""

from argparse import ArgumentParser
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone

from reactions.management.exact_options import ExactCommand
from reactions.models import Action, Crisis, Evidence, Official
from reactions.reviewing import accept_all
from reactions.vocabulary import ReviewState

USERNAME = "reviewer"
PASSWORD = "demo-reviewer"  # noqa: S105 - printed, and refused without DEBUG
ACCEPTED_COUNTRIES = ("CA", "DE", "DK", "FR")


class Command(ExactCommand):
    help = "Development only: make a demo reviewer and accept a few rows of a crisis."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--crisis", required=True, metavar="SLUG")

    def handle(self, *args: object, crisis: str, **options: object) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo's account is for DEBUG=true only.")
        if not Crisis.objects.filter(slug=crisis).exists():
            raise CommandError(f"There is no crisis {crisis!r}; import articles first.")
        with transaction.atomic():
            reviewer = demo_reviewer()
            accepted = accept_some(crisis, by=reviewer, at=timezone.now())
        self.stdout.write(f"Accepted {accepted} of the proposals.")
        self.stdout.write(f"Admin: /admin/ as {USERNAME}, password {PASSWORD}")


def demo_reviewer() -> User:
    """The account, made anew only where it is missing: a changed password stays."""
    user, made = User.objects.get_or_create(
        username=USERNAME, defaults={"is_staff": True}
    )
    if made:
        user.set_password(PASSWORD)
        user.save()
        user.groups.add(Group.objects.get(name="reviewer"))
    return user


def accept_some(crisis: str, *, by: User, at: datetime) -> int:
    """Accept what a few countries did with their missions; return how many rows."""
    actions = Action.objects.in_crisis(crisis)
    if actions.exclude(review=ReviewState.PROPOSED).exists():
        return 0
    of_missions = actions.posture().proposed().filter(country__in=ACCEPTED_COUNTRIES)
    speakers = Official.objects.proposed().filter(
        country__in=ACCEPTED_COUNTRIES,
        pk__in=Evidence.objects.filter(article__crisis__slug=crisis).values("official"),
    )
    outcomes = (
        *accept_all(of_missions, by=by, at=at),
        *accept_all(speakers, by=by, at=at),
    )
    return sum(outcome.error is None for outcome in outcomes)
