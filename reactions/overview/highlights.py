"""Cuts an article into paragraphs and pieces so that every claim in it can be marked.

Claims overlap: a statement may hold an act and another statement. A piece is a stretch
that the same claims cover; pieces nest nowhere and lose nothing. Pure: text and spans
in, pieces out. Offsets count code points of the body, end exclusive.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

PARAGRAPH = re.compile(r"[^\n]+")
KINDS = ("action", "statement", "official")
WORD_EDGE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Mark:
    """One span of words and the evidence rows that point at it, numbered in order."""

    number: int
    start: int
    end: int
    evidence: tuple[Any, ...]

    @property
    def key(self) -> str:
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under the same marks; `begins` and `ends` are those with an edge here."""

    text: str
    marks: tuple[Mark, ...] = ()
    begins: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()

    @property
    def keys(self) -> str:
        return " ".join(mark.key for mark in self.marks)

    @property
    def kind(self) -> str:
        """What is shown where claims of several kinds share words: the act first."""
        kinds = {row.kind for mark in self.marks for row in mark.evidence}
        return next((kind for kind in KINDS if kind in kinds), "")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`left_out_before` says that words between this and the last are not shown."""

    pieces: tuple[Piece, ...]
    left_out_before: bool = False


@dataclass(slots=True)
class _Sweep:
    """The marks open at a place, as the text is walked from left to right."""

    waiting: list[Mark]
    open: list[Mark] = field(default_factory=list)
    begun: set[int] = field(default_factory=set)

    def move_to(self, place: int) -> None:
        while self.waiting and self.waiting[-1].start <= place:
            self.open.append(self.waiting.pop())
        self.open = [mark for mark in self.open if mark.end > place]

    def first_seen(self) -> tuple[Mark, ...]:
        """Open marks of which no piece was made yet."""
        new = tuple(mark for mark in self.open if mark.number not in self.begun)
        self.begun.update(mark.number for mark in new)
        return new


def number_marks(evidence: Iterable[Any]) -> tuple[Mark, ...]:
    """Evidence grouped by span, numbered in reading order from 1."""
    by_span: dict[tuple[int, int], list[Any]] = {}
    for row in evidence:
        by_span.setdefault((row.start, row.end), []).append(row)
    return tuple(
        Mark(number, start, end, tuple(by_span[start, end]))
        for number, (start, end) in enumerate(sorted(by_span), start=1)
    )


def whole_text(body: str, marks: Sequence[Mark]) -> tuple[Paragraph, ...]:
    return tuple(_paragraphs(body, marks, [(0, len(body))]))


def excerpts(body: str, marks: Sequence[Mark], *, reach: int) -> tuple[Paragraph, ...]:
    """Only the marked words and up to `reach` characters on each side of them."""
    return tuple(_paragraphs(body, marks, list(_windows(body, marks, reach=reach))))


def _windows(
    body: str, marks: Sequence[Mark], *, reach: int
) -> Iterator[tuple[int, int]]:
    """Stretches to show, in order, those that touch made one; no word is cut."""
    opened: tuple[int, int] | None = None
    for mark in marks:
        start = _word_start(body, max(mark.start - reach, 0), mark.start)
        end = _word_end(body, mark.end, min(mark.end + reach, len(body)))
        if opened and not body[opened[1] : start].strip():
            opened = (opened[0], max(opened[1], end))
            continue
        if opened:
            yield opened
        opened = (start, end)
    if opened:
        yield opened


def _word_start(body: str, place: int, before: int) -> int:
    if place == 0:
        return 0
    edge = WORD_EDGE.search(body, place - 1, before)
    return edge.end() if edge else before


def _word_end(body: str, after: int, place: int) -> int:
    if place == len(body):
        return place
    while place > after and not body[place].isspace():
        place -= 1
    return place


def _paragraphs(
    body: str, marks: Sequence[Mark], windows: Sequence[tuple[int, int]]
) -> Iterator[Paragraph]:
    sweep = _Sweep(sorted(marks, key=lambda mark: mark.start, reverse=True))
    edges = sorted({edge for mark in marks for edge in (mark.start, mark.end)})
    shown_to = 0
    for start, end in windows:
        left_out = bool(body[shown_to:start].strip())
        for found in PARAGRAPH.finditer(body, start, end):
            pieces = _pieces(body, found.span(), edges=edges, sweep=sweep)
            yield Paragraph(tuple(pieces), left_out)
            left_out = False
        shown_to = end


def _pieces(
    body: str, span: tuple[int, int], *, edges: Sequence[int], sweep: _Sweep
) -> Iterator[Piece]:
    start, end = span
    inside = edges[bisect_right(edges, start) : bisect_left(edges, end)]
    for left, right in zip([start, *inside], [*inside, end], strict=True):
        sweep.move_to(left)
        yield Piece(
            text=body[left:right],
            marks=tuple(sweep.open),
            begins=sweep.first_seen(),
            ends=tuple(mark for mark in sweep.open if mark.end <= right),
        )
