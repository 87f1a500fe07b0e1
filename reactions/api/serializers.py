"""How each row is written down. Shapes only: what a reader may see is decided before.

Notes, priorities, assignments and people's names behind decisions have no field here.
"""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from reactions.models import (
    Action,
    Article,
    Country,
    Crisis,
    Evidence,
    ImportRun,
    Official,
    Statement,
)
from reactions.models.coded import choices
from reactions.vocabulary import (
    CAMEO_ACTIONS,
    CAMEO_STANCES,
    PLOVER_ACTIONS,
    ActionType,
    Answer,
    Stance,
)

REVIEW_FIELDS = ("review", "decided_at", "version", "updated_at")
CAMEO_HELP = "CAMEO code by the codebook's table; null where there is none."
ANSWERS_OF_ACTS = choices(each for each in Answer if each is not Answer.UNKNOWN)


class PublicIdField(serializers.CharField):
    """The id of a related row; null when the reader may not see that row."""

    def __init__(self, *, follow_merge: bool = False) -> None:
        super().__init__(read_only=True, allow_null=True)
        self.follow_merge = follow_merge

    def to_representation(self, row: Any) -> str | None:  # type: ignore[override]
        shown = (self.follow_merge and getattr(row, "merged_into", None)) or row
        if shown.review not in self.context["visible"][type(row)]:
            return None
        return str(shown.public_id)


class CountryShortSerializer(serializers.ModelSerializer[Country]):
    class Meta:
        model = Country
        fields = ("code", "alpha3", "name")


class CountrySerializer(serializers.ModelSerializer[Country]):
    class Meta:
        model = Country
        fields = (
            "code",
            "alpha3",
            "name",
            "kind",
            "region",
            "demonyms",
            "aliases",
            "metonyms",
        )


class CrisisShortSerializer(serializers.ModelSerializer[Crisis]):
    class Meta:
        model = Crisis
        fields = ("slug", "name")


class CrisisSerializer(serializers.ModelSerializer[Crisis]):
    host = CountryShortSerializer(allow_null=True)
    board = serializers.HyperlinkedIdentityField(
        view_name="api-crises-board",
        lookup_field="slug",
        help_text="Which nations closed, moved or kept their embassies.",
    )

    class Meta:
        model = Crisis
        fields = (
            "slug",
            "name",
            "summary",
            "host",
            "host_city",
            "started_on",
            "ended_on",
            "board",
        )


class OfficialShortSerializer(serializers.ModelSerializer[Official]):
    """An official; the one merged into, where merged; null when not for the reader."""

    id = serializers.CharField(source="public_id")

    class Meta:
        model = Official
        fields = ("id", "name", "title")

    def to_representation(self, row: Official) -> Any:
        shown = row.merged_into or row
        if shown.review not in self.context["visible"][Official]:
            return None
        return super().to_representation(shown)


class ArticleShortSerializer(serializers.ModelSerializer[Article]):
    class Meta:
        model = Article
        fields = ("id", "title", "publisher", "agency", "url", "published_on")


class ArticleSerializer(serializers.ModelSerializer[Article]):
    crisis = CrisisShortSerializer()
    copy_of = serializers.IntegerField(
        source="copy_of_id",
        allow_null=True,
        help_text="The article this one reprints: both are one origin.",
    )
    revision_of = serializers.IntegerField(
        source="revision_of_id",
        allow_null=True,
        help_text="The earlier text at the same address.",
    )

    class Meta:
        model = Article
        fields = (
            "id",
            "crisis",
            "title",
            "publisher",
            "agency",
            "url",
            "published_on",
            "language",
            "imported_at",
            "copy_of",
            "revision_of",
        )


class WholeArticleSerializer(ArticleSerializer):
    """An article with its text, where the reader may have it."""

    body = serializers.SerializerMethodField(
        help_text="The text that offsets count in; null unless the site publishes it."
    )

    class Meta:
        model = Article
        fields = (*ArticleSerializer.Meta.fields, "header_length", "sha256", "body")

    def get_body(self, row: Article) -> str | None:
        return row.body if self.context["sees_bodies"] else None


class EvidenceShortSerializer(serializers.ModelSerializer[Evidence]):
    """The words that prove a row, within it."""

    article = ArticleShortSerializer()

    class Meta:
        model = Evidence
        fields = (
            "id",
            "article",
            "start",
            "end",
            "quote",
            "preferred",
            "rule",
            "extractor_version",
        )


class OfficialSerializer(serializers.ModelSerializer[Official]):
    id = serializers.CharField(source="public_id")
    country = CountryShortSerializer()
    merged_into = PublicIdField()
    evidence = EvidenceShortSerializer(many=True, source="proof")

    class Meta:
        model = Official
        fields = (
            "id",
            "country",
            "name",
            "title",
            "aliases",
            "merged_into",
            *REVIEW_FIELDS,
            "evidence",
        )


class StatementSerializer(serializers.ModelSerializer[Statement]):
    id = serializers.CharField(source="public_id")
    crisis = CrisisShortSerializer()
    country = CountryShortSerializer()
    official = OfficialShortSerializer(allow_null=True)
    cameo = serializers.SerializerMethodField(help_text=CAMEO_HELP)
    continues = PublicIdField()
    evidence = EvidenceShortSerializer(many=True, source="proof")

    class Meta:
        model = Statement
        fields = (
            "id",
            "crisis",
            "country",
            "official",
            "speaker",
            "speaker_title",
            "kind",
            "stance",
            "cameo",
            "text",
            "said_on",
            "said_on_precision",
            "said_on_basis",
            "continues",
            *REVIEW_FIELDS,
            "evidence",
        )

    def get_cameo(self, row: Statement) -> str | None:
        return CAMEO_STANCES.get(Stance(row.stance))


class ActionSerializer(serializers.ModelSerializer[Action]):
    id = serializers.CharField(source="public_id")
    crisis = CrisisShortSerializer()
    country = CountryShortSerializer()
    answer = serializers.SerializerMethodField(
        help_text="The answer an embassy act gives; null for other acts."
    )
    cameo = serializers.SerializerMethodField(help_text=CAMEO_HELP)
    plover = serializers.SerializerMethodField(
        help_text="PLOVER code, for embassy acts only; null where there is none."
    )
    fulfils = PublicIdField()
    merged_into = PublicIdField()
    evidence = EvidenceShortSerializer(many=True, source="proof")

    class Meta:
        model = Action
        fields = (
            "id",
            "crisis",
            "country",
            "type",
            "answer",
            "stage",
            "cameo",
            "plover",
            "announced_on",
            "announced_on_precision",
            "announced_on_basis",
            "effective_on",
            "effective_on_precision",
            "effective_on_basis",
            "counts_on",
            "known_on",
            "destination",
            "quantity",
            "summary",
            "fulfils",
            "merged_into",
            *REVIEW_FIELDS,
            "evidence",
        )

    @extend_schema_field(
        serializers.ChoiceField(choices=ANSWERS_OF_ACTS, allow_null=True)
    )
    def get_answer(self, row: Action) -> str | None:
        return ActionType(row.type).answer

    def get_cameo(self, row: Action) -> str | None:
        return CAMEO_ACTIONS.get(ActionType(row.type))

    def get_plover(self, row: Action) -> str | None:
        return PLOVER_ACTIONS.get(ActionType(row.type))


class EvidenceSerializer(EvidenceShortSerializer):
    """One claim of one article, the words about it, and the row it proves."""

    before = serializers.CharField(help_text="The 100 characters before the quote.")
    after = serializers.CharField(help_text="The 100 characters after the quote.")
    statement = PublicIdField()
    action = PublicIdField(follow_merge=True)
    official = PublicIdField(follow_merge=True)
    machine_claim = serializers.JSONField(
        allow_null=True, help_text="All that the extractor read; null if a human did."
    )

    class Meta:
        model = Evidence
        fields = (
            "id",
            "article",
            "start",
            "end",
            "quote",
            "before",
            "after",
            "statement",
            "action",
            "official",
            "preferred",
            "rule",
            "extractor_version",
            "claim_key",
            "machine_claim",
            "created_at",
        )


class ImportRunSerializer(serializers.ModelSerializer[ImportRun]):
    settled = serializers.IntegerField(
        read_only=True, help_text="How many inputs are done with, in whatever way."
    )

    class Meta:
        model = ImportRun
        fields = (
            "id",
            "state",
            "source",
            "started_at",
            "finished_at",
            "progress_at",
            "settled",
            "total",
            "settings",
            "counts",
            "errors",
        )
