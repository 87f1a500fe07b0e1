"""When a claim and a gold record are the same: keys, spans, words."""

import unicodedata

from reactions.evaluation.files import Record

Key = tuple[str, str]
Place = tuple[int, int]

LITTLE_WORDS = frozenset({"", "the", "of", "a", "an", "for", "and", "to"})
HALF = 0.5


def is_posture(act: Record) -> bool:
    return str(act["type"]).startswith("embassy_")


def act_key(act: Record) -> Key:
    return act["country"], act["type"].removeprefix("embassy_")


def span_of(record: Record) -> Place | None:
    start, end = record.get("start"), record.get("end")
    return (start, end) if start is not None and end is not None else None


def gold_span(record: Record, text: str) -> Place | None:
    """Gold may name the words alone; then they are looked for."""
    span = span_of(record)
    if span is not None:
        return span
    words = record.get("evidence", "")
    start = text.find(words) if words else -1
    return (start, start + len(words)) if start >= 0 else None


def is_same(record: Record, span: Place | None, claim: Record) -> bool:
    return record["country"] == claim["country"] and share(span, span_of(claim)) >= HALF


def share(a: Place | None, b: Place | None) -> float:
    """How much of the shorter span both cover, 0 to 1."""
    if a is None or b is None:
        return 0.0
    shorter = min(a[1] - a[0], b[1] - b[0])
    return (min(a[1], b[1]) - max(a[0], b[0])) / shorter if shorter > 0 else 0.0


def same_title(gold: Record, claim: Record) -> bool:
    wanted = words_of(gold["title"])
    return len(wanted & words_of(claim.get("title"))) * 2 >= len(wanted)


def last_name(name: str) -> str:
    parts = _fold(name).split()
    return parts[-1] if parts else ""


def words_of(text: str | None) -> set[str]:
    parts = _fold(text or "").replace("-", " ").split()
    return {part.strip(".,'’\"“”()") for part in parts} - LITTLE_WORDS


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def is_grounded(claim: Record, text: str) -> bool:
    span = span_of(claim)
    if span is None or not 0 <= span[0] < span[1] <= len(text):
        return False
    words = claim.get("text")
    return not words or words == text[span[0] : span[1]]
