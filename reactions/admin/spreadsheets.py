"""Exports of the desk's lists, in which no cell runs when a spreadsheet opens it."""

from typing import Any

from django.http import HttpRequest
from import_export.admin import ExportMixin
from import_export.resources import ModelResource, modelresource_factory

from reactions.overview import inert


class InertResource(ModelResource):
    def export_field(self, *args: Any, **kwargs: Any) -> Any:
        return inert(super().export_field(*args, **kwargs))


class SpreadsheetMixin(ExportMixin):
    """Exports for whoever may see the list."""

    def get_export_resource_classes(self, request: HttpRequest) -> list[Any]:
        return [modelresource_factory(self.model, InertResource)]

    def has_export_permission(self, request: HttpRequest) -> Any:
        return self.has_view_permission(request)
