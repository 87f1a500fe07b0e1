"""How the API shows a board: one actor's answer a row, with what proves it.

The serializers describe it for the documentation; a board has hundreds of rows, so
they are written without. A test holds the two together.
"""

from typing import Any

from rest_framework import serializers

from reactions import overview
from reactions.models.coded import choices
from reactions.vocabulary import ActionType, Answer, Level, Stage


class BoardEvidenceSerializer(serializers.Serializer[Any]):
    article = serializers.IntegerField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    quote = serializers.CharField()


class PlannedActSerializer(serializers.Serializer[Any]):
    """An act announced and not in force on the day asked about."""

    type = serializers.ChoiceField(choices=choices(ActionType))
    announced_on = serializers.DateField(allow_null=True)
    effective_on = serializers.DateField(allow_null=True)


class SetAsideSerializer(serializers.Serializer[Any]):
    """An act that an editor did not prefer to another that contradicts it."""

    action = serializers.IntegerField()
    type = serializers.ChoiceField(choices=choices(ActionType))
    counts_on = serializers.DateField(allow_null=True)
    preferred = serializers.IntegerField(help_text="The act that is preferred.")
    reason = serializers.CharField()


class BoardRowSerializer(serializers.Serializer[Any]):
    """What became of one country's mission."""

    country = serializers.CharField()
    name = serializers.CharField()
    level = serializers.ChoiceField(choices=choices(Level))
    answer = serializers.ChoiceField(choices=choices(Answer))
    since = serializers.DateField(allow_null=True)
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


def board_shown(board: overview.Board) -> dict[str, Any]:
    """A board as `BoardSerializer` describes it."""
    return {
        "crisis": board.crisis,
        "on": board.on,
        "known_by": board.known_by,
        "review": board.review,
        "rows": [_row_shown(row) for row in board.rows],
    }


def _row_shown(row: overview.BoardRow) -> dict[str, Any]:
    return {
        "country": row.country,
        "name": row.name,
        "level": row.level,
        "answer": row.answer,
        "since": row.since,
        "level_since": row.level_since,
        "stage": row.stage,
        "planned": [
            {
                "type": plan.type,
                "announced_on": plan.announced_on,
                "effective_on": plan.effective_on,
            }
            for plan in row.planned
        ],
        "origins": row.origins,
        "reviewed": row.reviewed,
        "conflict": row.conflict,
        "evidence": [
            {
                "article": piece.article,
                "start": piece.start,
                "end": piece.end,
                "quote": piece.quote,
            }
            for piece in row.evidence
        ],
        "last_kept_on": row.last_kept_on,
        "set_aside": [_aside_shown(act) for act in row.set_aside],
    }


def _aside_shown(act: overview.SetAside) -> dict[str, Any]:
    return {
        "action": act.action,
        "type": act.type,
        "counts_on": act.counts_on,
        "preferred": act.preferred,
        "reason": act.reason,
    }
