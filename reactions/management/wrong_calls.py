"""Errors of ours that end a command, told the way commands tell them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from reactions.importing import DatabaseAwayError


@contextmanager
def told_as_wrong_call(*errors: type[Exception]) -> Iterator[None]:
    """Turn `errors` into their message and exit status 2."""
    try:
        yield
    except errors as error:
        raise CommandError(str(error), returncode=2) from error


@contextmanager
def told_as_broken_off() -> Iterator[None]:
    """Turn the loss of the database into its message and exit status 3."""
    try:
        yield
    except DatabaseAwayError as error:
        told = f"Broken off: {error}. Import the same again: nothing goes in twice."
        raise CommandError(told, returncode=3) from error
