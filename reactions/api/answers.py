"""How the answers beyond the board are written down: series, contradictions, coverage,
profiles. Each names the actions and articles it rests on."""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from reactions import overview
from reactions.api.board_serializers import BoardEvidenceSerializer
from reactions.api.serializers import (
    ActionSerializer,
    CountrySerializer,
    OfficialSerializer,
)
from reactions.models import Action, Country, Official
from reactions.models.coded import choices
from reactions.vocabulary import ActionType, Answer, Level


class RunSerializer(serializers.Serializer[Any]):
    """Days on which a level held, both ends included."""

    level = serializers.ChoiceField(choices=choices(Level))
    answer = serializers.ChoiceField(choices=choices(Answer))
    first = serializers.DateField()
    last = serializers.DateField()
    because = serializers.ListField(
        child=serializers.CharField(), help_text="Ids of the actions behind it."
    )

    def to_representation(self, run: overview.Run) -> Any:
        ids = self.context["ids"]
        return {
            "level": run.level,
            "answer": run.answer,
            "first": run.first,
            "last": run.last,
            "because": [ids[pk] for pk in run.because],
        }


class SeriesRowSerializer(serializers.Serializer[Any]):
    country = serializers.CharField()
    name = serializers.CharField()
    runs = RunSerializer(many=True)


class SeriesSerializer(serializers.Serializer[Any]):
    """The posture of every mission from one day to another, and how many gave each
    answer, day by day."""

    crisis = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()
    known_by = serializers.DateField()
    review = serializers.ChoiceField(choices=["accepted", "proposed"])
    counts = serializers.ListField(
        child=serializers.DictField(child=serializers.IntegerField()),
        help_text="For each day the number of missions a given answer has.",
    )
    rows = SeriesRowSerializer(many=True)


class SideSerializer(serializers.Serializer[Any]):
    action = serializers.CharField()
    type = serializers.ChoiceField(choices=choices(ActionType))
    counts_on = serializers.DateField()
    evidence = BoardEvidenceSerializer(many=True)

    def to_representation(self, side: Any) -> Any:
        shown = super().to_representation(side)
        return shown | {"action": self.context["ids"][side.action]}


class ContradictionSerializer(serializers.Serializer[Any]):
    country = serializers.CharField()
    name = serializers.CharField()
    on = serializers.DateField(help_text="The later of its days.")
    closed = SideSerializer(many=True)
    kept = SideSerializer(many=True)


class ContradictionsSerializer(serializers.Serializer[Any]):
    """Missions told closed and kept within a day, by different origins."""

    crisis = serializers.CharField()
    on = serializers.DateField()
    known_by = serializers.DateField()
    review = serializers.ChoiceField(choices=["accepted", "proposed"])
    results = ContradictionSerializer(many=True)
    following = serializers.DateField(
        allow_null=True,
        help_text="Where there are more: the day to ask as `on` for the earlier ones.",
    )


class HeardSerializer(serializers.Serializer[Any]):
    country = serializers.CharField()
    name = serializers.CharField()
    region = serializers.CharField()
    actions = serializers.IntegerField()
    statements = serializers.IntegerField()
    last_known_on = serializers.DateField(allow_null=True)


class SilentSerializer(serializers.Serializer[Any]):
    country = serializers.CharField()
    name = serializers.CharField()
    region = serializers.CharField()

    def to_representation(self, row: Any) -> Any:
        return dict(zip(("country", "name", "region"), row, strict=True))


class CoverageSerializer(serializers.Serializer[Any]):
    """Who is heard of in a crisis, how much, and which states are silent."""

    crisis = serializers.CharField()
    review = serializers.ChoiceField(choices=["accepted", "proposed"])
    heard = HeardSerializer(many=True)
    silent = SilentSerializer(many=True)


class InCrisisSerializer(serializers.Serializer[Any]):
    crisis = serializers.CharField(source="crisis.slug")
    name = serializers.CharField(source="crisis.name")
    level = serializers.ChoiceField(choices=choices(Level), source="posture.level")
    answer = serializers.ChoiceField(choices=choices(Answer), source="posture.answer")
    since = serializers.DateField(source="posture.since", allow_null=True)
    because = serializers.ListField(
        child=serializers.CharField(), help_text="Ids of the actions behind it."
    )
    actions = serializers.IntegerField()
    statements = serializers.IntegerField()

    def to_representation(self, row: overview.CountryInCrisis) -> Any:
        ids, posture = self.context["ids"], row.posture
        return {
            "crisis": row.crisis.slug,
            "name": row.crisis.name,
            "level": posture.level,
            "answer": posture.answer,
            "since": posture.since,
            "because": [ids[int(str(pk))] for pk in posture.because],
            "actions": row.actions,
            "statements": row.statements,
        }


class CountryProfileSerializer(CountrySerializer):
    """A country, and what it did in each crisis it reacted to."""

    crises = InCrisisSerializer(many=True, source="profile")

    class Meta:
        model = Country
        fields = (*CountrySerializer.Meta.fields, "crises")


class SpeakingSerializer(serializers.Serializer[Any]):
    statements = serializers.IntegerField()
    first_said_on = serializers.DateField(allow_null=True)
    last_said_on = serializers.DateField(allow_null=True)
    stances = serializers.DictField(child=serializers.IntegerField())
    crises = serializers.ListField(child=serializers.CharField())


class OfficialProfileSerializer(OfficialSerializer):
    """An official, and what is known of the official's statements."""

    speaking = SpeakingSerializer()

    class Meta:
        model = Official
        fields = (*OfficialSerializer.Meta.fields, "speaking")


class DaySerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    acts = ActionSerializer(many=True)


class TimelineSerializer(serializers.Serializer[Any]):
    """The acts of a crisis by the day they count from, else were announced or told."""

    first = serializers.DateField(help_text="The first day looked at.")
    last = serializers.DateField()
    review = serializers.ChoiceField(choices=["accepted", "proposed"])
    days = DaySerializer(many=True)
    following = serializers.SerializerMethodField(
        help_text="Goes on where this page ended, as `after`; null at the end."
    )

    def get_following(self, shown: overview.Timeline) -> str | None:
        return str(shown.following) if shown.following else None


def ids_of(actions: Iterable[Any]) -> dict[int, str]:
    """The public ids of actions known by their numbers."""
    wanted = {int(str(pk)) for pk in actions}
    found = Action.objects.filter(pk__in=wanted)
    return dict(found.values_list("pk", "public_id"))
