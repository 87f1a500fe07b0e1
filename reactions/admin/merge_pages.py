"""Merging two or more rows as seen side by side, undoing it, and keeping rows apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from reactions import overview, reviewing
from reactions.admin.comparing import Comparison, compare, values_chosen
from reactions.admin.typed import reason_typed
from reactions.models import Action, Crisis, MergeProposal, Official

KINDS: dict[str, Any] = {"action": Action, "official": Official}
MOST_ROWS = 6
PAIRS_A_PAGE = 25
STALE = (
    "Somebody else changed one of the rows while you had the page open. Your choices"
    " are kept: look at what the rows say now, then merge again."
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may be one, the earlier first."""

    earlier: Any
    later: Any
    address: str

    @property
    def both(self) -> tuple[Any, Any]:
        return self.earlier, self.later


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, kind: str) -> HttpResponse:
    """The preview, and on POST the merge itself."""
    rows = _rows(request, kind)
    if request.method != "POST":
        stays = _number(request.GET.get("keep", ""))
        return _preview(request, kind, compare(rows, stays=stays))
    stays = _number(request.POST.get("keep", ""))
    chosen = request.POST.dict()
    shown = compare(rows, stays=stays, chosen=chosen)
    if shown.stays.pk != stays:
        messages.error(request, "Choose which of the rows stays.")
        return _preview(request, kind, shown, status=400)
    seen = {row.pk: _number(request.POST.get(f"version-{row.pk}", "")) for row in rows}
    try:
        reviewing.join(
            shown.others,
            into=shown.stays,
            by=request.user,
            at=timezone.now(),
            note=reason_typed(request),
            values=values_chosen(rows, shown.stays, chosen),
            versions={pk: -1 if seen[pk] is None else seen[pk] for pk in seen},
        )
    except reviewing.NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except reviewing.StaleVersion:
        messages.error(request, STALE)
        return _preview(request, kind, shown, status=409)
    except (reviewing.ReviewError, ValidationError) as error:
        messages.error(request, _told(error))
        return _preview(request, kind, shown, status=409)
    messages.success(
        request, f"{len(rows)} rows are one now. “Undo” at each part takes it apart."
    )
    return HttpResponseRedirect(_address_of(shown.stays))


@require_POST
def unmerge(request: HttpRequest, kind: str) -> HttpResponse:
    """Each of the rows named stands by itself again, all or none."""
    rows = _rows(request, kind, least=1)
    into = next((row.merged_into for row in rows if row.merged_into), None)
    try:
        reviewing.part(
            rows,
            by=request.user,
            at=timezone.now(),
            note=reason_typed(request),
        )
    except reviewing.NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except reviewing.ReviewError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Undone: each row says what it said before.")
    return HttpResponseRedirect(_back(request, into or rows[0]))


@require_POST
def keep_apart(request: HttpRequest, kind: str) -> HttpResponse:
    """Two rows are two: they are not offered again."""
    one, other = _rows(request, kind, most=2)
    note = reason_typed(request)
    by, at = request.user, timezone.now()
    try:
        if kind == "action":
            reviewing.keep_apart(one, and_other=other, by=by, at=at, note=note)
        else:
            pair = MergeProposal.objects.filter(
                official__in=[one, other], into__in=[one, other]
            ).first()
            if pair is None:
                raise reviewing.NotMergeable("Nobody asked whether they are one.")
            reviewing.reject_merge(pair, by=by, at=at, note=note)
    except reviewing.NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except reviewing.ReviewError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Kept apart. They are not offered again.")
    return HttpResponseRedirect(_back(request, one))


@require_safe
def duplicates(request: HttpRequest) -> HttpResponse:
    """Likely duplicates: acts of the newest crisis or of the one asked for."""
    if not request.user.has_perm("reactions.view_action"):
        raise PermissionDenied
    crises = list(Crisis.objects.newest_first())
    asked = request.GET.get("crisis", "")
    crisis = next((each for each in crises if each.slug == asked), None)
    if asked and crisis is None:
        raise Http404(f"There is no crisis {asked!r}.")
    likely = overview.likely_duplicates(crisis=crisis)
    page = max(_number(request.GET.get("page", "")) or 1, 1)
    first = (page - 1) * PAIRS_A_PAGE
    context = {
        **admin.site.each_context(request),
        "title": "Likely duplicates",
        "pairs": _pairs(likely.pairs[first : first + PAIRS_A_PAGE]),
        "count": len(likely.pairs),
        "cut": likely.cut,
        "crises": crises,
        "crisis": crisis,
        "page": page,
        "has_next": first + PAIRS_A_PAGE < len(likely.pairs),
        "officials": MergeProposal.objects.proposed().count(),
        "may_review": request.user.has_perm("reactions.review_action"),
    }
    return TemplateResponse(request, "admin/duplicates.html", context)


def merge_address(kind: str, rows: Sequence[Any]) -> str:
    query = "&".join(f"row={row.pk}" for row in rows)
    return f"{reverse('merge', args=[kind])}?{query}"


def _pairs(ids: Sequence[tuple[int, int]]) -> list[Pair]:
    wanted = {pk for pair in ids for pk in pair}
    acts = list(Action.objects.with_names().filter(pk__in=wanted))
    overview.with_proofs(acts)
    by_id = {act.pk: act for act in acts}
    return [
        Pair(
            by_id[earlier],
            by_id[later],
            merge_address("action", [by_id[earlier], by_id[later]]),
        )
        for later, earlier in ids
        if later in by_id and earlier in by_id
    ]


def _preview(
    request: HttpRequest,
    kind: str,
    shown: Comparison,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": "Merge",
        "kind": kind,
        "shown": shown,
        "refusal": _refusal(shown),
        "changelist": reverse(f"admin:reactions_{kind}_changelist"),
        "note": request.POST.get("note", ""),
        "only_two": len(shown.columns) == 2,
    }
    return TemplateResponse(request, "admin/merge.html", context, status=status)


def _refusal(shown: Comparison) -> str:
    """Why these rows can't be one; empty when they can."""
    for row in shown.others:
        try:
            reviewing.refuse_merge(row, shown.stays)
        except reviewing.NotMergeable as error:
            return str(error)
    return ""


def _rows(
    request: HttpRequest, kind: str, *, least: int = 2, most: int = MOST_ROWS
) -> list[Any]:
    """The rows that the request names, for whoever may merge."""
    if kind not in KINDS:
        raise Http404
    if not request.user.has_perm(f"reactions.review_{kind}"):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    ids = {_number(written) for written in asked.getlist("row")} - {None}
    rows = list(KINDS[kind].objects.with_names().filter(pk__in=ids).order_by("pk"))
    if not least <= len(rows) <= most or len(rows) != len(ids):
        told = f"from {least} to {most}" if most > least else str(most)
        raise Http404(f"Name {told} rows that are there.")
    return rows


def _back(request: HttpRequest, row: Any) -> str:
    """Where the person came from, when that is a page of this site."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return back
    return _address_of(row)


def _address_of(row: Any) -> str:
    return reverse(f"admin:reactions_{row._meta.model_name}_change", args=[row.pk])


def _told(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "They can't be merged so. " + " ".join(error.messages)
    return str(error)


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 18 else None
