"""Where a site asks for four eyes, nobody accepts what they added or amended."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q

from reactions.models import Reviewable
from reactions.reviewing.merging import TAKING

# How the history begins its reason where a person wrote values.
BY_HAND = ("added", "amended")
SPLIT_FROM = "split from "
# How the history goes on where whoever split a row wrote values of one of the two.
WRITING = ", writing its "


def own_work(rows: Sequence[Reviewable], by: User | None) -> set[int]:
    """The ids of those rows whose values this person wrote, all or in part.

    None where the site does not ask for four eyes. An amendment counts however many
    others followed: what it wrote may still stand. A row that was split off has the
    values of the one it came from, one that others were merged into may have theirs.
    """
    if not settings.FOUR_EYES or by is None or not rows:
        return set()
    model: Any = type(rows[0])
    ids = [row.pk for row in rows]
    came_from = {pk: {pk} for pk in ids}
    for pk, source in [*_split_from(model, ids), *_taken_from(model, ids)]:
        came_from[pk].add(source)
    wrote = _written_by(model, set().union(*came_from.values()), by)
    return {pk for pk, sources in came_from.items() if sources & wrote}


def _written_by(model: Any, ids: Iterable[int], by: User) -> set[int]:
    by_hand = Q(history_change_reason__contains=WRITING)
    for word in BY_HAND:
        by_hand |= Q(history_change_reason__startswith=word)
    lines = model.history.filter(by_hand, id__in=list(ids), history_user=by)
    return set(lines.values_list("id", flat=True))


def _split_from(model: Any, ids: Sequence[int]) -> list[tuple[int, int]]:
    """Rows, each with the row it was split from."""
    lines = model.history.filter(
        id__in=ids, history_change_reason__startswith=SPLIT_FROM
    ).values_list("id", "history_change_reason")
    named = [(pk, split_name(reason)) for pk, reason in lines]
    return _by_name(model, named)


def split_name(reason: str) -> str:
    """The public id of the row that a line of history says another was split from."""
    return reason.removeprefix(SPLIT_FROM).partition(":")[0].partition(",")[0]


def _taken_from(model: Any, ids: Sequence[int]) -> list[tuple[int, int]]:
    """Rows, each with a row that was merged into it and whose values it took."""
    if not hasattr(model, "merged_into"):
        return []
    lines = model.history.filter(
        id__in=ids, history_change_reason__contains=TAKING
    ).values_list("id", "history_change_reason")
    return _by_name(model, [(pk, reason.partition(" ")[0]) for pk, reason in lines])


def _by_name(model: Any, named: Sequence[tuple[int, str]]) -> list[tuple[int, int]]:
    found = model.objects.filter(public_id__in={name for _, name in named})
    known = dict(found.values_list("public_id", "pk"))
    return [(pk, known[name]) for pk, name in named if name in known]
