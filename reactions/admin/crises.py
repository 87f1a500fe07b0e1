"""Crises on the desk, with what waits in each."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reactions.admin.lists import DeskListMixin
from reactions.admin.typed import CheckedForm
from reactions.models import Crisis


@admin.register(Crisis)
class CrisisAdmin(DeskListMixin, admin.ModelAdmin):
    form = CheckedForm
    list_display = ["name", "host", "started_on", "ended_on", "article_count", "board"]
    list_select_related = ["host"]
    search_fields = ["name", "slug", "host__name", "host_city"]
    search_help_text = "Search names, host countries and cities"
    date_hierarchy = "started_on"
    ordering = ["-started_on", "name"]
    autocomplete_fields = ["host"]
    prepopulated_fields = {"slug": ["name"]}
    counted_for_rows = {"held": "articles"}
    when_empty = "No crisis yet: the first import makes one."

    @admin.display(description="Articles")
    def article_count(self, crisis: Crisis) -> int:
        return crisis.held

    @admin.display(description="Board")
    def board(self, crisis: Crisis) -> SafeString:
        return format_html(
            '<a href="{}">Open the board</a>', reverse("board", args=[crisis.slug])
        )
