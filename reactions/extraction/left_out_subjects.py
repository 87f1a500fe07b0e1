"""Lists that leave the subject out: "PERU - Suspended relations with Libya".

The parser takes a verb in capitals without a subject for a name or a participle. So the
label, or the heading right above, is read as the subject: "PERU   suspended relations".
Offsets stay those of the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reactions.extraction.claims import Span
from reactions.extraction.sections import Block, BlockKind

# Forms that no noun or adjective has.
PLAIN = (
    "Has|Had|Is|Was|Will|Would|Could|May|Might|Did|Does|Says|Said|Told|Took|Flew|Sent"
    "|Brought|Kept|Gave|Began|Withdrew|Held|Got|Made|Found|Became|Chose|Drew|Went|Spoke"
    "|Sought|Swore|Threw|Came|Thinks|Wants|Expects|Intends|Considers|Keeps|Tells|Sends"
    "|Asks|Begins|Remains|Stays|Brings|Takes|Withdraws|Closes|Evacuates|Condemns|Hopes"
)
# Forms that a noun or participle has too: what an object begins with must follow.
AMBIGUOUS = (
    "(?!United|Indeed|Retired|Armed)[A-Z][a-z]{2,}ed|Cut|Shut|Put|Set|Let|Left|Met|Hit"
    "|Plans|Calls|Orders|Urges|Advises|Moves|Warns|Flies|Opens|Halts|Pulls"
)
OBJECT = (
    r"(?:an?|the|its|their|his|her|all|most|some|both|no|any|more|about|around|nearly"
    r"|almost|over|up|out|off|back|down|to|that|it|them|non-\w+|\d[\d,.]*|two|three|four"
    r"|five|six|seven|eight|nine|ten|staff|diplomats|diplomatic|citizens|nationals"
    r"|embassy|relations|flights|ties|aid|people|talks|travel|troops|[A-Z]\w+|“|\")"
)
OPENING = re.compile(rf"(?:{PLAIN})\b(?!,)|(?:{AMBIGUOUS})\s+{OBJECT}\b")
LATER_VERB = re.compile(
    rf"(?:Also|Already|Later|Now|Still)\s+(?:{PLAIN.lower()}|[a-z]+ed)\b"
)
MARKS = re.compile(r"[\s*:–—-]*")


def opens_without_subject(text: str, span: Span) -> bool:
    """Whether a paragraph begins with a verb in force: "Has closed", "Closed its"."""
    found = OPENING.match(text, span.start, span.end)
    return bool(found or LATER_VERB.match(text, span.start, span.end))


def with_subjects(blocks: Iterable[Block], text: str) -> Iterator[Block]:
    """The blocks, those that leave out their subject beginning with its name."""
    above: Block | None = None
    for block in blocks:
        is_told_of = block.kind is BlockKind.TEXT and len(block.actors) == 1
        subject = None
        if is_told_of and opens_without_subject(text, block.span):
            subject = _label(block, text) or _heading(above, block, text)
        above = block
        yield block if subject is None else _opening_with(subject, block)


def _opening_with(subject: Span, block: Block) -> Block:
    span = Span(subject.start, block.span.end)
    return replace(block, span=span, gap=Span(subject.end, block.span.start))


def _label(block: Block, text: str) -> Span | None:
    """Where the label stands before the words of its paragraph."""
    if not block.label:
        return None
    name = block.label.strip("* ")
    start = text.rfind(name, 0, block.span.start)
    between = MARKS.fullmatch(text, start + len(name), block.span.start)
    return Span(start, start + len(name)) if start >= 0 and between else None


def _heading(above: Block | None, block: Block, text: str) -> Span | None:
    """The heading's line, where it is a name and no more."""
    if above is None or above.kind is not BlockKind.HEADING:
        return None
    if above.actors != block.actors:
        return None
    line = text[above.span.start : above.span.end]
    name = line.strip("#*•-–— \t:_[]")
    start = above.span.start + line.find(name)
    plain = all(c.isalpha() or c in " .'’-" for c in name)
    between = MARKS.fullmatch(text, start + len(name), block.span.start)
    return Span(start, start + len(name)) if plain and between else None
