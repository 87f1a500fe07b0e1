"""One search over acts, statements, officials and articles, with words marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from reactions.models import Action, Article, Crisis, Evidence, Official, Statement
from reactions.models.search import Asked, asked_words, snippet, walk
from reactions.pages.readers import may_see_bodies, states_to_show

SHOWN = 25
"""Hits of a kind on the page, the newest first."""
COUNTED = 200
"""Hits are counted up to here; beyond it says "more than"."""
LONGEST_QUESTION = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """`words` are marked HTML, with all else in them escaped."""

    row: Any
    address: str
    words: SafeString


@dataclass(frozen=True, slots=True)
class Facet:
    kind: str
    heading: str
    count: int
    hits: Sequence[Hit]

    @property
    def told(self) -> str:
        return f"more than {COUNTED}" if self.count > COUNTED else str(self.count)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    question = request.GET.get("q", "")[:LONGEST_QUESTION].strip()
    crisis = Crisis.objects.filter(slug=request.GET.get("crisis", "")).first()
    kind = request.GET.get("kind", "")
    found = _facets(request, question, crisis) if asked_words(question) else ()
    context = {
        "q": question,
        "crisis": crisis,
        "crises": Crisis.objects.order_by("name"),
        "kind": kind if any(each.kind == kind for each in found) else "",
        "facets": found,
        "shown": [each for each in found if kind in ("", each.kind) and each.hits],
        "section": "search",
        "most": SHOWN,
    }
    return render(request, "pages/search.html", context)


def _facets(
    request: HttpRequest, question: str, crisis: Crisis | None
) -> tuple[Facet, ...]:
    states = states_to_show(request.user)
    within = {"crisis": crisis} if crisis else {}
    acts = Action.objects.filter(review__in=states, **within).standing()
    said = Statement.objects.filter(review__in=states, **within)
    people = Official.objects.visible_as(states).filter(merged_into=None)
    articles = Article.objects.filter(**within)
    bodies = may_see_bodies(request.user)
    texts = articles.searched_newest_first(question, bodies=bodies).without_body()
    # Officials belong to no crisis.
    people = people.none() if crisis else people
    asked = asked_words(question)
    found = (
        ("acts", acts.searched_newest_first(question).with_names()),
        ("statements", said.searched_newest_first(question).with_names()),
        ("officials", people.search(question).select_related("country")),
        ("articles", texts),
    )
    return tuple(_facet(kind, kind.title(), rows, asked) for kind, rows in found)


TEXT_OF: dict[str, tuple[str, Callable[[Any], str]]] = {
    "acts": ("action", lambda row: row.proof[0].quote if row.proof else row.summary),
    "statements": ("statement", lambda row: row.text),
    "officials": ("official", lambda row: f"{row.name}, {row.title}"),
    "articles": ("article", lambda row: row.title),
}


def _facet(
    kind: str, heading: str, rows: QuerySet[Any], asked: Sequence[Asked]
) -> Facet:
    walked = walk(rows, below=None)
    if walked is not None:
        rows = walked
    elif hasattr(rows, "newest_first"):
        rows = rows.newest_first()
    page = list(rows[:SHOWN])
    count = len(page)
    if count == SHOWN:
        count = len(rows.values_list("pk")[: COUNTED + 1])
    if kind == "acts":
        page = Evidence.objects.attached_to(page)
    return Facet(kind, heading, count, [_hit(kind, row, asked) for row in page])


def _hit(kind: str, row: Any, asked: Sequence[Asked]) -> Hit:
    name, text_of = TEXT_OF[kind]
    text = text_of(row)
    # Escaped by `snippet`; a hit on the country's name has no word of the text marked.
    marked = snippet(text, asked)
    words = mark_safe(marked) if marked else conditional_escape(text)  # noqa: S308
    return Hit(row, reverse(name, args=[row.pk]), words)
