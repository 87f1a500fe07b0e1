"""Corrections from a table: send it, see what differs, choose, carry out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from reactions.admin.columns import AFTER, BEFORE, CORRECTED, KEY, VERSION
from reactions.admin.correcting import (
    Change,
    carry_out,
    changes_in,
    decided_otherwise,
    try_out,
)
from reactions.admin.tables import TableRow, UnreadableTable, read_table
from reactions.admin.typed import reason_typed

MOST_CHANGES = 500
A_DAY = 24 * 60 * 60


class TableForm(forms.Form):
    table = forms.FileField(
        label="Corrected table",
        help_text="A CSV or XLSX that was exported here: public_id and version say"
        " which row it was, the other columns what it should say.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class CorrectionsMixin:
    """Adds the page to an admin class whose rows are reviewed."""

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "corrections/",
            self.admin_site.admin_view(self.corrections_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_corrections",
        )
        return [page, *super().get_urls()]  # type: ignore[misc]

    def corrections_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        if request.method == "POST" and "changes" in request.POST:
            return self._carry_out(request)
        form = TableForm(
            request.POST or None if request.method == "POST" else None,
            request.FILES if request.method == "POST" else None,
        )
        if request.method == "POST" and form.is_valid():
            return self._preview(request, form)
        return self._page(request, form, status=400 if form.errors else 200)

    def _preview(self, request: HttpRequest, form: TableForm) -> HttpResponse:
        table = form.cleaned_data["table"]
        try:
            rows = read_table(table.name, table.read())
            unread = self._unread_columns(rows)
            changes = changes_in(self.model, rows)
            if sum(not change.problem for change in changes) > MOST_CHANGES:
                raise UnreadableTable(
                    f"More than {MOST_CHANGES} rows differ: send them in parts."
                )
        except UnreadableTable as error:
            form.add_error("table", str(error))
            return self._page(request, form, status=400)
        try_out(changes, by=request.user, at=timezone.now())
        possible = [change for change in changes if not change.problem]
        preview = {
            "possible": possible,
            "refused": [c for c in changes if c.problem],
            "same": len(rows) - len(changes),
            "unread": unread,
            "decided_otherwise": decided_otherwise(self.model, rows),
            "changes": self._signed(request, possible),
        }
        return self._page(request, TableForm(), **preview, is_preview=True)

    def _carry_out(self, request: HttpRequest) -> HttpResponse:
        try:
            sent = signing.loads(
                request.POST["changes"], salt=self._salt(request), max_age=A_DAY
            )
        except signing.BadSignature:
            told = "This preview is no longer valid: send the table again."
            messages.error(request, told)
            return HttpResponseRedirect(request.path)
        chosen = set(request.POST.getlist("row"))
        reason = reason_typed(request, "reason")[:100]
        rows = [TableRow(**each) for each in sent if each["cells"][KEY] in chosen]
        if not rows or not reason:
            told = "Choose rows and say why, then send the table again."
            messages.error(request, told)
            return HttpResponseRedirect(request.path)
        done, refused = carry_out(
            changes_in(self.model, rows),
            by=request.user,
            at=timezone.now(),
            note=reason,
        )
        if done:
            messages.success(request, f"{done} row{'s'[: done != 1]} corrected.")
        if refused:
            return self._page(request, TableForm(), refused=refused, is_outcome=True)
        return HttpResponseRedirect(self._list_address())

    def _unread_columns(self, rows: Sequence[TableRow]) -> list[str]:
        """Columns that no correction reads. Raises UnreadableTable without the key."""
        if not rows:
            raise UnreadableTable("The table has no rows.")
        names = list(rows[0].cells)
        for needed in (KEY, VERSION):
            if needed not in names:
                raise UnreadableTable(
                    f"The table has no column “{needed}”: export the list here first."
                )
        kind = self.opts.model_name
        expected = {KEY, VERSION, *CORRECTED[kind], *BEFORE[kind], *AFTER}
        return [name for name in names if name not in expected]

    def _signed(self, request: HttpRequest, changes: Sequence[Change]) -> str:
        sent = [change.as_sent for change in changes]
        return signing.dumps(sent, salt=self._salt(request), compress=True)

    def _salt(self, request: HttpRequest) -> str:
        """A preview is its reader's, and of one list."""
        return f"corrections {self.opts.model_name} {request.user.pk}"

    def _list_address(self) -> str:
        return reverse(f"admin:reactions_{self.opts.model_name}_changelist")

    def _page(
        self, request: HttpRequest, form: TableForm, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Correct {self.opts.verbose_name_plural} from a table",
            "opts": self.opts,
            "form": form,
            "list_address": self._list_address(),
            "read": CORRECTED[self.opts.model_name],
            **more,
        }
        return TemplateResponse(
            request, "admin/reactions/corrections.html", context, status=status
        )
