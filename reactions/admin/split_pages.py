"""Splitting an act or an official as seen before: which evidence goes, with a person
which statements, what each of the two then says, and the undoing of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reactions import reviewing
from reactions.admin.amending import changed_values
from reactions.admin.queue_forms import QueueForm, form_class
from reactions.admin.typed import reason_typed
from reactions.models import Action, Evidence, Official, Preference, Statement

MOST_SHOWN = 200
"""Pieces and statements on a page; of more one looks for words."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the pages call a kind of row and the two that become of one."""

    model: Any
    form: str
    noun: str
    plural: str


KINDS = {
    "action": Kind(Action, "action", "act", "acts"),
    "official": Kind(Official, "half of an official", "person", "people"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The preview, and on POST the split itself."""
    row, of = _row(request, pk, kind), KINDS[kind]
    typed = request.POST if request.method == "POST" else None
    forms = {name: _form(row, of, name, typed) for name in ("new", "stays")}
    if typed is None:
        return _page(request, row, forms)
    if forms["stays"].version_read() != row.version:
        messages.error(request, _stale(of))
        for form in forms.values():
            form.take_up(row)
        return _page(request, row, forms, status=409)
    valid = {name: form.is_valid() for name, form in forms.items()}
    if not all(valid.values()):
        messages.error(request, "It is not split: see the marked fields.")
        return _page(request, row, forms, status=400)
    try:
        new = _split(request, row, forms)
    except reviewing.NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except (reviewing.ReviewError, ValidationError) as error:
        told = error.messages if isinstance(error, ValidationError) else [str(error)]
        messages.error(request, " ".join(told))
        return _page(request, row, forms, status=409)
    told = (
        f"Split. This is the new {of.noun}; “Undo the split” below makes one of them"
        " again."
    )
    messages.success(request, told)
    return HttpResponseRedirect(_address_of(new))


@require_POST
def unsplit(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Give the evidence back to the row that this one was split from."""
    row = _row(request, pk, kind)
    try:
        back = reviewing.undo_split(
            row,
            by=request.user,
            at=timezone.now(),
            note=reason_typed(request),
        )
    except reviewing.NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except reviewing.ReviewError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(_address_of(row))
    told = f"Undone: the evidence is back, the {KINDS[kind].noun} says what it did."
    messages.success(request, told)
    return HttpResponseRedirect(_address_of(back))


def _split(request: HttpRequest, row: Any, forms: dict[str, QueueForm]) -> Any:
    stored = type(row).objects.get(pk=row.pk)
    return reviewing.split(
        row,
        _found(Evidence, _ticked(request, "piece")),
        statements=_found(Statement, _ticked(request, "statement")),
        by=request.user,
        at=timezone.now(),
        note=reason_typed(request),
        version=forms["stays"].version_read(),
        values=changed_values(stored, forms["new"]),
        staying_values=changed_values(stored, forms["stays"]),
    )


def _found(model: Any, ids: Sequence[int]) -> list[Any]:
    rows = list(model.objects.filter(pk__in=ids))
    if len(rows) < len(set(ids)):
        raise reviewing.NotSplittable("Something that you ticked is no longer there.")
    return rows


def _stale(of: Kind) -> str:
    return (
        f"Somebody else changed this {of.noun} while you had it open. What you typed is"
        f" still here: look at the {of.noun} as it is now, then split it again."
    )


def _form(row: Any, of: Kind, name: str, typed: Any) -> QueueForm:
    # Each form writes into its instance, so each has one of its own.
    instance = of.model.objects.get(pk=row.pk)
    return form_class(of.form)(typed, instance=instance, prefix=name)


def _row(request: HttpRequest, pk: int, kind: str) -> Any:
    if not request.user.has_perm(f"reactions.review_{kind}"):
        raise PermissionDenied
    return get_object_or_404(KINDS[kind].model.objects.with_names(), pk=pk)


def _page(
    request: HttpRequest, row: Any, forms: dict[str, QueueForm], *, status: int = 200
) -> HttpResponse:
    kind = row._meta.model_name
    pieces = row.evidence.with_article().with_surroundings()
    words = request.GET.get("words", "").replace("\x00", "").strip()
    context = {
        **admin.site.each_context(request),
        "title": "Split",
        "row": row,
        "kind": kind,
        "of": KINDS[kind],
        "changelist": f"admin:reactions_{kind}_changelist",
        "change": f"admin:reactions_{kind}_change",
        "pieces": _listed(request, pieces, "piece", words),
        "statements": _statements(request, row, words),
        "decisions": _decisions(row),
        "forms": [
            (f"The {KINDS[kind].noun} that stays", forms["stays"]),
            (f"The new {KINDS[kind].noun}", forms["new"]),
        ],
        "note": request.POST.get("note", ""),
        "words": words,
        "held": row.evidence.count(),
    }
    return TemplateResponse(request, "admin/split.html", context, status=status)


def _statements(request: HttpRequest, row: Any, words: str) -> Sequence[Any]:
    if not isinstance(row, Official):
        return []
    said = row.statements.select_related("crisis")
    return _listed(request, said, "statement", words)


def _listed(
    request: HttpRequest, rows: QuerySet[Any], name: str, words: str
) -> Sequence[Any]:
    """What was ticked, then what holds the words looked for, as many as are shown."""
    ticked = set(_ticked(request, name))
    field = "quote" if name == "piece" else "text"
    found = rows.filter(**{f"{field}__icontains": words}) if words else rows
    chosen = list(rows.filter(pk__in=ticked).order_by("pk"))
    others = found.exclude(pk__in=ticked).order_by("pk")[:MOST_SHOWN]
    for row in chosen:
        row.goes = True
    return [*chosen, *others]


def _decisions(row: Any) -> Sequence[Preference]:
    """What was decided between claims of the act, which may end with the split."""
    if not isinstance(row, Action):
        return []
    standing = Preference.objects.standing().between_claims().about([row])
    return list(standing.select_related("preferred_piece", "other_piece"))


def _ticked(request: HttpRequest, name: str) -> list[int]:
    sent = request.POST if request.method == "POST" else request.GET
    written = sent.getlist(name)
    ids = [int(each) for each in written if each.isdecimal() and len(each) < 18]
    # What is no number names a piece that is not there: nothing is split then.
    return ids if len(ids) == len(written) else [*ids, 0]


def _address_of(row: Any) -> str:
    return reverse(f"admin:reactions_{row._meta.model_name}_change", args=[row.pk])
