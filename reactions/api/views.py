"""The lists and rows of the API: each parses, asks one QuerySet, and shapes.

Reading only, so far; `reactions.overview` answers what takes more than one table.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from reactions import overview
from reactions.api import filters, serializers
from reactions.api.board_serializers import BoardSerializer
from reactions.api.boards import PARAMETERS as BOARD_PARAMETERS
from reactions.api.boards import read_board_question
from reactions.api.exports import Exported
from reactions.api.paging import PARAMETERS as PAGING
from reactions.api.paging import KeysetPagination
from reactions.api.parameters import StrictView
from reactions.api.visibility import SignedInViewers, sees_bodies, visible_states
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

WHOLE_NUMBER = "[0-9]{1,18}"


class ListedRows(Exported, StrictView, viewsets.ReadOnlyModelViewSet[Any]):
    """A list in pages, and its rows by their key.

    `orderings` names what a list can be sorted by and the indexed field behind it.
    """

    filter_backends = (filters.FilterBackend,)
    pagination_class = KeysetPagination
    orderings: Mapping[str, str]
    usual_ordering: str

    def known_parameters(self) -> Sequence[str]:
        if self.action != "list":
            return ()
        return (*PAGING, *self.filterset_class.base_filters)

    def several_valued_parameters(self) -> Sequence[str]:
        return filters.several_valued(self.filterset_class)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # A row asked for by its key is not filtered: visibility alone decides.
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def get_serializer_context(self) -> dict[str, Any]:
        reader = self.request.user
        return super().get_serializer_context() | {
            "visible": {
                model: visible_states(reader, model)
                for model in (Action, Statement, Official)
            },
            "sees_bodies": sees_bodies(reader, Article),
        }


class ReviewedRows(ListedRows):
    """Rows that editors review, each with the words that prove it."""

    model: type[Model]
    lookup_field = "public_id"
    lookup_url_kwarg = "id"
    lookup_value_regex = "[a-z0-9_]{1,24}"

    def get_queryset(self) -> QuerySet[Any]:
        rows = self.model.objects.with_names()
        if self.action == "list":
            return rows.standing()
        return rows.visible_as(visible_states(self.request.user, self.model))

    def paginate_queryset(self, queryset: QuerySet[Any]) -> Sequence[Any] | None:
        rows = super().paginate_queryset(queryset)
        return Evidence.objects.attached_to(rows or [])

    def get_object(self) -> Any:
        return Evidence.objects.attached_to([super().get_object()])[0]


class ActionViewSet(ReviewedRows):
    """What countries did, will do or are said not to do.

    Merged actions are left out of the list; their evidence stands under the action
    they were merged into.
    """

    model = Action
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
    queryset = Statement.objects.none()
    serializer_class = serializers.StatementSerializer
    filterset_class = filters.StatementFilterSet
    orderings = {"said_on": "said_on", "updated_at": "updated_at"}
    usual_ordering = "-said_on"


class OfficialViewSet(ReviewedRows):
    """Named persons who speak or act for a country."""

    model = Official
    queryset = Official.objects.none()
    serializer_class = serializers.OfficialSerializer
    filterset_class = filters.OfficialFilterSet
    orderings = {"name": "name_key", "updated_at": "updated_at"}
    usual_ordering = "name"


class CountryViewSet(ListedRows):
    """The states of ISO 3166-1 and the organisations that act like one."""

    queryset = Country.objects.all()
    serializer_class = serializers.CountrySerializer
    filterset_class = filters.CountryFilterSet
    orderings = {"name": "name", "code": "code"}
    usual_ordering = "name"
    lookup_field = "code"
    lookup_value_regex = "[A-Za-z0-9]{2,10}"

    def get_object(self) -> Country:
        self.kwargs["code"] = self.kwargs["code"].upper()
        return super().get_object()


class CrisisViewSet(ListedRows):
    """Events that articles, statements and actions belong to."""

    queryset = Crisis.objects.select_related("host")
    serializer_class = serializers.CrisisSerializer
    filterset_class = filters.CrisisFilterSet
    orderings = {"slug": "slug", "started_on": "started_on"}
    usual_ordering = "slug"
    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]{1,100}"

    def known_parameters(self) -> Sequence[str]:
        if self.action == "board":
            return [each.name for each in BOARD_PARAMETERS]
        return super().known_parameters()

    @extend_schema(
        parameters=BOARD_PARAMETERS,
        responses=BoardSerializer,
        filters=False,
    )
    @action(detail=True, filter_backends=(), pagination_class=None)
    def board(self, request: Request, slug: str) -> Response:
        """Which nations closed, moved or kept their embassies, with the evidence."""
        question = read_board_question(request.query_params, reader=request.user)
        answer = overview.board(
            self.get_object(),
            on=question.on,
            known_by=question.known_by,
            review=question.review,
            every_state=question.every_state,
            today=timezone.localdate(),
        )
        return Response(BoardSerializer(answer).data)


class ArticleViewSet(ListedRows):
    """Articles as they were read; the text itself only where the site publishes it."""

    queryset = Article.objects.select_related("crisis")
    serializer_class = serializers.ArticleSerializer
    filterset_class = filters.ArticleFilterSet
    orderings = {"published_on": "published_on", "imported_at": "imported_at"}
    usual_ordering = "-published_on"
    lookup_url_kwarg = "id"
    lookup_value_regex = WHOLE_NUMBER

    def get_queryset(self) -> QuerySet[Any]:
        articles = super().get_queryset()
        return articles.without_body() if self.action == "list" else articles

    def get_serializer_class(self) -> Any:
        if self.action == "list":
            return super().get_serializer_class()
        return serializers.WholeArticleSerializer


class EvidenceViewSet(ListedRows):
    """The words that prove a row, with the words about them."""

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
