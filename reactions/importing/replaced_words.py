"""What a near copy says in the place of its original's words: another actor, another
figure. Pure.

A desk cuts a story, adds to it and writes "the US" for "American"; it does not write
Austria for Germany. Who acted is what an origin vouches for, so such a text is none of
the original's copies. A figure is different: agencies send their story again with the
newer number, and that is still one origin.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import LCSseq

from reactions.actors import Role, surfaces

WORD = re.compile(r"\w+")
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
# Capitals and seats of power are places too: bylines and datelines change them.
NAMING = frozenset({Role.NAME, Role.ADJECTIVE, Role.PEOPLE})
# What is rewritten at length says nothing in the place of anything.
MOST_REPLACED = 4
LEAST_AROUND = 2
# Two names that change places beside each other are a list in another order.
LIST_REACH = 3
MOST_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Replaced:
    """`actors` are pairs of codes, `figures` of numbers as printed, the original's
    first."""

    actors: tuple[tuple[str, str], ...] = ()
    figures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """A text's words with their offsets, and which actors each of them names."""

    whole: str
    spans: tuple[tuple[int, int], ...]
    words: tuple[str, ...]
    named: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """Words `start` to `end` of the original for those of the copy."""

    start: int
    end: int
    copy_start: int
    copy_end: int


def replaced_words(original: str, copy: str) -> Replaced:
    """Which actors and figures of `original` the like text `copy` replaces in place."""
    one, other = _read(original), _read(copy)
    actors, figures = [], []
    for block in _blocks(one, other):
        told = _codes(one, block.start, block.end)
        now = _codes(other, block.copy_start, block.copy_end)
        if told and now and told.isdisjoint(now):
            actors.append((block.start, min(told), min(now)))
        before = _figures(one, block.start, block.end)
        after = _figures(other, block.copy_start, block.copy_end)
        if len(before) == len(after) == 1 and before != after:
            figures.append((before[0], after[0]))
    return Replaced(_without_swaps(actors), tuple(dict.fromkeys(figures)))


def _read(text: str) -> _Text:
    whole = unicodedata.normalize("NFKC", text)
    spans = tuple(found.span() for found in WORD.finditer(whole))[:MOST_WORDS]
    words = tuple(whole[start:end] for start, end in spans)
    named: list[frozenset[str]] = [frozenset()] * len(words)
    at = 0
    while at < len(words):
        length, codes = _name_at(words, at)
        for place in range(at, at + length):
            named[place] = codes
        at += max(length, 1)
    return _Text(whole, spans, words, tuple(named))


def _name_at(words: Sequence[str], at: int) -> tuple[int, frozenset[str]]:
    """The longest name of an actor that begins here: how many words, and whose."""
    for name, codes in _names().get(words[at], ()):
        if tuple(words[at : at + len(name)]) == name:
            return len(name), codes
    return 0, frozenset()


@cache
def _names() -> dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]:
    """The names of actors with their codes by their first words, long ones first."""
    codes: dict[tuple[str, ...], frozenset[str]] = {}
    for surface in surfaces():
        if surface.role in NAMING:
            name = tuple(WORD.findall(surface.text))
            codes[name] = codes.get(name, frozenset()) | {surface.code}
    names = defaultdict(list)
    for name in sorted(codes, key=len, reverse=True):
        names[name[0]].append((name, codes[name]))
    return dict(names)


def _blocks(one: _Text, other: _Text) -> Iterator[_Block]:
    """Short stretches of which each text has its own words, between the same words."""
    before = [word.casefold() for word in one.words]
    after = [word.casefold() for word in other.words]
    start = copy_start = run = 0
    for tag, i1, i2, j1, j2 in LCSseq.opcodes(before, after):
        if tag != "equal":
            continue
        block = _Block(start, i1, copy_start, j1)
        is_first = start == 0 or copy_start == 0
        is_between = run >= LEAST_AROUND or (
            is_first and _is_subject(one, other, i1, j1)
        )
        if _is_short(block) and is_between and i2 - i1 >= LEAST_AROUND:
            yield block
        start, copy_start, run = i2, j2, i2 - i1


def _is_short(block: _Block) -> bool:
    return (
        0 < block.end - block.start <= MOST_REPLACED
        and 0 < block.copy_end - block.copy_start <= MOST_REPLACED
    )


def _is_subject(one: _Text, other: _Text, at: int, copy_at: int) -> bool:
    """Whether the words after a replaced beginning go on with it ("Germany closed"):
    after a dateline a sentence begins, with a capital."""
    return _after_name(one, at).islower() and _after_name(other, copy_at).islower()


def _after_name(text: _Text, at: int) -> str:
    """The word here, or the one after the name that goes on here."""
    while (
        0 < at < len(text.words)
        and text.named[at]
        and (text.named[at] == text.named[at - 1])
    ):
        at += 1
    return text.words[at] if at < len(text.words) else ""


def _codes(text: _Text, start: int, end: int) -> frozenset[str]:
    return frozenset().union(*text.named[start:end])


def _figures(text: _Text, start: int, end: int) -> list[str]:
    """The whole numbers that these words are of: 3,000 where its 3 was replaced."""
    first, last = text.spans[start][0], text.spans[end - 1][1]
    around = max(first - 20, 0)
    return [
        found[0]
        for found in FIGURE.finditer(text.whole, around, last + 20)
        if found.start() < last and found.end() > first
    ]


def _without_swaps(
    replaced: Sequence[tuple[int, str, str]],
) -> tuple[tuple[str, str], ...]:
    """Without two names of one list that only changed places."""
    kept = [
        (told, now)
        for at, told, now in replaced
        if not any(
            (other_told, other_now) == (now, told) and abs(place - at) <= LIST_REACH
            for place, other_told, other_now in replaced
        )
    ]
    return tuple(dict.fromkeys(kept))
