"""Tables for the terminal: aligned columns, cut to the width there is."""

import shutil
import unicodedata
from collections.abc import Sequence

GAP = "  "
LEAST_WIDTH = 8


def render_table(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    width: int = 0,
    right: frozenset[int] = frozenset(),
) -> str:
    """The rows under their headings. `right` names the columns set to the right.

    Where the lines would be longer than `width` (by default the terminal's), the
    widest column gives way; the first, which names the row, last of all.
    """
    width = width or shutil.get_terminal_size((140, 24)).columns
    widths = [
        max(display_width(_flat(row[column])) for row in (headings, *rows))
        for column in range(len(headings))
    ]
    spare = width - len(GAP) * (len(widths) - 1)
    _shrink(widths, spare, first=1)
    _shrink(widths, spare, first=0)
    rule = GAP.join("─" * each for each in widths)
    lines = [_line(headings, widths, right), rule]
    lines += [_line(row, widths, right) for row in rows]
    return "\n".join(line.rstrip() for line in lines)


def _shrink(widths: list[int], spare: int, *, first: int) -> None:
    """Take from the widest of the columns from `first` on until all fit, or none can
    give more."""
    while sum(widths) > spare:
        widest = max(range(first, len(widths)), key=widths.__getitem__, default=None)
        if widest is None or widths[widest] <= LEAST_WIDTH:
            return
        widths[widest] -= 1


def display_width(text: str) -> int:
    """How many columns a terminal gives `text`: wide letters take two, marks none."""
    return sum(_char_width(char) for char in text)


def _line(cells: Sequence[str], widths: Sequence[int], right: frozenset[int]) -> str:
    fitted = [_fit(cell, size) for cell, size in zip(cells, widths, strict=True)]
    spaces = [
        " " * (size - display_width(cell))
        for cell, size in zip(fitted, widths, strict=True)
    ]
    return GAP.join(
        space + cell if column in right else cell + space
        for column, (cell, space) in enumerate(zip(fitted, spaces, strict=True))
    )


def _fit(text: str, size: int) -> str:
    """`text` on one line, cut with an ellipsis where it is too long."""
    flat = _flat(text)
    if display_width(flat) <= size:
        return flat
    kept, used = "", 1
    for char in flat:
        used += _char_width(char)
        if used > size:
            break
        kept += char
    return kept + "…"


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _flat(text: str) -> str:
    return " ".join(text.split())
