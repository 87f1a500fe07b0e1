"""States and organisations on the desk: their names as articles print them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from import_export.admin import ExportMixin

from reactions.models import Country


@admin.register(Country)
class CountryAdmin(ExportMixin, admin.ModelAdmin):
    list_display = ["name", "code", "alpha3", "kind", "region"]
    list_filter = ["kind", "region"]
    search_fields = ["name", "code", "alpha3"]
    search_help_text = "Search names and codes"
    ordering = ["name"]
    list_per_page = 100

    def get_readonly_fields(
        self, request: HttpRequest, obj: Country | None = None
    ) -> list[str]:
        return ["code"] if obj else []

    def has_export_permission(self, request: HttpRequest) -> Any:
        return self.has_view_permission(request)
