"""Imports again and again, until somebody says stop."""

import logging
from collections.abc import Callable
from threading import Event

from django.core.management.base import CommandError

from reactions.importing import DatabaseAwayError, NoModelError

log = logging.getLogger(__name__)


def watch(round_of_import: Callable[[], None], *, every: float, stop: Event) -> int:
    """Import, wait `every` seconds, import again; how many rounds it was.

    A round that breaks off, by the database or by a fault of ours, is told and followed
    by the next: what did not go in is still new then. Only a wrong call ends it.
    `stop` ends the waiting at once.
    """
    rounds = 0
    while not stop.is_set():
        rounds += 1
        try:
            round_of_import()
        except DatabaseAwayError as error:
            log.error("Broken off, again in %g seconds: %s", every, error)
        except (CommandError, NoModelError):
            raise
        except Exception:
            # A fault of ours: who mends it needs the way to it.
            log.exception("Broken off by a fault, again in %g seconds", every)
        stop.wait(every)
    return rounds
