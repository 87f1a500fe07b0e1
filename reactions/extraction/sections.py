"""Cut a text into paragraphs and say what each one is: text, heading, caption, noise.

Knows the forms of news on the page (country headings, datelines, live-blog stamps,
bullets, credits, bylines); who a heading names is left to `actors`. Line shapes are
in `tables/lines.toml`, each with an example. Offsets are code points of the text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reactions.extraction.claims import Span
from reactions.extraction.names import is_only_a_name, line_of
from reactions.extraction.rulebook import line_patterns

HeadingReader = Callable[[str], tuple[str, ...]]
"""Printed words of a heading -> codes of the actors it names, if any."""

WRAPPED_WIDTH = 55
WIDEST = 100
BULLET = re.compile(r"\s*[-•*–>]\s")
LONGEST_HEADING = 60
LONGEST_SUBHEADING = 8
CLOSED = frozenset('.!?"”,;:)')


class BlockKind(StrEnum):
    TEXT = "text"
    HEADING = "heading"
    CAPTION = "caption"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. `actors` are the codes of the heading it stands under.

    `story` counts the pieces that do not share a context: an entry of a live blog,
    or what stands under a heading of its own. `gap` lies between the label and the
    words, where the label is read as their subject.
    """

    span: Span
    kind: BlockKind
    actors: tuple[str, ...] = ()
    story: int = 0
    stamp: str = ""
    label: str = ""
    gap: Span | None = None


def blocks_of(text: str, *, read_heading: HeadingReader) -> tuple[Block, ...]:
    """The paragraphs of `text` in order, each with its kind, heading and story."""
    found: list[Block] = []
    actors: tuple[str, ...] = ()
    story, asked = 0, False
    for span in _paragraphs(text):
        block = _classify(text, span, read_heading)
        line = text[span.start : span.end]
        if asked and not block.actors and _opens_part(line):
            block = Block(span, BlockKind.HEADING)  # the next part, about others
        asked = asked or (bool(block.actors) and _is_question(line))
        if block.kind is BlockKind.HEADING:
            actors, story = block.actors, story + 1
        elif block.stamp:
            actors, story = (), story + 1
        found.append(
            replace(block, actors=block.actors or actors, story=story)
            if block.kind is not BlockKind.HEADING
            else replace(block, story=story)
        )
    return tuple(_broken_by_subheadings(text, found))


def _is_question(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and line.endswith("?")


def _opens_part(line: str) -> bool:
    """ "What happens next?", "France, Italy stay": a line of its own, no sentence."""
    few = len(line) <= LONGEST_HEADING and len(line.split()) <= LONGEST_SUBHEADING
    return few and line[0].isupper() and (line[-1] == "?" or line[-1].isalnum())


def _broken_by_subheadings(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """A line between paragraphs that names no state still begins a new story."""
    added = 0
    for at, block in enumerate(blocks):
        around = blocks[max(0, at - 1) : at + 2]
        if len(around) == 3 and _is_subheading(text, *around):
            added += 1
        yield replace(block, story=block.story + added) if added else block


def _is_subheading(text: str, before: Block, block: Block, after: Block) -> bool:
    """ "Higher tax on the way": a few words with no stop, prose before and behind."""
    if any(b.kind is not BlockKind.TEXT for b in (before, block, after)):
        return False
    if block.stamp or block.actors != before.actors or text[block.span.start] in '“"':
        return False
    line = text[block.span.start : block.span.end]
    if len(line) > LONGEST_HEADING or line[-1] in CLOSED or not line[0].isupper():
        return False
    if not 2 <= len(line.split()) <= LONGEST_SUBHEADING or "\n" in line:
        return False
    return _is_prose(text, before) and _is_prose(text, after)


def _is_prose(text: str, block: Block) -> bool:
    size = block.span.end - block.span.start
    return size > LONGEST_HEADING and text[block.span.end - 1] in '.!?"”'


def _paragraphs(text: str) -> Iterator[Span]:
    """Lines, or runs of hard-wrapped lines, trimmed of white space."""
    for run in _runs(text):
        for first, last in _joined([text[line.start : line.end] for line in run]):
            yield _trimmed(text, Span(run[first].start, run[last].end))


def _runs(text: str) -> Iterator[list[Span]]:
    """The lines of the text, those without a blank line between them together."""
    run: list[Span] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if not text[start:end].isspace() and end > start:
            run.append(Span(start, end))
        elif run:
            yield run
            run = []
        start = end + 1
    if run:
        yield run


def _trimmed(text: str, span: Span) -> Span:
    """The span without the blanks about it; it has words."""
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, start + len(piece.strip()))


def _joined(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(first, last) of the lines that belong together: all of them or each alone."""
    if _is_wrapped([line.rstrip() for line in lines]):
        yield 0, len(lines) - 1
    else:
        yield from ((number, number) for number in range(len(lines)))


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines were cut for width: no next word would have fitted.

    Lines that mostly end a sentence each are paragraphs of their own.
    """
    width = max(map(len, lines), default=0)
    if lines[0].startswith("**") and lines[0][-1:].isalnum():
        return False  # "**14.10** France says its troops stay", above its entry
    if len(lines) < 2 or not WRAPPED_WIDTH <= width <= WIDEST:
        return False
    finished = 0
    for line, following in zip(lines, lines[1:], strict=False):
        words = following.split(maxsplit=1)
        if not words or BULLET.match(following) or not line:
            return False
        if len(line) + 1 + len(words[0]) <= width:
            return False
        finished += line[-1] in '.!?"”:' and words[0][0].isupper()
    return finished * 3 <= len(lines) - 1


def _classify(text: str, span: Span, read_heading: HeadingReader) -> Block:
    line = text[span.start : span.end]
    patterns = line_patterns()
    if patterns["noise"].search(line):
        return Block(span, BlockKind.NOISE)
    if patterns["caption"].search(line):
        return Block(span, BlockKind.CAPTION)
    heading = _heading(line, span, read_heading)
    if heading is not None:
        return heading
    return _without_prefix(line, span, read_heading)


def _heading(line: str, span: Span, read_heading: HeadingReader) -> Block | None:
    bare = line.strip("#*•-–— \t:_[]").strip()
    if not bare or len(bare) > LONGEST_HEADING or bare[-1] in '.!"”,;':
        return None
    if bare[-1] == "?":  # "And Peru?", "What is Chad doing?"
        asked = read_heading(bare)
        return Block(span, BlockKind.HEADING, actors=asked) if asked else None
    codes = read_heading(bare)
    if codes:
        return Block(span, BlockKind.HEADING, actors=codes)
    if len(bare.split()) <= 7 and _looks_like_heading(line, bare):
        return Block(span, BlockKind.HEADING)
    if is_only_a_name(line_of(bare, Span(0, len(bare)), ())):
        return Block(span, BlockKind.HEADING)
    return None


def _looks_like_heading(line: str, bare: str) -> bool:
    """Marked as one, or in capitals throughout: nothing a sentence would do."""
    if line.startswith("#") or (line.startswith("**") and line.endswith("**")):
        return True
    if not bare[0].isalnum():
        return False  # "(APPLAUSE)" and '"NO' break nothing off
    letters = [c for c in bare if c.isalpha()]
    return len(letters) > 3 and all(c.isupper() for c in letters)


def _without_prefix(line: str, span: Span, read_heading: HeadingReader) -> Block:
    """The paragraph less its bullet, time stamp, dateline or leading country label."""
    patterns = line_patterns()
    at, stamp = 0, ""
    bullet = patterns["bullet"].match(line)
    if bullet:
        at = bullet.end()
    stamped = patterns["stamp"].match(line, at)
    if stamped:
        at, stamp = stamped.end(), stamped.group().strip()
    codes: tuple[str, ...] = ()
    name = ""
    label = patterns["label"].match(line, at)
    if label and label.group().startswith("**") and line[label.end() :][:1].islower():
        label = None  # "**Peru** said it was sorry": the subject in bold print
    if label and (codes := read_heading(label.group(1).strip("* "))):
        at, name = label.end(), label.group(1)
    dateline = None if codes else patterns["dateline"].match(line, at)
    if dateline:
        at = dateline.end()
    if at >= len(line):
        return Block(span, BlockKind.NOISE, stamp=stamp)
    inner = Span(span.start + at, span.end)
    return Block(inner, BlockKind.TEXT, actors=codes, stamp=stamp, label=name)
