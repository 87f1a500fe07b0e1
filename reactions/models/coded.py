"""Closed lists and dates of the codebook as columns that the database checks."""

from collections.abc import Iterable
from enum import StrEnum

from django.db.models import CheckConstraint, Q

from reactions.vocabulary import Basis, Precision


def choices(values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """The values with the words that a form shows: `embassy_closed`, Embassy closed."""
    return [(v.value, v.value.replace("_", " ").capitalize()) for v in values]


def one_of(
    field: str, values: Iterable[StrEnum], *, blank: bool = False
) -> CheckConstraint:
    """A check that `field` holds a value of the closed list, or nothing if `blank`."""
    listed = [value.value for value in values]
    return CheckConstraint(
        condition=Q(**{f"{field}__in": [*listed, ""] if blank else listed}),
        name=f"%(class)s_{field}_listed",
        violation_error_message=f"{field} is not one of the codebook's values.",
    )


def dated(field: str, bases: Iterable[Basis]) -> CheckConstraint:
    """A check that precision and basis are there exactly when the day is."""
    unknown = {
        f"{field}__isnull": True,
        f"{field}_precision": "",
        f"{field}_basis": "",
    }
    known = {
        f"{field}__isnull": False,
        f"{field}_precision__in": [precision.value for precision in Precision],
        f"{field}_basis__in": [basis.value for basis in bases],
    }
    return CheckConstraint(
        condition=Q(**unknown) | Q(**known),
        name=f"%(class)s_{field}_coded",
        violation_error_message=(
            f"{field} needs a precision and a basis; without a day both stay empty."
        ),
    )
