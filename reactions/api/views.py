"""The lists and rows of the API: each parses, asks one QuerySet, and shapes.

Reading only: writing.py and desk.py write. `reactions.overview` answers what takes more
than one table.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from reactions import overview
from reactions.api import answers, filters, serializers
from reactions.api.choosing import PARAMETERS as CHOOSING
from reactions.api.choosing import ChoosingSchema, Chosen, read_chosen
from reactions.api.exports import Exported
from reactions.api.hits import RELEVANCE, mark_hits, marker
from reactions.api.memory import remembered
from reactions.api.paging import PARAMETERS as PAGING
from reactions.api.paging import KeysetPagination
from reactions.api.parameters import StrictView
from reactions.api.renderers import writes_as_is
from reactions.api.unknown import no_country
from reactions.api.visibility import (
    SignedInViewers,
    listed_states,
    sees_bodies,
    visible_states,
)
from reactions.exporting.documented import Reading, documented
from reactions.exporting.rows import ACTIONS, STATEMENTS, Shape
from reactions.models import (
    Action,
    Article,
    Country,
    Evidence,
    ImportRun,
    Official,
    Statement,
)
from reactions.models.search import asked_words, snippet

WHOLE_NUMBER = "[0-9]{1,18}"


class Listed(Exported, StrictView, viewsets.GenericViewSet[Any]):
    """A list in pages, or as a file.

    `orderings` names what a list can be sorted by and the indexed field behind it.
    """

    schema = ChoosingSchema()
    filter_backends = (filters.FilterBackend,)
    pagination_class = KeysetPagination
    orderings: Mapping[str, str]
    usual_ordering: str
    newest = ""
    """The ordering in which the hits of a search are weighed, where they can be."""
    told_in: Sequence[str] = ()
    """The fields whose words are weighed, and shown about the words of a search."""

    expands: Sequence[str] = ()
    """What may be asked for whole with `expand`, where it is short otherwise."""

    def known_parameters(self) -> Sequence[str]:
        if self.action != "list":
            return CHOOSING
        return (*PAGING, *CHOOSING, *self.filterset_class.base_filters)

    def several_valued_parameters(self) -> Sequence[str]:
        return filters.several_valued(self.filterset_class)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # A row asked for by its key is not filtered: visibility alone decides.
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    @remembered
    def list(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.file_asked(request)
        return self.export(request, form) if form else self.page(request)

    def page(self, request: Request) -> Response:
        return self.get_paginated_response(self.written(self.rows_of_page()))

    def rows_of_page(self) -> Sequence[Any]:
        queryset = self.filter_queryset(self.get_queryset())
        return self.paginate_queryset(queryset) or []

    def mark_hits(self, rows: Sequence[tuple[Any, dict[str, Any]]]) -> None:
        """Where words were searched, the words about them, as `snippet` of what is
        shown of each row."""
        mark_hits(rows, self.request.query_params, self.told_in)

    def written(self, rows: Sequence[Any]) -> Any:
        """The rows of a page as they are told."""
        shown = self.get_serializer(rows, many=True).data
        if self.chosen.wants_snippet:
            self.mark_hits(list(zip(rows, shown, strict=True)))
        return shown

    def columns_of(self, queryset: QuerySet[Any], key: str) -> QuerySet[Any]:
        """What a page sorted by a key reads of a row: all of it, unless a list needs
        only columns."""
        return queryset

    def place_of(self, key: str) -> Any:
        return None

    @property
    def may_mark(self) -> bool:
        """Whether the rows of a search have a snippet."""
        return self.action == "list" and bool(self.told_in)

    @cached_property
    def chosen(self) -> Chosen:
        return read_chosen(
            self.request.query_params,
            fields=self.get_serializer_class().Meta.fields,
            expands=self.expands,
            may_mark=self.may_mark,
        )

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        serializer = super().get_serializer(*args, **kwargs)
        if getattr(self, "swagger_fake_view", False):
            return serializer
        self.chosen.apply_to(getattr(serializer, "child", serializer))
        return serializer

    @cached_property
    def visible(self) -> Mapping[type[Model], Sequence[str]]:
        reader = self.request.user
        models = (Action, Statement, Official)
        return {model: visible_states(reader, model) for model in models}

    def get_serializer_context(self) -> dict[str, Any]:
        return super().get_serializer_context() | {
            "visible": self.visible,
            "sees_bodies": sees_bodies(self.request.user, Article),
        }


class ListedRows(mixins.RetrieveModelMixin, Listed):
    """A list, and its rows by their key."""

    @remembered
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().retrieve(request, *args, **kwargs)


class ReviewedRows(ListedRows):
    """Rows that editors review, each with the words that prove it."""

    model: type[Model]
    shape: Shape | None = None
    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_regex = "[a-z0-9_]{1,24}"

    def get_queryset(self) -> QuerySet[Any]:
        rows = self.model.objects.with_names()
        if self.action == "list":
            return rows.standing()
        return rows.visible_as(visible_states(self.request.user, self.model))

    @cached_property
    def reading(self) -> Reading | None:
        """What pages read of a row where they need no more than columns."""
        if self.shape is None or self.chosen.expand:
            return None
        told = self.told_in if self.snippet else ()
        return Reading(self.shape, self.chosen.fields, told)

    @cached_property
    def snippet(self) -> Any:
        """What makes the snippet of a row, where one is wanted."""
        wanted = self.chosen.wants_snippet
        return marker(self.request.query_params) if wanted else None

    def rows_of_page(self) -> Sequence[Any]:
        asked = self.request.query_params
        if self.reading and asked.get("ordering") != RELEVANCE:
            return self.paginator.paginate_columns(self.request, self)
        return super().rows_of_page()

    def columns_of(self, queryset: QuerySet[Any], key: str) -> QuerySet[Any]:
        if self.reading is None:
            return queryset
        return queryset.select_related(None).values_list(*self.reading.columns(key))

    def place_of(self, key: str) -> Any:
        return self.reading.place_of(key) if self.reading else None

    def written(self, rows: Sequence[Any]) -> Any:
        if self.reading is None:
            return super().written(Evidence.objects.attached_to(rows))
        return documented(
            rows,
            self.reading,
            visible=self.visible,
            as_texts=writes_as_is(self.request),
            snippet=self.snippet,
        )

    def get_object(self) -> Any:
        return Evidence.objects.attached_to([super().get_object()])[0]


class ActionViewSet(ReviewedRows):
    """What countries did, will do or are said not to do.

    Merged actions are left out of the list; their evidence stands under the action
    they were merged into.
    """

    model = Action
    shape = ACTIONS
    told_in = ("summary",)
    newest = "-known_on"
    expands = ("crisis", "country", "article")
    queryset = Action.objects.none()
    serializer_class = serializers.ActionSerializer
    filterset_class = filters.ActionFilterSet
    orderings = {
        "known_on": "known_on",
        "counts_on": "counts_on",
        "updated_at": "updated_at",
    }
    usual_ordering = "-known_on"


class StatementViewSet(ReviewedRows):
    """What countries and their officials said."""

    model = Statement
    shape = STATEMENTS
    told_in = ("text",)
    newest = "-said_on"
    expands = ("crisis", "country", "official", "article")
    queryset = Statement.objects.none()
    serializer_class = serializers.StatementSerializer
    filterset_class = filters.StatementFilterSet
    orderings = {"said_on": "said_on", "updated_at": "updated_at"}
    usual_ordering = "-said_on"


class OfficialViewSet(ReviewedRows):
    """Named persons who speak or act for a country."""

    model = Official
    told_in = ("name", "title", "aliases")
    newest = "-updated_at"
    expands = ("country", "article")
    queryset = Official.objects.none()
    serializer_class = serializers.OfficialSerializer
    filterset_class = filters.OfficialFilterSet
    orderings = {"name": "name_key", "updated_at": "updated_at"}
    usual_ordering = "name"

    def get_serializer_class(self) -> Any:
        if self.action == "retrieve":
            return answers.OfficialProfileSerializer
        return super().get_serializer_class()

    def get_object(self) -> Any:
        official = super().get_object()
        if self.action != "retrieve":
            return official
        states = listed_states(self.request.user, Statement, asked=())
        official.speaking = overview.official_profile(official, states=states)
        return official


class CountryViewSet(ListedRows):
    """The states of ISO 3166-1 and the organisations that act like one."""

    queryset = Country.objects.all()
    serializer_class = serializers.CountrySerializer
    filterset_class = filters.CountryFilterSet
    orderings = {"name": "name", "code": "code"}
    usual_ordering = "name"
    lookup_field = "code"
    lookup_value_regex = "[A-Za-z0-9]{2,10}"

    def get_serializer_class(self) -> Any:
        if self.action == "retrieve":
            return answers.CountryProfileSerializer
        return super().get_serializer_class()

    def get_object(self) -> Country:
        code = self.kwargs["code"]
        self.kwargs["code"] = code.upper()
        try:
            country = super().get_object()
        except Http404 as error:
            raise no_country(code) from error
        if self.action != "retrieve":
            return country
        states = listed_states(self.request.user, Action, asked=())
        country.profile = overview.country_profile(
            country, states=states, today=timezone.localdate()
        )
        return country

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        serializer = super().get_serializer(*args, **kwargs)
        profile = getattr(serializer.instance, "profile", ())
        acts = {pk for each in profile for pk in each.posture.because}
        serializer.context["ids"] = answers.ids_of(acts) if acts else {}
        return serializer


class ArticleViewSet(ListedRows):
    """Articles as they were read; the text itself only where the site publishes it."""

    expands = ("crisis",)
    told_in = ("title", "publisher", "agency")
    newest = "-published_on"
    queryset = Article.objects.select_related("crisis")
    serializer_class = serializers.ArticleSerializer
    filterset_class = filters.ArticleFilterSet
    orderings = {"published_on": "published_on", "imported_at": "imported_at"}
    usual_ordering = "-published_on"
    lookup_url_kwarg = "id"
    lookup_value_regex = WHOLE_NUMBER

    def mark_hits(self, rows: Sequence[tuple[Any, dict[str, Any]]]) -> None:
        super().mark_hits(rows)
        unmarked = {row.pk: shown for row, shown in rows if shown.get("snippet") == ""}
        if unmarked and sees_bodies(self.request.user, Article):
            asked = asked_words(self.request.query_params["search"])
            for pk, text in Article.objects.openings(unmarked):
                unmarked[pk]["snippet"] = snippet(text, asked)

    def get_queryset(self) -> QuerySet[Any]:
        articles = super().get_queryset()
        return articles.without_body() if self.action == "list" else articles

    def get_serializer_class(self) -> Any:
        if self.action == "list":
            return super().get_serializer_class()
        return serializers.WholeArticleSerializer


class EvidenceViewSet(ListedRows):
    """The words that prove a row, with the words about them."""

    expands = ("article",)
    queryset = Evidence.objects.none()
    serializer_class = serializers.EvidenceSerializer
    filterset_class = filters.EvidenceFilterSet
    orderings = {"id": "id"}
    usual_ordering = "id"
    lookup_url_kwarg = "id"
    lookup_value_regex = WHOLE_NUMBER

    def get_queryset(self) -> QuerySet[Any]:
        evidence = Evidence.objects.with_names().with_surroundings()
        if self.action == "list":
            return evidence
        reader = self.request.user
        return evidence.proving_reviewed_as(
            actions=visible_states(reader, Action),
            statements=visible_states(reader, Statement),
            officials=visible_states(reader, Official),
        )


class ImportRunViewSet(ListedRows):
    """Imports and what came of them. For those who may view imports only."""

    queryset = ImportRun.objects.all()
    serializer_class = serializers.ImportRunSerializer
    filterset_class = filters.ImportRunFilterSet
    permission_classes = (SignedInViewers,)
    orderings = {"started_at": "started_at"}
    usual_ordering = "-started_at"
    lookup_url_kwarg = "id"
    lookup_value_regex = WHOLE_NUMBER
