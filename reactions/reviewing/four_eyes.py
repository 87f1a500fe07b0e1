"""Where a site asks for four eyes, nobody accepts what they added or amended."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q

from reactions.models import Reviewable

# How the history begins its reason where a person wrote values.
BY_HAND = ("added", "amended")


def own_work(rows: Sequence[Reviewable], by: User | None) -> set[int]:
    """The ids of those rows whose values this person wrote, all or in part.

    None where the site does not ask for four eyes. An amendment counts however many
    others followed: what it wrote may still stand.
    """
    if not settings.FOUR_EYES or by is None or not rows:
        return set()
    begins = Q()
    for word in BY_HAND:
        begins |= Q(history_change_reason__startswith=word)
    lines = type(rows[0]).history.filter(  # type: ignore[attr-defined]
        begins, id__in=[row.pk for row in rows], history_user=by
    )
    return set(
        lines.exclude(history_change_reason="amended: undone").values_list(
            "id", flat=True
        )
    )
