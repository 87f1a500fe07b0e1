"""Errors of ours that mean "this call cannot work", told the way commands tell them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError


@contextmanager
def told_as_wrong_call(*errors: type[Exception]) -> Iterator[None]:
    """Turn `errors` into their message and exit status 2."""
    try:
        yield
    except errors as error:
        raise CommandError(str(error), returncode=2) from error
