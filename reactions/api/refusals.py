"""What the parts behind the API refuse, as the answers that say so.

Every error that a write can meet becomes an exception of REST framework here, and with
it a problem (problems.py) that names the field and the reason.
"""

from django.core import exceptions as django
from django.db import IntegrityError
from django.db.models import ProtectedError
from rest_framework import exceptions as rest
from rest_framework import status

from reactions import reviewing
from reactions.api.problems import refused

TRIGGERS = (
    "evidence: ",
    "article: ",
    "action: ",
    "statement: ",
    "official: ",
    "preference: ",
)
"""How the database's own refusals begin (`reactions.models.triggers`)."""


class Conflict(rest.APIException):
    status_code = status.HTTP_409_CONFLICT


class Stale(rest.APIException):
    status_code = status.HTTP_412_PRECONDITION_FAILED


class TooLarge(rest.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE


class NotNow(rest.APIException):
    status_code = status.HTTP_503_SERVICE_UNAVAILABLE


class OtherBody(rest.APIException):
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY


def as_answer(error: Exception) -> Exception:
    """The exception that REST framework answers with; the same one if it is none of
    those that are known here."""
    if isinstance(error, reviewing.ReviewError):
        return _of_review(error)
    if isinstance(error, django.ValidationError):
        return _of_validation(error)
    if isinstance(error, django.ObjectDoesNotExist):
        return rest.NotFound("The row is gone: somebody deleted it meanwhile.")
    if isinstance(error, django.RequestDataTooBig):
        return TooLarge("The body is larger than this site takes.")
    if isinstance(error, django.SuspiciousOperation):
        return rest.ParseError(f"The body cannot be read: {error}")
    if isinstance(error, ProtectedError):
        kinds = {str(one._meta.verbose_name) for one in error.protected_objects}
        return Conflict(f"Other rows name it: {', '.join(sorted(kinds))}.")
    if isinstance(error, IntegrityError):
        return Conflict(_told_by_database(error))
    return error


def _of_review(error: reviewing.ReviewError) -> Exception:
    told = str(error)
    if isinstance(error, (reviewing.NotAllowed, reviewing.OwnWork)):
        return rest.PermissionDenied(told)
    if isinstance(error, reviewing.StaleVersion):
        return Stale(told)
    if isinstance(error, reviewing.NotInText):
        return refused("evidence.quote", told)
    if isinstance(error, reviewing.NameTaken):
        return refused("name", told)
    if isinstance(error, reviewing.NotTheirStatement):
        return refused("statements", told)
    if isinstance(error, reviewing.NotSplittable):
        return refused("evidence", told)
    if isinstance(error, reviewing.NotAmendable):
        return refused("body", told)
    return Conflict(told)


def _of_validation(error: django.ValidationError) -> Exception:
    """Fields of the model are fields of the body, but for those derived from one."""
    if not hasattr(error, "error_dict"):
        return refused("body", "; ".join(error.messages))
    derived = {"__all__": "body", "name_key": "name", "public_id": "id"}
    told = {
        derived.get(field, field): reasons
        for field, reasons in error.message_dict.items()
    }
    return rest.ValidationError(told)


def _told_by_database(error: IntegrityError) -> str:
    first = str(error).splitlines()[0] if str(error) else ""
    if first.startswith(TRIGGERS):
        return f"{first}."
    return "It collides with another row. Read the rows again and compare."
