"""States and organisations on the desk: their names as articles print them."""

import re

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from reactions.actors import ACTORS
from reactions.admin.lists import DeskListMixin
from reactions.admin.spreadsheets import SpreadsheetMixin
from reactions.models import Country

CODE = re.compile(r"[A-Z0-9]{2,10}")


class CountryForm(forms.ModelForm):
    def clean_code(self) -> str:
        """The code stands in addresses: letters and digits only."""
        code = str(self.cleaned_data["code"]).upper()
        if not CODE.fullmatch(code):
            raise forms.ValidationError("A code is 2 to 10 letters and digits.")
        return code


@admin.register(Country)
class CountryAdmin(DeskListMixin, SpreadsheetMixin, admin.ModelAdmin):
    form = CountryForm
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

    def has_change_permission(
        self, request: HttpRequest, obj: Country | None = None
    ) -> bool:
        """Rows of the project's own table are made again after every migrate: a change
        here would be lost without a word. What was added by hand stays."""
        if obj is not None and obj.pk in ACTORS:
            return False
        return super().has_change_permission(request, obj)
