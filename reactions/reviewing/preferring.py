"""Of two that contradict each other one is preferred; the other is kept, marked so.

Two acts, or two claims of one act: with a claim its number or day goes into the act.
Undoing gives back what the act said, but for what somebody changed since.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from reactions.models import Action, ConflictKind, Evidence, Preference
from reactions.models.urgency import rank_acts
from reactions.reviewing.amending import set_values
from reactions.reviewing.errors import NotPreferable
from reactions.reviewing.locking import lock, require, write
from reactions.reviewing.together import give_back, groups_of
from reactions.vocabulary import ReviewState

# What of an act a claim decides, by the kind of conflict.
DECIDED = {ConflictKind.NUMBERS: "quantity", ConflictKind.DATES: "effective_on"}


def prefer(
    act: Action,
    *,
    over: Action,
    kind: ConflictKind,
    reason: str,
    by: User,
    at: datetime,
    versions: Mapping[int, int] | None = None,
) -> Preference:
    """Prefer `act`; the board leaves `over` out wherever it shows `act`.

    `versions` (id to version) are those the person saw. Raises NotAllowed,
    StaleVersion, and NotPreferable without a reason, for acts of two crises or
    countries, for one that does not stand, and where the two are decided already.
    """
    require(by, "review", Action)
    with transaction.atomic():
        held = _lock([act, over], versions or {})
        mine, other = held[act.pk], held[over.pk]
        _refuse(mine, other, reason)
        made = Preference(kind=kind.value, preferred=mine, other=other)
        _write(made, reason, by=by, at=at)
        told = f"preferred to {other.public_id}: {reason}"
        write(mine, by=by, at=at, reason=told)
        told = f"not preferred, {mine.public_id} is: {reason}"
        write(other, by=by, at=at, reason=told)
        rank_acts(held.keys())
    return made


def prefer_claim(
    piece: Evidence,
    *,
    over: Evidence,
    kind: ConflictKind,
    reason: str,
    by: User,
    at: datetime,
    versions: Mapping[int, int] | None = None,
) -> Preference:
    """Prefer what one claim of an act says to what another says; the act follows it.

    Raises as `prefer` does, and NotPreferable for claims of two acts, and where the
    preferred one says nothing of the kind.
    """
    require(by, "review", Action)
    with transaction.atomic():
        act = piece.action and piece.action.survivor()
        if act is None or not over.action or over.action.survivor() != act:
            raise NotPreferable("Two claims of one act can be compared.", row=act)
        (held,) = _lock([act], versions or {}).values()
        _refuse_claims(piece, over, kind=kind, reason=reason)
        made = Preference(
            kind=kind.value,
            preferred=held,
            other=held,
            preferred_piece=piece,
            other_piece=over,
        )
        _write(made, reason, by=by, at=at)
        mark(made)
        _follow(held, piece, kind)
        write(held, by=by, at=at, reason=f"{_naming(made)}: {reason}")
        rank_acts([held.pk])
    return made


def undo_preference(
    preference: Preference, *, by: User, at: datetime, note: str = ""
) -> None:
    """Open the conflict again. Raises NotAllowed, and NotPreferable when it is."""
    require(by, "review", Action)
    with transaction.atomic():
        made = Preference.objects.select_for_update().get(pk=preference.pk)
        if not made.is_open:
            raise NotPreferable("It is undone already.", row=made.preferred)
        held = _lock([made.preferred, made.other], {})
        made.undone_by, made.undone_at, made.undone_because = by, at, note
        save_preference(
            made, by=by, at=at, reason=f"undone: {note}" if note else "undone"
        )
        because = f": {note}" if note else ""
        if made.preferred_piece is not None:
            unmark(made)
            give_value_back(held[made.preferred_id], made)
        for act in held.values():
            write(act, by=by, at=at, reason=f"preference undone{because}")
        rank_acts(held.keys())
    preference.refresh_from_db()


def _lock(acts: Sequence[Action], versions: Mapping[int, int]) -> dict[int, Any]:
    by_id = {act.pk: act for act in acts}
    return {pk: lock(by_id[pk], version=versions.get(pk)) for pk in sorted(by_id)}


def _refuse(act: Action, over: Action, reason: str) -> None:
    _refuse_without(reason, act)
    if act.pk == over.pk:
        raise NotPreferable("An act does not contradict itself.", row=act)
    if (act.crisis_id, act.country_id) != (over.crisis_id, over.country_id):
        raise NotPreferable("They are of two crises or countries.", row=act)
    if act.merged_into_id or over.merged_into_id:
        raise NotPreferable("One of them was merged: decide on that.", row=act)
    if ReviewState.REJECTED in (act.review, over.review):
        raise NotPreferable("One of them is rejected: nothing is in dispute.", row=act)
    standing = Preference.objects.standing().between_acts()
    if standing.filter(preferred__in=[act, over], other__in=[act, over]).exists():
        raise NotPreferable("It is decided already: undo that first.", row=act)
    if standing.filter(other=act).exists():
        raise NotPreferable("Another act is preferred to it: undo that first.", row=act)


def _refuse_claims(
    piece: Evidence, over: Evidence, *, kind: ConflictKind, reason: str
) -> None:
    _refuse_without(reason, piece.action)
    if piece.pk == over.pk:
        raise NotPreferable("A claim does not contradict itself.", row=piece.action)
    if kind not in DECIDED or _said(piece, kind) is None:
        raise NotPreferable("The claim says nothing of that.", row=piece.action)
    both = [piece, over]
    standing = Preference.objects.standing().filter(kind=kind.value)
    if standing.filter(preferred_piece__in=both, other_piece__in=both).exists():
        raise NotPreferable("It is decided already: undo that first.", row=piece.action)
    if standing.filter(other_piece=piece).exists():
        told = "Another claim is preferred to it: undo that first."
        raise NotPreferable(told, row=piece.action)


def _refuse_without(reason: str, act: Any) -> None:
    if not reason.strip():
        raise NotPreferable("Say why: readers see the reason.", row=act)


def _said(piece: Evidence, kind: ConflictKind) -> Any:
    return (piece.machine_claim or {}).get(DECIDED[kind])


def _follow(act: Action, piece: Evidence, kind: ConflictKind) -> None:
    """Have the act say what the preferred claim says."""
    said, name = _said(piece, kind), DECIDED[kind]
    values = {name: said}
    if kind is ConflictKind.DATES:
        values = {
            name: date.fromisoformat(said["on"]),
            f"{name}_precision": said["precision"],
            f"{name}_basis": said["basis"],
        }
    set_values(act, values)
    try:
        act.full_clean()
    except ValidationError as error:
        raise NotPreferable(" ".join(error.messages), row=act) from error


def mark(made: Preference) -> None:
    """Have the two claims say which one is preferred."""
    Evidence.objects.filter(pk=made.preferred_piece_id).update(preferred=True)
    Evidence.objects.filter(pk=made.other_piece_id).update(preferred=False)


def unmark(made: Preference) -> None:
    """The claim is preferred no more, unless to others too."""
    still = Preference.objects.standing().filter(preferred_piece=made.preferred_piece)
    if not still.exists():
        Evidence.objects.filter(pk=made.preferred_piece_id).update(preferred=False)


def give_value_back(act: Action, made: Preference) -> None:
    lent = (
        act.history.filter(
            Q(history_change_reason=_naming(made))
            | Q(history_change_reason__startswith=f"{_naming(made)}: ")
        )
        .order_by("-history_id")
        .first()
    )
    name = DECIDED[ConflictKind(made.kind)]
    if lent is not None:
        give_back(act, lent, groups={name: groups_of(Action)[name]})


def _naming(made: Preference) -> str:
    """How the history of an act names a decision between its claims."""
    return f"preferred claim {made.preferred_piece_id} to {made.other_piece_id}"


def _write(made: Preference, reason: str, *, by: User, at: datetime) -> None:
    made.reason, made.decided_by, made.decided_at = reason.strip(), by, at
    save_preference(made, by=by, at=at, reason=f"preferred: {reason}")


def save_preference(made: Any, *, by: User, at: datetime, reason: str) -> None:
    made._history_user = by
    made._history_date = at
    made._change_reason = reason
    made.save()
