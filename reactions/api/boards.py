"""What a reader asks of a board: two days, which reviews, and whether every state.

`reactions.overview` answers; here the parameters are read and described.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiParameter

from reactions.api.fields import read_day
from reactions.api.paging import read_flag
from reactions.api.problems import refused
from reactions.api.visibility import listed_states
from reactions.models import Action
from reactions.vocabulary import ReviewState

REVIEWS = (ReviewState.ACCEPTED.value, ReviewState.PROPOSED.value)
PARAMETERS = [
    OpenApiParameter(
        "on", date, description="The day asked about; today or the crisis's last day."
    ),
    OpenApiParameter(
        "known_by", date, description="Leave out what was published after this day."
    ),
    OpenApiParameter(
        "review",
        enum=REVIEWS,
        description="Reviewed rows only, or those still to be reviewed too.",
    ),
    OpenApiParameter(
        "all", bool, description="Add every state that nothing is known of."
    ),
]


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    on: date | None
    known_by: date | None
    review: str
    every_state: bool


def read_board_question(asked: Mapping[str, str], *, reader: Any) -> BoardQuestion:
    """Read the parameters of a board; raises what is refused or forbidden."""
    return BoardQuestion(
        on=_read_day("on", asked.get("on", "")),
        known_by=_read_day("known_by", asked.get("known_by", "")),
        review=_read_review(asked.get("review", ""), reader=reader),
        every_state=read_flag("all", asked.get("all", "")),
    )


def _read_day(name: str, text: str) -> date | None:
    try:
        return read_day(text) if text else None
    except ValidationError as error:
        raise refused(name, error.message) from error


def _read_review(review: str, *, reader: Any) -> str:
    """Unasked, a board shows what the site publishes, to whoever asks."""
    if not review:
        return REVIEWS[1] if settings.PUBLISH_PROPOSED else REVIEWS[0]
    if review not in REVIEWS:
        raise refused("review", f"{review[:60]!r} is not one of {', '.join(REVIEWS)}.")
    listed_states(reader, Action, asked=[review])
    return review
