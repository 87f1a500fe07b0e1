"""The board of a crisis and its timeline: pages, embeds, downloads."""

from datetime import date, timedelta
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from reactions import exporting, overview
from reactions.models import Crisis
from reactions.pages.answers import answer_groups
from reactions.pages.forms import ALL_NATIONS, BoardQuestion, TimelineQuestion
from reactions.pages.grid import Grid, grid_of
from reactions.pages.readers import may_see_proposed, review_to_show
from reactions.pages.world_map import world_map
from reactions.vocabulary import Answer, ReviewState

WIDEST_GRID = 45
"""Days of a timeline that its grid shows side by side."""
GRID = overview.Bound(actors=50, acts=2500)
"""What a grid shows unless all nations are asked for: one reads no more at a glance,
and a page must not cost more in a crisis of which more is told."""
FADED = timedelta(days=31)
A_DAY = timedelta(days=1)
ANYWHERE = {"frame-ancestors": ["*"]}
"""Embeds may stand in anybody's page; they hold no form and know no reader."""


@require_safe
def crisis_board(request: HttpRequest, slug: str) -> HttpResponse:
    form = _question(request)
    crisis = _crisis(slug, review=_review_shown(request, form))
    context: dict[str, Any] = {
        "crisis": crisis,
        "form": form,
        "section": "crises",
        "may_see_proposed": may_see_proposed(request.user),
    }
    if not form.is_valid():
        return render(request, "pages/board.html", context, status=400)
    board = _board(request, crisis, form.cleaned_data)
    context["form"] = BoardQuestion(
        {
            "on": board.on,
            "known_by": board.known_by,
            "review": board.review,
            "all": form.cleaned_data["all"],
        }
    )
    context |= _shown(board, crisis) | {"days": _days_to_slide(crisis, board)}
    if not board.rows:
        context["waiting"] = _waiting(crisis, review=board.review)
    return render(request, "pages/board.html", context)


def _waiting(crisis: Crisis, *, review: str) -> int:
    """The acts that a page of accepted rows leaves out; readers are told their number
    and no more."""
    return overview.acts_waiting(crisis) if review == ReviewState.ACCEPTED else 0


def _crisis(slug: str, *, review: str) -> Crisis:
    """With the days its timeline reaches over, as this reader sees it."""
    found = Crisis.objects.select_related("host").with_reach(overview.STATES[review])
    return get_object_or_404(found, slug=slug)


def _review_shown(request: HttpRequest, form: BoardQuestion) -> str:
    asked = form.cleaned_data["review"] if form.is_valid() else ""
    return review_to_show(request.user, asked=asked)


def _question(request: HttpRequest) -> BoardQuestion:
    """A form sent back with an error keeps the rows it was asked about."""
    asked = request.GET.dict()
    review = asked.get("review") or review_to_show(request.user)
    return BoardQuestion({**asked, "review": review})


def _board(
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


def _shown(board: overview.Board, crisis: Crisis) -> dict[str, Any]:
    groups = answer_groups(board.rows)
    return {
        "board": board,
        "groups": groups,
        "answers": [group for group in groups if group.answer is not Answer.UNKNOWN],
        "map": world_map(board.rows, host=crisis.host),
        "query": _query(board),
        "disputed": [row for row in board.rows if row.conflict],
    }


def _query(board: overview.Board) -> str:
    return f"?on={board.on}&known_by={board.known_by}&review={board.review}"


def _days_to_slide(crisis: Crisis, board: overview.Board) -> dict[str, Any] | None:
    """The days the slider goes over: from the first act told of until the last "kept"
    has faded, and the day shown; the days before and after it."""
    reach = _reach(crisis)
    if reach is None:
        return None
    latest = crisis.last_day(timezone.localdate())
    first = min(reach[0], board.on)
    last = max(min(reach[1] + FADED, latest), board.on)
    return {
        "first": first,
        "last": last,
        "most": (last - first).days,
        "at": (board.on - first).days,
        "before": board.on - A_DAY if board.on > first else None,
        "after": board.on + A_DAY if board.on < last else None,
    }


def _reach(crisis: Any) -> tuple[date, date] | None:
    return (crisis.first_told, crisis.last_told) if crisis.first_told else None


@require_safe
def board_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The board for a spreadsheet: one line a nation, with its newest proof; as the
    API's."""
    board, crisis = _asked_board(request, slug)
    name = f"{crisis.slug}-{board.on}-known-by-{board.known_by}.csv"
    lines = exporting.answer_as(
        exporting.FORMS["csv"],
        exporting.BOARD,
        [overview.board_as_json(board)],
        address=request.build_absolute_uri,
    )
    return HttpResponse(
        b"".join(lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _asked_board(request: HttpRequest, slug: str) -> tuple[overview.Board, Crisis]:
    form = _question(request)
    crisis = _crisis(slug, review=_review_shown(request, form))
    if not form.is_valid():
        raise Http404("; ".join(e for found in form.errors.values() for e in found))
    return _board(request, crisis, form.cleaned_data), crisis


@require_safe
@xframe_options_exempt
@csp_replace(ANYWHERE)
def embedded_board(request: HttpRequest, slug: str) -> HttpResponse:
    """The answers and the map alone, to stand in another page."""
    board, crisis = _asked_board(request, slug)
    context = _shown(board, crisis) | {"crisis": crisis}
    return render(request, "embeds/board.html", context)


@require_safe
def board_svg(request: HttpRequest, slug: str) -> HttpResponse:
    """The map as one file for a story, with its question, key and source in it."""
    board, crisis = _asked_board(request, slug)
    context = _shown(board, crisis) | {
        "crisis": crisis,
        "source": request.build_absolute_uri(crisis.get_absolute_url()),
    }
    return render(request, "embeds/board.svg", context, content_type="image/svg+xml")


@require_safe
def crisis_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    context = _timeline(request, slug)
    status = 200 if "timeline" in context or context["reach"] is None else 400
    return render(request, "pages/timeline.html", context, status=status)


@require_safe
@xframe_options_exempt
@csp_replace(ANYWHERE)
def embedded_timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """The grid alone, to stand in another page."""
    return render(request, "embeds/timeline.html", _timeline(request, slug))


def _timeline(request: HttpRequest, slug: str) -> dict[str, Any]:
    asked = request.GET
    review = review_to_show(request.user, asked=_review(asked.get("review", "")))
    crisis = _crisis(slug, review=review)
    reach = _reach(crisis)
    form = TimelineQuestion(asked or None, reach=reach, review=review)
    context: dict[str, Any] = {
        "crisis": crisis,
        "form": form,
        "reach": reach,
        "review": review,
        "section": "crises",
        "may_see_proposed": may_see_proposed(request.user),
    }
    if reach is None:
        return context | {"waiting": _waiting(crisis, review=review)}
    if not form.is_ready():
        return context
    first, last = form.days()
    context["timeline"] = overview.timeline(
        crisis,
        first=first,
        last=last,
        review=review,
        types=form.types(),
        regions=form.regions(),
        countries=form.countries(),
        after=form.after(),
    )
    context["grid"] = _grid(crisis, form, review=review)
    context["whole_grid"] = form.query(after=form.after(), nations=ALL_NATIONS)
    following = context["timeline"].following
    context["more"] = form.query(after=following) if following else ""
    return context


def _grid(crisis: Crisis, form: TimelineQuestion, *, review: str) -> Grid:
    """The chart of the days asked for, of their first ones where they are many."""
    first, last = form.days()
    series = overview.board_series(
        crisis,
        first=first,
        last=min(last, first + (WIDEST_GRID - 1) * A_DAY),
        known_by=timezone.localdate(),
        review=review,
        regions=form.regions(),
        countries=form.countries(),
        most=None if form.wants_all_nations() else GRID,
    )
    return grid_of(series)


def _review(asked: str) -> str:
    return asked if asked in overview.STATES else ""
