"""What a newer version of an article says more and less than the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reactions.models import Article, Evidence
from reactions.models.article import collapsed


@dataclass(frozen=True, slots=True)
class Changes:
    """The evidence that came and went from `older` to `newer`, in the order of the
    text; `kept` counts what both have."""

    older: Article
    newer: Article
    gained: tuple[Evidence, ...]
    lost: tuple[Evidence, ...]
    kept: int


def changes_of(newer: Article, *, states: Sequence[str]) -> Changes | None:
    """The changes against the version before, of rows in these review states; None
    where there is no earlier version.

    A claim stands in a version while its words do: what was read in an earlier one is
    not proved again in the next.
    """
    versions = list(Article.objects.versions_before(newer).without_body())
    older = next((v for v in versions if v.pk == newer.revision_of_id), None)
    if older is None:
        return None
    pieces = (
        Evidence.objects.filter(article__in=[newer, *versions])
        .proving_reviewed_as(actions=states, statements=states, officials=states)
        .with_rows()
        .order_by("start", "pk")
    )
    before, after = collapsed(older.body), collapsed(newer.body)
    gained, lost, kept = [], [], 0
    for piece in pieces:
        words = collapsed(piece.quote)
        is_new = piece.article_id == newer.pk
        was_there = words in before and not is_new
        is_there = words in after
        if is_there and not was_there:
            gained.append(piece)
        elif was_there and not is_there:
            lost.append(piece)
        else:
            kept += is_there
    return Changes(older, newer, tuple(gained), tuple(lost), kept)
