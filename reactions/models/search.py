"""Full-text search: rows that hold all of the words, in any order, case and accents.

One interface over two engines, FTS5 of SQLite and tsvector of PostgreSQL, with the same
folding and so the same hits; how each keeps its index is in `search_sqlite` and
`search_postgresql`. A word of a country's name also finds that country's rows: the
index holds its code, and names are looked up when asked.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet, Value

from reactions.models.country import Country
from reactions.models.prepared import Prepared

MOST_WORDS = 20
LONGEST_BODY = 200_000
"""Code points of a text that are searched; a tsvector holds no more than a megabyte."""
LONGEST_WORD = 250
"""Letters of a word that are compared; the index of PostgreSQL cuts the rest off, and a
question there may hold no word of two thousand."""
ID_BITS = 32

# The marks that SQLite's tokenizer drops; all others part words on both engines.
MARKS = "".join(
    chr(code)
    for code, mask in (
        *((768 + bit, 0x08029FDF >> bit) for bit in range(32)),
        *((800 + bit, 0x000361F8 >> bit) for bit in range(18)),
    )
    if mask & 1
)
VARIANTS = ("ςµſẛϐϑϕϖϰϱϵ", "σμssβθφπκρε")
_VARIANTS = str.maketrans(*VARIANTS)
_WORD = re.compile(f"(?:[^\\W_]|[{MARKS}])+")
_FOLDS = re.compile(f"(?![\\x00-\\x7f])(?:[^\\W_]|[{MARKS}])")
"""A letter, digit or mark that is more than plain."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One word asked for, folded; `begins` when any word that begins so will do."""

    word: str
    begins: bool
    countries: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The letters and digits by which words compare; what parts words is a space."""
    return "".join(map(_fold_letter, word)).translate(_VARIANTS)


def _fold_letter(letter: str) -> str:
    if letter in MARKS:
        return ""
    category = unicodedata.category(letter)
    if category[0] != "L" and category != "Nd":
        return " "
    plain = unicodedata.normalize("NFD", letter)
    return (plain[0] if plain[0].isascii() else letter).lower()


def words_of(text: str) -> Iterator[tuple[str, int, int]]:
    """The folded words of a text, each with the span that it is read from."""
    for found in _WORD.finditer(text):
        for word in fold(found.group()).split():
            yield word, found.start(), found.end()


def asked_words(text: str) -> list[Asked]:
    """What a search asks for. `word*` means any word that begins so."""
    asked: dict[tuple[str, bool], None] = {}
    for part in text.split():
        words = [word for word, _, _ in words_of(part)]
        for word in words:
            asked[word, part.endswith("*") and word is words[-1]] = None
    return [Asked(*each) for each in list(asked)[:MOST_WORDS]]


Names = tuple[tuple[str, str], ...]
"""Codes and names of countries."""


def holding(
    queryset: QuerySet[Any],
    text: str,
    *,
    index: str,
    by_country: bool = True,
    names: Names | None = None,
) -> QuerySet[Any]:
    """The rows that hold every word of `text`; all rows where nothing is asked, none
    where what is asked holds no word. Who has `country_names` gives them, else they are
    asked for."""
    if not text.strip():
        return queryset
    asked = asked_words(text)
    asked = _with_countries(asked, names=names) if by_country else asked
    if not _can_be_found(asked):
        return queryset.none()
    return queryset.filter(
        Holds(
            F("pk"), Value(_question(asked)), index=index, output_field=BooleanField()
        )
    )


def walking(
    queryset: QuerySet[Any],
    text: str,
    *,
    index: str,
    by_country: bool = True,
    names: Names | None = None,
) -> QuerySet[Any]:
    """The same rows, to be read newest first by `walk`: on SQLite from the index
    itself, whose row ids are in the order of days, so that a page of a very common
    word costs no more than one of a rare word."""
    words = asked_words(text)
    if connection.vendor != "sqlite" or not _can_be_found(words):
        return holding(queryset, text, index=index, by_country=by_country, names=names)
    table = f"{queryset.model._meta.db_table}_{index}"
    asked = _question(_with_countries(words, names=names) if by_country else words)
    own = queryset.model._meta.db_table
    return queryset.extra(  # noqa: S610 - names of ours
        tables=[table],
        where=[
            f'"{table}" MATCH %s',
            f'"{own}"."id" = ("{table}".rowid & {2**ID_BITS - 1})',
        ],
        params=[asked],
    )


def walk(
    queryset: QuerySet[Any], *, below: tuple[date | None, int] | None
) -> QuerySet[Any] | None:
    """The rows of `walking` newest first, those after a place; None where the rows are
    to be ordered like any others."""
    tables = queryset.query.extra_tables
    if not tables:
        return None
    found = queryset
    if below is not None:
        found = found.extra(  # noqa: S610 - names of ours
            where=[f'"{tables[0]}".rowid < %s'], params=[row_id(*below)]
        )
    return found.extra(order_by=[f"-{tables[0]}.rowid"])


def word_of_country(code: str) -> str:
    """By which the indexes hold whose a row is. With it in a question, rows of others
    are not even read."""
    return f"country{code}"


def _can_be_found(asked: Sequence[Asked]) -> bool:
    return bool(asked) and all(len(each.word) <= LONGEST_WORD for each in asked)


def row_id(day: date | None, pk: int) -> int:
    """The id of a row in SQLite's index: by day, then by primary key."""
    # The Julian day number, cut as SQLite cuts the half day of midnight.
    return ((day.toordinal() + 1721424 if day else 0) << ID_BITS) | pk


class Holds(Func):
    """Whether the index of the row's table has what is asked."""

    def __init__(self, *expressions: Any, index: str = "words", **extra: Any) -> None:
        super().__init__(*expressions, index=index, **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        column, asked = self.get_source_expressions()
        sql, params = compiler.compile(column)
        table = f'"{column.target.model._meta.db_table}_{self.extra["index"]}"'
        hits = f"SELECT rowid & {2**ID_BITS - 1} FROM {table} WHERE {table} MATCH %s"  # noqa: S608
        return f"{sql} IN ({hits})", [*params, asked.value]

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        column, asked = self.get_source_expressions()
        row = compiler.quote_name_unless_alias(column.alias)
        return f'{row}."{self.extra["index"]}" @@ %s::tsquery', [asked.value]


def country_names() -> Names:
    """Every country's code and name."""
    return tuple((code, name) for code, name in _NAMES.rows())


_NAMES = Prepared(
    lambda: Country.objects.values_list("code", "name").order_by(), for_readers=True
)


@lru_cache(maxsize=4)
def _words_of_countries(names: Names) -> list[tuple[str, list[str]]]:
    return [(code, [word for word, _, _ in words_of(name)]) for code, name in names]


def _with_countries(
    asked: Sequence[Asked], *, names: Names | None = None
) -> list[Asked]:
    """Each word with the countries whose name holds it."""
    words = _words_of_countries(country_names() if names is None else names)
    return [
        Asked(
            each.word,
            each.begins,
            tuple(
                code
                for code, held in words
                if any(is_meant(word, each) for word in held)
            ),
        )
        for each in asked
    ]


def is_meant(word: str, asked: Asked) -> bool:
    """Whether a folded word is the one asked for, or begins as asked."""
    return word.startswith(asked.word) if asked.begins else word == asked.word


def _question(asked: Sequence[Asked]) -> str:
    """In the language of the engine; folded words hold no sign that it knows."""
    written = [_alternatives(each) for each in asked]
    joined = " & " if connection.vendor == "postgresql" else " AND "
    return joined.join(f"({each})" for each in written)


def _alternatives(asked: Asked) -> str:
    countries = [fold(word_of_country(code)) for code in asked.countries]
    if connection.vendor == "postgresql":
        first = f"'{asked.word}'" + (":*" if asked.begins else "")
        return " | ".join([first, *(f"'{each}'" for each in countries)])
    first = f'"{asked.word}"' + ("*" if asked.begins else "")
    return " OR ".join([first, *(f'"{each}"' for each in countries)])


def snippet(text: str, asked: Sequence[Asked], *, reach: int = 80) -> str:
    """The words about the first hit, hits between <mark> tags, all else escaped; ""
    where the text has none."""
    spans = hits_in(text, asked)
    if not spans:
        return ""
    begins = max(spans[0][0] - reach, 0)
    ends = min(spans[0][1] + 2 * reach, len(text))
    written = _escaped if _TO_ESCAPE.search(text, begins, ends) else str
    parts, at = ["…" if begins else ""], begins
    for start, end in dict.fromkeys(spans):
        if end > ends:
            break
        parts += [written(text[at:start]), f"<mark>{written(text[start:end])}</mark>"]
        at = end
    return "".join([*parts, written(text[at:ends]), "…" if ends < len(text) else ""])


def hits_in(text: str, asked: Sequence[Asked]) -> list[tuple[int, int]]:
    if text.isascii() or not _FOLDS.search(text):
        plain = text.lower()
        return [
            (start, end)
            for start, end in (
                hit.span() for hit in _plainly(tuple(asked)).finditer(plain)
            )
            if not start or plain[start - 1] not in _LETTERS
        ]
    return [
        (start, end)
        for word, start, end in words_of(text)
        if any(is_meant(word, each) for each in asked)
    ]


@lru_cache(maxsize=500)
def _plainly(asked: tuple[Asked, ...]) -> re.Pattern[str]:
    """What finds the words in a text of small letters in which none needs folding; for
    each hit of a page this is many times as fast. What precedes them is looked at
    after: without it, the words are sought as they are. No other begins within them.
    """
    words = [
        each.word + ("[a-z0-9]*" if each.begins else "")
        for each in asked
        if each.word.isascii()
    ]
    # Where none can be found, what is nowhere.
    any_of = "|".join(words) or "(?!)"
    return re.compile(f"(?:{any_of})(?![a-z0-9])")


_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_TO_ESCAPE = re.compile("[&<>]")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
