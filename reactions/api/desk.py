"""Writes of what has no review of its own: crises, countries, evidence, articles.

The models' own checks decide; evidence goes through `reactions.reviewing`, for it gives
its row a new version. An article's text is never written: a corrected one is imported.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers as fields
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from reactions import importing, reviewing
from reactions.api import serializers, views
from reactions.api.bodies import Body, BoundedJSON, ReasonBody
from reactions.api.idempotency import answered_once
from reactions.api.preconditions import version_asked
from reactions.api.problems import refused
from reactions.api.row_bodies import (
    CountryField,
    DayField,
    RowIdField,
    WordsBody,
    coded,
)
from reactions.api.uploads import ArticlesBody, start_import, told_of
from reactions.api.writing import IDEMPOTENCY_KEY, IF_MATCH, Writable
from reactions.models import (
    Action,
    Article,
    Country,
    Crisis,
    Evidence,
    Official,
    Statement,
)
from reactions.vocabulary import ActorKind

READ_BY = {"published_on", "language"}
"""What the rows of an article follow when it is corrected."""


def names() -> fields.ListField:
    """A list of names, each as long as the name of a country may be."""
    each = fields.CharField(max_length=200)
    return fields.ListField(child=each, required=False, max_length=200)


class CrisisChanges(Body):
    slug = fields.SlugField(required=False, max_length=100)
    name = fields.CharField(required=False, max_length=200)
    summary = fields.CharField(required=False, allow_blank=True, max_length=20_000)
    host = CountryField(required=False, allow_null=True)
    host_city = fields.CharField(required=False, allow_blank=True, max_length=200)
    started_on = DayField(required=False, allow_null=True)
    ended_on = DayField(required=False, allow_null=True)


class NewCrisis(CrisisChanges):
    slug = fields.SlugField(max_length=100)
    name = fields.CharField(max_length=200)


class CountryChanges(Body):
    alpha3 = fields.RegexField("^[A-Z]{3}$", required=False, allow_blank=True)
    name = fields.CharField(required=False, max_length=200)
    kind = coded(ActorKind, required=False)
    region = fields.CharField(required=False, allow_blank=True, max_length=100)
    demonyms = names()
    aliases = names()
    metonyms = names()


class NewCountry(CountryChanges):
    code = fields.RegexField("^[A-Z0-9]{2,10}$")
    name = fields.CharField(max_length=200)
    kind = coded(ActorKind)


class ArticleChanges(Body):
    title = fields.CharField(required=False, allow_blank=True, max_length=1000)
    publisher = fields.CharField(required=False, allow_blank=True, max_length=300)
    agency = fields.CharField(required=False, allow_blank=True, max_length=300)
    url = fields.URLField(required=False, allow_blank=True, max_length=2000)
    published_on = DayField(required=False, allow_null=True)
    language = fields.CharField(required=False, max_length=10)


class NewEvidence(WordsBody):
    """Words of an article, and the one row that they prove."""

    action = RowIdField(Action, required=False)
    statement = RowIdField(Statement, required=False)
    official = RowIdField(Official, required=False)
    reason = ReasonBody().fields["reason"]

    def validate(self, attrs: Any) -> Any:
        rows = [
            attrs[kind] for kind in ("action", "statement", "official") if kind in attrs
        ]
        if len(rows) != 1:
            raise fields.ValidationError(
                {"body": ["Name one action, statement or official."]}
            )
        return {
            "words": super().validate(attrs),
            "row": rows[0],
            "reason": attrs["reason"],
        }


class EvidenceChanges(Body):
    preferred = fields.BooleanField(help_text="Whether it is the row's best evidence.")


class PlainWrites(Writable):
    """Create, amend and delete rows that keep no version."""

    model: Any
    creation: type[Body]
    changes: type[Body]

    def create(self: Any, request: Request) -> Response:
        def make() -> Response:
            row = self.model(**self.read_body(self.creation))
            self.save(row)
            response = Response(self.get_serializer(row).data, status=201)
            response["Location"] = self.location_of(row)
            return response

        return answered_once(request, make, at=timezone.now(), said=request.data)

    def partial_update(self: Any, request: Request, **kwargs: Any) -> Response:
        refuse_version(request)
        changes = self.read_body(self.changes)
        if not changes:
            raise ValidationError({"body": ["Name at least one field to amend."]})
        with transaction.atomic():
            row = self.locked()
            for name, value in changes.items():
                setattr(row, name, value)
            self.save(row)
        return Response(self.get_serializer(row).data)

    def destroy(self: Any, request: Request, **kwargs: Any) -> Response:
        refuse_version(request)
        with transaction.atomic():
            row = self.locked()
            row._history_user = request.user
            row.delete()
        return Response(status=status.HTTP_204_NO_CONTENT)

    def locked(self: Any) -> Any:
        found = self.get_object()
        rows = self.model.objects.select_for_update(of=("self",))
        return rows.get(pk=found.pk)

    def save(self: Any, row: Any) -> None:
        row._history_user = self.request.user
        with transaction.atomic():
            row.full_clean()
            row.save()

    def location_of(self: Any, row: Any) -> str:
        key = getattr(row, self.lookup_field)
        name = self.basename.removeprefix("api-")
        return str(self.request.build_absolute_uri(f"/api/v1/{name}/{key}/"))


def refuse_version(request: Request) -> None:
    if version_asked(request) is not None:
        raise refused("If-Match", "These rows keep no version to compare with.")


@extend_schema_view(
    create=extend_schema(
        request=NewCrisis,
        responses={201: serializers.CrisisSerializer},
        parameters=[IDEMPOTENCY_KEY],
        examples=[
            OpenApiExample(
                "A crisis",
                request_only=True,
                value={
                    "slug": "kabul-2021",
                    "name": "Fall of Kabul",
                    "host": "AF",
                    "host_city": "Kabul",
                    "started_on": "2021-08-13",
                },
            )
        ],
    ),
    partial_update=extend_schema(
        request=CrisisChanges, responses={200: serializers.CrisisSerializer}
    ),
    destroy=extend_schema(responses={204: None}),
)
class WrittenCrises(PlainWrites, views.CrisisViewSet):
    model = Crisis
    creation = NewCrisis
    changes = CrisisChanges


@extend_schema_view(
    create=extend_schema(
        request=NewCountry,
        responses={201: serializers.CountrySerializer},
        parameters=[IDEMPOTENCY_KEY],
    ),
    partial_update=extend_schema(
        request=CountryChanges, responses={200: serializers.CountrySerializer}
    ),
    destroy=extend_schema(responses={204: None}),
)
class WrittenCountries(PlainWrites, views.CountryViewSet):
    model = Country
    creation = NewCountry
    changes = CountryChanges


@extend_schema_view(
    create=extend_schema(
        request={
            "application/json": ArticlesBody,
            "multipart/form-data": ArticlesBody,
        },
        responses={
            201: serializers.ImportRunSerializer,
            202: serializers.ImportRunSerializer,
        },
        parameters=[IDEMPOTENCY_KEY],
        examples=[
            OpenApiExample(
                "An article as text",
                request_only=True,
                media_type="application/json",
                value={
                    "crisis": "kabul-2021",
                    "articles": [
                        {
                            "title": "Embassies close",
                            "publisher": "The Herald, Rome",
                            "url": "https://news.example/1",
                            "published_on": "2021-08-15",
                            "text": "ROME: Italy closed its embassy on Sunday.",
                        }
                    ],
                },
            )
        ],
    ),
    partial_update=extend_schema(
        request=ArticleChanges, responses={200: serializers.WholeArticleSerializer}
    ),
    destroy=extend_schema(responses={204: None}),
)
class WrittenArticles(PlainWrites, views.ArticleViewSet):
    model = Article
    changes = ArticleChanges
    parser_classes = (BoundedJSON, MultiPartParser)
    rights = {"create": "reactions.add_importrun"}

    def create(self, request: Request) -> Response:
        """Start an import of files, texts or addresses; answers with its run.

        Without a broker the run has ended by then (201), else workers go on (202).
        """
        at = timezone.now()

        def make() -> Response:
            asked = self.read_body(ArticlesBody)
            run = start_import(asked, by=request.user, at=at)
            told = serializers.ImportRunSerializer(run)
            response = Response(told.data, status=202 if run.is_queued else 201)
            response["Location"] = request.build_absolute_uri(
                f"/api/v1/imports/{run.pk}/"
            )
            return response

        said = told_of(request.data)
        return answered_once(request, make, at=at, said=said, in_one=False)

    def save(self, row: Article) -> None:
        before = Article.objects.values(*READ_BY).get(pk=row.pk)
        super().save(row)
        if any(getattr(row, name) != value for name, value in before.items()):
            # Once the new day stands: reading takes seconds and locks the crisis.
            transaction.on_commit(lambda: self.read_again(row))

    def read_again(self, article: Article) -> None:
        importing.reread_article(
            article,
            at=timezone.now(),
            by=self.request.user,
            model=settings.SPACY_MODEL,
        )


@extend_schema_view(
    create=extend_schema(
        request=NewEvidence,
        responses={201: serializers.EvidenceSerializer},
        parameters=[IDEMPOTENCY_KEY, IF_MATCH],
        examples=[
            OpenApiExample(
                "Further words",
                request_only=True,
                value={
                    "action": "act_l3wnzqkwm4tjmyqs",
                    "article": 7,
                    "quote": "closed its embassy",
                },
            )
        ],
    ),
    partial_update=extend_schema(
        request=EvidenceChanges, responses={200: serializers.EvidenceSerializer}
    ),
    destroy=extend_schema(responses={204: None}),
)
class WrittenEvidence(Writable, views.EvidenceViewSet):
    model = Evidence

    def create(self, request: Request) -> Response:
        at, version = timezone.now(), version_asked(request)

        def make() -> Response:
            asked = self.read_body(NewEvidence)
            piece = reviewing.add_evidence(
                asked["row"],
                asked["words"],
                by=request.user,
                at=at,
                note=asked["reason"],
                version=version,
            )
            response = Response(self.shown(piece), status=201)
            response["Location"] = request.build_absolute_uri(
                f"/api/v1/evidence/{piece.pk}/"
            )
            return response

        return answered_once(request, make, at=at, said=request.data)

    def partial_update(self, request: Request, **kwargs: Any) -> Response:
        refuse_version(request)
        piece = self.get_object()
        changes = self.read_body(EvidenceChanges)
        Evidence.objects.filter(pk=piece.pk).update(**changes)
        return Response(self.shown(piece))

    def destroy(self, request: Request, **kwargs: Any) -> Response:
        refuse_version(request)
        reviewing.withdraw_evidence(
            self.get_object(), by=request.user, at=timezone.now()
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    def shown(self, piece: Evidence) -> Any:
        fresh = Evidence.objects.with_names().with_surroundings().get(pk=piece.pk)
        return self.get_serializer(fresh).data
