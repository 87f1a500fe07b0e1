"""The Celery application with the quick reader: `-A tests.faults.quick_worker`."""

from celery.signals import worker_init

from tests.faults import quick_reader
from tracker.celery import app

__all__ = ["app"]


@worker_init.connect
def _install(**_of_the_signal: object) -> None:
    quick_reader.install()
