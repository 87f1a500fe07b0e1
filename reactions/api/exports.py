"""Whole lists and answers as CSV or JSON Lines: the same filters, no pages, streamed.

Asked for by `Accept` or `format=`; what is refused is a problem in JSON all the same.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from reactions import exporting
from reactions.api.hits import RELEVANCE
from reactions.api.paging import read_ordering
from reactions.api.problems import refused
from reactions.api.visibility import visible_states
from reactions.models import Action, Official, Statement

NO_PAGES = "A file holds every row that matches: no pages."
NO_CHOICE = "A file holds every field, in the form it always has."
WITHOUT_FILES = {
    "limit": NO_PAGES,
    "cursor": NO_PAGES,
    "count": NO_PAGES,
    "fields": NO_CHOICE,
    "expand": NO_CHOICE,
}


class CSVFile(JSONRenderer):
    """Names the form; the lines themselves are streamed past the renderer, which only
    writes problems."""

    format = "csv"
    media_type = "text/csv"


class JSONLinesFile(JSONRenderer):
    format = "jsonl"
    media_type = "application/jsonl"


class Exported:
    """A list that may be had as a file."""

    request: Any

    def get_renderers(self: Any) -> list[Any]:
        renderers: list[Any] = super().get_renderers()  # type: ignore[misc]
        if self.has_files():
            renderers += [CSVFile(), JSONLinesFile()]
        return renderers

    def has_files(self: Any) -> bool:
        return self.action == "list" and self.sheet_name in exporting.SHEETS

    @property
    def sheet_name(self: Any) -> str:
        return str(self.basename).removeprefix("api-")

    def file_asked(self, request: Request) -> exporting.Form | None:
        """The form of file that is asked for; None for a page."""
        return exporting.FORMS.get(request.accepted_renderer.format)

    def export(self: Any, request: Request, form: exporting.Form) -> Any:
        for name in WITHOUT_FILES:
            if name in request.query_params:
                raise refused(name, WITHOUT_FILES[name])
        order = read_order(request.query_params, self)
        rows = self.filter_queryset(self.get_queryset())
        visible = {
            model: visible_states(request.user, model)
            for model in (Action, Statement, Official)
        }
        sheet = exporting.sheet_of(self.sheet_name, visible)
        return file_of(
            exporting.rows_as(form, rows, sheet, order=order),
            form=form,
            name=sheet.name,
            request=request,
        )


def file_of(
    lines: Iterable[bytes], *, form: exporting.Form, name: str, request: Request
) -> HttpResponseBase:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{form.name}"',
        "Content-Type": f"{form.media_type}; charset=utf-8",
    }
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    return StreamingHttpResponse(lines, headers=headers)


def read_order(asked: Mapping[str, str], view: Any) -> exporting.Order:
    """The order asked for, else that of the list."""
    if asked.get("ordering") == RELEVANCE:
        raise refused("ordering", f"{RELEVANCE} is for pages.")
    ordering = read_ordering(
        asked.get("ordering", "") or view.usual_ordering, orderings=view.orderings
    )
    key_of = view.queryset.model._meta.pk.name
    key = "pk" if ordering.key in ("id", key_of) else ordering.key
    return exporting.Order(key, ordering.descending)
