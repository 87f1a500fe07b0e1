"""Acts that an editor did not prefer: the board leaves them out, and says so.

An act is set aside only where the one preferred to it is shown: not where that was
rejected, merged away, not yet known, or of a review state that was not asked for.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery

from reactions.models import Action, Preference
from reactions.vocabulary import ActionType


@dataclass(frozen=True, slots=True)
class SetAside:
    """An act that is not preferred, the one that is, and the editor's reason. Both
    are public ids; `pk` is the key of the former."""

    action: str
    type: ActionType
    counts_on: date | None
    preferred: str
    reason: str
    pk: int


def deciding_preference(states: Sequence[str], *, known_by: date) -> Subquery:
    """For a query of acts: the preference that sets each aside, NULL for none."""
    found = Preference.objects.standing().filter(
        other=OuterRef("pk"),
        preferred__review__in=states,
        preferred__merged_into__isnull=True,
        preferred__known_on__lte=known_by,
    )
    return Subquery(found.between_acts().order_by("pk").values("pk")[:1])


def find_set_aside(preferences: Collection[int]) -> dict[str, tuple[SetAside, ...]]:
    """What these preferences set aside, by country; no query for none."""
    if not preferences:
        return {}
    rows = Preference.objects.filter(pk__in=preferences).select_related(
        "other", "preferred"
    )
    by_country: dict[str, tuple[SetAside, ...]] = {}
    for row in rows.order_by("other__counts_on", "other"):
        of_country = by_country.get(row.other.country_id, ())
        by_country[row.other.country_id] = (*of_country, _set_aside(row))
    return by_country


def _set_aside(row: Any) -> SetAside:
    return SetAside(
        action=row.other.public_id,
        type=ActionType(row.other.type),
        counts_on=row.other.counts_on,
        preferred=row.preferred.public_id,
        reason=row.reason,
        pk=row.other_id,
    )


def decided_about(act: Action, states: Sequence[str]) -> list[Preference]:
    """What readers who see rows of these states are told of conflicts of an act."""
    found = (
        Preference.objects.standing()
        .about([act])
        .filter(preferred__review__in=states, other__review__in=states)
        .select_related("preferred", "other", "preferred_piece", "other_piece")
    )
    return list(found.newest_first())
