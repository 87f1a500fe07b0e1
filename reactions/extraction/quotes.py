"""Find the quoted stretches of a text, whatever marks it uses.

It knows marks and paragraphs only: who speaks is read elsewhere. A stretch never
leaves its paragraph; several paragraphs with a mark at the head of each are several
stretches, each told to run on. An unbalanced mark opens nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reactions.extraction.claims import Span

# Of three straight single marks the first closes a quotation within a quotation.
MARK = re.compile(r"(?<=\S)'(?=''(?!'))|''|``|[\"“”„‟«»‹›‘’‚']")
WORD = re.compile(r"\w+")
# Mark that opens -> marks that close it. Writers mix the double marks.
DOUBLES = frozenset({'"', "''", "“", "”"})
CLOSERS = {
    **dict.fromkeys(("“", "”", "„", "‟", '"', "''", "``"), DOUBLES),
    "«": frozenset("»"),
    "»": frozenset("«"),
    "‹": frozenset("›"),
    "›": frozenset("‹"),
}
ALWAYS_OPENS = frozenset("“„‟«‹")
SINGLES = frozenset("‘’‚'")
OPENING_NEIGHBOURS = frozenset("([{-–—―/:,;.…>\"'“„«‹‘")
# No real stretch holds more marks than this; it keeps hostile text linear.
FARTHEST = 200
# Clipped words begin with an apostrophe, not with a quotation.
CLIPPED = re.compile(r"(?:\d\ds?|em|tis|twas|til|cause|bout|n|round|neath)\b", re.I)


@dataclass(frozen=True, slots=True)
class Quote:
    """One unbroken quoted stretch within a paragraph.

    `inside` is the span between the marks, `marked` the span with them. `runs_on`:
    no closing mark, the next paragraph goes on; `goes_on` is that next one.
    """

    inside: Span
    marked: Span
    words: int
    runs_on: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    sign: str
    can_open: bool
    can_close: bool
    after_s: bool

    @property
    def end(self) -> int:
        return self.at + len(self.sign)


def find_quotes(paragraphs: Sequence[str]) -> list[list[Quote]]:
    """The outermost quoted stretches of each paragraph, in order.

    Offsets count code points of that paragraph. Runs in time linear in the text.
    """
    found: list[list[Quote]] = []
    expects_more = False
    for i, text in enumerate(paragraphs):
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else ""
        quotes = _quotes_of(text, continued=expects_more, following=following)
        expects_more = bool(quotes) and quotes[-1].runs_on
        found.append(quotes)
    return found


def _quotes_of(text: str, *, continued: bool, following: str) -> list[Quote]:
    marks = list(_marks(text))
    quotes: list[Quote] = []
    at = 0
    if continued and marks and not _opens_text(text) and _is_stray_close(marks[0]):
        quotes.append(_quote(text, 0, marks[0].at, 0, marks[0].end, goes_on=True))
        at = 1
    while at < len(marks):
        opener = marks[at]
        at += 1
        if not _may_open(opener):
            continue
        goes_on = continued and not text[: opener.at].strip()
        closing = _closing(marks, at - 1)
        if closing is not None:
            closer = marks[closing]
            at = closing + 1
            quotes.append(
                _quote(
                    text,
                    opener.end,
                    closer.at,
                    opener.at,
                    closer.end,
                    goes_on=goes_on,
                )
            )
        elif opener.sign not in SINGLES:
            open_end = _open_end(text, opener, goes_on=goes_on, following=following)
            quotes.extend(open_end)
            if open_end:
                break
    return [quote for quote in quotes if quote.words]


def _marks(text: str) -> Iterator[_Mark]:
    for match in MARK.finditer(text):
        at, sign = match.start(), match.group()
        before = text[at - 1] if at else " "
        after = text[match.end()] if match.end() < len(text) else " "
        spaced = before.isspace() and after.isspace()
        opens = before.isspace() or before in OPENING_NEIGHBOURS
        can_open = (opens and not after.isspace()) or spaced
        can_close = (not before.isspace() and not after.isalnum()) or spaced
        if sign in SINGLES and can_open and CLIPPED.match(text, match.end()):
            continue
        if sign == "'" and before.isalnum() and after.isalnum():
            continue
        yield _Mark(at, sign, can_open, can_close, before in "sS")


def _opens_text(text: str) -> bool:
    head = MARK.match(text.lstrip())
    return head is not None and head.group() not in ("’", "'")


def _is_stray_close(mark: _Mark) -> bool:
    return mark.sign in "”»\"''" and mark.can_close and not mark.can_open


def _may_open(mark: _Mark) -> bool:
    if mark.sign in ALWAYS_OPENS:
        return True
    if mark.sign in ("”", "»", "›"):
        return mark.can_open and not mark.can_close
    if mark.sign == "’":
        return False
    return mark.can_open


def _closing(marks: list[_Mark], opening: int) -> int | None:
    """The index of the mark that closes the one at `opening`, or None."""
    if marks[opening].sign in SINGLES:
        return _closing_single(marks, opening)
    closers = CLOSERS[marks[opening].sign]
    depth = 1
    for i in range(opening + 1, min(len(marks), opening + FARTHEST)):
        mark = marks[i]
        if mark.sign in SINGLES and mark.sign not in closers:
            continue
        if mark.sign not in closers and CLOSERS[mark.sign] != closers:
            continue
        if _opens_again(mark, closers) and _is_nested(marks, i, depth):
            depth += 1
        elif _opens_again(mark, closers):
            return None
        else:
            depth -= 1
        if depth == 0:
            return i
    return None


def _opens_again(mark: _Mark, closers: frozenset[str]) -> bool:
    if mark.sign in ALWAYS_OPENS and not (mark.sign in closers and mark.can_close):
        return True
    return mark.can_open and not mark.can_close


def _is_nested(marks: list[_Mark], at: int, depth: int) -> bool:
    """Whether enough marks follow to close what is open and this one too.

    Looks a bounded way ahead, so that a text of nothing but marks stays linear.
    """
    need = depth + 1
    for mark in marks[at + 1 : at + 24]:
        if mark.sign in SINGLES:
            continue
        need += 1 if mark.can_open and not mark.can_close else -1
        if need == 0:
            return True
    return False


def _closing_single(marks: list[_Mark], opening: int) -> int | None:
    """Tell a closing single mark from the apostrophe of a plural ("ministers'").

    The first mark that does not follow an s closes; where each of them does, the
    last before the next opening.
    """
    wanted = "’'" if marks[opening].sign != "'" else "'"
    best = None
    for i in range(opening + 1, min(len(marks), opening + FARTHEST)):
        mark = marks[i]
        if mark.sign in SINGLES and mark.can_open and not mark.can_close:
            break
        if mark.sign not in wanted or not mark.can_close:
            continue
        best = i
        if not mark.after_s:
            break
    return best


def _open_end(
    text: str, opener: _Mark, *, goes_on: bool, following: str
) -> list[Quote]:
    """A stretch without a closing mark counts when the next paragraph goes on with
    it, when it ends one that began earlier, or when "he said:" leads up to it."""
    runs_on = _opens_text(following)
    led_up_to = text[: opener.at].rstrip().endswith((":", ","))
    if not (runs_on or goes_on or led_up_to):
        return []
    end = len(text.rstrip())
    if end <= opener.end:
        return []
    return [
        _quote(
            text,
            opener.end,
            end,
            opener.at,
            end,
            goes_on=goes_on,
            runs_on=runs_on,
        )
    ]


def _quote(
    text: str,
    start: int,
    end: int,
    marked_start: int,
    marked_end: int,
    *,
    goes_on: bool = False,
    runs_on: bool = False,
) -> Quote:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    words = sum(1 for _ in WORD.finditer(text, start, end))
    return Quote(
        Span(start, end), Span(marked_start, marked_end), words, runs_on, goes_on
    )
