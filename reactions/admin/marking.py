"""Adding what the machine missed: words of an article become a row with its evidence.

In two steps, so that it works without JavaScript: the words and what they are, then
the values. The server looks the words up in the text; nobody types an offset.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reactions import reviewing
from reactions.admin.queue_forms import FIELDS, QueueForm, form_class
from reactions.models import Article
from reactions.overview import waiting
from reactions.overview.highlights import number_marks, whole_text
from reactions.vocabulary import Basis, Precision

ADDING: Mapping[str, Callable[..., Any]] = {
    "action": reviewing.add_action,
    "statement": reviewing.add_statement,
    "official": reviewing.add_official,
}
DAYS = {"action": "announced_on", "statement": "said_on"}


@require_http_methods(["GET", "POST"])
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """The article to select words in, and the form of what they are."""
    kinds = [k for k in ADDING if request.user.has_perm(f"reactions.add_{k}")]
    if not kinds:
        raise PermissionDenied
    article = get_object_or_404(Article.objects.select_related("crisis"), pk=pk)
    sent = request.POST if request.method == "POST" else request.GET
    kind = sent.get("what", "")
    evidence = waiting.evidence_of(article)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Add what is missing",
        "article": article,
        "kinds": kinds,
        "kind": kind if kind in kinds else "",
        "quote": sent.get("quote", ""),
        "near": sent.get("near", ""),
    }
    words = _words(request, article, sent) if kind in kinds else None
    status = 200
    if words is not None:
        form = _form(request, words, kind, evidence=evidence)
        if request.method == "POST" and form.is_valid():
            row = _add(request, words, kind, form=form)
            if row is not None:
                return HttpResponseRedirect(
                    f"{reverse('queue')}?at={kind}-{row.pk}&article={article.pk}"
                )
        status = 400 if request.method == "POST" else 200
        context |= {"form": form, "current": f"{words.start}-{words.end}"}
        context["words"] = words
    standing = waiting.still_standing(evidence, waiting.KINDS)
    context["paragraphs"] = whole_text(article.body, number_marks(standing))
    return TemplateResponse(request, "admin/queue_add.html", context, status=status)


def _words(
    request: HttpRequest, article: Article, sent: Mapping[str, str]
) -> reviewing.Words | None:
    near = sent.get("near", "")
    at = int(near) if near.isdecimal() and len(near) < 9 else 0
    try:
        return reviewing.words_in(article, sent.get("quote", ""), near=at)
    except reviewing.NotInText as error:
        messages.error(request, str(error))
        return None


def _form(
    request: HttpRequest, words: reviewing.Words, kind: str, *, evidence: Any
) -> QueueForm:
    model, _ = FIELDS[kind]
    officials = waiting.officials_of(evidence)
    if request.method == "POST":
        return form_class(kind)(request.POST, instance=model(), officials=officials)
    initial: dict[str, Any] = {}
    published = words.article.published_on
    if kind in DAYS and published is not None:
        initial[DAYS[kind]] = published
        initial[f"{DAYS[kind]}_precision"] = Precision.DAY.value
        initial[f"{DAYS[kind]}_basis"] = Basis.PUBLICATION.value
    if kind == "action":
        initial["summary"] = words.quote
    if kind == "official":
        initial["name"] = words.quote
    return form_class(kind)(instance=model(), initial=initial, officials=officials)


def _add(
    request: HttpRequest, words: reviewing.Words, kind: str, *, form: QueueForm
) -> Any:
    """The new row; None where the database or the codebook refuses it, told."""
    _, names = FIELDS[kind]
    values = {name: form.cleaned_data[name] for name in names}
    try:
        row = ADDING[kind](words, values, by=request.user, at=timezone.now())
    except reviewing.NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return None
    messages.success(request, f"“{row}” is added as a proposal.")
    return row
