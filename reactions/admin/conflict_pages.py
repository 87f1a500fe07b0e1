"""The conflicts of a crisis: each with both sides' evidence, decided by preferring one.

The other is kept and marked; the board and the public pages follow. A preference is
undone on the same page, under “decided”.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reactions import overview, reviewing
from reactions.admin.typed import reason_typed
from reactions.models import Action, ConflictKind, Crisis, Evidence, Preference
from reactions.overview.disputes import claimed_day, claimed_number
from reactions.templatetags.coded import day, words

A_PAGE = 20
STATES = (("open", "Open"), ("decided", "Decided"))
KIND_LABELS = {
    ConflictKind.CLOSED_OR_KEPT: "Closed or kept",
    ConflictKind.DATES: "Differing dates",
    ConflictKind.NUMBERS: "Disputed numbers",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict; `piece` where two claims of one act differ."""

    act: Action
    says: str
    proofs: Sequence[Evidence]
    piece: Evidence | None = None

    @property
    def value(self) -> int:
        return self.piece.pk if self.piece is not None else self.act.pk


@dataclass(frozen=True, slots=True)
class Card:
    """A conflict as the page shows it; `preference` when it is decided, the preferred
    side first."""

    kind: ConflictKind
    label: str
    sides: tuple[Side, Side]
    preference: Preference | None = None


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    _require(request, "view")
    crises = list(Crisis.objects.newest_first())
    asked = request.GET.get("crisis", "")
    crisis = next((each for each in crises if each.slug == asked), None)
    if asked and crisis is None:
        raise Http404(f"There is no crisis {asked!r}.")
    crisis = crisis or next(iter(crises), None)
    kind = _kind(request.GET.get("kind", ""))
    state = "decided" if request.GET.get("state") == "decided" else "open"
    page = max(_number(request.GET.get("page", "")), 1)
    found = _found(crisis, kind, state)
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    context = {
        **admin.site.each_context(request),
        "title": "Conflicts",
        "cards": _decided(shown) if state == "decided" else _cards(shown),
        "count": len(found),
        "crises": crises,
        "crisis": crisis,
        "kinds": [(each.value, KIND_LABELS[each]) for each in ConflictKind],
        "kind": kind.value if kind else "",
        "states": STATES,
        "state": state,
        "page": page,
        "has_next": page * A_PAGE < len(found),
        "query": _kept(request.GET),
        "may_review": request.user.has_perm("reactions.review_action"),
    }
    return TemplateResponse(request, "admin/conflicts.html", context)


@require_POST
def prefer(request: HttpRequest) -> HttpResponse:
    """Prefer the side whose button was pressed to the other."""
    _require(request, "review")
    back = HttpResponseRedirect(_address(request))
    kind = _kind(request.POST.get("kind", ""))
    mine = _number(request.POST.get("prefer", ""))
    sides = {_number(request.POST.get(name, "")) for name in ("one", "other")}
    if kind is None or mine not in sides or len(sides) != 2:
        messages.error(request, "Choose one of the two sides.")
        return back
    (other,) = sides - {mine}
    by_claims = request.POST.get("of") == "claims"
    verb: Any = reviewing.prefer_claim if by_claims else reviewing.prefer
    rows = (
        Evidence.objects.with_rows() if by_claims else Action.objects.with_names()
    ).in_bulk([mine, other])
    if len(rows) != 2:
        messages.error(request, "One of the two is no longer there.")
        return back
    try:
        verb(
            rows[mine],
            over=rows[other],
            kind=kind,
            reason=reason_typed(request, "reason"),
            by=request.user,
            at=timezone.now(),
            versions=_versions(request),
        )
    except reviewing.NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except reviewing.ReviewError as error:
        messages.error(request, str(error))
    else:
        told = "Decided. The board follows; find it under “decided” to undo it."
        messages.success(request, told)
    return back


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    _require(request, "review")
    preference = get_object_or_404(Preference, pk=pk)
    try:
        reviewing.undo_preference(
            preference,
            by=request.user,
            at=timezone.now(),
            note=reason_typed(request, "reason"),
        )
    except reviewing.ReviewError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Undone: the conflict is open again.")
    return HttpResponseRedirect(_address(request))


def _found(crisis: Crisis | None, kind: ConflictKind | None, state: str) -> Any:
    """What the page goes through, of any length: disputes, or preferences."""
    if crisis is None:
        return ()
    if state == "decided":
        rows = Preference.objects.standing().in_crisis(crisis).newest_first()
        return list(rows.filter(kind=kind.value) if kind else rows)
    kinds = (kind,) if kind else tuple(ConflictKind)
    return overview.open_disputes(crisis, kinds=kinds)


def _cards(disputes: Sequence[overview.Dispute]) -> list[Card]:
    return _make(
        [(each.kind, each.acts, each.pieces, None) for each in disputes],
    )


def _decided(preferences: Sequence[Preference]) -> list[Card]:
    shown = Preference.objects.with_names().in_bulk([row.pk for row in preferences])
    return _make(
        [
            (
                ConflictKind(row.kind),
                (row.preferred_id, row.other_id),
                tuple(p for p in (row.preferred_piece_id, row.other_piece_id) if p),
                shown[row.pk],
            )
            for row in preferences
        ]
    )


def _make(found: Sequence[tuple[Any, Any, Any, Any]]) -> list[Card]:
    """The sides of each, loaded for all at once."""
    ids = {act for _, acts, _, _ in found for act in acts}
    acts = {act.pk: act for act in Action.objects.with_names().filter(pk__in=ids)}
    overview.with_proofs(list(acts.values()))
    cards = []
    for kind, pair, pieces, preference in found:
        sides = [
            _side(kind, acts[act], piece)
            for act, piece in zip(pair, pieces or (None, None), strict=True)
        ]
        card = Card(kind, KIND_LABELS[kind], (sides[0], sides[1]), preference)
        cards.append(card)
    return cards


def _side(kind: ConflictKind, act: Action, piece: int | None) -> Side:
    if piece is None:
        on = day(act.counts_on) or "no day"
        says = f"{words(act.type).capitalize()}, {words(act.stage)}, {on}"
        return Side(act, says, act.proof)
    found = next((each for each in act.proof if each.pk == piece), None)
    if found is None:
        return Side(act, "a claim of another act by now", ())
    if kind is ConflictKind.NUMBERS:
        number = claimed_number(found)
        says = f"{number:,}" if number is not None else "no number"
        proofs = [p for p in act.proof if claimed_number(p) == number]
    else:
        on = claimed_day(found)
        says = day(date.fromisoformat(on)) if on else "no day"
        proofs = [p for p in act.proof if claimed_day(p) == on]
    return Side(act, says, proofs, found)


def _versions(request: HttpRequest) -> Mapping[int, int]:
    """The versions of the acts that the person saw, from fields named version-12."""
    return {
        _number(name.removeprefix("version-")): _number(written)
        for name, written in request.POST.items()
        if name.startswith("version-")
    }


def _require(request: HttpRequest, verb: str) -> None:
    if not request.user.has_perm(f"reactions.{verb}_action"):
        raise PermissionDenied


def _kind(written: str) -> ConflictKind | None:
    return ConflictKind(written) if written in set(ConflictKind) else None


def _kept(query: Mapping[str, str]) -> str:
    names = ("crisis", "kind", "state")
    return urlencode({name: query[name] for name in names if query.get(name)})


def _address(request: HttpRequest) -> str:
    """The page as it was filtered when the button was pressed."""
    kept = {
        name.removeprefix("at-"): written
        for name, written in request.POST.items()
        if name in ("at-crisis", "at-kind", "at-state", "at-page") and written
    }
    return f"{reverse('conflicts')}?{urlencode(kept)}" if kept else reverse("conflicts")


def _number(written: str) -> int:
    """0 for anything that is no number."""
    return int(written) if written.isdecimal() and len(written) < 18 else 0
