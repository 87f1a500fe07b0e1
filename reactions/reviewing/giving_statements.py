"""Statements of a person who turned out to be two: given to the other, and back."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User

from reactions.models import Official, Statement
from reactions.reviewing.errors import NotTheirStatement
from reactions.reviewing.locking import lock, require, write
from reactions.vocabulary import ReviewState


def give_statements(
    statements: Collection[Statement],
    held: Any,
    *,
    to: Any,
    by: User,
    at: datetime,
    note: str = "",
) -> None:
    """Make `to` the speaker of `statements`, which are by `held`.

    Their history calls it an amendment, which it is: with four eyes somebody else
    accepts them. Raises NotAllowed as amending does, and NotTheirStatement where one of
    them is by somebody else.
    """
    ids = {each.pk for each in statements}
    if not ids:
        return
    mine = Statement.objects.filter(official=held) if isinstance(held, Official) else ()
    own = {each.pk: each for each in mine if each.pk in ids}
    if own.keys() != ids:
        raise NotTheirStatement("Choose statements by this person.", row=held)
    because = f": {note}" if note else ""
    told = f"amended: given to {to.public_id}, split from {held.public_id}{because}"
    _give([own[pk] for pk in sorted(own)], to=to, by=by, at=at, reason=told)


def give_all_back(gone: Official, *, to: Official, by: User, at: datetime) -> None:
    """All that `gone` said was said by `to`: they are one person after all."""
    told = f"amended: given back to {to.public_id}, the split is undone"
    said = Statement.objects.filter(official=gone).order_by("pk")
    _give(list(said), to=to, by=by, at=at, reason=told)


def _give(
    statements: Collection[Statement], *, to: Any, by: User, at: datetime, reason: str
) -> None:
    for statement in statements:
        held = lock(statement)
        require(by, "change", held)
        if held.review != ReviewState.PROPOSED:
            require(by, "review", held)
        held.official = to
        write(held, by=by, at=at, reason=reason)
