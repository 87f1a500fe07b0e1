"""Accept, reject and reopen, from a list or a row; `reviewing` says what may be."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from reactions import reviewing
from reactions.admin.typed import number_in, reason_typed

VERBS = {
    "accept": reviewing.accept,
    "reject": reviewing.reject,
    "reopen": reviewing.reopen,
}
VERBS_FOR_ALL = {
    "accept": reviewing.accept_all,
    "reject": reviewing.reject_all,
    "reopen": reviewing.reopen_all,
}
PAST = {"accept": "accepted", "reject": "rejected", "reopen": "reopened"}
TOLD_REFUSALS = 5
MOST_AT_ONCE = 1000


class ReasonForm(forms.Form):
    """Why rows are rejected: asked once, kept on each."""

    note = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
        help_text="Kept on each row and in its history, for the next editor.",
    )


class DecidingMixin:
    """Adds the three verbs to an admin class; needs `has_review_permission`."""

    def get_urls(self) -> list[URLPattern]:
        decide = path(
            "<path:object_id>/decide/",
            self.admin_site.admin_view(require_POST(self.decide_view)),
            name=f"{self.opts.app_label}_{self.opts.model_name}_decide",
        )
        return [decide, *super().get_urls()]

    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_review_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        version = request.POST.get("version", "")
        self.decide(
            request,
            row,
            verb=request.POST.get("verb", ""),
            note=reason_typed(request),
            version=_version_typed(version),
        )
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(address, args=[row.pk]))

    def decide(
        self,
        request: HttpRequest,
        row: Any,
        *,
        verb: str,
        note: str,
        version: int | None = None,
    ) -> None:
        """Carry out one verb, or tell the editor why it cannot be."""
        refusal = ""
        if verb not in VERBS:
            refusal = "Choose accept, reject or reopen."
        elif verb != "accept" and not note:
            refusal = f"To {verb} a row, say why."
        else:
            try:
                VERBS[verb](
                    row, by=request.user, note=note, at=timezone.now(), version=version
                )
            except reviewing.ReviewError as error:
                refusal = str(error)
        if refusal:
            self.message_user(request, refusal, messages.ERROR)
            return
        self.message_user(request, f"“{row}” is {PAST[verb]}.", messages.SUCCESS)

    def decide_all(
        self, request: HttpRequest, rows: QuerySet[Any], *, verb: str, note: str
    ) -> None:
        """Each row for itself: one that may not be decided does not stop the rest."""
        outcomes = VERBS_FOR_ALL[verb](
            rows, by=request.user, note=note, at=timezone.now()
        )
        self.tell(request, outcomes, past=PAST[verb])

    def tell(
        self, request: HttpRequest, outcomes: Sequence[reviewing.Outcome], *, past: str
    ) -> None:
        """How many rows it was done to, and why not to the others."""
        refused = [outcome for outcome in outcomes if outcome.error]
        done = len(outcomes) - len(refused)
        if done:
            self.message_user(request, f"{done} {past}.", messages.SUCCESS)
        elif not refused:
            self.message_user(request, "Nothing differed.", messages.INFO)
        for outcome in refused[:TOLD_REFUSALS]:
            text = f"“{outcome.error.row}”: {outcome.error}"
            self.message_user(request, text, messages.WARNING)
        if len(refused) > TOLD_REFUSALS:
            more = len(refused) - TOLD_REFUSALS
            self.message_user(request, f"{more} more refused.", messages.WARNING)

    @admin.action(description="Accept the selected rows", permissions=["review"])
    def accept_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        if not self.too_many(request, queryset):
            self.decide_all(request, queryset, verb="accept", note="")

    @admin.action(description="Reject the selected rows …", permissions=["review"])
    def reject_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        return self.ask_reason(request, queryset, verb="reject")

    @admin.action(description="Reopen the selected rows …", permissions=["review"])
    def reopen_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        return self.ask_reason(request, queryset, verb="reopen")

    def too_many(self, request: HttpRequest, queryset: QuerySet[Any]) -> bool:
        """Whether more rows are chosen than one request can see through."""
        number = queryset.order_by()[: MOST_AT_ONCE + 1].count()
        if number > MOST_AT_ONCE:
            told = f"No more than {MOST_AT_ONCE:,} rows at a time: filter the list."
            self.message_user(request, told, messages.ERROR)
        return number > MOST_AT_ONCE

    def ask_reason(
        self, request: HttpRequest, queryset: QuerySet[Any], *, verb: str
    ) -> HttpResponse | None:
        if self.too_many(request, queryset):
            return None
        asked = "note" in request.POST
        form = ReasonForm(request.POST if asked else None)
        if asked and form.is_valid():
            note = form.cleaned_data["note"]
            self.decide_all(request, queryset, verb=verb, note=note)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": f"{verb.capitalize()}: why?",
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "verb": verb,
            "rows": queryset.order_by("pk"),
            "action": f"{verb}_selected",
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/reactions/reason.html", context)


def _version_typed(written: str) -> int | None:
    """The version that was on the screen; what is no number is none of the row's."""
    if not written:
        return None
    version = number_in(written)
    return -1 if version is None else version
