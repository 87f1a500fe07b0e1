"""The evidence of actions, each piece with its origin."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from reactions.models import Evidence
from reactions.models.origins import origins_of, parent_of
from reactions.models.prepared import Prepared
from reactions.overview.versions import taken_back


@dataclass(frozen=True, slots=True)
class EvidenceRef:
    """Words of an article that bear an answer; offsets in code points of its body.
    `action` is the public id of the act they prove, that it was merged into if it was;
    `taken_back_by` is the newest version of the page where it has them no more."""

    article: int
    start: int
    end: int
    quote: str
    extractor_version: str
    action: str
    article_title: str
    publisher: str
    published_on: date | None
    taken_back_by: int | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence with what counting origins needs, and how exact the day is
    from which its act counts and what that rests on."""

    ref: EvidenceRef
    origin: int
    precision: str
    basis: str


def _of_act(field: str) -> Coalesce:
    """A field that no act lacks, of the act that stands."""
    return Coalesce(f"action__merged_into__{field}", f"action__{field}")


DAYS_TOLD = (
    *("effective_on_precision", "announced_on_precision"),
    *("effective_on_basis", "announced_on_basis"),
)


def _pieces(acts: Sequence[int], days: Sequence[date] = ()) -> Any:
    found = Evidence.objects.of_actions(acts)
    if days:
        found = found.filter(read_by(days[0], "article__"))
    return found.order_by("-preferred", "-article__published_on", "pk").values_list(
        "action_id",
        "article_id",
        "start",
        "end",
        "quote",
        "article__title",
        "article__publisher",
        "article__published_on",
        "article__copy_of_id",
        "article__revision_of_id",
        "article__copy_of__copy_of_id",
        "article__copy_of__revision_of_id",
        "article__revision_of__copy_of_id",
        "article__revision_of__revision_of_id",
        "action__merged_into_id",
        "extractor_version",
        _of_act("public_id"),
        *map(_of_act, DAYS_TOLD),
    )


_PIECES = Prepared(_pieces, int, for_readers=True)
_PIECES_READ_BY = Prepared(_pieces, int, date, for_readers=True)


def find_proofs(
    acts: Iterable[int], *, published_by: date | None
) -> dict[int, list[Proof]]:
    """The evidence of each act, the best and newest first: its own and that of acts
    merged into it, as far as it could be read by the day given."""
    wanted = set(acts)
    if not wanted:
        return {}
    if published_by is None:
        found = _PIECES.rows(wanted)
    else:
        found = _PIECES_READ_BY.rows(wanted, [published_by])
    gone = taken_back({(row[1], row[4]) for row in found})
    parents = {row[1]: parent_of(row[8], row[9]) for row in found}
    # A copy of a copy is rare: with two steps up there is seldom more to ask.
    for row in found:
        for parent, above in ((row[8], row[10:12]), (row[9], row[12:14])):
            if parent is not None:
                parents.setdefault(parent, parent_of(*above))
    origins = origins_of(parents)
    proofs: dict[int, list[Proof]] = defaultdict(list)
    for row in found:
        action, article, start, end, quote, *about = row[:8]
        merged_into, version, act = row[14:17]
        effective, announced, effective_basis, announced_basis = row[17:]
        newest = gone.get((article, quote))
        ref = EvidenceRef(
            *(article, start, end, quote, version, act),
            *about,
            newest.pk if newest else None,
        )
        # It counts from the day it takes effect, where there is one.
        proof = Proof(
            ref,
            origins[article],
            effective or announced,
            effective_basis or announced_basis,
        )
        proofs[action if action in wanted else merged_into].append(proof)
    return proofs


def with_proofs(rows: Sequence[Any]) -> list[Any]:
    """The rows, of one kind, each with its evidence in context as `proof`."""
    return Evidence.objects.with_surroundings().attached_to(rows)


def read_by(day: date, path: str = "") -> Q:
    """Articles that could be read by `day`: published, or else imported by then."""
    published = Q(**{f"{path}published_on__lte": day})
    undated = Q(**{f"{path}published_on": None, f"{path}imported_at__date__lte": day})
    return published | undated
