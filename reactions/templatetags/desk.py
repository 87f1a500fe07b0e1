"""The admin's front: what waits for a decision, and what the last imports brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count

from reactions.models import Action, ImportRun, MergeProposal, Official, Statement
from reactions.templatetags.coded import words

register = template.Library()

LAST_RUNS = 5
WAITING_TYPES = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many proposals of one type wait, and the list that shows them."""

    what: str
    count: int
    address: str


def waiting_actions() -> list[Waiting]:
    counted = (
        Action.objects.proposed()
        .standing()
        .values_list("type")
        .annotate(waiting=Count("pk"))
        .order_by("-waiting", "type")
    )
    return [
        Waiting(
            words(kind).capitalize(),
            count,
            f"reactions/action/?review__exact=proposed&type__exact={kind}",
        )
        for kind, count in counted[:WAITING_TYPES]
    ]


@register.simple_tag
def waiting_rows(user: AbstractBaseUser) -> Mapping[str, Any]:
    """Waiting proposals by type, of the kinds that this person may see."""
    shown: dict[str, Any] = {}
    if user.has_perm("reactions.view_action"):
        shown["actions"] = waiting_actions()
    if user.has_perm("reactions.view_statement"):
        shown["statements"] = Statement.objects.proposed().count()
    if user.has_perm("reactions.view_official"):
        shown["officials"] = Official.objects.proposed().count()
        shown["merges"] = MergeProposal.objects.proposed().count()
    return shown


@register.simple_tag
def last_runs(user: AbstractBaseUser) -> list[ImportRun]:
    if not user.has_perm("reactions.view_importrun"):
        return []
    return list(ImportRun.objects.newest_first()[:LAST_RUNS])
