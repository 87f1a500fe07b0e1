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
    """What an article reprints. `original` is the first of its copies, `nearest` the
    one most like it; both None for a story of its own. `adds_bands` says whether the
    stored bands would not find its next copy."""

    original: int | None = None
    nearest: int | None = None
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
    found = _most_alike(
        sketch,
        [article for article, _ in shared.most_common(MOST_COMPARED)],
        published_on=published_on,
    )
    if found is None:
        return Kinship()
    nearest, original = found
    if original in versions:
        return Kinship(adds_bands=adds)
    return Kinship(original, nearest, adds)


def _most_alike(
    sketch: Sketch, candidates: Collection[int], *, published_on: date | None
) -> tuple[int, int] | None:
    """The candidate that reads most like it and the original of that one."""
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
    if not found:
        return None
    _, nearest, original = min(found)
    return nearest, original
