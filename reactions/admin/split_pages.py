"""Splitting an act as seen before: which evidence goes, what each of the two then says,
and the undoing of it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reactions import overview, reviewing
from reactions.admin.amending import changed_values
from reactions.admin.queue_forms import QueueForm, form_class
from reactions.models import Action, Evidence

STALE = (
    "Somebody else changed this act while you had it open. What you typed is still"
    " here: look at the act as it is now, then split it again."
)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview, and on POST the split itself."""
    action = _action(request, pk)
    typed = request.POST if request.method == "POST" else None
    forms = {name: _form(action, name, typed) for name in ("new", "stays")}
    if typed is None:
        return _page(request, action, forms, chosen=request.GET.getlist("piece"))
    chosen = typed.getlist("piece")
    if forms["stays"].version_read() != action.version:
        messages.error(request, STALE)
        for form in forms.values():
            form.take_up(action)
        return _page(request, action, forms, chosen=chosen, status=409)
    valid = {name: form.is_valid() for name, form in forms.items()}
    if not all(valid.values()):
        messages.error(request, "It is not split: see the marked fields.")
        return _page(request, action, forms, chosen=chosen, status=400)
    try:
        new = _split(request, action, forms, chosen=chosen)
    except reviewing.NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except (reviewing.ReviewError, ValidationError) as error:
        told = error.messages if isinstance(error, ValidationError) else [str(error)]
        messages.error(request, " ".join(told))
        return _page(request, action, forms, chosen=chosen, status=409)
    told = "Split. This is the new act; “Undo the split” below makes one of them again."
    messages.success(request, told)
    return HttpResponseRedirect(_address_of(new))


@require_POST
def unsplit(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the evidence back to the act that this one was split from."""
    action = _action(request, pk)
    try:
        back = reviewing.undo_split(
            action,
            by=request.user,
            at=timezone.now(),
            note=request.POST.get("note", "").strip(),
        )
    except reviewing.NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except reviewing.ReviewError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(_address_of(action))
    messages.success(request, "Undone: the evidence is back, the act says what it did.")
    return HttpResponseRedirect(_address_of(back))


def _split(
    request: HttpRequest, action: Action, forms: dict[str, QueueForm], *, chosen: Any
) -> Action:
    stored = Action.objects.get(pk=action.pk)
    return reviewing.split(
        action,
        Evidence.objects.filter(pk__in=[each for each in chosen if each.isdecimal()]),
        by=request.user,
        at=timezone.now(),
        note=request.POST.get("note", "").strip(),
        version=forms["stays"].version_read(),
        values=changed_values(stored, forms["new"]),
        staying_values=changed_values(stored, forms["stays"]),
    )


def _form(action: Action, name: str, typed: Any) -> QueueForm:
    # Each form writes into its instance, so each has one of its own.
    instance = Action.objects.get(pk=action.pk)
    return form_class("action")(typed, instance=instance, prefix=name)


def _action(request: HttpRequest, pk: int) -> Action:
    if not request.user.has_perm("reactions.review_action"):
        raise PermissionDenied
    return get_object_or_404(Action.objects.with_names(), pk=pk)


def _page(
    request: HttpRequest,
    action: Action,
    forms: dict[str, QueueForm],
    *,
    chosen: list[str],
    status: int = 200,
) -> HttpResponse:
    overview.with_proofs([action])
    own = [piece for piece in action.proof if piece.action_id == action.pk]
    for piece in own:
        piece.goes = str(piece.pk) in chosen
    context = {
        **admin.site.each_context(request),
        "title": "Split",
        "action": action,
        "pieces": own,
        "forms": [
            ("The act that stays", forms["stays"]),
            ("The new act", forms["new"]),
        ],
        "note": request.POST.get("note", ""),
        "too_few": len(own) < 2,
    }
    return TemplateResponse(request, "admin/split.html", context, status=status)


def _address_of(action: Action) -> str:
    return reverse("admin:reactions_action_change", args=[action.pk])
