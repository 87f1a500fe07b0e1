"""Exports of the desk's lists, in which no cell runs when a spreadsheet opens it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import CSV, JSON, XLSX
from import_export.resources import ModelResource, modelresource_factory

from reactions.admin.columns import CORRECTED, cell, exported, with_columns
from reactions.overview import inert

MOST_ROWS = 20_000
"""Rows of an export: it is made in memory. The API gives any number."""


def as_typed(value: str) -> str:
    """A cell without the apostrophe that `inert` put before it."""
    bare = value.removeprefix("'")
    return bare if bare != value and inert(bare) == value else value


class InertResource(ModelResource):
    def export_field(self, *args: Any, **kwargs: Any) -> Any:
        value = super().export_field(*args, **kwargs)
        return value if kwargs.get("runs_no_formula") else inert(value)


class PlainJSON(JSON):
    """Nothing runs in JSON, and whoever reads it wants the words as they are."""

    def _escape_formulae(self, dataset: Any) -> None:
        return


class SpreadsheetMixin(ExportMixin):
    """Exports of the filtered list, for whoever may see it."""

    def get_export_resource_classes(self, request: HttpRequest) -> list[Any]:
        kind = self.opts.model_name
        if kind not in CORRECTED:
            return [modelresource_factory(self.model, InertResource)]
        names = exported(kind)
        return [
            modelresource_factory(
                self.model,
                InertResource,
                meta_options={"fields": names, "export_order": names},
                custom_fields={name: Field(column_name=name) for name in names},
                dehydrate_methods={n: partial(cell, name=n) for n in names},
            )
        ]

    def get_export_formats(self) -> list[Any]:
        return [CSV, XLSX, PlainJSON]

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_export_queryset(request)
        return with_columns(rows) if self.opts.model_name in CORRECTED else rows

    def get_export_data(
        self, file_format: Any, request: HttpRequest, queryset: Any, **kwargs: Any
    ) -> Any:
        bare = isinstance(file_format, JSON)
        return super().get_export_data(
            file_format, request, queryset, runs_no_formula=bare, **kwargs
        )

    def export_action(self, request: HttpRequest) -> HttpResponse:
        if self.has_export_permission(request) and self._is_too_long(request):
            told = (
                f"The list has more than {MOST_ROWS:,} rows: filter it first, or take"
                " all of it from the API."
            )
            self.message_user(request, told, messages.ERROR)
            return HttpResponseRedirect(f"../?{request.GET.urlencode()}")
        return super().export_action(request)

    def _is_too_long(self, request: HttpRequest) -> bool:
        rows = super().get_export_queryset(request).order_by()
        return rows.values("pk")[: MOST_ROWS + 1].count() > MOST_ROWS

    def has_export_permission(self, request: HttpRequest) -> Any:
        return self.has_view_permission(request)
