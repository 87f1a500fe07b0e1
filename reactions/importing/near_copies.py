"""Which stored article a new one reprints: candidates by their bands, a verdict by
their words.

A reprint keeps nearly all its words in the original's order, whatever its headline,
byline and cuts, and appears within days. What is printed again later, is only about the
same event, or lets another state act, is another origin.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reactions.importing.replaced_words import Replaced, replaced_words
from reactions.importing.sketches import LEAST_LIKENESS, Sketch, likeness, words_of
from reactions.models import Article, ArticleBand
from reactions.models.prepared import Prepared

# Bulletins that differ in their dates alone come out for months; reprints do not.
FURTHEST_REPRINT = timedelta(days=7)
# An agency's story in thousands of papers must not make the look-up slow: so many rows
# are enough to see the likeliest few, which alone are compared.
MOST_ROWS, MOST_COMPARED = 4000, 5
# Who has this share of another's bands is found by them too, and adds none.
SHARE_OF_THE_SAME = 0.75
MOST_TOLD = 3


SHARING = Prepared(
    lambda keys: ArticleBand.objects.sharing(keys).values_list("article_id")[
        :MOST_ROWS
    ],
    int,
)


@dataclass(frozen=True, slots=True)
class Kinship:
    """What an article reprints. `original` is the first of its copies, None for a story
    of its own; `alike` are the articles that read like it, the original's reprints
    where this is a newer version of the original. `adds_bands` says whether the stored
    bands would not find its next copy. `remark` says what it has in the place of the
    words of an article that it reads like: figures of a copy, actors of none."""

    original: int | None = None
    alike: frozenset[int] = frozenset()
    adds_bands: bool = True
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Alike:
    """An article that reads like the new one, and the original it copies itself."""

    article: int
    original: int
    replaced: Replaced


def find_kinship(
    sketch: Sketch | None,
    *,
    versions: Collection[int],
    published_on: date | None,
    text: str = "",
) -> Kinship:
    """What the article of this sketch reprints; `versions` are earlier ones of the
    same page, which it revises and does not reprint. `text` is its own: where that has
    another actor in an actor's place, it is another origin."""
    if sketch is None:
        return Kinship(adds_bands=False)
    shared = Counter(article for (article,) in SHARING.rows(sketch.keys))
    adds = max(shared.values(), default=0) < SHARE_OF_THE_SAME * len(sketch.keys)
    for version in versions:
        shared.pop(version, None)
    if not shared:
        return Kinship(adds_bands=adds)
    found = _alike(
        sketch,
        [article for article, _ in shared.most_common(MOST_COMPARED)],
        published_on=published_on,
        text=text,
    )
    same = [each for each in found if not each.replaced.actors]
    if not same:
        return Kinship(remark=_remark_on_another(found))
    original = same[0].original
    alike = frozenset(pk for each in same for pk in (each.article, each.original))
    if original in versions:
        return Kinship(None, alike, adds)
    return Kinship(original, alike, adds, _remark_on_figures(same[0]))


def _remark_on_another(found: Sequence[_Alike]) -> str:
    if not found:
        return ""
    ((told, now), *_) = found[0].replaced.actors
    return (
        f"reads like article {found[0].article} but has {now} for {told}: counted as an"
        " origin of its own"
    )


def _remark_on_figures(copy: _Alike) -> str:
    if not copy.replaced.figures:
        return ""
    pairs = [f"{now} for {told}" for told, now in copy.replaced.figures[:MOST_TOLD]]
    return f"the reprint has {', '.join(pairs)}"


def _alike(
    sketch: Sketch,
    candidates: Collection[int],
    *,
    published_on: date | None,
    text: str,
) -> list[_Alike]:
    """The candidates that read like it, the most alike first."""
    rows = Article.objects.filter(pk__in=candidates)
    found = []
    for pk, body, day, copy_of in rows.values_list(
        "pk", "body", "published_on", "copy_of_id"
    ):
        if day and published_on and abs(day - published_on) > FURTHEST_REPRINT:
            continue
        alike = likeness(sketch.words, words_of(body))
        if alike >= LEAST_LIKENESS:
            replaced = replaced_words(body, text) if text else Replaced()
            found.append((-alike, pk, _Alike(pk, copy_of or pk, replaced)))
    return [each for *_, each in sorted(found, key=lambda each: each[:2])]
