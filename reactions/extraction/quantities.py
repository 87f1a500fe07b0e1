"""Read the number a noun phrase gives: "3,000 troops", "two dozen", "$10 million"."""

import re

from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements
from reactions.extraction.tokens import Token

UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen
        fourteen fifteen sixteen seventeen eighteen nineteen twenty""".split()
    )
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
LEAST_TEN = 10
TENS = frozenset(range(20, 100, 10))
SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "m": 1_000_000,
    "bn": 1_000_000_000,
    "mln": 1_000_000,
    "k": 1_000,
}
DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?([a-z]*)$", re.I)
MARKS = re.compile(r"^(?:~|[a-z]{0,3}[$€£¥])+", re.I)
LARGEST = 10**12


def quantity_of(noun: Token) -> int | None:
    """The number before a noun or its "of"-phrase. None where none is given.

    Source: the phrase's own number words; ranges and "dozens" are not guessed.
    """
    for head in _heads(noun):
        words = [
            t
            for t in head.subtree
            if t.i <= head.i and (t.like_num or t.lower_ in SCALES) and _counts(t, head)
        ]
        if words and (value := _value([t.lower_ for t in words])) is not None:
            return value
        if head.like_num and (value := _value([head.lower_])) is not None:
            return value
    return None


def _heads(noun: Token) -> list[Token]:
    worth = [t for c in noun.rights if c.lower_ == "worth" for t in children_of(c)]
    return [noun, *(n for w, n in complements(noun) if w == "of"), *worth]


def _counts(token: Token, head: Token) -> bool:
    """Whether a number belongs to this noun and to no other within the phrase."""
    while token.i != head.i:
        if token.dep_ not in {"nummod", "compound", "quantmod", "amod", "nmod"}:
            return False
        token = token.head
    return True


def _value(words: list[str]) -> int | None:
    """Multiplies out the words of one number. None where they make none."""
    total: float | None = None
    for word in words:
        if word in SCALES:
            total = (total or 1) * SCALES[word]
            continue
        number = _plain(word)
        if number is None:
            return None
        if total is not None and not (total in TENS and number < LEAST_TEN):
            return None
        total = (total or 0) + number  # "thirty-nine"
    if total is None or total > LARGEST or total != int(total):
        return None
    return int(total)


def _plain(word: str) -> float | None:
    if word in UNITS:
        return float(UNITS[word])
    match = DIGITS.match(MARKS.sub("", word))
    if match is None:
        return None
    whole, fraction, unit = match.groups()
    if unit and unit not in SCALES:
        return None
    return float(whole.replace(",", "") + (fraction or "")) * SCALES.get(unit, 1)
