"""What a reader may see of rows under review and of other people's articles."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied

from reactions.vocabulary import ReviewState

HIDDEN = (
    "This site shows rows to the public once an editor has reviewed them. The"
    " unreviewed ones are open to the desk."
)


def may_see_proposed(reader: Any) -> bool:
    return settings.PUBLISH_PROPOSED or reader.has_perm("reactions.view_action")


def may_see_bodies(reader: Any) -> bool:
    return settings.PUBLISH_BODIES or reader.has_perm("reactions.view_article")


def review_to_show(reader: Any, *, asked: str = "") -> str:
    """Accepted rows, or proposed ones too: as asked, else all that the site publishes.

    Raises PermissionDenied with its reason when a hidden state is asked for.
    """
    if asked == ReviewState.PROPOSED and not may_see_proposed(reader):
        raise PermissionDenied(HIDDEN)
    if asked:
        return asked
    published = settings.PUBLISH_PROPOSED
    return ReviewState.PROPOSED.value if published else ReviewState.ACCEPTED.value


def states_to_show(reader: Any) -> list[str]:
    """The review states whose rows stand on a reader's pages; rejected on none."""
    states = [ReviewState.ACCEPTED.value]
    if may_see_proposed(reader):
        states.append(ReviewState.PROPOSED.value)
    return states
