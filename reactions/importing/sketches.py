"""Sketches of texts, so that near-copies meet by looking up a few numbers. Pure.

MinHash (Broder 1997): the share of equal numbers in two signatures estimates how many
of two texts' three-word runs are the same. A signature is cut into bands; texts that
have one band in common are candidates, and `likeness` decides on their words.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from rapidfuzz.distance import LCSseq

PERMUTATIONS, BANDS = 128, 32
ROWS = PERMUTATIONS // BANDS
RUN = 3
# A reprint cut to its first paragraphs shares too little with the whole: the beginning
# has a few bands of its own.
LEAD_WORDS, LEAD_BANDS = 80, 8
# A chunk of a long text's runs is 128 times as many numbers in memory.
RUNS_AT_ONCE = 8192
# Fewer words than these may be the same in two papers by chance or by a press release.
FEWEST_WORDS = 40
# What a verdict looks at of a very long text: comparing takes the square of the length.
MOST_WORDS = 4000
# A reprint has at least this share of the original's length; a round-up that takes in
# a whole brief is a story of its own.
LEAST_SHARE_OF_LENGTH = 0.25
# Nearly all words of the shorter text stand in the longer one, in the same order.
LEAST_LIKENESS = 0.70

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text's words as numbers, and the keys of its bands (signed 64-bit)."""

    words: tuple[int, ...]
    keys: tuple[int, ...]


def sketch_of(text: str, *, within: str) -> Sketch | None:
    """The sketch of a text, or None where it is too short to tell copies apart.

    `within` names the lot that texts are compared in (a crisis): sketches of two lots
    have no key in common.
    """
    words = words_of(text)
    if len(words) < FEWEST_WORDS:
        return None
    salt = crc32(within.encode())
    lead = _signature(words[:LEAD_WORDS], permutations=LEAD_BANDS * ROWS)
    keys = _band_keys(_signature(words, permutations=PERMUTATIONS), salt=salt)
    return Sketch(words, (*keys, *_band_keys(lead, salt=~salt)))


def words_of(text: str) -> tuple[int, ...]:
    """The words of a text as numbers, whatever their case, marks and spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(crc32(word.encode()) for word in WORD.findall(plain))


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of the shorter text's words that the longer one has in the same order,
    0 to 1; 0 where their lengths are too far apart for a reprint."""
    short, long = sorted((one[:MOST_WORDS], other[:MOST_WORDS]), key=len)
    if min(len(one), len(other)) < LEAST_SHARE_OF_LENGTH * max(len(one), len(other)):
        return 0.0
    return LCSseq.similarity(short, long) / len(short)


def _signature(words: Sequence[int], *, permutations: int) -> np.ndarray:
    """The least value of the text's runs under each of the permutations."""
    factors, added = _FACTORS[:permutations, None], _ADDED[:permutations, None]
    numbers = np.asarray(words, dtype=np.uint64)
    runs = numbers[: len(numbers) - RUN + 1].copy()
    for place in range(1, RUN):
        runs = runs * _SPREAD + numbers[place : len(numbers) - RUN + 1 + place]
    runs = np.unique(runs)
    least = np.full(permutations, np.iinfo(np.uint64).max, dtype=np.uint64)
    for first in range(0, len(runs), RUNS_AT_ONCE):
        chunk = runs[first : first + RUNS_AT_ONCE]
        # The low bits of a product mix badly: only the high half is compared.
        mixed = (factors * chunk + added) >> _HALF
        least = np.minimum(least, mixed.min(axis=1))
    return least


def _band_keys(signature: np.ndarray, *, salt: int) -> tuple[int, ...]:
    """Each band's numbers as one, so that the n-th bands alone can be equal."""
    rows = signature.reshape(-1, ROWS)
    keys = np.arange(len(rows), dtype=np.uint64) * _SPREAD
    keys ^= np.uint64(salt & (1 << 64) - 1)
    for column in range(ROWS):
        keys = (keys ^ rows[:, column]) * _SPREAD
        keys ^= keys >> _HALF
    return tuple(keys.view(np.int64).tolist())


def _odd_numbers(seed: int) -> Iterator[int]:
    """Fixed random odd 64-bit numbers (splitmix64): stored keys must stay good when
    the library's own generator changes."""
    state, mask = seed, (1 << 64) - 1
    while True:
        state = (state + 0x9E3779B97F4A7C15) & mask
        mixed = state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        yield (mixed ^ (mixed >> 31)) | 1


_HALF = np.uint64(32)
_NUMBERS = _odd_numbers(2021)
_SPREAD = np.uint64(next(_NUMBERS))
_FACTORS = np.array([next(_NUMBERS) for _ in range(PERMUTATIONS)], dtype=np.uint64)
_ADDED = np.array([next(_NUMBERS) for _ in range(PERMUTATIONS)], dtype=np.uint64)
