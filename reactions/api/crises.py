"""Crises, and what is asked of one: its board, the board day by day, contradictions,
coverage. `reactions.overview` answers."""

from collections.abc import Sequence

from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from reactions import overview
from reactions.api import answers, filters, serializers
from reactions.api.board_serializers import BoardSerializer, board_shown
from reactions.api.boards import PARAMETERS as BOARD_PARAMETERS
from reactions.api.boards import (
    REVIEW_ONLY,
    SERIES_PARAMETERS,
    TIMELINE_PARAMETERS,
    WITHOUT_ALL,
    read_board_question,
    read_series_question,
    read_timeline_question,
)
from reactions.api.memory import remembered
from reactions.api.problems import refused
from reactions.api.views import ListedRows
from reactions.models import Crisis

ANSWER_PARAMETERS = {
    "board": BOARD_PARAMETERS,
    "series": SERIES_PARAMETERS,
    "conflicts": WITHOUT_ALL,
    "coverage": REVIEW_ONLY,
    "timeline": TIMELINE_PARAMETERS,
}


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
        if self.action in ANSWER_PARAMETERS:
            return [each.name for each in ANSWER_PARAMETERS[self.action]]
        return super().known_parameters()

    @extend_schema(
        parameters=BOARD_PARAMETERS,
        responses=BoardSerializer,
        filters=False,
    )
    @action(detail=True, filter_backends=(), pagination_class=None)
    @remembered
    def board(self, request: Request, slug: str) -> HttpResponseBase:
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
        return Response(board_shown(answer))

    @extend_schema(
        parameters=SERIES_PARAMETERS, responses=answers.SeriesSerializer, filters=False
    )
    @action(
        detail=True,
        filter_backends=(),
        pagination_class=None,
        url_path="board/series",
    )
    @remembered
    def series(self, request: Request, slug: str) -> HttpResponseBase:
        """The board day by day, for charts: which answer held from when to when."""
        crisis = self.get_object()
        question = read_series_question(
            request.query_params,
            reader=request.user,
            crisis=crisis,
            today=timezone.localdate(),
        )
        try:
            found = overview.board_series(
                crisis,
                first=question.first,
                last=question.last,
                known_by=question.known_by,
                review=question.review,
            )
        except overview.TooLongError as error:
            raise refused("from", str(error)) from error
        acts = {pk for row in found.rows for run in row.runs for pk in run.because}
        context = {"ids": answers.ids_of(acts)}
        return Response(answers.SeriesSerializer(found, context=context).data)

    @extend_schema(
        parameters=WITHOUT_ALL,
        responses=answers.ContradictionsSerializer,
        filters=False,
    )
    @action(detail=True, filter_backends=(), pagination_class=None)
    @remembered
    def conflicts(self, request: Request, slug: str) -> HttpResponseBase:
        """Contradictions up to the day: missions told closed and kept at once."""
        crisis, today = self.get_object(), timezone.localdate()
        question = read_board_question(request.query_params, reader=request.user)
        asked = {
            "on": question.on or crisis.last_day(today),
            "known_by": question.known_by or today,
            "review": question.review,
        }
        found = overview.contradictions(crisis, **asked)
        results = found.found
        acts = {side.action for each in results for side in (*each.closed, *each.kept)}
        told = {"crisis": crisis.slug, **asked, "results": results}
        told |= {"following": found.following}
        context = {"ids": answers.ids_of(acts)}
        return Response(answers.ContradictionsSerializer(told, context=context).data)

    @extend_schema(
        parameters=REVIEW_ONLY, responses=answers.CoverageSerializer, filters=False
    )
    @action(detail=True, filter_backends=(), pagination_class=None)
    @remembered
    def coverage(self, request: Request, slug: str) -> HttpResponseBase:
        """Who is heard of, how much, and which states are silent."""
        question = read_board_question(request.query_params, reader=request.user)
        found = overview.coverage(self.get_object(), review=question.review)
        return Response(answers.CoverageSerializer(found).data)

    @extend_schema(
        parameters=TIMELINE_PARAMETERS,
        responses=answers.TimelineSerializer,
        filters=False,
    )
    @action(detail=True, filter_backends=(), pagination_class=None)
    @remembered
    def timeline(self, request: Request, slug: str) -> HttpResponseBase:
        """Who did what when, day by day, each act with its evidence."""
        crisis = self.get_object()
        asked = read_timeline_question(request.query_params, reader=request.user)
        reach = overview.reach_of(crisis, review=asked.review)
        today = timezone.localdate()
        first, last = reach or (today, today)
        found = overview.timeline(
            crisis,
            first=asked.first or first,
            last=asked.last or last,
            review=asked.review,
            types=asked.types,
            countries=asked.countries,
            after=asked.after,
        )
        context = self.get_serializer_context()
        return Response(answers.TimelineSerializer(found, context=context).data)
