"""The history of one row, field by field, and bringing back what it said before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from reactions import reviewing
from reactions.admin.changes import Change, changes_between
from reactions.admin.field_words import Wording, names_in, with_names
from reactions.admin.typed import number_in, reason_typed
from reactions.models.reviewable import SIGNED_BY_IMPORT
from reactions.overview.activity import verb_of, why_of

A_PAGE = 25
STALE = (
    "Somebody else changed this row while you had the page open: look at what it says"
    " now, then bring back what you want."
)


@dataclass(frozen=True, slots=True)
class Told:
    """A line of history: `earlier` is the line before, whose values it changed."""

    line: Any
    verb: str
    who: str
    why: str
    changes: Sequence[Change]
    earlier: Any


class HistoryMixin:
    """Adds the history page and its verb to an admin class of reviewable rows."""

    def get_urls(self) -> list[URLPattern]:
        revert = path(
            "<path:object_id>/revert/<int:line>/",
            self.admin_site.admin_view(self.revert_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_revert",
        )
        return [revert, *super().get_urls()]

    def history_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        pk = unquote(object_id)
        row = self.get_object(request, pk)
        before = request.GET.get("before", "")
        number = number_in(pk)
        lines = self.model.history.filter(id=number)
        if number is None or (row is None and not lines.exists()):
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if (place := number_in(before)) is not None:
            lines = lines.filter(history_id__lt=place)
        newest = lines.select_related("history_user").order_by("-history_id")
        told = tell(self.model, list(newest[: A_PAGE + 1]))
        context = {
            **self.admin_site.each_context(request),
            "title": "History",
            "opts": self.opts,
            "row": row,
            "name": str(row or newest[0].instance),
            "told": told[:A_PAGE],
            "older": told[A_PAGE - 1].line.history_id if len(told) > A_PAGE else None,
            "is_first_page": not before,
            "may_revert": row is not None and self.has_change_permission(request, row),
            "revert": f"admin:{self.opts.app_label}_{self.opts.model_name}_revert",
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/reactions/history.html", context)

    def revert_view(
        self, request: HttpRequest, object_id: str, line: int
    ) -> HttpResponse:
        """What would come back, field by field; on POST it does."""
        row = self.get_object(request, unquote(object_id))
        wanted = self.model.history.filter(history_id=line)
        if row is None or not (to := wanted.filter(id=row.pk).first()):
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if request.method != "POST":
            return self.revert_page(request, row, to, request.GET.getlist("field"))
        chosen = request.POST.getlist("field")
        version = number_in(request.POST.get("version", ""))
        try:
            if not chosen:
                raise reviewing.NotAmendable("Choose what comes back.", row=row)
            changed = reviewing.revert(
                row,
                to=to,
                groups=chosen,
                by=request.user,
                at=timezone.now(),
                note=reason_typed(request),
                version=-1 if version is None else version,
            )
        except reviewing.NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except reviewing.ReviewError as error:
            stale = isinstance(error, reviewing.StaleVersion)
            messages.error(request, STALE if stale else str(error))
            row.refresh_from_db()
            return self.revert_page(request, row, to, chosen, status=409)
        told = "Brought back." if changed else "The row says that already."
        messages.success(request, told)
        address = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
        return HttpResponseRedirect(reverse(address, args=[row.pk]))

    def revert_page(
        self,
        request: HttpRequest,
        row: Any,
        to: Any,
        chosen: Sequence[str],
        *,
        status: int = 200,
    ) -> HttpResponse:
        wording = Wording(self.model, [row, to])
        differing = [
            change
            for change in changes_between(self.model, row, to, wording=wording)
            if change.curated
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": "Bring back",
            "opts": self.opts,
            "row": row,
            "to": to,
            "who": who_of(to),
            "differing": differing,
            "chosen": chosen or [change.group for change in differing],
            "note": request.POST.get("note", ""),
        }
        return TemplateResponse(
            request, "admin/reactions/revert.html", context, status=status
        )


def tell(model: Any, lines: Sequence[Any]) -> list[Told]:
    """Lines of one row's history, the newest first, each told against the next."""
    wording = Wording(model, lines)
    earlier = [*lines[1:], None]
    names = names_in(why_of(line) for line in lines)
    return [
        Told(
            line=line,
            verb=verb_of(line) if not _by_import(line) else "import",
            who=who_of(line),
            why=with_names(why_of(line), names),
            changes=(
                changes_between(model, before, line, wording=wording)
                if before is not None
                else ()
            ),
            earlier=before,
        )
        for line, before in zip(lines, earlier, strict=True)
    ]


def who_of(line: Any) -> str:
    if _by_import(line) or not line.history_user:
        return "the machine"
    return str(line.history_user)


def _by_import(line: Any) -> bool:
    return (line.history_change_reason or "").startswith(SIGNED_BY_IMPORT)
