"""Cut a text into paragraphs and say what each one is: text, heading, caption, noise.

Knows the forms of news on the page (country headings, datelines, live-blog stamps,
bullets, credits, bylines); who a heading names is left to `actors`. Line shapes are
in `tables/lines.toml`, each with an example. Offsets are code points of the text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from reactions.extraction.claims import Span
from reactions.extraction.names import is_only_a_name, line_of
from reactions.extraction.rulebook import line_patterns

HeadingReader = Callable[[str], tuple[str, ...]]
"""Printed words of a heading -> codes of the actors it names, if any."""

WRAPPED_WIDTH = 55
LONGEST_HEADING = 60


class BlockKind(StrEnum):
    TEXT = "text"
    HEADING = "heading"
    CAPTION = "caption"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph. `actors` are the codes of the heading it stands under.

    `story` counts the pieces that do not share a context: an entry of a live blog,
    or what stands under a heading of its own.
    """

    span: Span
    kind: BlockKind
    actors: tuple[str, ...] = ()
    story: int = 0
    stamp: str = ""


def blocks_of(text: str, *, read_heading: HeadingReader) -> tuple[Block, ...]:
    """The paragraphs of `text` in order, each with its kind, heading and story."""
    found: list[Block] = []
    actors: tuple[str, ...] = ()
    story = 0
    for span in _paragraphs(text):
        block = _classify(text, span, read_heading)
        if block.kind is BlockKind.HEADING:
            actors, story = block.actors, story + 1
        elif block.stamp:
            actors, story = (), story + 1
        found.append(
            replace(block, actors=block.actors or actors, story=story)
            if block.kind is not BlockKind.HEADING
            else replace(block, story=story)
        )
    return tuple(found)


def _paragraphs(text: str) -> Iterator[Span]:
    """Lines, or runs of hard-wrapped lines, trimmed of white space."""
    for run in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|$))+", text):
        lines = list(re.finditer(r"[^\n]+", run.group()))
        start = 0
        for number, line in enumerate(lines):
            last = number == len(lines) - 1
            if not last and _wraps(line.group(), lines[number + 1].group()):
                continue
            end = line.end()
            piece = run.group()[start:end]
            lead = len(piece) - len(piece.lstrip())
            stripped = piece.strip()
            if stripped:
                begin = run.start() + start + lead
                yield Span(begin, begin + len(stripped))
            start = end
    return


def _wraps(line: str, following: str) -> bool:
    """Whether a line was cut for width: long, unfinished, and carried on below."""
    line, following = line.rstrip(), following.strip()
    if len(line) < WRAPPED_WIDTH or not following or len(line) > 100:
        return False
    if re.match(r"[-•*–]\s", following):
        return False
    first_word = following.split(maxsplit=1)[0]
    return len(line) + 1 + len(first_word) > WRAPPED_WIDTH + 8


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
    if not bare or len(bare) > LONGEST_HEADING or bare[-1] in '.!?"”,;':
        return None
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
    label = patterns["label"].match(line, at)
    if label and (codes := read_heading(label.group(1).strip("* "))):
        at = label.end()
    dateline = None if codes else patterns["dateline"].match(line, at)
    if dateline:
        at = dateline.end()
    if at >= len(line):
        return Block(span, BlockKind.NOISE, stamp=stamp)
    inner = Span(span.start + at, span.end)
    return Block(inner, BlockKind.TEXT, actors=codes, stamp=stamp)


def dateline_of(text: str) -> str:
    """The dateline's words at the head of `text` ("KABUL, Aug 15 (Reuters) -")."""
    match = line_patterns()["dateline"].match(text)
    return match.group() if match else ""
