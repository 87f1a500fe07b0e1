"""Header lines before an article's text ("Publisher: The Daily Example").

A header is there only when every line before the first blank one has a known key;
an article that merely opens with "Update: ..." has none and loses nothing.
"""

import re
from itertools import takewhile

from reactions.sources.metadata import Metadata, parse_metadata
from reactions.sources.spelling import misspelt

HEADER_KEYS = {
    "title": "title",
    "headline": "title",
    "publisher": "publisher",
    "source": "publisher",
    "agency": "agency",
    "url": "url",
    "link": "url",
    "published": "published_on",
    "published on": "published_on",
    "date": "published_on",
    "language": "language",
    "host": "host",
    "country": "host",
    "city": "host_city",
    "host city": "host_city",
    "crisis": "crisis",
}
HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z _-]{0,20}):[ \t]*(.*)")
BLANK_LINES = re.compile(r"(?:[^\S\n]*\n)+")

QUOTED = 40
"""Characters of a line that a remark quotes."""


def split_header(text: str) -> tuple[Metadata, int]:
    """What the header says, and its length in code points of `text`, blank lines
    after it included; (nothing, 0) for a text without one.

    Raises UnreadableError when a header line holds a bad date or an unknown country.
    """
    values: dict[str, str] = {}
    at = 0
    while at < len(text):
        end = text.find("\n", at)
        if end < 0:
            return Metadata(), 0
        line = text[at:end]
        if not line.strip():
            break
        key, value = _parse_line(line)
        if not key:
            return Metadata(), 0
        values.setdefault(key, value)
        at = end + 1
    blank = BLANK_LINES.match(text, at)
    if not values or blank is None:
        return Metadata(), 0
    return parse_metadata(values), blank.end()


def doubtful_header(text: str) -> str:
    """Why lines at the top that look meant as a header are none; "" where nothing
    does. For a text without a header: a misspelled key or a missing blank line turns
    all of it into text, and its date is lost."""
    block = list(takewhile(str.strip, text.lstrip("\n").split("\n")))
    if not any(_parse_line(line)[0] or _meant(line) for line in block[:2]):
        return ""
    if text.startswith("\n"):
        return "a blank line stands above it"
    for line in block:
        if not _parse_line(line)[0]:
            quoted = line if len(line) <= QUOTED else f"{line[:QUOTED]}…"
            meant = _meant(line)
            hint = f": did you mean “{meant}”?" if meant else ""
            return f"“{quoted}” is no header line{hint}"
    return "no text follows it after a blank line"


def is_header_alone(text: str) -> bool:
    """Whether every line is meant as a header line, so that no article is there;
    `text` holds one at least."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return all(_parse_line(line)[0] or _meant(line) for line in lines)


def _meant(line: str) -> str:
    """The key that a line's own one is a misspelling of, "" where it is none."""
    found = HEADER_LINE.fullmatch(line.strip())
    return misspelt(header_key(found[1]), HEADER_KEYS) if found else ""


def _parse_line(line: str) -> tuple[str, str]:
    found = HEADER_LINE.fullmatch(line.strip())
    if found is None:
        return "", ""
    return HEADER_KEYS.get(header_key(found[1]), ""), found[2]


def header_key(name: str) -> str:
    """The name of a field as `HEADER_KEYS` spells it."""
    return re.sub(r"[ _-]+", " ", name).strip().lower()
