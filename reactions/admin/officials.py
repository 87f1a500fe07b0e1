"""The people who speak for states, on the desk."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from reactions.admin.alike import AlikeMixin
from reactions.admin.amending import ReviewableForm
from reactions.admin.filters import AssignedFilter, UsedFilter
from reactions.admin.names_field import NamesField
from reactions.admin.reviewable import (
    DESK_FIELDSET,
    REVIEW_FIELDSET,
    ReviewableAdmin,
)
from reactions.admin.searching import SearchedMixin
from reactions.models import Official
from reactions.models.official import fold_name, spelling_key


class OfficialForm(ReviewableForm):
    """Knows the key by which names compare, which no field of the form holds."""

    aliases = NamesField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        same = Official.objects.exclude(pk=self.instance.pk).filter(
            country=cleaned.get("country"), name_key=fold_name(cleaned.get("name", ""))
        )
        if same.exists():
            self.add_error("name", "This country has an official of that name already.")
        return cleaned


@admin.register(Official)
class OfficialAdmin(AlikeMixin, SearchedMixin, ReviewableAdmin):
    form = OfficialForm
    actions = [*ReviewableAdmin.actions, "merge_selected"]
    list_display = [
        "name",
        "title",
        "country",
        "statement_count",
        "evidence_count",
        "merged_into",
        "review_badge",
    ]
    list_filter = ["review", ("country", UsedFilter), AssignedFilter]
    list_select_related = ["country", "merged_into"]
    searched_newest_first = False
    search_fields = ["name", "title", "aliases", "country", "public_id"]
    search_help_text = (
        "Whole words of names, titles, countries (garn* begins so), or an id"
    )
    ordering = ["name_key", "pk"]
    counted_for_rows = {"proofs": "evidence", "said": "statements"}
    autocomplete_fields = ["country"]
    readonly_fields = (*ReviewableAdmin.readonly_fields, "name_key", "merged_into")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("name", "name_key"),
                    "title",
                    "country",
                    "aliases",
                ]
            },
        ),
        ("The same person", {"fields": ["merged_into"]}),
        DESK_FIELDSET,
        REVIEW_FIELDSET,
    ]

    def save_model(
        self, request: HttpRequest, obj: Official, form: ModelForm, change: bool
    ) -> None:
        if not change:
            obj.name_key = fold_name(obj.name)
            obj.spelling_key = spelling_key(obj.name)
        super().save_model(request, obj, form, change)

    @admin.display(description="Statements")
    def statement_count(self, official: Official) -> int:
        return official.said
