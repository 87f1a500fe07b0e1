"""Which known word a misspelt one may be meant for. Pure."""

from collections.abc import Iterable
from difflib import get_close_matches

from rapidfuzz.distance import OSA

LEAST_LIKE = 0.6
"""difflib's own default: "publishd_on" is near, "notes" is nothing's neighbour."""


def nearest(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """The known words that `word` may be meant for, the likeliest first."""
    return get_close_matches(word, sorted(known), n=most, cutoff=LEAST_LIKE)


def misspelt(word: str, known: Iterable[str]) -> str:
    """The known word that `word` is a typing error of, "" where it is one itself or is
    none: a letter in four may be wrong, so that "Update" is not taken for "Date"."""
    words = set(known)
    if word in words:
        return ""
    most = max(1, len(word) // 4)
    distances = {each: OSA.distance(word, each, score_cutoff=most) for each in words}
    best = min(distances, key=lambda each: (distances[each], each), default="")
    return best if best and distances[best] <= most else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """“: did you mean “host”?”, or "" where nothing known is near."""
    near = " or ".join(f"“{each}”" for each in nearest(word, known))
    return f": did you mean {near}?" if near else ""
