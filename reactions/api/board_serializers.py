"""How the API shows a board: one actor's answer a row, with what proves it."""

from typing import Any

from rest_framework import serializers

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
