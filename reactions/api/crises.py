"""Crises, and what is asked of one: its board, the board day by day, contradictions,
coverage. `reactions.overview` answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from reactions import exporting, overview
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
from reactions.api.exports import NO_CHOICE, NO_PAGES, file_of
from reactions.api.memory import remembered
from reactions.api.problems import refused
from reactions.api.unknown import no_crisis
from reactions.api.views import ListedRows
from reactions.models import Crisis
from reactions.models.action import TOLD_FOR

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

    def get_object(self) -> Any:
        try:
            return super().get_object()
        except Http404 as error:
            raise no_crisis(self.kwargs["slug"]) from error

    def has_files(self) -> bool:
        return self.action in ANSWER_PARAMETERS or super().has_files()

    def answered(
        self, answer: Mapping[str, Any], table: exporting.AnswerTable, *, name: str
    ) -> HttpResponseBase:
        """An answer in the form that is asked for, as a file by this name."""
        form = self.file_asked(self.request)
        if form is None:
            return Response(answer)
        return self.file_of_pages([answer], table, form=form, name=name)

    def file_of_pages(
        self,
        pages: Iterable[Mapping[str, Any]],
        table: exporting.AnswerTable,
        *,
        form: exporting.Form,
        name: str,
    ) -> HttpResponseBase:
        address = self.request.build_absolute_uri
        lines = exporting.answer_as(form, table, pages, address=address)
        return file_of(lines, form=form, name=name, request=self.request)

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
        if question.fields and self.file_asked(request):
            raise refused("fields", NO_CHOICE)
        answer = overview.board(
            self.get_object(),
            on=question.on,
            known_by=question.known_by,
            review=question.review,
            every_state=question.every_state,
            today=timezone.localdate(),
            wanted=question.fields,
        )
        name = f"{slug}-{answer.on}-known-by-{answer.known_by}"
        shown = board_shown(answer, question.fields)
        return self.answered(shown, exporting.BOARD, name=name)

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
        shown = answers.SeriesSerializer(found, context=context).data
        return self.answered(shown, exporting.SERIES, name=f"{slug}-series")

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
        pages = contradictions_of(crisis, **asked)
        form = self.file_asked(request)
        if form is None:
            return Response(next(pages))
        name = f"{slug}-conflicts"
        return self.file_of_pages(pages, exporting.CONFLICTS, form=form, name=name)

    @extend_schema(
        parameters=REVIEW_ONLY, responses=answers.CoverageSerializer, filters=False
    )
    @action(detail=True, filter_backends=(), pagination_class=None)
    @remembered
    def coverage(self, request: Request, slug: str) -> HttpResponseBase:
        """Who is heard of, how much, and which states are silent."""
        question = read_board_question(request.query_params, reader=request.user)
        found = overview.coverage(self.get_object(), review=question.review)
        shown = answers.CoverageSerializer(found).data
        return self.answered(shown, exporting.COVERAGE, name=f"{slug}-coverage")

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
        question = {
            "first": asked.first or first,
            "last": asked.last or last,
            "review": asked.review,
            "types": asked.types,
            "countries": asked.countries,
        }
        form = self.file_asked(request)
        if form:
            return self.timeline_as(form, overview.acts_told(crisis, **question))
        found = overview.timeline(crisis, **question, after=asked.after)
        context = self.get_serializer_context()
        return Response(answers.TimelineSerializer(found, context=context).data)

    def timeline_as(self, form: exporting.Form, acts: Any) -> HttpResponseBase:
        """All days of it."""
        if "after" in self.request.query_params:
            raise refused("after", NO_PAGES)
        sheet = exporting.told_on(self.visible)
        order = exporting.Order("day", expression=TOLD_FOR)
        lines = exporting.rows_as(form, acts, sheet, order=order)
        name = f"{self.kwargs['slug']}-timeline"
        return file_of(lines, form=form, name=name, request=self.request)


def contradictions_of(
    crisis: Crisis, *, on: date, known_by: date, review: str
) -> Iterator[dict[str, Any]]:
    """The contradictions up to a day, page by page."""
    while True:
        asked = {"on": on, "known_by": known_by, "review": review}
        found = overview.contradictions(crisis, **asked)
        acts = {s.action for each in found.found for s in (*each.closed, *each.kept)}
        told = {"crisis": crisis.slug, **asked, "results": found.found}
        told |= {"following": found.following}
        context = {"ids": answers.ids_of(acts)}
        yield answers.ContradictionsSerializer(told, context=context).data
        if found.following is None:
            return
        on = found.following
