"""Rows of a page from their documents, those without one from their columns.

A page is one query: keys, documents, and the ids of the rows that its rows are linked
with, which are looked up and set into the texts. The result is the same to the byte
either way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

import orjson
from django.db.models import DateTimeField, F

from reactions.exporting.documents import WRITTEN, form_of
from reactions.exporting.rows import (
    COMPUTED,
    STORED,
    Named,
    Row,
    Shape,
    Visible,
    as_moment,
    as_text,
    field_of,
    links_of,
    names_of,
    shaped,
)
from reactions.models.prepared import Prepared

Snippet = Callable[[Sequence[str]], str]
NAMES = ("crisis", "country")
"""What every row names: in its document as null, set in when it is read."""
FIRST = 2
"""Before it stand the key of the row and that of the ordering."""
CRISIS, COUNTRY = -4, -3
"""Where the keys of these stand, before the form and the text of the document."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of a row for a page: for the `fields` wanted (None: all of them),
    after the columns `told`, whose words are shown about those that were searched."""

    shape: Shape
    fields: Sequence[str] | None = None
    told: Sequence[str] = ()

    @property
    def is_short(self) -> bool:
        """Whether so little is wanted that to read it takes less than a document."""
        return self.fields is not None and "evidence" not in self.fields

    @property
    def places(self) -> list[int]:
        """Where the columns of a short row stand in a whole one."""
        wanted = dict.fromkeys(
            self.shape.coded if name in COMPUTED else name for name in self.fields or ()
        )
        places = map(self.shape.at, wanted)
        return [at for at in places if at is not None]

    def columns(self, key: str) -> list[Any]:
        """The columns to ask for where the page is sorted by a key."""
        names = ["pk", key, *self.told]
        if self.is_short:
            names += [self.shape.columns[at] for at in self.places]
        else:
            names += [STORED[name] for name in (*self.shape.links, *NAMES)]
            names += ["document__form", "document__text"]
        model = self.shape.model
        return [
            # A name may stand among the columns once.
            as_text(model, name) if name not in names[:at] else F(name)
            for at, name in enumerate(names)
        ]

    def place_of(self, key: str) -> Callable[[Sequence[Any]], tuple[Any, Any]]:
        """What reads the place of a row for paging: the value of the key, the pk."""
        if isinstance(field_of(self.shape.model, key), DateTimeField):
            return lambda row: (as_moment(row[1]), row[0])
        return itemgetter(1, 0)


def documented(
    rows: Sequence[Sequence[Any]],
    reading: Reading,
    *,
    visible: Visible,
    as_texts: bool = False,
    snippet: Snippet | None = None,
) -> list[Any]:
    """Rows read as `reading.columns`, as the API shows them: objects, or with
    `as_texts` pieces of JSON where they are whole. One that went, or was hidden, since
    the page was read is left out."""
    if reading.is_short:
        shown = dict(_short(rows, reading, visible=visible))
    else:
        shown = _from_documents(rows, reading, visible=visible, as_texts=as_texts)
    if snippet:
        _add_snippets(rows, shown, reading, snippet=snippet)
    return [
        orjson.Fragment(told) if isinstance(told := shown[row[0]], str) else told
        for row in rows
        if row[0] in shown
    ]


def _short(
    rows: Sequence[Sequence[Any]], reading: Reading, *, visible: Visible
) -> Iterable[tuple[int, Row]]:
    shape, first = reading.shape, FIRST + len(reading.told)
    places = list(enumerate(reading.places, first))
    filled, width = [], len(shape.columns)
    for row in rows:
        whole: list[Any] = [None] * width
        whole[0] = row[0]
        for at, place in places:
            whole[place] = row[at]
        filled.append(whole)
    told = shaped(filled, shape, visible=visible, wanted=reading.fields)
    return zip((row[0] for row in rows), told, strict=True)


def _from_documents(
    rows: Sequence[Sequence[Any]], reading: Reading, *, visible: Visible, as_texts: bool
) -> dict[int, Any]:
    shape, form = reading.shape, form_of(reading.shape)
    written, blank = [], []
    for row in rows:
        if row[-2] == form and row[-1]:
            written.append(row)
        else:
            blank.append(row[0])
    links = _links(written, reading, visible=visible)
    crises, countries = names_of(
        {row[CRISIS] for row in written}, {row[COUNTRY] for row in written}
    )
    if as_texts and reading.fields is None:
        complete: Callable[[Sequence[Any]], Any] = _texts(links, crises, countries)
    else:
        links += [(CRISIS, "crisis", crises), (COUNTRY, "country", countries)]
        complete = _objects(links, reading)
    shown = {row[0]: complete(row) for row in written}
    if blank:
        live = _live(shape).rows(blank, visible[shape.model])
        told = shaped(live, shape, visible=visible, wanted=reading.fields)
        shown |= zip((row[0] for row in live), told, strict=True)
    return shown


@cache
def _live(shape: Shape) -> Prepared:
    """Rows by their keys, where they are still in these review states."""

    def build(pks: Sequence[int], states: Sequence[str]) -> Any:
        rows = shape.model.objects.filter(pk__in=pks, review__in=states)
        return rows.order_by().values_list(*shape.asked)

    return Prepared(build, int, str, for_readers=True)


Link = tuple[int, str, Mapping[Any, Any]]
"""Where in a row the key of another stands, the field, and what is shown of keys."""


def _links(
    rows: Sequence[Sequence[Any]], reading: Reading, *, visible: Visible
) -> list[Link]:
    places = list(enumerate(reading.shape.links, FIRST + len(reading.told)))
    held = {name: {row[at] for row in rows} - {None} for at, name in places}
    named = Named({}, {}, proofs={}, **links_of(held, reading.shape, visible=visible))
    return [
        (at, name, named.officials if name == "official" else named.linked)
        for at, name in places
    ]


def _texts(
    links: Sequence[Link], crises: Mapping[Any, Any], countries: Mapping[Any, Any]
) -> Callable[[Sequence[Any]], str]:
    """What sets into the document of a row what it names and is linked with.
    `"official":null` can't stand within a string of JSON, where each quotation mark has
    a backslash."""
    first, ends = links[0][0], links[-1][0] + 1
    none = (None,) * len(links)
    set_in = [
        (at, _member(name, None), {key: _member(name, shown[key]) for key in shown})
        for at, name, shown in links
    ]

    unnamed = f"{_member('crisis', None)},{_member('country', None)}"
    crisis_of = {key: _member("crisis", shown) for key, shown in crises.items()}
    country_of = {key: _member("country", shown) for key, shown in countries.items()}

    def complete(row: Sequence[Any]) -> str:
        names = f"{crisis_of[row[CRISIS]]},{country_of[row[COUNTRY]]}"
        text: str = row[-1].replace(unnamed, names, 1)
        if row[first:ends] == none:
            return text
        for at, blank, members in set_in:
            if row[at] in members:
                text = text.replace(blank, members[row[at]], 1)
        return text

    return complete


def _objects(links: Sequence[Link], reading: Reading) -> Callable[[Sequence[Any]], Row]:
    """What makes an object of a row, with the fields wanted."""
    fields = reading.fields
    chosen = [name for name in reading.shape.fields if not fields or name in fields]

    def complete(row: Sequence[Any]) -> Row:
        told = orjson.loads(row[-1])
        for at, name, shown in links:
            told[name] = shown.get(row[at])
        return {name: told[name] for name in chosen}

    return complete


def _member(name: str, shown: Any) -> str:
    return orjson.dumps({name: shown}, str, WRITTEN)[1:-1].decode()


def _add_snippets(
    rows: Sequence[Sequence[Any]],
    shown: dict[int, Any],
    reading: Reading,
    *,
    snippet: Snippet,
) -> None:
    """To each row the words about those that were searched, as its last member."""
    ends = FIRST + len(reading.told)
    for row in rows:
        told = shown.get(row[0])
        words = snippet(row[FIRST:ends])
        if isinstance(told, str):
            written = orjson.dumps(words).decode()
            shown[row[0]] = f'{told[:-1]},"snippet":{written}}}'
        elif told is not None:
            told["snippet"] = words
