"""Where a site asks for four eyes, nobody accepts what they added or amended."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q

from reactions.models import Reviewable

# How the history begins its reason where a person wrote values.
BY_HAND = ("added", "amended")
SPLIT_FROM = "split from "


def own_work(rows: Sequence[Reviewable], by: User | None) -> set[int]:
    """The ids of those rows whose values this person wrote, all or in part.

    None where the site does not ask for four eyes. An amendment counts however many
    others followed: what it wrote may still stand. A row that was split off has the
    values of the one it came from.
    """
    if not settings.FOUR_EYES or by is None or not rows:
        return set()
    model: Any = type(rows[0])
    came_from = _origins(model, [row.pk for row in rows])
    wrote = _written_by(model, {row.pk for row in rows} | set(came_from.values()), by)
    return {row.pk for row in rows if row.pk in wrote or came_from.get(row.pk) in wrote}


def _written_by(model: Any, ids: Iterable[int], by: User) -> set[int]:
    begins = Q()
    for word in BY_HAND:
        begins |= Q(history_change_reason__startswith=word)
    lines = model.history.filter(begins, id__in=list(ids), history_user=by)
    return set(lines.values_list("id", flat=True))


def _origins(model: Any, ids: Sequence[int]) -> dict[int, int]:
    """Row to the row it was split from."""
    lines = model.history.filter(
        id__in=ids, history_change_reason__startswith=SPLIT_FROM
    ).values_list("id", "history_change_reason")
    named = {
        pk: reason.removeprefix(SPLIT_FROM).partition(":")[0] for pk, reason in lines
    }
    found = model.objects.filter(public_id__in=set(named.values()))
    known = dict(found.values_list("public_id", "pk"))
    return {pk: known[name] for pk, name in named.items() if name in known}
