"""Put an article's statements in order and link quotations that run on.

What one state reports within its own reported clause is part of that clause.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reactions.extraction.claims import Attribution, StatementClaim
from reactions.vocabulary import Kind


def linked(
    statements: Sequence[tuple[int, StatementClaim]], said: Sequence[Attribution]
) -> list[StatementClaim]:
    """`continues` counted in statements instead of attributions."""
    ordered = sorted(_outermost(statements), key=lambda s: (s[1].start, s[1].end))
    place: dict[tuple[int, str | None], int] = {}
    linked: list[StatementClaim] = []
    for position, (number, claim) in enumerate(ordered):
        place[number, claim.country] = position
        before = said[number].continues
        link = place.get((before, claim.country)) if before is not None else None
        linked.append(replace(claim, continues=link))
    return linked


def _outermost(
    statements: Sequence[tuple[int, StatementClaim]],
) -> Iterator[tuple[int, StatementClaim]]:
    """A reported clause is one statement with all that its state reports in turn.

    Speakers who act for no state are told apart by their names.
    """
    reach: dict[tuple[str | None, str], int] = {}
    for number, claim in sorted(statements, key=lambda s: (s[1].start, -s[1].end)):
        if claim.kind is Kind.DIRECT:
            yield number, claim
            continue
        key = (claim.country, "" if claim.country else claim.speaker)
        if claim.end > reach.get(key, -1):
            reach[key] = claim.end
            yield number, claim
