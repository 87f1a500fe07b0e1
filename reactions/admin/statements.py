"""What was said, on the desk."""

from django.contrib import admin

from reactions.admin.filters import AssignedFilter, ListedFilter, UsedFilter
from reactions.admin.reviewable import (
    DESK_FIELDSET,
    REVIEW_FIELDSET,
    ReviewableAdmin,
)
from reactions.admin.searching import SearchedMixin
from reactions.models import Statement
from reactions.templatetags.coded import day


@admin.register(Statement)
class StatementAdmin(SearchedMixin, ReviewableAdmin):
    list_display = [
        "said",
        "country",
        "speaker",
        "stance",
        "review_badge",
        "said_day",
        "kind",
        "evidence_count",
        "assigned_to",
    ]
    list_filter = [
        "review",
        "kind",
        ("stance", ListedFilter),
        "crisis",
        ("country", UsedFilter),
        AssignedFilter,
    ]
    retyped = ["kind", "stance"]
    list_select_related = ["country", "assigned_to"]
    search_fields = ["text", "speaker", "speaker_title", "country", "public_id"]
    search_help_text = (
        "Whole words of what was said, speakers, countries (evacu* begins so), or an id"
    )
    date_hierarchy = "said_on"
    ordering = ["-said_on", "-pk"]
    autocomplete_fields = ["crisis", "country", "official", "continues"]
    fieldsets = [
        (None, {"fields": [("crisis", "country"), "text"]}),
        (
            "Who said it",
            {"fields": ["official", ("speaker", "speaker_title"), "continues"]},
        ),
        ("How", {"fields": ["kind", "stance"]}),
        (
            "When",
            {"fields": [("said_on", "said_on_precision", "said_on_basis")]},
        ),
        DESK_FIELDSET,
        REVIEW_FIELDSET,
    ]

    @admin.display(description="Statement", ordering="text")
    def said(self, statement: Statement) -> str:
        text = statement.text
        return text if len(text) <= 110 else f"{text[:108]}…"

    @admin.display(description="Said", ordering="said_on")
    def said_day(self, statement: Statement) -> str:
        return day(statement.said_on, statement.said_on_precision) or "–"
