"""How well a text answers what was asked: for pages of hits, the best first.

Both engines' own ranks need what our indexes leave out (texts, places of words), and
each would rank otherwise. So hits are weighed here, by the words that the index folds.
"""

from collections.abc import Sequence

from reactions.models.search import Asked, is_meant, words_of

# Usual values of BM25. The usual length is fixed, not that of the rows at hand: what a
# row weighs must not change while somebody reads page after page.
SATURATION = 1.2
WEIGHT_OF_LENGTH = 0.75
USUAL_WORDS = 25


def relevance(text: str, asked: Sequence[Asked]) -> float:
    """From 0, where the text holds none of the words, to 1: the more often it holds
    each of them, and the less else it says, the higher."""
    words = [word for word, _, _ in words_of(text)]
    if not words or not asked:
        return 0.0
    longer = len(words) / USUAL_WORDS
    reach = SATURATION * (1 - WEIGHT_OF_LENGTH + WEIGHT_OF_LENGTH * longer)
    weight = 0.0
    for each in asked:
        times = sum(is_meant(word, each) for word in words)
        weight += times / (times + reach)
    return round(weight / len(asked), 6)
