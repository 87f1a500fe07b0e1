"""What the page of an act or an official tells of rows like it: those merged into it,
what it was split from, and likely duplicates; and the list's action that merges."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from reactions import overview, reviewing
from reactions.admin.merge_pages import MOST_ROWS, merge_address
from reactions.models import Action, Preference

SPLIT_PAGES = {"action": "split", "official": "split_official"}
UNSPLIT_PAGES = {"action": "unsplit", "official": "unsplit_official"}


class AlikeMixin:
    """Adds "Merge" to a list and what is alike to a row's page; needs
    `has_review_permission`."""

    @admin.action(description="Merge the selected rows …", permissions=["review"])
    def merge_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        rows = list(queryset.order_by("pk")[: MOST_ROWS + 1])
        if not 2 <= len(rows) <= MOST_ROWS:
            told = f"Choose from 2 to {MOST_ROWS} rows to merge."
            self.message_user(request, told, messages.ERROR)
            return None
        return HttpResponseRedirect(merge_address(self.opts.model_name, rows))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        alike = alike_to(row) if row is not None else {}
        context = {**(extra_context or {}), "alike": alike}
        return super().change_view(request, object_id, form_url, context)


def alike_to(row: Any) -> dict[str, Any]:
    """For the template: each list empty where there is nothing to tell."""
    kind = row._meta.model_name
    is_act = isinstance(row, Action)
    found = (
        overview.duplicates_of_act(row)
        if is_act
        else overview.duplicates_of_official(row)
    )
    return {
        "kind": kind,
        "change": f"admin:reactions_{kind}_change",
        "merged": list(row.merged.order_by("pk")),
        "merged_into": row.merged_into,
        "duplicates": [(other, merge_address(kind, [row, other])) for other in found],
        "split_from": reviewing.split_from(row),
        "can_split": row.evidence.count() > 1,
        "split": SPLIT_PAGES[kind],
        "unsplit": UNSPLIT_PAGES[kind],
        "preferences": list(
            Preference.objects.standing().about([row]).with_names().newest_first()
        )
        if is_act
        else [],
    }
