"""What an editor did last in the queue and put aside: kept in the session, undone here.

A decision is undone by reopening the row and writing back the values that it had, both
as ordinary lines of its history; what was only saved, by writing them back; a row that
was put aside comes back.
"""

from collections.abc import MutableMapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from reactions import reviewing
from reactions.admin.queue_forms import FIELDS
from reactions.overview.waiting import KINDS
from reactions.vocabulary import ReviewState

DONE, SKIPPED = "queue_done", "queue_skipped"
MOST_REMEMBERED = 50
PAST = {
    "accept": "accepted",
    "reject": "rejected",
    "save": "saved",
    "skip": "put aside",
}


@dataclass(frozen=True, slots=True)
class Done:
    """A verb on a row: `history` is the line that has its values from before, 0 for a
    row that has none; `found` the version it met, `version` the one it left, None for
    a skip."""

    verb: str
    kind: str
    id: int
    what: str
    history: int = 0
    version: int | None = None
    found: int = 0

    @property
    def past(self) -> str:
        """What was done, in a word."""
        return PAST[self.verb]

    @classmethod
    def of(cls, row: Any, verb: str) -> "Done":
        line = row.history.order_by("-history_id").values_list("history_id", flat=True)
        return cls(
            verb,
            row._meta.model_name,
            row.pk,
            str(row)[:80],
            history=line.first() or 0,
            found=row.version,
        )

    def undo(self, *, by: Any, at: datetime) -> Any:
        """Give the row its old values, wait again if it was decided, and return it.

        None for a row that was put aside, which says what it did. Raises ReviewError,
        and ValidationError where the old values cannot be any more.
        """
        if self.version is None:
            return None
        row = KINDS[self.kind].objects.filter(pk=self.id).first()
        if row is None:
            raise reviewing.NotAmendable("The row is gone.")
        with transaction.atomic():
            note = "undone"
            if self.verb != "save":
                note = f"undone, was {row.review}"
                if row.review == ReviewState.PROPOSED:
                    raise reviewing.AlreadyDecided("It waits already.", row=row)
                reviewing.reopen(row, by=by, at=at, note=note, version=self.version)
            line = row.history.filter(history_id=self.history).first()
            if line is not None:
                old = _values_of(line, self.kind)
                version = self.version if self.verb == "save" else None
                reviewing.amend(row, old, by=by, at=at, note=note, version=version)
        return row


def _values_of(line: Any, kind: str) -> dict[str, Any]:
    _, names = FIELDS[kind]
    try:
        return {name: getattr(line.instance, name) for name in names}
    except ObjectDoesNotExist as error:
        raise reviewing.NotAmendable("What it named before is gone.") from error


class Memory:
    """The session's part that belongs to the queue."""

    def __init__(self, session: MutableMapping[str, Any]) -> None:
        self._session = session

    @property
    def skipped(self) -> frozenset[tuple[str, int]]:
        return frozenset((kind, pk) for kind, pk in self._session.get(SKIPPED, []))

    def skip(self, kind: str, pk: int) -> None:
        """Leave a row out of this person's queue until they start over."""
        kept = [each for each in self._session.get(SKIPPED, []) if each != [kind, pk]]
        self._session[SKIPPED] = [*kept, [kind, pk]][-MOST_REMEMBERED:]

    def forget_skipped(self) -> None:
        self._session[SKIPPED] = []

    def bring_back(self, kind: str, pk: int) -> None:
        """Have one row that was put aside wait in this person's queue again."""
        kept = [each for each in self._session.get(SKIPPED, []) if each != [kind, pk]]
        self._session[SKIPPED] = kept

    def remember(self, done: Done, *, version: int | None) -> None:
        lines = [*self._session.get(DONE, []), asdict(replace(done, version=version))]
        self._session[DONE] = lines[-MOST_REMEMBERED:]

    def last(self) -> Done | None:
        lines = self._session.get(DONE, [])
        return Done(**lines[-1]) if lines else None

    def drop_last(self, left: Any = None) -> None:
        """Forget the last; `left` is its row as the undoing left it, None if it didn't.

        What was done to the row just before can then be undone in its turn, unless
        somebody else had changed the row between the two.
        """
        *lines, last = self._session.get(DONE, [])
        if left is not None and lines:
            before = lines[-1]
            is_of_row = (before["kind"], before["id"]) == (last["kind"], last["id"])
            if is_of_row and before["version"] == last.get("found"):
                lines[-1] = {**before, "version": left.version}
        self._session[DONE] = lines
