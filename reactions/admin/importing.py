"""Importing from the desk: a page to hand things over, and one to start again what
broke off. The record of the run is watched where all runs are."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from reactions import importing
from reactions.admin import starting
from reactions.admin.import_forms import MOST_ADDRESSES, MOST_FILES, ImportForm
from reactions.models import ImportRun

MOST_AT_ONCE = 2
"""Imports of the desk under way on this site: each loads a language model."""


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Ask for files, addresses or a text; start the import of them."""
    if not request.user.has_perm("reactions.add_importrun"):
        raise PermissionDenied
    may_add_crisis = request.user.has_perm("reactions.add_crisis")
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES, may_add_crisis=may_add_crisis)
        if form.is_valid() and _has_room(form):
            run = _begin(request, form)
            return HttpResponseRedirect(_address(run))
    else:
        chosen = {"crisis": request.GET.get("crisis", "")}
        form = ImportForm(may_add_crisis=may_add_crisis, initial=chosen)
    status = 400 if form.errors else 200
    return TemplateResponse(
        request, "admin/import.html", _context(request, form), status=status
    )


@require_POST
def start_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Import once more what a run that broke off was handed."""
    if not request.user.has_perm("reactions.add_importrun"):
        raise PermissionDenied
    run = ImportRun.objects.filter(pk=pk).first()
    if run is None:
        raise Http404
    after = importing.start_again(run, by=request.user, at=timezone.now())
    if after is None:
        messages.error(request, "Nothing is left of this import to start again.")
        return HttpResponseRedirect(_address(run))
    starting.start(after.pk)
    return HttpResponseRedirect(_address(after))


def _begin(request: HttpRequest, form: ImportForm) -> ImportRun:
    with transaction.atomic():
        crisis = form.crisis_asked_for()
        options = importing.ImportOptions(
            crisis=crisis.slug,
            max_bytes=settings.MAX_ARTICLE_BYTES,
            model=settings.SPACY_MODEL,
            seconds=settings.FETCH_SECONDS,
            private_addresses=settings.FETCH_PRIVATE_ADDRESSES,
        )
        run = importing.hand_over(
            form.handed(),
            options,
            by=request.user,
            at=timezone.now(),
            is_queued=starting.is_queued(),
        )
        starting.start(run.pk)
    return run


def _has_room(form: ImportForm) -> bool:
    """Whether this machine may read one more; told in the form otherwise."""
    if starting.is_queued():
        return True
    importing.end_silent_runs(now=timezone.now())
    running = ImportRun.objects.running().filter(settings__has_key="addresses")
    if running.count() < MOST_AT_ONCE:
        return True
    form.add_error(
        None, f"{MOST_AT_ONCE} imports are under way: start this when one has ended."
    )
    return False


def _context(request: HttpRequest, form: ImportForm) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "title": "Import articles",
        "form": form,
        "most_files": MOST_FILES,
        "most_addresses": MOST_ADDRESSES,
        "most_bytes": settings.UPLOAD_MAX_BYTES,
        "forms": ", ".join(f".{form}" for form in importing.READ_FORMS),
    }


def _address(run: ImportRun) -> str:
    return reverse("admin:reactions_importrun_change", args=[run.pk])
