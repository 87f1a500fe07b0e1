"""What every reviewable row shares on the desk: its evidence, its review, its history.

Saving a form amends through `reactions.reviewing`, which keeps version and history;
the review state itself is only ever changed by the verbs of `deciding`.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from simple_history.admin import SimpleHistoryAdmin

from reactions import reviewing
from reactions.admin.amending import ReviewableForm, changed_values
from reactions.admin.bulk import BulkMixin
from reactions.admin.corrections import CorrectionsMixin
from reactions.admin.deciding import DecidingMixin
from reactions.admin.evidence import EvidenceInline
from reactions.admin.explained import explain
from reactions.admin.history_pages import HistoryMixin
from reactions.admin.lists import DeskListMixin
from reactions.admin.machine_claims import machine_claims
from reactions.admin.spreadsheets import SpreadsheetMixin
from reactions.admin.typed import number_in, reason_typed
from reactions.overview import waiting
from reactions.vocabulary import ReviewState

REVIEW_FIELDS = ("review", "decider", "decided_at", "note")
DESK_FIELDSET = ("Desk", {"fields": [("priority", "assigned_to"), "reason"]})
REVIEW_FIELDSET = (
    "Review",
    {
        "fields": [("review", "decider", "decided_at"), "note", "read_version"],
        "description": "Changed by accept, reject and reopen only.",
    },
)


class ReviewableAdmin(
    HistoryMixin,
    BulkMixin,
    CorrectionsMixin,
    DecidingMixin,
    DeskListMixin,
    SpreadsheetMixin,
    SimpleHistoryAdmin,
):
    form = ReviewableForm
    inlines = [EvidenceInline]
    actions = [
        "accept_selected",
        "reject_selected",
        "reopen_selected",
        "retype_selected",
        "recountry_selected",
        "assign_selected",
    ]
    import_export_change_list_template = "admin/reactions/reviewable_list.html"
    change_form_template = "admin/reactions/reviewable_change_form.html"
    counted_for_rows = {"proofs": "evidence"}
    readonly_fields = REVIEW_FIELDS

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_corrections"
        corrections = {
            "may_correct": self.has_change_permission(request),
            "corrections_address": reverse(name),
        }
        return super().changelist_view(
            request, {**(extra_context or {}), **corrections}
        )

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return explain(db_field.name, field) if field else field

    @admin.display(description="Decided by")
    def decider(self, row: Any) -> str:
        """A name and no link: accounts are not the desk's."""
        return str(row.decided_by or self.empty_value_display)

    @admin.display(description="Evidence")
    def evidence_count(self, row: Any) -> int:
        return row.proofs

    @admin.display(description="Review", ordering="review")
    def review_badge(self, row: Any) -> SafeString:
        return format_html('<span class="review {0}">{0}</span>', row.review)

    def has_review_permission(self, request: HttpRequest) -> bool:
        codename = f"{self.opts.app_label}.review_{self.opts.model_name}"
        return request.user.has_perm(codename)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is decided is amended by those who decide."""
        may = super().has_change_permission(request, obj)
        if obj is None or obj.review == ReviewState.PROPOSED:
            return may
        return may and self.has_review_permission(request)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, object_id) if object_id else None
        context = {
            **(extra_context or {}),
            "machine": machine_claims(row) if row is not None else None,
            "may_review": self.has_review_permission(request),
            "decide_url": f"admin:{self.opts.app_label}_{self.opts.model_name}_decide",
        }
        if row is not None:
            proofs = waiting.proofs_of(row)
            context["taken_back"] = [each for each in proofs if each.taken_back_by]
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except reviewing.ReviewError as error:
            return self.told_why_not(request, error)

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """An old version, brought back as an amendment of the row as it is now: the
        rights that count are those on the row and not on what it once was."""
        row = self.get_object(request, object_id)
        if row is None or number_in(version_id) is None:
            raise Http404
        if request.method == "POST" and not self.has_change_permission(request, row):
            raise PermissionDenied
        try:
            return super().history_form_view(
                request, object_id, version_id, extra_context
            )
        except reviewing.ReviewError as error:
            return self.told_why_not(request, error)

    def told_why_not(
        self, request: HttpRequest, error: reviewing.ReviewError
    ) -> HttpResponse:
        self.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(request.path)

    def save_model(
        self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool
    ) -> None:
        reason = form.cleaned_data.get("reason", "")
        if not change:
            obj._change_reason = f"added: {reason}" if reason else "added"
            super().save_model(request, obj, form, change)
            return
        stored = self.model._default_manager.get(pk=obj.pk)
        changes = changed_values(stored, form)
        if changes:
            reviewing.amend(
                stored,
                changes,
                by=request.user,
                note=reason,
                at=timezone.now(),
                version=form.cleaned_data.get("read_version"),
            )

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if "_accept" in request.POST and self.has_review_permission(request):
            row = self.model._default_manager.get(pk=obj.pk)
            reason = reason_typed(request, "reason")
            self.decide(request, row, verb="accept", note=reason)
        return super().response_change(request, obj)
