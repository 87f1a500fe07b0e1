"""The views: each parses the request, asks one question, renders."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from reactions import overview
from reactions.models import Action, Article, Country, Crisis, Evidence, Statement
from reactions.pages.answers import answer_groups
from reactions.pages.codebook import chapters
from reactions.pages.forms import BoardQuestion
from reactions.pages.highlights import excerpts, number_marks, whole_text
from reactions.pages.readers import (
    may_see_bodies,
    may_see_proposed,
    review_to_show,
    states_to_show,
)
from reactions.vocabulary import CODEBOOK_VERSION, Answer

CONTEXT_REACH = 100
"""Characters of other people's articles that anyone may see beside a quote."""

COUNTRY_ROWS = 200
"""A country page shows its newest rows; the API has them all."""


def crises(request: HttpRequest) -> HttpResponse:
    found = (
        Crisis.objects.with_tallies(states_to_show(request.user))
        .select_related("host")
        .newest_first()
    )
    return render(request, "pages/crises.html", {"crises": found, "section": "crises"})


def crisis_board(request: HttpRequest, slug: str) -> HttpResponse:
    crisis = get_object_or_404(Crisis.objects.select_related("host"), slug=slug)
    form = BoardQuestion(request.GET)
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


def country(request: HttpRequest, code: str) -> HttpResponse:
    shown = get_object_or_404(Country, code=code.upper())
    states = states_to_show(request.user)
    actions = Action.objects.filter(country=shown, review__in=states).standing()
    statements = Statement.objects.filter(country=shown, review__in=states)
    context = {
        "country": shown,
        "actions": proved(actions).newest_first()[:COUNTRY_ROWS],
        "statements": proved(statements).newest_first()[:COUNTRY_ROWS],
        "most": COUNTRY_ROWS,
    }
    return render(request, "pages/country.html", context)


def proved(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows with their crisis, country and evidence in context, in three queries."""
    evidence = Evidence.objects.with_article().with_surroundings().best_first()
    return rows.select_related("crisis", "country").prefetch_related(
        Prefetch("evidence", queryset=evidence)
    )


def action(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Action.objects.filter(review__in=states_to_show(request.user))
    shown = get_object_or_404(proved(rows).select_related("fulfils"), pk=pk)
    return render(request, "pages/action.html", {"action": shown})


def statement(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Statement.objects.filter(review__in=states_to_show(request.user))
    shown = get_object_or_404(proved(rows).select_related("official"), pk=pk)
    return render(request, "pages/statement.html", {"statement": shown})


def codebook(request: HttpRequest) -> HttpResponse:
    context = {
        "chapters": chapters(),
        "version": CODEBOOK_VERSION,
        "section": "codebook",
    }
    return render(request, "pages/codebook.html", context)
