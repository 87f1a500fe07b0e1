"""What a reader may see: review states of rows, bodies of articles, import runs.

Anonymous readers see accepted rows, and proposals where the site publishes them.
Whoever holds the view permission of a model sees all its rows.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Model
from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import DjangoModelPermissions

from reactions.vocabulary import ReviewState

EVERY_STATE = (ReviewState.ACCEPTED, ReviewState.PROPOSED, ReviewState.REJECTED)


class SignedInViewers(DjangoModelPermissions):
    """Lets in only those who hold the view permission of the view's model."""

    perms_map = DjangoModelPermissions.perms_map | {
        method: ["%(app_label)s.view_%(model_name)s"]
        for method in ("GET", "HEAD", "OPTIONS")
    }


def may_view(reader: Any, model: type[Model]) -> bool:
    """Whether a reader holds the view permission of a model."""
    if reader.is_anonymous:
        return False
    meta = model._meta
    return bool(reader.has_perm(f"{meta.app_label}.view_{meta.model_name}"))


def visible_states(reader: Any, model: type[Model]) -> tuple[ReviewState, ...]:
    """The review states whose rows a reader may see."""
    if may_view(reader, model):
        return EVERY_STATE
    if settings.PUBLISH_PROPOSED:
        return ReviewState.ACCEPTED, ReviewState.PROPOSED
    return (ReviewState.ACCEPTED,)


def listed_states(
    reader: Any, model: type[Model], *, asked: Sequence[str]
) -> tuple[ReviewState, ...]:
    """The states a list shows: those asked for, else all visible but the rejected.

    Raises PermissionDenied with the reason when a state asked for is not visible.
    """
    visible = visible_states(reader, model)
    if not asked:
        return tuple(state for state in visible if state is not ReviewState.REJECTED)
    for state in asked:
        if state not in visible:
            raise PermissionDenied(_hidden(ReviewState(state)))
    return tuple(ReviewState(state) for state in asked)


def sees_bodies(reader: Any, article_model: type[Model]) -> bool:
    """Whether a reader gets articles whole, and not only the quoted words."""
    return bool(settings.PUBLISH_BODIES) or may_view(reader, article_model)


def _hidden(state: ReviewState) -> str:
    if state is ReviewState.PROPOSED:
        return (
            "review=proposed: this site shows proposed rows to those with permission"
            " only. Sign in, or ask for accepted rows."
        )
    return f"review={state}: those with permission only may see these rows. Sign in."
