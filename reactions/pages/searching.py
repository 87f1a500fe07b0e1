"""One search over acts, statements, officials and articles, with words marked.

Of each kind the newest hits are walked up to a bound, with the few columns that facets
count; only the rows of the page shown are read in full.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from reactions.models import Action, Article, Crisis, Evidence, Official, Statement
from reactions.models.search import (
    Asked,
    Names,
    asked_words,
    country_names,
    snippet,
    walk,
    word_of_country,
)
from reactions.pages.narrowing import COUNTED, Chosen, facets, labels, read_choice
from reactions.pages.readers import HIDDEN, may_see_bodies, states_to_show

SHOWN = 25
"""Hits on a page of one kind."""
SHOWN_OF_EACH = 10
"""Hits of each kind where all are shown."""
LONGEST_QUESTION = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """`words` are marked HTML, with all else in them escaped."""

    row: Any
    address: str
    words: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of a kind: how many, and those of this page."""

    kind: str
    count: int
    address: str
    hits: Sequence[Hit] = ()

    @property
    def heading(self) -> str:
        return self.kind.title()

    @property
    def told(self) -> str:
        return f"{COUNTED:,}+" if self.count > COUNTED else f"{self.count:,}"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:LONGEST_QUESTION].strip()
    crises = list(Crisis.objects.order_by("name"))
    names = country_names()
    known = labels(((each.slug, each.name) for each in crises), names)
    chosen = read_choice(request.GET, words=words, known=known)
    context: dict[str, Any] = {
        "q": words,
        "chosen": chosen,
        "crises": crises,
        "section": "search",
        "most": COUNTED,
    }
    if asked_words(words):
        hits = _hits(request, chosen, crises=crises, names=names)
        page = _page(request.GET.get("page", ""), hits, chosen)
        context |= _shown(hits, chosen, page=page)
        context["facets"] = facets(hits, chosen, known=known)
    return render(request, "pages/search.html", context)


def _hits(
    request: HttpRequest, chosen: Chosen, *, crises: Sequence[Crisis], names: Names
) -> dict[str, Sequence[Any]]:
    """Of each kind the newest hits, one more than are counted, as narrow rows."""
    states = _states(request, chosen)
    words = _question(chosen)
    acts = Action.objects.filter(review__in=states).standing()
    said = Statement.objects.filter(review__in=states)
    people = Official.objects.visible_as(states).filter(merged_into=None)
    bodies = may_see_bodies(request.user)
    found = {
        "acts": acts.searched_newest_first(words, names=names),
        "statements": said.searched_newest_first(words, names=names),
        "officials": people.search(words, names=names).order_by("-pk"),
        "articles": Article.objects.searched_newest_first(words, bodies=bodies),
    }
    # By its key, which the indexes hold.
    keys = {"crisis": {each.slug: each.pk for each in crises}}
    within = {
        name: keys.get(name, {}).get(value, value)
        for name, value in chosen.values.items()
    }
    return {
        kind: _newest(rows.filter(**within), NARROW_ROWS[kind])
        if chosen.fits(kind)
        else ()
        for kind, rows in found.items()
    }


def _states(request: HttpRequest, chosen: Chosen) -> list[str]:
    states = states_to_show(request.user)
    asked = chosen.values.get("review")
    if asked is None:
        return states
    if asked not in states:
        raise PermissionDenied(HIDDEN)
    return [asked]


def _question(chosen: Chosen) -> str:
    """The words, and those by which the index itself leaves out other rows: reading
    each hit of a common word to see whose it is would take long."""
    narrower = [chosen.words, chosen.values.get("type", "").replace("_", " ")]
    if country := chosen.values.get("country"):
        narrower.append(word_of_country(country))
    return " ".join(narrower)


NARROW_ROWS = {
    "acts": ("pk", "crisis__slug", "country_id", "type", "review"),
    "statements": ("pk", "crisis__slug", "country_id", "stance", "review"),
    "officials": ("pk", "country_id", "review", "name", "title", "country__name"),
    "articles": ("pk", "crisis__slug", "title", "publisher", "published_on"),
}


def _newest(rows: QuerySet[Any], columns: Sequence[str]) -> Sequence[Any]:
    walked = walk(rows, below=None)
    if walked is not None:
        rows = walked
    elif hasattr(rows, "newest_first"):
        rows = rows.newest_first()
    return list(rows.values_list(*columns, named=True)[: COUNTED + 1])


def _page(asked: str, hits: Mapping[str, Sequence[Any]], chosen: Chosen) -> int:
    """Which page of one kind, from 1; where all kinds are shown there is one."""
    if not chosen.kind or not asked.isdecimal():
        return 1
    counted = min(len(hits[chosen.kind]), COUNTED)
    return max(1, min(int(asked), -(-counted // SHOWN)))


def _shown(
    hits: Mapping[str, Sequence[Any]], chosen: Chosen, *, page: int
) -> dict[str, Any]:
    asked = asked_words(chosen.words)
    most = SHOWN if chosen.kind else SHOWN_OF_EACH
    first = (page - 1) * most
    last = min(first + most, COUNTED)
    found = []
    for kind, rows in hits.items():
        is_shown = chosen.kind in ("", kind)
        full = FULL_ROWS[kind](rows[first:last]) if is_shown and rows else ()
        found.append(
            Found(
                kind,
                len(rows),
                chosen.of_kind(kind).address,
                [_hit(kind, row, asked) for row in full],
            )
        )
    one = hits.get(chosen.kind, ())
    return {
        "found": found,
        "shown": [each for each in found if each.hits],
        "bounded": [each for each in found if each.count > COUNTED],
        "newer": page - 1,
        "older": page + 1 if last < min(len(one), COUNTED) else None,
        "first": first + 1,
        "everything": chosen.of_kind("").address,
    }


def _acts(rows: Sequence[Any]) -> list[Any]:
    acts = _in_order(rows, Action.objects.select_related("crisis", "country"))
    return Evidence.objects.attached_to(acts)


def _statements(rows: Sequence[Any]) -> list[Any]:
    return _in_order(rows, Statement.objects.select_related("crisis", "country"))


def _in_order(rows: Sequence[Any], full: QuerySet[Any]) -> list[Any]:
    found = full.in_bulk([row.pk for row in rows])
    return [found[row.pk] for row in rows if row.pk in found]


FULL_ROWS: dict[str, Callable[[Sequence[Any]], Sequence[Any]]] = {
    "acts": _acts,
    "statements": _statements,
    "officials": list,
    "articles": list,
}
TEXT_OF: dict[str, tuple[str, Callable[[Any], str]]] = {
    "acts": ("action", lambda row: row.proof[0].quote if row.proof else row.summary),
    "statements": ("statement", lambda row: row.text),
    "officials": (
        "official",
        lambda row: f"{row.name}, {row.title}" if row.title else row.name,
    ),
    "articles": ("article", lambda row: row.title or "Article without a title"),
}


def _hit(kind: str, row: Any, asked: Sequence[Asked]) -> Hit:
    name, text_of = TEXT_OF[kind]
    text = text_of(row)
    # Escaped by `snippet`; a hit on the country's name has no word of the text marked.
    marked = snippet(text, asked)
    words = mark_safe(marked) if marked else conditional_escape(text)  # noqa: S308
    return Hit(row, reverse(name, args=[row.pk]), words)
