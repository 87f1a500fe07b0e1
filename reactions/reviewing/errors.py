"""Why a decision cannot be, in words for the person who made it."""

from reactions.models import Reviewable


class ReviewError(Exception):
    """A decision that cannot be; `str()` says why, `row` is the row it was about."""

    def __init__(self, message: str, *, row: Reviewable | None = None) -> None:
        super().__init__(message)
        self.row = row


class NotAllowed(ReviewError):
    """The person lacks the right."""


class NoEvidence(ReviewError):
    """Nothing proves the row."""


class AlreadyDecided(ReviewError):
    """The row is in the state asked for."""


class StaleVersion(ReviewError):
    """Somebody changed the row since the caller read it."""


class NotAmendable(ReviewError):
    """The field is unknown, or is not changed by hand."""


class NotMergeable(ReviewError):
    """The two rows cannot become one, or are not merged."""


class NotSplittable(ReviewError):
    """The row cannot be parted in this way."""


class NameTaken(NotSplittable):
    """Two people of one country can't have one name."""


class NotTheirStatement(NotSplittable):
    """A statement by somebody else goes to nobody with a split."""


class NotPreferable(ReviewError):
    """The two are no conflict that can be decided so, or it is decided already."""


class NotRemovable(ReviewError):
    """The row is accepted, or others name it."""


class OwnWork(ReviewError):
    """Somebody else has to decide: the person wrote the row's values."""
