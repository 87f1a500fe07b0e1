"""The review queue: one page on which proposals become facts or are thrown out.

The article stands beside the claim; every verb is a plain form, so that it works by
keyboard, by mouse, on a phone and without JavaScript. `reviewing` decides what may be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reactions import reviewing
from reactions.admin.amending import changed_values
from reactions.admin.queue_filters import FILTERS, TO_ME, filters_for
from reactions.admin.queue_forms import QueueForm, form_class
from reactions.admin.queue_memory import PAST, Done, Memory
from reactions.admin.typed import number_in, reason_typed
from reactions.overview import waiting
from reactions.overview.highlights import number_marks, whole_text

STALE = (
    "This row was changed by {who} while you had it open. What you typed is still here,"
    " with what the row says now beside it: compare, then decide again."
)
UNDONE = {
    "accept": "is not accepted any more, and waits again",
    "reject": "is not rejected any more, and waits again",
    "save": "says again what it did",
    "skip": "is back",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a verb: a refusal keeps the page and all that was typed."""

    refusal: str = ""
    form: QueueForm | None = None
    status: int = 200


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The proposal next in turn, or the one that `at` names."""
    _require_any(request)
    return _page(request, request.GET)


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """One verb on one proposal, then the next proposal."""
    _require_any(request)
    query = QueryDict(request.POST.get("query", ""))
    verb = request.POST.get("verb", "")
    if verb == "undo":
        return HttpResponseRedirect(_address(query, at=_undo(request)))
    if verb == "restart":
        Memory(request.session).forget_skipped()
        return HttpResponseRedirect(_address(query))
    row = _row_at(request, request.POST.get("at", ""))
    if row is None:
        messages.error(request, "That proposal is no longer there.")
        return HttpResponseRedirect(_address(query))
    if verb in {"next", "skip"}:
        if verb == "skip":
            memory = Memory(request.session)
            memory.skip(row._meta.model_name, row.pk)
            memory.remember(Done.of(row, verb), version=None)
        return HttpResponseRedirect(_address(query, after=waiting.place_of(row)))
    answered = _decide(request, row, verb)
    if answered.refusal:
        messages.error(request, answered.refusal)
        return _page(request, query, row=row, answered=answered)
    messages.success(request, f"“{row}” is {PAST[verb]}.")
    return HttpResponseRedirect(_address(query, at=row if verb == "save" else None))


def _decide(request: HttpRequest, row: Any, verb: str) -> Answered:
    """Write what was typed, then the verdict, both or neither."""
    if verb not in {"accept", "reject", "save"}:
        return Answered("Choose accept, reject, save, skip or undo.", status=400)
    kind = row._meta.model_name
    form = form_class(kind)(request.POST, instance=type(row).objects.get(pk=row.pk))
    note = reason_typed(request)
    if form.version_read() != row.version:
        form.take_up(row)
        return Answered(STALE.format(who=_last_at(row, request.user)), form, 409)
    if verb == "reject":
        if not note:
            return Answered("To reject a proposal, say why.", form, 400)
        form = None  # what was typed into a thrown out claim is not kept
    elif not form.is_valid():
        return Answered("It is not saved: see the marked fields.", form, 400)
    before = Done.of(row, verb)
    try:
        with transaction.atomic():
            _write(request, row, verb, form=form, note=note)
    except reviewing.NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except reviewing.ReviewError as error:
        return Answered(str(error), form, 409)
    except ValidationError as error:
        return Answered(" ".join(error.messages), form, 400)
    if row.version != before.found:
        Memory(request.session).remember(before, version=row.version)
    return Answered()


def _last_at(row: Any, user: Any) -> str:
    """Who changed the row last."""
    line = row.history.select_related("history_user").order_by("-history_id").first()
    who = line.history_user if line is not None else None
    if who is None:
        return "an import"
    if who == user:
        return "you, in another window or by a second click,"
    return who.get_full_name() or who.get_username()


def _write(
    request: HttpRequest, row: Any, verb: str, *, form: QueueForm | None, note: str
) -> None:
    by, at, version = request.user, timezone.now(), row.version
    if form is not None:
        stored = type(row).objects.get(pk=row.pk)
        changes = changed_values(stored, form)
        if changes and reviewing.amend(
            row, changes, by=by, at=at, note=note, version=version
        ):
            version = row.version
    if verb == "accept":
        reviewing.accept(row, by=by, at=at, note=note, version=version)
    elif verb == "reject":
        reviewing.reject(row, by=by, at=at, note=note, version=version)


def _undo(request: HttpRequest) -> Any:
    """Take back what this person did last here, and return its row to be shown."""
    memory = Memory(request.session)
    done = memory.last()
    if done is None:
        messages.info(request, "There is nothing to undo.")
        return None
    left = None
    try:
        left = done.undo(by=request.user, at=timezone.now())
    except reviewing.NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except reviewing.ReviewError as error:
        messages.error(request, f"It can't be undone here: {error}")
    except ValidationError as error:
        told = " ".join(error.messages)
        messages.error(request, f"It can't be undone here: {told}")
    else:
        messages.success(request, f"Undone: “{done.what}” {UNDONE[done.verb]}.")
    if done.verb == "skip":
        memory.bring_back(done.kind, done.id)
    memory.drop_last(left)
    return _row_at(request, f"{done.kind}-{done.id}")


def _page(
    request: HttpRequest,
    query: Mapping[str, str],
    *,
    row: Any = None,
    answered: Answered | None = None,
) -> HttpResponse:
    answered = answered or Answered()
    memory = Memory(request.session)
    asked = _asked(request, query, memory)
    found = waiting.queue(asked, after=waiting.Place.read(query.get("after", "")))
    row = row or _row_at(request, query.get("at", "")) or next(iter(found.rows), None)
    context = {
        **admin.site.each_context(request),
        "title": "Review queue",
        "queue": found,
        "row": row,
        "rest": [each for each in found.rows if each != row],
        "filters": filters_for(query, kinds=_kinds_seen(request)),
        "query": _kept(query),
        "last": memory.last(),
        "skipped": len(memory.skipped),
        "after": query.get("after", ""),
    }
    if row is not None:
        context |= _about(request, row, query, answered)
    return TemplateResponse(
        request, "admin/queue.html", context, status=answered.status
    )


def _about(
    request: HttpRequest, row: Any, query: Mapping[str, str], answered: Answered
) -> dict[str, Any]:
    kind = row._meta.model_name
    proofs = waiting.proofs_of(row)
    wanted = query.get("proof", "")
    proof = next((p for p in proofs if str(p.pk) == wanted), None) or next(
        iter(proofs), None
    )
    about = {
        "kind": kind,
        "place": waiting.place_of(row),
        "proofs": proofs,
        "proof": proof,
        "note": request.POST.get("note", ""),
        "may_review": request.user.has_perm(f"reactions.review_{kind}"),
        "may_change": request.user.has_perm(f"reactions.change_{kind}"),
        "row_admin": reverse(f"admin:reactions_{kind}_change", args=[row.pk]),
        "history": reverse(f"admin:reactions_{kind}_history", args=[row.pk]),
    }
    evidence = waiting.evidence_of(proof.article) if proof is not None else ()
    about["form"] = answered.form or form_class(kind)(
        instance=row, officials=waiting.officials_of(evidence)
    )
    if proof is not None:
        standing = waiting.still_standing(evidence, _kinds_seen(request))
        about |= {
            "article": proof.article,
            "paragraphs": whole_text(proof.article.body, number_marks(standing)),
            "current": f"{proof.start}-{proof.end}",
            "progress": waiting.progress_of(evidence),
        }
    return about


def _asked(
    request: HttpRequest, query: Mapping[str, str], memory: Memory
) -> waiting.Asked:
    seen = _kinds_seen(request)
    kind = query.get("kind", "")
    return waiting.Asked(
        kinds=tuple(k for k in seen if k == kind) if kind in seen else seen,
        crisis=query.get("crisis", ""),
        country=query.get("country", ""),
        type=query.get("type", ""),
        article=_number(query.get("article", "")),
        run=_number(query.get("run", "")),
        assigned_to=request.user if query.get("assigned") == TO_ME else None,
        skipped=memory.skipped,
    )


def _kinds_seen(request: HttpRequest) -> tuple[str, ...]:
    return tuple(
        kind
        for kind in waiting.KINDS
        if request.user.has_perm(f"reactions.view_{kind}")
    )


def _require_any(request: HttpRequest) -> None:
    if not _kinds_seen(request):
        raise PermissionDenied


def _row_at(request: HttpRequest, written: str) -> Any:
    """The row that "action-12" names, of a kind this person may see."""
    kind, _, number = written.partition("-")
    pk = number_in(number)
    if kind not in _kinds_seen(request) or pk is None:
        return None
    rows = waiting.KINDS[kind].objects.with_names()
    return rows.filter(pk=pk).first()


def _address(
    query: Mapping[str, str], *, after: waiting.Place | None = None, at: Any = None
) -> str:
    kept = {name: query[name] for name in FILTERS if query.get(name)}
    place = str(after) if after else query.get("after", "")
    if place:
        kept["after"] = place
    if at is not None:
        kept["at"] = f"{at._meta.model_name}-{at.pk}"
    return f"{reverse('queue')}?{urlencode(kept)}" if kept else reverse("queue")


def _kept(query: Mapping[str, str]) -> str:
    names = (*FILTERS, "after")
    return urlencode({name: query[name] for name in names if query.get(name)})


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 18 else None
