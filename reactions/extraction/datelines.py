"""Where a story is told, by its dateline: "ISLAMABAD:", "NEW DELHI, May 3 -"."""

import re
from collections import Counter
from collections.abc import Sequence

from reactions.extraction.claims import Span
from reactions.extraction.in_order import InOrder
from reactions.extraction.mentions import Mention
from reactions.extraction.sections import Block, BlockKind

HERE = re.compile(
    r"(?<!been )(?<!was )\bhere (?:on|in|today|yesterday|this|that|after)\b"
)
"""Papers say "here" of the city they come out in."""


def dateline_of(
    text: str, blocks: Sequence[Block], mentions: InOrder[Mention]
) -> Sequence[Mention]:
    """What is named before a story's first words, on their line, under the headline."""
    for block in [b for b in blocks if b.kind is BlockKind.TEXT][:3]:
        begin = text.rfind("\n", 0, block.span.start) + 1
        named = mentions.beginning_in(Span(begin, block.span.start))
        if named and not block.actors:
            return named
    return ()


def told_from(
    text: str, dateline: Sequence[Mention], *, counted: Counter[str], host: str | None
) -> str | None:
    """The state told from: the host, or the one that the text speaks of most.

    Agencies' reporters sit in Nairobi and Beirut, so another is not; "NEW DELHI:" is
    how papers print what they report from home.
    """
    code = dateline[0].code if dateline else None
    if code is None or code == host:
        return code
    local = text.startswith(":", dateline[0].end)
    first = text[dateline[0].end : text.find("\n", dateline[0].end)]
    if code in counted and HERE.search(first):
        return code
    most = max(counted.values(), default=0)
    return code if counted[code] == most and (local or most > 2) else None
