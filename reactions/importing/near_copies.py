"""Which stored article a new one reprints: candidates by their bands, a verdict by
their words.

A reprint keeps nearly all its words in the original's order, whatever its headline,
byline and cuts, and appears within days. What is printed again later, or is only about
the same event, is another origin.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from reactions.importing.sketches import LEAST_LIKENESS, Sketch, likeness, words_of
from reactions.models import Article, ArticleBand

# Bulletins that differ in their dates alone come out for months; reprints do not.
FURTHEST_REPRINT = timedelta(days=7)
# An agency's story in thousands of papers must not make the look-up slow: so many rows
# are enough to see the likeliest few, which alone are compared.
MOST_ROWS, MOST_COMPARED = 4000, 5
# Who has this share of another's bands is found by them too, and adds none.
SHARE_OF_THE_SAME = 0.75


@dataclass(frozen=True, slots=True)
class Kinship:
    """What an article reprints. `original` is the first of its copies, None for a story
    of its own; `alike` are the articles that read like it, the original's reprints
    where this is a newer version of the original. `adds_bands` says whether the stored
    bands would not find its next copy."""

    original: int | None = None
    alike: frozenset[int] = frozenset()
    adds_bands: bool = True


def find_kinship(
    sketch: Sketch | None, *, versions: Collection[int], published_on: date | None
) -> Kinship:
    """What the article of this sketch reprints; `versions` are earlier ones of the
    same page, which it revises and does not reprint."""
    if sketch is None:
        return Kinship(adds_bands=False)
    sharing = ArticleBand.objects.sharing(sketch.keys)
    shared = Counter(sharing.values_list("article_id", flat=True)[:MOST_ROWS])
    adds = max(shared.values(), default=0) < SHARE_OF_THE_SAME * len(sketch.keys)
    for version in versions:
        shared.pop(version, None)
    if not shared:
        return Kinship(adds_bands=adds)
    found = _alike(
        sketch,
        [article for article, _ in shared.most_common(MOST_COMPARED)],
        published_on=published_on,
    )
    if not found:
        return Kinship()
    original = found[0][1]
    alike = frozenset(article for pair in found for article in pair)
    return Kinship(None if original in versions else original, alike, adds)


def _alike(
    sketch: Sketch, candidates: Collection[int], *, published_on: date | None
) -> list[tuple[int, int]]:
    """The candidates that read like it, the most alike first, each with the original
    that it copies itself."""
    rows = Article.objects.filter(pk__in=candidates)
    found = []
    for pk, body, day, copy_of in rows.values_list(
        "pk", "body", "published_on", "copy_of_id"
    ):
        if day and published_on and abs(day - published_on) > FURTHEST_REPRINT:
            continue
        alike = likeness(sketch.words, words_of(body))
        if alike >= LEAST_LIKENESS:
            found.append((-alike, pk, copy_of or pk))
    return [(pk, original) for _, pk, original in sorted(found)]
