"""What a list says of the words that were searched: where they stand, and which of the
newest hits hold them best."""

import base64
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from reactions.api.keyset import (
    CursorError,
    Ordering,
    Page,
    Place,
    decode,
    encode,
    read_rows,
    unpack,
)
from reactions.models.relevance import relevance
from reactions.models.search import asked_words, snippet

RELEVANCE = "relevance"
WEIGHED = 1000
"""So many of the newest hits are weighed."""


LARGEST_KEY = 2**62
"""No row has it, and the databases hold the one above."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found: how well it answers, and its place among the newest."""

    weight: float
    place: Place

    @property
    def rank(self) -> tuple[float, Any]:
        return -self.weight, -self.place.pk


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a reader is: behind this weight and row, among the hits from the newest
    one to the oldest that the first page weighed. New hits move neither end."""

    weight: float
    pk: int
    newest: Place
    oldest: Place


def read_most_relevant(
    queryset: QuerySet[Any],
    *,
    text: str,
    fields: Sequence[str],
    newest: Ordering,
    cursor: str,
    limit: int,
) -> tuple[list[Any], str | None]:
    """The keys of at most `limit` hits behind `cursor` and the cursor of the next page.

    Raises CursorError when the cursor is damaged.
    """
    reading = _decode(cursor, newest, queryset.model) if cursor else None
    hits = _weighed(queryset, text=text, fields=fields, newest=newest, reading=reading)
    if not hits:
        return [], None
    ends = (hits[0].place, hits[-1].place)
    if reading is not None:
        ends = (reading.newest, reading.oldest)
        behind = (-reading.weight, -reading.pk)
        hits = [hit for hit in hits if hit.rank > behind]
    hits.sort(key=lambda hit: hit.rank)
    page = hits[:limit]
    more = len(hits) > limit
    return [hit.place.pk for hit in page], (
        _encode(page[-1], newest, *ends) if more else None
    )


def most_relevant_page(
    queryset: QuerySet[Any], *, view: Any, newest: Ordering, cursor: str, limit: int
) -> Page:
    """The page of a list that names the fields it is `told_in`."""
    keys, following = read_most_relevant(
        queryset,
        text=view.request.query_params.get("search", ""),
        fields=view.told_in,
        newest=newest,
        cursor=cursor,
        limit=limit,
    )
    # What was found is asked for by its keys; the search itself is done.
    found = view.get_queryset().filter(pk__in=keys).order_by("pk")
    rows = view.columns_of(found, newest.key)
    pk_of = view.place_of(newest.key) or (lambda row: (None, row.pk))
    by_key = {pk_of(row)[1]: row for row in rows}
    return Page(tuple(by_key[key] for key in keys if key in by_key), following)


def mark_hits(
    rows: Iterable[tuple[Any, dict[str, Any]]],
    asked: Mapping[str, str],
    fields: Sequence[str],
) -> None:
    """Where words were searched, the words about them in these fields of each row, as
    `snippet` of what is shown of it."""
    mark = marker(asked)
    for row, shown in rows if mark and fields else ():
        if mark:
            shown["snippet"] = mark([getattr(row, name) for name in fields])


def marker(asked: Mapping[str, str]) -> Callable[[Sequence[Any]], str] | None:
    """What makes a snippet of texts; None where no words are searched."""
    words = asked_words(asked.get("search", ""))
    return (lambda texts: snippet(_told(texts), words)) if words else None


def _weighed(
    queryset: QuerySet[Any],
    *,
    text: str,
    fields: Sequence[str],
    newest: Ordering,
    reading: Reading | None,
) -> list[Hit]:
    """The hits from the newest, those that came in between since the first page too."""
    # Behind the place one row above, so that the newest itself is in.
    above = Place(reading.newest.value, reading.newest.pk + 1) if reading else None
    most = WEIGHED if reading is None else 2 * WEIGHED
    rows = read_rows(
        queryset.values_list(newest.key, "pk", *fields),
        ordering=newest,
        place=above,
        most=most,
    )
    asked = asked_words(text)
    found = []
    for value, pk, *told in rows:
        place = Place(value, pk)
        if reading is not None and _is_older(place, reading.oldest):
            break
        found.append(Hit(relevance(_told(told), asked), place))
    return found


def _is_older(place: Place, other: Place) -> bool:
    """Whether a row comes after another from the newest; those without a day last."""
    if place.value == other.value:
        return bool(place.pk < other.pk)
    if place.value is None or other.value is None:
        return place.value is None
    return bool(place.value < other.value)


def _told(values: Iterable[Any]) -> str:
    """The texts of a row as one; aliases are a list."""
    parts: list[str] = []
    for value in values:
        parts += value if isinstance(value, list) else [value]
    return ", ".join(str(part) for part in parts if part)


def _encode(last: Hit, newest: Ordering, top: Place, bottom: Place) -> str:
    ends = [encode(place, newest) for place in (top, bottom)]
    parts = [RELEVANCE, [last.weight, *ends], last.place.pk]
    written = json.dumps(parts, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(written).decode().rstrip("=")


def _decode(cursor: str, newest: Ordering, model: type[Model]) -> Reading:
    name, told, pk = unpack(cursor)
    if name != RELEVANCE:
        raise CursorError(f"it belongs to ordering={name}, not to {RELEVANCE}")
    damaged = CursorError("it is damaged; use the one of the last page")
    if type(pk) is not int or not isinstance(told, list) or len(told) != 3:
        raise damaged
    weight, top, bottom = told
    if type(weight) not in (int, float) or not (type(top) is type(bottom) is str):
        raise damaged
    ends = [decode(each, ordering=newest, model=model) for each in (top, bottom)]
    if ends[0].pk >= LARGEST_KEY:
        raise damaged
    return Reading(weight, pk, *ends)
