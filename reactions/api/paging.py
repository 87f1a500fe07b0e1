"""Paging of every list: `limit`, `cursor`, `ordering` and, on request, `count`.

The walking itself is keyset.py's; here its parameters are read and its pages shaped.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from reactions.api.hits import RELEVANCE, WEIGHED, most_relevant_page
from reactions.api.keyset import CursorError, Ordering, Page, page_of, read_page
from reactions.api.memory import question_of
from reactions.api.plans import PLANS, make_plan
from reactions.api.problems import refused

LIMIT = 100
LARGEST_LIMIT = 500

PARAMETERS = ("limit", "cursor", "ordering", "count")


class KeysetPagination(BasePagination):
    """Pages of a view that names its `orderings` and its `usual_ordering`."""

    count: int | None = None

    def paginate_queryset(
        self, queryset: QuerySet[Any], request: Request, view: Any = None
    ) -> list[Any]:
        self.request = request
        asked = request.query_params
        counted = read_flag("count", asked.get("count", ""))
        try:
            self.page: Page = self._read(queryset, view, asked)
        except CursorError as error:
            raise not_of_this_list(error) from error
        self.count = queryset.count() if counted else None
        return list(self.page.rows)

    def paginate_columns(self, request: Request, view: Any) -> list[Any]:
        """Rows as the plain columns of the view's `reading`, by a plan where the same
        was asked before."""
        self.request = request
        asked = request.query_params
        limit, cursor = read_limit(asked.get("limit", "")), asked.get("cursor", "")
        counted = read_flag("count", asked.get("count", ""))
        name = asked.get("ordering", "") or view.usual_ordering
        ordering = read_ordering(name, orderings=view.orderings, also=also(view))
        key = question_of(request._request) if request.user.is_anonymous else None
        plan = PLANS.recall(key) if key and not counted else None
        if plan is None or not plan.holds(request):
            queryset = view.filter_queryset(view.get_queryset())
            columns = view.columns_of(queryset, ordering.key)
            try:
                plan = make_plan(
                    columns, request, ordering=ordering, cursor=cursor, most=limit + 1
                )
            except CursorError as error:
                raise not_of_this_list(error) from error
            self.count = queryset.count() if counted else None
            if key:
                PLANS.keep(key, plan)
        self.page = page_of(
            plan.rows(limit + 1),
            ordering=ordering,
            limit=limit,
            place_of=view.place_of(ordering.key),
        )
        return list(self.page.rows)

    def _read(
        self, queryset: QuerySet[Any], view: Any, asked: Mapping[str, str]
    ) -> Page:
        limit, cursor = read_limit(asked.get("limit", "")), asked.get("cursor", "")
        name = asked.get("ordering", "") or view.usual_ordering
        if name == RELEVANCE and view.told_in:
            if not asked.get("search", "").strip():
                raise refused("ordering", "relevance sorts what `search` finds.")
            newest = read_ordering(view.newest, orderings=view.orderings)
            return most_relevant_page(
                queryset, view=view, newest=newest, cursor=cursor, limit=limit
            )
        ordering = read_ordering(name, orderings=view.orderings, also=also(view))
        return read_page(queryset, ordering=ordering, cursor=cursor, limit=limit)

    def get_paginated_response(self, data: Any) -> Response:
        page: dict[str, Any] = {"next": self._next_link(), "results": data}
        if self.count is not None:
            page = {"count": self.count} | page
        return Response(page)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {
                "count": {
                    "type": "integer",
                    "description": "All rows that match; there with count=true only.",
                },
                "next": {
                    "type": "string",
                    "format": "uri",
                    "nullable": True,
                    "description": "The address of the next page; null on the last.",
                },
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            _parameter(
                "limit",
                "Rows a page.",
                type="integer",
                minimum=1,
                maximum=LARGEST_LIMIT,
                default=LIMIT,
            ),
            _parameter("cursor", "The place to go on from, out of `next`. Opaque."),
            _parameter(
                "ordering",
                "What to sort by, `-` for downwards. Rows without it come last."
                + (
                    f" {RELEVANCE}, with `search`: of the newest {WEIGHED} hits the"
                    " best first."
                    if view.told_in
                    else ""
                ),
                enum=[*both_directions(view.orderings), *also(view)],
                default=view.usual_ordering,
            ),
            _parameter(
                "count",
                "Whether to count all rows that match; slow on long lists.",
                type="boolean",
                default=False,
            ),
        ]

    def _next_link(self) -> str | None:
        if self.page.cursor is None:
            return None
        here = self.request.build_absolute_uri()
        return replace_query_param(here, "cursor", self.page.cursor)


def read_limit(text: str) -> int:
    if not text:
        return LIMIT
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise refused("limit", f"Give a whole number from 1 to {LARGEST_LIMIT}.")
    limit = int(text)
    if not 1 <= limit <= LARGEST_LIMIT:
        raise refused("limit", f"{limit} is not from 1 to {LARGEST_LIMIT}.")
    return limit


def not_of_this_list(error: CursorError) -> ValidationError:
    return refused("cursor", f"Not a cursor of this list: {error}.")


def also(view: Any) -> list[str]:
    """What pages of a list can be sorted by that is no field."""
    return [RELEVANCE] if view.told_in else []


def read_ordering(
    name: str, *, orderings: Mapping[str, str], also: Iterable[str] = ()
) -> Ordering:
    """Read an ordering of the closed list, in either direction; the reason given when
    it is none names those that the list knows `also`."""
    if name not in both_directions(orderings):
        allowed = [*both_directions(orderings), *also]
        raise refused("ordering", f"Sort by one of {', '.join(allowed)}.")
    return Ordering(
        name=name,
        key=orderings[name.removeprefix("-")],
        descending=name.startswith("-"),
    )


def both_directions(orderings: Iterable[str]) -> list[str]:
    return [direction for name in orderings for direction in (name, f"-{name}")]


def read_flag(name: str, text: str) -> bool:
    if text.lower() in ("", "false", "0"):
        return False
    if text.lower() in ("true", "1"):
        return True
    raise refused(name, "Give true or false.")


def _parameter(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": "string"} | schema,
    }
