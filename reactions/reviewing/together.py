"""Which fields of a row change together: a day says nothing without its precision.

Merging, undoing and reverting take such a group as one; whoever chooses is shown one.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from reactions.models import Action, Official, Statement
from reactions.reviewing.errors import ReviewError

Groups = dict[str, tuple[str, ...]]


def _day(name: str) -> tuple[str, ...]:
    return (name, f"{name}_precision", f"{name}_basis")


# By model the curated values, each under the name of its first field. What decisions,
# merges and the desk's own order write is not among them.
GROUPS: dict[Any, Groups] = {
    Action: {
        "crisis": ("crisis",),
        "country": ("country",),
        "type": ("type",),
        "stage": ("stage",),
        "announced_on": _day("announced_on"),
        "effective_on": _day("effective_on"),
        "known_on": ("known_on",),
        "destination": ("destination",),
        "quantity": ("quantity",),
        "summary": ("summary",),
        "fulfils": ("fulfils",),
    },
    Official: {
        "country": ("country",),
        "name": ("name", "name_key", "spelling_key"),
        "title": ("title",),
        "aliases": ("aliases",),
    },
    Statement: {
        "crisis": ("crisis",),
        "country": ("country",),
        "official": ("official",),
        "speaker": ("speaker",),
        "speaker_title": ("speaker_title",),
        "kind": ("kind",),
        "stance": ("stance",),
        "text": ("text",),
        "said_on": _day("said_on"),
        "continues": ("continues",),
    },
}
# What two rows that become one must share, or settle by which of them stays.
SETTLED_BY_MERGE = {"crisis", "country", "name", "known_on"}


def groups_of(model: Any) -> Groups:
    """The groups of curated values of a kind of row."""
    return GROUPS[model]


def groups_to_choose(model: Any) -> Groups:
    """Those of which a merge may take either row's values."""
    return {
        name: fields
        for name, fields in GROUPS[model].items()
        if name not in SETTLED_BY_MERGE
    }


def stored(row: Any, names: Sequence[str]) -> tuple[Any, ...]:
    """The values of fields as columns hold them: of a link the id. `row` may be a line
    of history."""
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in names)


def give_back(row: Any, lent: Any, *, groups: Groups) -> bool:
    """Give `row` back the values it had before `lent`, a line of its history, changed
    them; what somebody changed since stays. Whether anything was given back."""
    before = (
        type(row)
        .history.filter(id=row.pk, history_id__lt=lent.history_id)
        .order_by("-history_id")
        .first()
    )
    if before is None:
        return False
    lent_groups = [
        names
        for names in groups.values()
        if stored(before, names) != stored(lent, names) == stored(row, names)
    ]
    for names in lent_groups:
        put_back(row, names, before)
    return bool(lent_groups)


def put_back(row: Any, names: Sequence[str], line: Any) -> None:
    """Give `row` the values that a line of its history has."""
    for name in names:
        attname = row._meta.get_field(name).attname
        setattr(row, attname, getattr(line, attname))


def refuse_invalid(row: Any, *, refusal: type[ReviewError]) -> None:
    """Raise `refusal` where the table does not take what was given back to `row`."""
    try:
        row.full_clean()
    except ValidationError as error:
        told = " ".join(error.messages)
        raise refusal(
            f"What it said before can't be given back: {told}", row=row
        ) from error
