"""How a page is asked for in SQL, kept for who asks the same again.

To read parameters, narrow a QuerySet and compile it takes longer than the database
needs for a page. What a question says does not change with the data, except for what
its names mean (which crisis a slug is, which countries bear a word); so these are
looked up again, and a plan holds only where they mean the same. Kept for readers
without a name, as answers are; an answer is kept as long as the data stand, a plan
longer.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import QuerySet
from rest_framework.request import Request

from reactions.api.keyset import Ordering, decode, stretches

MOST_PLANS = 500
LookUp = Callable[[Sequence[str], Request], Any]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words of a question were found to mean."""

    look_up: LookUp
    words: tuple[str, ...]
    found: Any


@dataclass(frozen=True, slots=True)
class Plan:
    """The queries of one page, each asked only where those before it do not fill it."""

    model: Any
    queries: tuple[tuple[str, tuple[Any, ...]], ...]
    meanings: tuple[Meaning, ...]

    def holds(self, request: Request) -> bool:
        return all(
            each.look_up(each.words, request) == each.found for each in self.meanings
        )

    def rows(self, most: int) -> list[Any]:
        """At most so many rows, as the driver gives them."""
        found: list[Any] = []
        with connections[router.db_for_read(self.model)].cursor() as cursor:
            for sql, values in self.queries:
                cursor.execute(sql, values)
                found += cursor.fetchall()
                if len(found) >= most:
                    break
        return found[:most]


class Plans:
    """The latest plans, oldest use out first."""

    def __init__(self, most: int = MOST_PLANS) -> None:
        self.most = most
        self.kept: OrderedDict[Hashable, Plan] = OrderedDict()
        self.lock = Lock()

    def recall(self, key: Hashable) -> Plan | None:
        with self.lock:
            plan = self.kept.get(key)
            if plan is not None:
                self.kept.move_to_end(key)
            return plan

    def keep(self, key: Hashable, plan: Plan) -> None:
        with self.lock:
            self.kept[key] = plan
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)


PLANS = Plans()


def look_up(request: Request, find: LookUp, words: Sequence[str]) -> Any:
    """Find what words mean, and note on the request that its plan rests on it."""
    found = find(words, request)
    noted = getattr(request._request, "meanings", ())
    request._request.meanings = (*noted, Meaning(find, tuple(words), found))  # type: ignore[attr-defined]
    return found


def make_plan(
    queryset: QuerySet[Any],
    request: Request,
    *,
    ordering: Ordering,
    cursor: str,
    most: int,
) -> Plan:
    """Raises CursorError when the cursor is damaged or belongs to another ordering."""
    place = decode(cursor, ordering=ordering, model=queryset.model) if cursor else None
    queries = []
    for stretch in stretches(queryset, ordering=ordering, place=place):
        query = stretch[:most].query
        try:
            queries.append(query.get_compiler(stretch.db).as_sql())
        except EmptyResultSet:
            continue
    meanings = getattr(request._request, "meanings", ())
    return Plan(queryset.model, tuple(queries), meanings)
