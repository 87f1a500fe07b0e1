"""The numbered paragraphs that a model is shown, and where its quotes stand in them.

A quote is found as it is printed, letter by letter; only runs of white space count as
one, because a model does not keep the line breaks of a text. Offsets are code points.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field

from reactions.extraction.claims import Span

LONGEST_QUOTE = 2000


class NotFoundError(ValueError):
    """The words stand nowhere in the article, or at several places and not the one
    told."""


def paragraphs_of(text: str) -> tuple[Span, ...]:
    """Runs of lines with no blank line between them, trimmed, in order."""
    return tuple(_paragraphs(text))


def _paragraphs(text: str) -> Iterator[Span]:
    start: int | None = None
    end = at = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            first = at + line.index(words)
            start = first if start is None else start
            end = first + len(words)
        elif start is not None:
            yield Span(start, end)
            start = None
        at += len(line)
    if start is not None:
        yield Span(start, end)


@dataclass(slots=True)
class Places:
    """Finds the words of one answer in one article, and remembers which were used."""

    text: str
    paragraphs: tuple[Span, ...]
    _used: Counter[Hashable] = field(default_factory=Counter)

    def find(self, words: str, *, paragraph: object, of: Hashable) -> Span:
        """Where these words stand. Of several places in the paragraph told, the first
        one counts that no earlier claim with the same `of` took. Raises NotFoundError.
        """
        found = self.all_of(words)
        if not found:
            raise NotFoundError(words)
        told = self.span_of(paragraph)
        here = [each for each in found if told is not None and told.holds(each)]
        if not here:
            if len(found) > 1:
                raise NotFoundError(words)
            here = found
        key = (of, " ".join(words.split()), here[0])
        nth = self._used[key]
        self._used[key] += 1
        return here[min(nth, len(here) - 1)]

    def all_of(self, words: str, *, within: Span | None = None) -> list[Span]:
        """Every place of these words; none where they are cut out of longer words."""
        parts = words.split()
        if not parts or len(words) > LONGEST_QUOTE:
            return []
        pattern = r"\s+".join(map(re.escape, parts))
        head = r"(?<!\w)" if _is_of_a_word(parts[0][0]) else ""
        tail = r"(?!\w)" if _is_of_a_word(parts[-1][-1]) else ""
        bounds = within or Span(0, len(self.text))
        found = re.compile(f"{head}{pattern}{tail}").finditer(
            self.text, bounds.start, bounds.end
        )
        return [Span(*match.span()) for match in found]

    def span_of(self, number: object) -> Span | None:
        """The paragraph with this number, counted from 1."""
        if isinstance(number, bool) or not isinstance(number, int):
            return None
        if not 1 <= number <= len(self.paragraphs):
            return None
        return self.paragraphs[number - 1]

    def around(self, span: Span) -> Span:
        """The paragraph that holds this span, else the span itself."""
        return next((each for each in self.paragraphs if each.holds(span)), span)


def _is_of_a_word(sign: str) -> bool:
    return re.match(r"\w", sign) is not None
