"""Imports again and again, until somebody says stop."""

import logging
from collections.abc import Callable
from threading import Event

from reactions.importing import DatabaseAwayError

log = logging.getLogger(__name__)


def watch(round_of_import: Callable[[], None], *, every: float, stop: Event) -> int:
    """Import, wait `every` seconds, import again; how many rounds it was.

    A round that the database breaks off is told and followed by the next: what did not
    go in is still new then. `stop` ends the waiting at once.
    """
    rounds = 0
    while not stop.is_set():
        rounds += 1
        try:
            round_of_import()
        except DatabaseAwayError as error:
            log.error("Broken off, again in %g seconds: %s", every, error)
        stop.wait(every)
    return rounds
