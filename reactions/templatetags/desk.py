"""The admin's front: what waits for a decision, what was done, what came in."""

from django import template
from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from reactions.overview.desk import Desk, desk_of
from reactions.overview.waiting import MOST_COUNTED

register = template.Library()


@register.simple_tag
def desk_for(user: AbstractBaseUser) -> Desk:
    return desk_of(user, now=timezone.now())


@register.filter
def counted(number: int) -> str:
    """A number that was counted so far and no further."""
    return f"over {MOST_COUNTED:,}" if number > MOST_COUNTED else f"{number:,}"
