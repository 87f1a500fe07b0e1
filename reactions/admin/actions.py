"""Acts of states on the desk."""

from django.contrib import admin

from reactions.admin.alike import AlikeMixin
from reactions.admin.filters import (
    AssignedFilter,
    ListedFilter,
    MissionFilter,
    NumbersFilter,
    UsedFilter,
)
from reactions.admin.reviewable import (
    DESK_FIELDSET,
    REVIEW_FIELDSET,
    ReviewableAdmin,
)
from reactions.admin.searching import SearchedMixin
from reactions.models import Action
from reactions.templatetags import coded
from reactions.templatetags.coded import words


@admin.register(Action)
class ActionAdmin(AlikeMixin, SearchedMixin, ReviewableAdmin):
    actions = [*ReviewableAdmin.actions, "merge_selected"]
    list_display = [
        "what",
        "country",
        "stage",
        "review_badge",
        "day",
        "evidence_count",
        "crisis",
        "assigned_to",
    ]
    list_filter = [
        "review",
        MissionFilter,
        "stage",
        NumbersFilter,
        "crisis",
        ("country", UsedFilter),
        ("type", ListedFilter),
        AssignedFilter,
    ]
    retyped = ["type", "stage"]
    list_select_related = ["country", "crisis", "assigned_to"]
    search_fields = ["summary", "destination", "type", "country", "public_id"]
    search_help_text = (
        "Whole words of countries, types, summaries, destinations (evacu* begins"
        " so), or an id"
    )
    date_hierarchy = "known_on"
    ordering = ["-known_on", "-pk"]
    autocomplete_fields = ["crisis", "country", "fulfils"]
    readonly_fields = (*ReviewableAdmin.readonly_fields, "merged_into")
    fieldsets = [
        (None, {"fields": [("crisis", "country"), "type", "stage", "summary"]}),
        (
            "Days",
            {
                "fields": [
                    ("announced_on", "announced_on_precision", "announced_on_basis"),
                    ("effective_on", "effective_on_precision", "effective_on_basis"),
                    "known_on",
                ]
            },
        ),
        (
            "What exactly",
            {"fields": [("destination", "quantity"), "fulfils", "merged_into"]},
        ),
        DESK_FIELDSET,
        REVIEW_FIELDSET,
    ]

    @admin.display(description="Act", ordering="type")
    def what(self, action: Action) -> str:
        return words(action.type).capitalize()

    @admin.display(description="Day", ordering="counts_on")
    def day(self, action: Action) -> str:
        """When it takes effect; without that, when it was said."""
        if action.effective_on:
            return coded.day(action.effective_on, action.effective_on_precision)
        if action.announced_on:
            said = coded.day(action.announced_on, action.announced_on_precision)
            return f"said {said}"
        return self.empty_value_display
