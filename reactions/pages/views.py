"""The views: each parses the request, asks one question, renders."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reactions import overview
from reactions.models import Action, Article, Country, Crisis, Evidence, Statement
from reactions.overview.highlights import excerpts, number_marks, whole_text
from reactions.pages.answers import answer_groups
from reactions.pages.codebook import chapters
from reactions.pages.forms import BoardQuestion
from reactions.pages.readers import (
    may_see_bodies,
    may_see_proposed,
    review_to_show,
    states_to_show,
)
from reactions.pages.world_map import world_map
from reactions.vocabulary import CODEBOOK_VERSION, Answer

CONTEXT_REACH = 100
"""Characters of other people's articles that anyone may see beside a quote."""

COUNTRY_ROWS = 200
"""A country page shows its newest rows; the API has them all."""


@require_safe
def crises(request: HttpRequest) -> HttpResponse:
    found = (
        Crisis.objects.with_tallies(states_to_show(request.user))
        .select_related("host")
        .newest_first()
    )
    return render(request, "pages/crises.html", {"crises": found, "section": "crises"})


@require_safe
def crisis_board(request: HttpRequest, slug: str) -> HttpResponse:
    crisis = get_object_or_404(Crisis.objects.select_related("host"), slug=slug)
    asked = request.GET.dict()
    # A form sent back with an error keeps the rows it was asked about.
    review = asked.get("review") or review_to_show(request.user)
    form = BoardQuestion({**asked, "review": review})
    context: dict[str, Any] = {
        "crisis": crisis,
        "form": form,
        "section": "crises",
        "may_see_proposed": may_see_proposed(request.user),
    }
    if not form.is_valid():
        return render(request, "pages/board.html", context, status=400)
    board = ask_board(request, crisis, form.cleaned_data)
    context["form"] = BoardQuestion(
        {
            "on": board.on,
            "known_by": board.known_by,
            "review": board.review,
            "all": form.cleaned_data["all"],
        }
    )
    groups = answer_groups(board.rows)
    context |= {
        "board": board,
        "groups": groups,
        "answers": [group for group in groups if group.answer is not Answer.UNKNOWN],
        "map": world_map(board.rows, host=crisis.host),
        "query": f"?on={board.on}&known_by={board.known_by}&review={board.review}",
    }
    return render(request, "pages/board.html", context)


def ask_board(
    request: HttpRequest, crisis: Crisis, asked: dict[str, Any]
) -> overview.Board:
    return overview.board(
        crisis,
        on=asked["on"],
        known_by=asked["known_by"],
        review=review_to_show(request.user, asked=asked["review"]),
        every_state=asked["all"],
        today=timezone.localdate(),
    )


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    shown = get_object_or_404(Article.objects.select_related("crisis"), pk=pk)
    states = states_to_show(request.user)
    proofs = shown.evidence.proving_reviewed_as(
        actions=states, statements=states, officials=states
    ).with_rows()
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
    actions = Action.objects.filter(country=shown, review__in=states).standing()
    statements = Statement.objects.filter(country=shown, review__in=states)
    context = {
        "country": shown,
        "actions": proved(actions.with_names().newest_first()[:COUNTRY_ROWS]),
        "statements": proved(statements.with_names().newest_first()[:COUNTRY_ROWS]),
        "most": COUNTRY_ROWS,
    }
    return render(request, "pages/country.html", context)


def proved(rows: Iterable[Any]) -> list[Any]:
    """The rows, each with its evidence in context as `proof`."""
    return Evidence.objects.with_surroundings().attached_to(list(rows))


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
    context = {"action": shown, "plan": plan, "numbers": told}
    return render(request, "pages/action.html", context)


@require_safe
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    states = states_to_show(request.user)
    visible = Statement.objects.with_names().visible_as(states)
    (shown,) = proved([get_object_or_404(visible, pk=pk)])
    official = shown_row(shown.official, states=states)
    context = {"statement": shown, "official": official}
    return render(request, "pages/statement.html", context)


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
