"""Filtered lists under a name, one's own and those that others share."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.urls import reverse
from django.views.decorators.http import require_POST

from reactions.models import SavedFilter

NOT_SAVED = {"p", "e", "_changelist_filters", "_popup", "_to_field", "all"}
LONGEST_QUERY = 2000


@dataclass(frozen=True, slots=True)
class Shown:
    """A saved filter on top of its list."""

    pk: int
    name: str
    query: str
    by: str
    is_own: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class SavedFilters:
    of: str
    query: str
    found: tuple[Shown, ...]


class SaveForm(forms.ModelForm):
    class Meta:
        model = SavedFilter
        fields = ["name", "is_shared"]

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"]).strip()


def kept(query: QueryDict) -> str:
    """What of a list's address is its filter: not the page one happens to be on."""
    pairs = sorted(
        (name, value)
        for name, values in query.lists()
        if name not in NOT_SAVED
        for value in values
    )
    return urlencode(pairs)


def saved_for(request: HttpRequest, of: str) -> SavedFilters:
    """The filters for a list, and that by which it is filtered now ("" for none)."""
    query = kept(request.GET)
    found = SavedFilter.objects.seen_by(request.user).of_list(of)
    return SavedFilters(
        of,
        query,
        tuple(
            Shown(
                each.pk,
                each.name,
                each.query,
                str(each.user),
                is_own=each.user_id == request.user.pk,
                is_current=each.query == query,
            )
            for each in found
        ),
    )


@require_POST
def save(request: HttpRequest, of: str) -> HttpResponse:
    """Keep the filter of a list that the person may see."""
    address = _list_address(request, of)
    query = kept(QueryDict(request.POST.get("query", "")))
    form = SaveForm(request.POST)
    if not query or len(query) > LONGEST_QUERY:
        messages.error(request, "Filter or search the list first, then save that.")
    elif not form.is_valid():
        told = " ".join(f"{name}: {' '.join(e)}" for name, e in form.errors.items())
        messages.error(request, f"Not saved. {told}")
    else:
        _write(request, form, of=of, query=query)
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a filter of one's own."""
    saved = SavedFilter.objects.filter(pk=pk, user=request.user).first()
    if saved is None:
        raise Http404
    address = _list_address(request, saved.of)
    saved.delete()
    messages.success(request, f"“{saved.name}” is no longer saved.")
    return HttpResponseRedirect(address)


def _write(request: HttpRequest, form: SaveForm, *, of: str, query: str) -> None:
    form.instance.user = request.user
    form.instance.of, form.instance.query = of, query
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        told = f"You have a filter “{form.cleaned_data['name']}” on this list already."
        messages.error(request, told)
        return
    messages.success(request, f"“{form.instance.name}” is saved.")


def _list_address(request: HttpRequest, of: str) -> str:
    """The address of a list. Raises Http404 where there is none, PermissionDenied where
    the person may not see it."""
    model_admin: Any = next(
        (each for model, each in admin.site._registry.items()
         if model._meta.model_name == of and model._meta.app_label == "reactions"),
        None,
    )  # fmt: skip
    if model_admin is None:
        raise Http404
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    return reverse(f"admin:reactions_{of}_changelist")
