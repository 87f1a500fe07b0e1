"""What a reader asks of a board: two days, which reviews, and whether every state.

`reactions.overview` answers; here the parameters are read and described.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from drf_spectacular.utils import OpenApiParameter

from reactions import overview
from reactions.api.board_serializers import ROW_FIELDS
from reactions.api.choosing import read_listed
from reactions.api.fields import read_day
from reactions.api.filters import find_countries
from reactions.api.paging import read_flag
from reactions.api.problems import refused
from reactions.api.unknown import known_countries
from reactions.api.visibility import listed_states
from reactions.models import Action, Crisis
from reactions.vocabulary import ActionType, ReviewState

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
    OpenApiParameter(
        "fields",
        str,
        description=f"Only these of each row, by commas: {', '.join(ROW_FIELDS)}. What"
        " is left out is not worked out: the levels alone come several times faster.",
    ),
]


OF_BOARDS_ONLY = {"all", "fields"}
WITHOUT_ALL = [each for each in PARAMETERS if each.name not in OF_BOARDS_ONLY]
REVIEW_ONLY = [each for each in PARAMETERS if each.name == "review"]
SERIES_PARAMETERS = [
    OpenApiParameter("from", date, description="The first day; 90 before the last."),
    OpenApiParameter("to", date, description="The last day; that of the board."),
    *(each for each in PARAMETERS if each.name in ("known_by", "review")),
]
TIMELINE_PARAMETERS = [
    OpenApiParameter("from", date, description="The first day; the crisis's first."),
    OpenApiParameter("to", date, description="The last day; the crisis's last."),
    OpenApiParameter("type", str, description="Types of act, by commas."),
    OpenApiParameter("country", str, description="Codes of countries, by commas."),
    OpenApiParameter("after", str, description="Where to go on, out of `following`."),
    *REVIEW_ONLY,
]
USUAL_SERIES = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    on: date | None
    known_by: date | None
    review: str
    every_state: bool
    fields: tuple[str, ...] | None
    """Those of a row that are wanted; None for all of them."""


def read_board_question(asked: Mapping[str, str], *, reader: Any) -> BoardQuestion:
    """Read the parameters of a board; raises what is refused or forbidden."""
    return BoardQuestion(
        on=_read_day("on", asked.get("on", "")),
        known_by=_read_day("known_by", asked.get("known_by", "")),
        review=_read_review(asked.get("review", ""), reader=reader),
        every_state=read_flag("all", asked.get("all", "")),
        fields=read_listed("fields", asked.get("fields", ""), known=ROW_FIELDS) or None,
    )


@dataclass(frozen=True, slots=True)
class SeriesQuestion:
    first: date
    last: date
    known_by: date
    review: str


def read_series_question(
    asked: Mapping[str, str], *, reader: Any, crisis: Crisis, today: date
) -> SeriesQuestion:
    """Read the parameters of a series; raises what is refused or forbidden."""
    last = _read_day("to", asked.get("to", "")) or crisis.last_day(today)
    return SeriesQuestion(
        first=_read_day("from", asked.get("from", "")) or last - USUAL_SERIES,
        last=last,
        known_by=_read_day("known_by", asked.get("known_by", "")) or today,
        review=_read_review(asked.get("review", ""), reader=reader),
    )


@dataclass(frozen=True, slots=True)
class TimelineQuestion:
    """`first` and `last` are None where all days are asked for."""

    first: date | None
    last: date | None
    types: tuple[str, ...]
    countries: tuple[str, ...]
    after: overview.Place | None
    review: str


def read_timeline_question(
    asked: Mapping[str, str], *, reader: Any
) -> TimelineQuestion:
    """Read the parameters of a timeline; raises what is refused or forbidden."""
    types = _listed(asked.get("type", ""))
    for each in types:
        if each not in set(ActionType):
            raise refused("type", f"{each[:60]!r} is no type of act.")
    countries = tuple(each.upper() for each in _listed(asked.get("country", "")))
    for unknown in set(countries).difference(find_countries(countries)):
        told = f"There is none with the key {unknown[:60]!r}. {known_countries()}"
        raise refused("country", told)
    after = asked.get("after", "")
    try:
        place = overview.Place.read(after) if after else None
    except overview.BadPlaceError as error:
        raise refused("after", str(error)) from error
    return TimelineQuestion(
        first=_read_day("from", asked.get("from", "")),
        last=_read_day("to", asked.get("to", "")),
        types=types,
        countries=countries,
        after=place,
        review=_read_review(asked.get("review", ""), reader=reader),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


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
