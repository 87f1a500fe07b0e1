"""Tell the country in crisis where nobody has said it: the place things happen in.

A state or capital named as a place ("in", "from", "to", a dateline) far more than any
other, missions in it above all. Two candidates near one another give none.
"""

import re
from collections import Counter
from collections.abc import Sequence

from reactions.actors import ACTORS, Role
from reactions.extraction.mentions import Mention
from reactions.vocabulary import ActorKind

PLACE = re.compile(
    r"\b(?:in|from|to|into|inside|across|leave|left|near|of)\s+(?:the\s+)?$"
)
MISSION_IN = re.compile(
    r"\b(?:embass(?:y|ies)|missions?|diplomats|consulates?|staff|personnel|citizens"
    r"|nationals|troops)\s+(?:in|from|out of)\s+(?:the\s+)?$",
    re.I,
)
DATELINE = re.compile(r"(?:^|\n)\s*$")
MISSION_WEIGHT = 3
OURS = re.compile(
    r"^[^“\"\n]*\b[Oo]ur (?:Ministry|Embassy|Minister|Consulate|High Commission)\b",
    re.MULTILINE,
)
"""How a foreign ministry speaks of itself."""
LEAST = 3
LEAD = 2


def likely_host(text: str, mentions: Sequence[Mention]) -> tuple[str, str] | None:
    """(code, city) of the country in crisis; city is empty when none is named.

    None when fewer than three signs point to it, or not twice as many as to the next.
    """
    signs: Counter[str] = Counter()
    cities: Counter[tuple[str, str]] = Counter()
    for mention in mentions:
        if not _may_be_a_place(mention):
            continue
        weight = _weight(text, mention)
        signs[mention.codes[0]] += weight
        if weight and mention.role is Role.CAPITAL:
            cities[mention.codes[0], text[mention.start : mention.end].title()] += 1
    ranked = signs.most_common(2)
    if not ranked or ranked[0][1] < LEAST:
        return None
    if len(ranked) > 1 and ranked[0][1] < LEAD * ranked[1][1]:
        return None
    code = ranked[0][0]
    named = [city for (owner, city), _ in cities.most_common() if owner == code]
    return code, named[0] if named else ""


def _may_be_a_place(mention: Mention) -> bool:
    if mention.code is None or mention.role not in {Role.NAME, Role.CAPITAL}:
        return False
    return ACTORS[mention.code].kind is ActorKind.STATE


def _weight(text: str, mention: Mention) -> int:
    before = text[max(0, mention.start - 40) : mention.start]
    if MISSION_IN.search(before):
        return MISSION_WEIGHT
    if PLACE.search(before):
        return 1
    words = text[mention.start : mention.end]
    return int(words.isupper() and len(words) > 4 and bool(DATELINE.search(before)))


def issuer(text: str, named: Counter[str]) -> str | None:
    """The state a foreign ministry's own text is by: the one it names most.

    "Our Embassy in Bishkek", outside quotation marks, whoever else it names.
    """
    first, second = ([*named.most_common(2), ("", 0), ("", 0)])[:2]
    leads = first[1] > max(1, second[1])
    return first[0] if leads and OURS.search(text) else None
