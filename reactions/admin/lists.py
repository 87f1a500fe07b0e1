"""Lists of the desk that open at once however many rows there are: no full count, no
count a row, filters that seek."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import InvalidPage, Paginator
from django.db.models import CharField, Count, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict

from reactions.admin.saved_filters import saved_for
from reactions.admin.typed import number_in

MOST_COUNTED = 1000
"""Rows counted for the pages of a list; behind them the list says “more than”."""
MOST_PAGES = 200
"""The last page that a list opens: further on one filters, or goes by the days."""
PARTS_OF_DAYS = {"year", "iso_year", "quarter", "month", "week", "day"}
YEARS = range(1, 9999 + 1)


class CappedPaginator(Paginator):
    """Counts as far as the pages it offers, and never the whole table."""

    def __init__(self, rows: Any, per_page: int, *, page: int = 1) -> None:
        super().__init__(rows, per_page)
        self.most = max(MOST_COUNTED, (page + 1) * per_page)

    @cached_property
    def counted(self) -> int:
        """How many rows there are, one too many standing for all that are more."""
        capped = self.object_list.order_by().values("pk")[: self.most + 1]
        return int(capped.count())

    @property
    def count(self) -> int:  # type: ignore[override]
        return min(self.counted, self.most)

    @property
    def has_more(self) -> bool:
        return self.counted > self.most


class DeskList(ChangeList):
    """A page of rows, with the counts of the page's rows found in one question each."""

    def get_filters(self, request: HttpRequest) -> Any:
        """The stock list takes any number for a year, and fails at it later."""
        for name, written in self.get_filters_params().items():
            if not PARTS_OF_DAYS.isdisjoint(name.split("__")[1:]):
                for each in written if isinstance(written, list) else [written]:
                    if number_in(each) not in YEARS:
                        raise IncorrectLookupParameters
        return super().get_filters(request)

    def get_results(self, request: HttpRequest) -> None:
        if self.page_num > MOST_PAGES:
            raise IncorrectLookupParameters
        paginator = CappedPaginator(
            self.queryset, self.list_per_page, page=self.page_num
        )
        try:
            rows = list(paginator.page(self.page_num).object_list)
        except InvalidPage as error:
            raise IncorrectLookupParameters from error
        count_for_rows(rows, self.model_admin.counted_for_rows)
        self.result_list = rows
        self.paginator = paginator
        self.result_count = paginator.count
        self.has_more = paginator.has_more
        self.multi_page = paginator.num_pages > 1
        self.can_show_all = False
        self.full_result_count = None
        self.show_full_result_count = False
        self.show_admin_actions = bool(rows)


def count_for_rows(rows: Sequence[Any], counted: Mapping[str, str]) -> None:
    """Give each row, all of one kind, the number of its related rows: `counted` says
    as which attribute it is wanted, and the name of the relation."""
    for attribute, name in counted.items():
        relation = type(rows[0])._meta.get_field(name) if rows else None
        if relation is None:
            return
        parent = relation.field.name
        related = relation.related_model._default_manager.filter(
            **{f"{parent}__in": [row.pk for row in rows]}
        )
        found = dict(
            related.order_by().values_list(parent).annotate(number=Count("pk"))
        )
        for row in rows:
            setattr(row, attribute, found.get(row.pk, 0))


def with_chosen_rows(sent: QueryDict, key: Any) -> QueryDict:
    """What was sent, less keys that no row has: the stock list fails at them."""
    chosen = sent.getlist(ACTION_CHECKBOX_NAME)
    if isinstance(key, CharField):
        kept = [each for each in chosen if "\x00" not in each]
    else:
        kept = [each for each in chosen if number_in(each) is not None]
    if len(kept) == len(chosen):
        return sent
    mended = sent.copy()
    mended.setlist(ACTION_CHECKBOX_NAME, kept)
    return mended


class DeskListMixin:
    """Makes an admin class' list one of the desk's."""

    counted_for_rows: Mapping[str, str] = {}
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    empty_value_display = "–"

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeskList

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST":
            request.POST = with_chosen_rows(request.POST, self.opts.pk)
        saved = {"saved_filters": saved_for(request, self.opts.model_name)}
        return super().changelist_view(  # type: ignore[misc]
            request, {**(extra_context or {}), **saved}
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """A NUL, which PostgreSQL takes in no text, finds nothing."""
        if "\x00" in search_term:
            return queryset.none(), False
        return super().get_search_results(  # type: ignore[misc]
            request, queryset, search_term
        )
