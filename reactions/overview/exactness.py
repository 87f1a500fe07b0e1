"""How exact a day is, and what it rests on, where several acts tell it."""

from collections.abc import Iterable

from reactions.vocabulary import Basis, Precision

BEST_BASIS, FINEST = tuple(Basis), tuple(Precision)


def most_exact(
    told: Iterable[tuple[str, str]],
) -> tuple[Precision | None, Basis | None]:
    """Of pairs of precision and basis that of the best basis, then the finest, as for
    several claims of one act; None where nothing tells it."""
    ranks = [
        (BEST_BASIS.index(Basis(basis)), FINEST.index(Precision(precision)))
        for precision, basis in told
        # Empty where the act was changed since it was read.
        if basis
    ]
    if not ranks:
        return None, None
    basis, precision = min(ranks)
    return FINEST[precision], BEST_BASIS[basis]
