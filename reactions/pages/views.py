"""The views: each parses the request, asks one question, renders."""

import math
import time
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reactions import overview
from reactions.models import (
    Action,
    Article,
    Country,
    Crisis,
    Evidence,
    Official,
    Statement,
)
from reactions.overview.highlights import excerpts, number_marks, whole_text
from reactions.pages.codebook import chapters
from reactions.pages.readers import (
    may_see_bodies,
    may_see_proposed,
    states_to_show,
)
from reactions.vocabulary import CODEBOOK_VERSION

CONTEXT_REACH = 100
"""Characters of other people's articles that anyone may see beside a quote."""

LONG_COUNTING = 1.0
"""Seconds."""
COUNTING_PAUSE = 20
"""How many times longer than it took counting rests: at most a twentieth of the time
of each process goes into it."""
COUNTRY_ROWS = 200
"""A country page shows its newest rows; the API has them all."""


@require_safe
def crises(request: HttpRequest) -> HttpResponse:
    found = tallied_crises(states_to_show(request.user))
    return render(request, "pages/crises.html", {"crises": found, "section": "crises"})


def tallied_crises(states: Sequence[str]) -> list[Crisis]:
    """The newest first. Where counting takes long, for there is much to count, it is
    not done anew for each reader."""
    key = f"tallied-crises-{'-'.join(states)}"
    kept = cache.get(key)
    if kept is not None:
        return list(kept)
    began = time.monotonic()
    tallied = Crisis.objects.with_tallies(states).select_related("host")
    found = list(tallied.newest_first())
    took = time.monotonic() - began
    if took > LONG_COUNTING:
        cache.set(key, found, timeout=math.ceil(took * COUNTING_PAUSE))
    return found


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Article.objects.select_related("crisis"), pk=pk)
    states = states_to_show(request.user)
    proofs = overview.standing_in(shown, states=states)
    overview.mark_taken_back(proofs)
    marks = number_marks(proofs)
    whole = may_see_bodies(request.user)
    context = {
        "article": shown,
        "marks": marks,
        "whole": whole,
        "paragraphs": whole_text(shown.body, marks)
        if whole
        else excerpts(shown.body, marks, reach=CONTEXT_REACH),
    }
    return render(request, "pages/article.html", context)


@require_safe
def article_changes(request: HttpRequest, pk: int) -> HttpResponse:
    newer = get_object_or_404(Article.objects.select_related("crisis"), pk=pk)
    changes = overview.changes_of(newer, states=states_to_show(request.user))
    if changes is None:
        raise Http404("It is no newer version of another article.")
    return render(request, "pages/article_changes.html", {"changes": changes})


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    shown = get_object_or_404(Country, code=code.upper())
    states = states_to_show(request.user)
    aside = overview.deciding_preference(states, known_by=date.max)
    actions = Action.objects.filter(country=shown, review__in=states).standing()
    actions = actions.annotate(set_aside_by=aside)
    statements = Statement.objects.filter(country=shown, review__in=states)
    acts = proved(actions.with_names().newest_first()[:COUNTRY_ROWS])
    said = proved(statements.with_names().newest_first()[:COUNTRY_ROWS])
    today = timezone.localdate()
    missions = overview.missions_of(shown.pk, states=states, today=today)
    told_of = {mission.crisis for mission in missions}
    context = {
        "country": shown,
        "section": "countries",
        "actions": acts,
        "statements": said,
        "missions": missions,
        "others": [
            crisis
            for crisis in {row.crisis.pk: row.crisis for row in [*acts, *said]}.values()
            if crisis.slug not in told_of
        ],
        "most": COUNTRY_ROWS,
        "may_see_proposed": may_see_proposed(request.user),
    }
    return render(request, "pages/country.html", context)


def proved(rows: Iterable[Any]) -> list[Any]:
    """The rows, each with its evidence in context as `proof`."""
    shown = Evidence.objects.with_surroundings().attached_to(list(rows))
    overview.mark_taken_back(piece for row in shown for piece in row.proof)
    return shown


@require_safe
def action(request: HttpRequest, pk: int) -> HttpResponse:
    states = states_to_show(request.user)
    visible = Action.objects.with_names().visible_as(states)
    found = get_object_or_404(visible, pk=pk)
    if found.merged_into_id is not None:
        return redirect("action", pk=found.merged_into_id)
    (shown,) = proved([found])
    plan = shown_row(shown.fulfils, states=states)
    told = overview.numbers_told(shown.proof)
    context = {
        "action": shown,
        "plan": plan,
        "numbers": told,
        "decided": overview.decided_about(shown, states),
        "amendments": amended(shown, request.user),
    }
    return render(request, "pages/action.html", context)


@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    states = states_to_show(request.user)
    visible = Statement.objects.with_names().visible_as(states)
    (shown,) = proved([get_object_or_404(visible, pk=pk)])
    official = shown_row(shown.official, states=states)
    context = {
        "statement": shown,
        "official": official,
        "amendments": amended(shown, request.user),
    }
    return render(request, "pages/statement.html", context)


@require_safe
def official(request: HttpRequest, pk: int) -> HttpResponse:
    states = states_to_show(request.user)
    visible = Official.objects.select_related("country", "merged_into")
    found = get_object_or_404(visible, pk=pk)
    if found.merged_into_id is not None:
        return redirect("official", pk=found.merged_into_id)
    if found.review not in states:
        raise Http404("It is not published.")
    (shown,) = proved([found])
    said = Statement.objects.by_officials([shown.pk]).filter(review__in=states)
    context = {
        "official": shown,
        "amendments": amended(shown, request.user),
        "names": [name for name in shown.aliases if name != shown.name],
        "statements": said.with_names().newest_first()[:COUNTRY_ROWS],
        "most": COUNTRY_ROWS,
    }
    return render(request, "pages/official.html", context)


def amended(row: Any, reader: Any) -> tuple[overview.Amendment, ...]:
    return overview.amendments_of(row, proposals_too=may_see_proposed(reader))


def shown_row(row: Any | None, *, states: Sequence[str]) -> Any | None:
    """What a reader is told of a row that another one names: nothing while hidden."""
    if row is None or row.survivor().review not in states:
        return None
    return row.survivor()


@require_safe
def codebook(request: HttpRequest) -> HttpResponse:
    context = {
        "chapters": chapters(),
        "version": CODEBOOK_VERSION,
        "section": "codebook",
    }
    return render(request, "pages/codebook.html", context)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    context = {"publishes_proposed": settings.PUBLISH_PROPOSED, "section": "method"}
    return render(request, "pages/method.html", context)


@require_safe
def accuracy(request: HttpRequest) -> HttpResponse:
    saved = overview.saved_run(settings.ACCURACY_FILE)
    reading = overview.last_reading()
    is_other = saved.run and reading and not reading.is_of(saved.run)
    context = {
        "saved": saved,
        "other_reading": reading if is_other else None,
        "verdicts": overview.editors_verdicts(),
        "few": overview.FEW,
        "section": "accuracy",
    }
    return render(request, "pages/accuracy.html", context)
