"""Things of a text by where they begin, so that a paragraph's are found at once.

Asking every thing of a long text for every paragraph costs the square of its length.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from reactions.extraction.claims import Span

T = TypeVar("T")


class InOrder(Generic[T]):
    """Holds things with their start, an offset in the text."""

    def __init__(self, things: Iterable[T], *, start_of: Callable[[T], int]) -> None:
        self._things = sorted(things, key=start_of)
        self._starts = [start_of(thing) for thing in self._things]

    def beginning_in(self, span: Span) -> list[T]:
        """Those that begin in the span, in the order of the text."""
        first = bisect_left(self._starts, span.start)
        return self._things[first : bisect_left(self._starts, span.end, first)]
