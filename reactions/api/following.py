"""Following along: tombstones as a list, and Atom feeds of a crisis and a country."""

from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.http import http_date, quote_etag
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import renderers, serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from reactions import following
from reactions.api import filters
from reactions.api.fields import Coded, Instant, Keys
from reactions.api.parameters import StrictView
from reactions.api.unknown import (
    known_countries,
    known_crises,
    no_country,
    no_crisis,
)
from reactions.api.views import Listed
from reactions.api.visibility import visible_states
from reactions.models import Action, Country, Crisis, Official, Statement, Tombstone
from reactions.models.tombstone import KINDS, WHAT

Kinds = StrEnum("Kinds", {kind.upper(): kind for kind in KINDS})
What = StrEnum("What", {what.upper(): what for what in WHAT})
TIME = "Gone at or after this moment."


class TombstoneSerializer(serializers.ModelSerializer[Tombstone]):
    id = serializers.CharField(source="key", help_text="The id that the row had.")
    into = serializers.CharField(
        help_text="Of a merged row: the id of the one that stands for it; else empty."
    )
    crisis = serializers.CharField(source="crisis.slug", default=None, allow_null=True)
    country = serializers.CharField(source="country_id", allow_null=True)

    class Meta:
        model = Tombstone
        fields = ("kind", "id", "what", "into", "crisis", "country", "happened_at")


class TombstoneFilterSet(filters.ReadFilterSet):
    kind = Coded("kind", Kinds, "Kind of row.")
    what = Coded("what", What, "What became of it.")
    crisis = Keys(
        "crisis", filters.CRISIS, find=filters.find_crises, known=known_crises
    )
    country = Keys(
        "country", filters.COUNTRY, find=filters.find_countries, known=known_countries
    )
    updated_since = Instant("happened_at", "gte", help_text=TIME)


class TombstoneViewSet(Listed):
    """What is gone: rows that were deleted, merged into another, or withdrawn.

    Only of rows that you could see before. A row that stands again has none.
    """

    queryset = Tombstone.objects.select_related("crisis")
    serializer_class = TombstoneSerializer
    filterset_class = TombstoneFilterSet
    permission_classes = (AllowAny,)
    orderings = {"happened_at": "happened_at"}
    usual_ordering = "happened_at"

    def get_queryset(self) -> QuerySet[Any]:
        states = {
            model._meta.model_name: visible_states(self.request.user, model)
            for model in (Action, Statement, Official)
        }
        return super().get_queryset().seen_as(states)


class AtomFeed(renderers.JSONRenderer):
    """Names the form; a feed is written past it, a problem by it."""

    format = "atom"
    media_type = "application/atom+xml"


class FeedView(StrictView):
    permission_classes = (AllowAny,)
    renderer_classes = (AtomFeed, renderers.JSONRenderer)

    def answer(self, request: Request, feed: following.Feed) -> HttpResponse:
        tag = quote_etag(feed.tag)
        headers = {"ETag": tag, "Last-Modified": http_date(feed.updated_at.timestamp())}
        if request.headers.get("If-None-Match") == tag:
            return HttpResponse(status=304, headers=headers)
        kind = "application/atom+xml; charset=utf-8"
        return HttpResponse(feed.xml, content_type=kind, headers=headers)


FEED = extend_schema(
    responses={(200, "application/atom+xml"): OpenApiTypes.STR}, tags=["feeds"]
)


class CrisisFeed(FeedView):
    @FEED
    def get(self, request: Request, slug: str) -> HttpResponse:
        """The rows of a crisis that were accepted or changed last, as Atom."""
        crisis = Crisis.objects.filter(slug=slug).first()
        if crisis is None:
            raise no_crisis(slug)
        feed = following.atom_of_crisis(
            crisis,
            site=request.build_absolute_uri("/").rstrip("/"),
            address=request.build_absolute_uri(),
        )
        return self.answer(request, feed)


class CountryFeed(FeedView):
    @FEED
    def get(self, request: Request, code: str) -> HttpResponse:
        """The rows of a country that were accepted or changed last, as Atom."""
        country = Country.objects.filter(code=code.upper()).first()
        if country is None:
            raise no_country(code)
        feed = following.atom_of_country(
            country,
            site=request.build_absolute_uri("/").rstrip("/"),
            address=request.build_absolute_uri(),
        )
        return self.answer(request, feed)
