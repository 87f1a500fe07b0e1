"""States and organisations on the desk: their names as articles print them."""

from django.contrib import admin
from django.http import HttpRequest

from reactions.admin.spreadsheets import SpreadsheetMixin
from reactions.models import Country


@admin.register(Country)
class CountryAdmin(SpreadsheetMixin, admin.ModelAdmin):
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
