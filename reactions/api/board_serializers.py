"""How the API shows a board: one actor's answer a row, with what proves it.

The serializers describe it for the documentation; a board has hundreds of rows, so
they are written without, from the same names. A test holds the two together.
"""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from rest_framework import serializers

from reactions import overview
from reactions.models.coded import choices
from reactions.vocabulary import (
    ActionType,
    Answer,
    Basis,
    Level,
    Precision,
    Stage,
)


class BoardEvidenceSerializer(serializers.Serializer[Any]):
    article = serializers.IntegerField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()
    extractor_version = serializers.CharField()
    action = serializers.CharField(help_text="Id of the act that it proves.")
    article_title = serializers.CharField()
    publisher = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)


class PlannedActSerializer(serializers.Serializer[Any]):
    """An act announced and not in force on the day asked about."""

    type = serializers.ChoiceField(choices=choices(ActionType))
    announced_on = serializers.DateField(allow_null=True)
    effective_on = serializers.DateField(allow_null=True)


class SetAsideSerializer(serializers.Serializer[Any]):
    """An act that an editor did not prefer to another that contradicts it."""

    action = serializers.CharField(help_text="Its id.")
    type = serializers.ChoiceField(choices=choices(ActionType))
    counts_on = serializers.DateField(allow_null=True)
    preferred = serializers.CharField(help_text="Id of the act that is preferred.")
    reason = serializers.CharField()


class BoardRowSerializer(serializers.Serializer[Any]):
    """What became of one country's mission."""

    country = serializers.CharField()
    name = serializers.CharField()
    level = serializers.ChoiceField(choices=choices(Level))
    answer = serializers.ChoiceField(choices=choices(Answer))
    since = serializers.DateField(allow_null=True)
    since_precision = serializers.ChoiceField(
        choices=choices(Precision), allow_null=True
    )
    since_basis = serializers.ChoiceField(
        choices=choices(Basis),
        allow_null=True,
        help_text="What the day rests on: told in words, or the day of the report.",
    )
    level_since = serializers.DateField(allow_null=True)
    stage = serializers.ChoiceField(choices=choices(Stage), allow_null=True)
    planned = PlannedActSerializer(many=True)
    origins = serializers.IntegerField(help_text="Independent origins, not articles.")
    reviewed = serializers.BooleanField()
    conflict = serializers.BooleanField()
    evidence = BoardEvidenceSerializer(many=True)
    last_kept_on = serializers.DateField(
        allow_null=True,
        help_text="When a mission that is unknown now was last seen kept.",
    )
    set_aside = SetAsideSerializer(many=True)


class BoardSerializer(serializers.Serializer[Any]):
    """Which nations closed, moved or kept their embassies, as of a day."""

    crisis = serializers.CharField()
    on = serializers.DateField()
    known_by = serializers.DateField()
    review = serializers.ChoiceField(choices=["accepted", "proposed"])
    rows = BoardRowSerializer(many=True)


def _written_as(described: type[serializers.Serializer[Any]]) -> Callable[[Any], Any]:
    """What writes an object as the plain values of a serializer's fields."""
    names = tuple(described().fields)
    values_of = attrgetter(*names)
    return lambda each: dict(zip(names, values_of(each), strict=True))


ROW_FIELDS = tuple(BoardRowSerializer().fields)
_board = _written_as(BoardSerializer)
_plan = _written_as(PlannedActSerializer)
_piece = _written_as(BoardEvidenceSerializer)
_aside = _written_as(SetAsideSerializer)


_lists: dict[str, Callable[[Any], Any]] = {
    "planned": _plan,
    "evidence": _piece,
    "set_aside": _aside,
}


def board_shown(
    board: overview.Board, fields: Sequence[str] | None = None
) -> dict[str, Any]:
    """A board as `BoardSerializer` describes it, of its rows only these fields."""
    names = [name for name in ROW_FIELDS if fields is None or name in fields]
    return {**_board(board), "rows": [_row_shown(row, names) for row in board.rows]}


def _row_shown(row: overview.BoardRow, names: Sequence[str]) -> dict[str, Any]:
    shown = {name: getattr(row, name) for name in names}
    for name, write in _lists.items():
        if name in shown:
            shown[name] = [write(each) for each in shown[name]]
    return shown
