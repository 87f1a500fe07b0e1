"""Find the printed names of states and organisations in a text.

Reads the surfaces of `actors`, longest first, case kept ("US" is no "us"). Whether a
mention acts or speaks is decided later, by grammar. Offsets are code points.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reactions.actors import Role, surfaces
from reactions.extraction.claims import Span
from reactions.extraction.rulebook import word_list

WORD = re.compile(r"\w+")
NOT_NEXT = re.compile(r"[-–](\w+)")
HALF_BEFORE = re.compile(r"\b([^\W\d_a-z][^\W\d_A-Z]+)-$")
HALF_BEHIND = re.compile(r"-([^\W\d_a-z][^\W\d_A-Z]+)\b")
LONGEST_HALF = 30
SHORTEST_IN_CAPITALS = 4
SPOKEN_FOR = frozenset({Role.CAPITAL, Role.METONYM})


@dataclass(frozen=True, slots=True)
class Mention:
    """`codes` are all the actors the words may name; more than one is ambiguous."""

    start: int
    end: int
    codes: tuple[str, ...]
    role: Role
    weak: bool

    @property
    def code(self) -> str | None:
        return self.codes[0] if len(self.codes) == 1 else None


@dataclass(frozen=True, slots=True)
class _Entry:
    text: str
    codes: tuple[str, ...]
    role: Role
    weak: bool


@cache
def _index() -> dict[str, tuple[_Entry, ...]]:
    """First word of a surface -> its entries, longest first."""
    merged: dict[str, _Entry] = {}
    for surface in surfaces():
        _merge(merged, surface.text, (surface.code, surface.role, surface.weak))
        capitals = surface.text.upper()
        if len(capitals) >= SHORTEST_IN_CAPITALS and capitals != surface.text:
            _merge(merged, capitals, (surface.code, surface.role, surface.weak))
    index: dict[str, list[_Entry]] = {}
    for entry in merged.values():
        first = WORD.search(entry.text)
        if first:
            index.setdefault(first.group(), []).append(entry)
    return {
        word: tuple(sorted(found, key=lambda e: -len(e.text)))
        for word, found in index.items()
    }


def _merge(merged: dict[str, _Entry], text: str, said: tuple[str, Role, bool]) -> None:
    code, role, weak = said
    known = merged.get(text)
    if known is None:
        merged[text] = _Entry(text, (code,), role, weak)
    elif code not in known.codes:
        merged[text] = _Entry(text, (*known.codes, code), known.role, True)


def find_mentions(text: str) -> tuple[Mention, ...]:
    """All mentions in `text` in order, none overlapping another.

    A city that is the seat of several actors ("Brussels") acts for the one that the
    text names elsewhere, where that is one alone; as a mere place it stays open.
    """
    found = tuple(_mentions(text))
    clear = {mention.code for mention in found}
    return tuple(_settled(mention, clear, text) for mention in found)


def _settled(mention: Mention, clear: set[str | None], text: str) -> Mention:
    if len(mention.codes) < 2 or mention.role not in SPOKEN_FOR:
        return mention
    if text[max(0, mention.start - 3) : mention.start].lower() == "in ":
        return mention
    meant = tuple(code for code in mention.codes if code in clear)
    return replace(mention, codes=meant) if len(meant) == 1 else mention


def _mentions(text: str) -> Iterator[Mention]:
    index, free = _index(), 0
    for word in WORD.finditer(text):
        if word.start() < free:
            continue
        entry = _fitting(text, word, index.get(word.group(), ()))
        if entry is None:
            continue
        start = word.start() - WORD.search(entry.text).start()  # type: ignore[union-attr]
        end = start + len(entry.text)
        free = end
        if not _compounds(text, end) and not _is_half_a_name(text, start, end):
            yield Mention(start, end, entry.codes, entry.role, entry.weak)


def _fitting(
    text: str, word: re.Match[str], entries: tuple[_Entry, ...]
) -> _Entry | None:
    for entry in entries:
        lead = WORD.search(entry.text).start()  # type: ignore[union-attr]
        start = word.start() - lead
        end = start + len(entry.text)
        if start < 0 or not text.startswith(entry.text, start):
            continue
        if end < len(text) and (text[end].isalnum() or text[end] == "_"):
            continue
        return entry
    return None


def _compounds(text: str, end: int) -> bool:
    """Whether the name is only the first half of a compound: "US-led"."""
    following = NOT_NEXT.match(text, end)
    return bool(following) and following.group(1) in word_list("prefixes_of_led")  # type: ignore[union-attr]


def _is_half_a_name(text: str, start: int, end: int) -> bool:
    """ "Marie-France", "Jordan-Roe": one half of a personal or a company's name."""
    if text[start:end].isupper():
        return False
    before = HALF_BEFORE.search(text, max(0, start - LONGEST_HALF), start)
    behind = HALF_BEHIND.match(text, end)
    halves = [half.group(1) for half in (before, behind) if half]
    return any(
        half not in _index() and half not in word_list("first_halves")
        for half in halves
    ) and not any(
        m.start() == end + 1 for m in _insurgent_pattern().finditer(text, end, end + 40)
    )


def settle_meanings(
    mentions: Sequence[Mention], *, host: str | None
) -> tuple[Mention, ...]:
    """Gives "Congolese" and the like one state: one named plainly, the host, the usual.

    Cities ("Brussels") keep theirs: `find_mentions` settles those that act.
    """
    plain = {m.code for m in mentions if m.code} | {host}
    return tuple(
        m
        if m.code or m.role in SPOKEN_FOR
        else replace(m, codes=_meant(m.codes, plain, host))
        for m in mentions
    )


def _meant(
    codes: tuple[str, ...], plain: set[str | None], host: str | None
) -> tuple[str, ...]:
    if host in codes:
        return (host,) if host else codes
    usual = word_list("usual_meanings")
    for likely in (plain, usual):
        found = tuple(code for code in codes if code in likely)
        if len(found) == 1:
            return found
    return codes


def insurgents_in(text: str) -> tuple[Span, ...]:
    """Named armed movements, which speak for no government."""
    return tuple(Span(*m.span()) for m in _insurgent_pattern().finditer(text))


@cache
def _insurgent_pattern() -> re.Pattern[str]:
    names = sorted(word_list("insurgent_groups"), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
