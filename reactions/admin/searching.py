"""Searching lists by the index of words that the public pages search by: whole words,
`evacu*` for those that begin so, a row's public id, an article's address.

Looking for parts of words would read every row.
"""

import re
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from reactions.models import Crisis
from reactions.models.search import walk

PUBLIC_ID = re.compile(r"(?:act|off|sta)_[a-z0-9_]{1,20}")


class SearchedMixin:
    """Searches a list, and the choices of a field that completes what is typed. Needs a
    queryset with `search`; with `searched_newest_first` hits come in that order."""

    searched_newest_first = True

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Never twice the same row. A NUL, which PostgreSQL takes in no text, finds
        nothing."""
        words = search_term.strip()
        if not words:
            return queryset, False
        if "\x00" in words:
            return queryset.none(), False
        named = self.named(queryset, words)
        if named is not None:
            return named, False
        if is_completing(request):
            # What is typed last may go on.
            return self.found(queryset, f"{words}*", briefly=True), False
        found = self.found(queryset, words)
        return found if "o" in request.GET else newest_first(found), False

    def named(self, queryset: QuerySet[Any], words: str) -> QuerySet[Any] | None:
        """The row that is asked for by its key; None where words are asked for."""
        if PUBLIC_ID.fullmatch(words):
            return queryset.filter(public_id=words)
        return None

    def found(
        self, queryset: Any, words: str, *, briefly: bool = False
    ) -> QuerySet[Any]:
        """Rows with these words; `briefly` in what names the row."""
        if self.searched_newest_first:
            return queryset.searched_newest_first(words)
        return queryset.search(words)


class SearchedArticlesMixin(SearchedMixin):
    """Articles: by their texts as well, which whoever sees the list may read."""

    def named(self, queryset: QuerySet[Any], words: str) -> QuerySet[Any] | None:
        if "://" not in words:
            return None
        crises = Crisis.objects.order_by().values("pk")
        return queryset.filter(crisis__in=crises, url=words)

    def found(
        self, queryset: Any, words: str, *, briefly: bool = False
    ) -> QuerySet[Any]:
        return queryset.searched_newest_first(words, bodies=not briefly)


def is_completing(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.url_name == "autocomplete"


def newest_first(found: QuerySet[Any]) -> QuerySet[Any]:
    """In the order of the index where it has one, which is that of the list."""
    walked = walk(found, below=None)
    return found if walked is None else walked
