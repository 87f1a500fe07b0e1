"""An import and somebody else at the same time, on PostgreSQL.

SQLite has one writer at a time; there the question does not come up.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from reactions import reviewing
from reactions.importing import ImportReport, acts, people
from reactions.models import Action, Evidence, Official
from tests.importing.fakes import NOON
from tests.models.test_concurrency import wait_for_a_lock

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def in_another_session(work: Callable[[], Any]) -> Any:
    """`work` on a connection of its own, closed afterwards."""
    try:
        return work()
    finally:
        connection.close()


@contextmanager
def paused(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> Iterator[tuple[threading.Event, threading.Event]]:
    """The first call of `module.name` tells that it was reached, and waits."""
    reached, go_on = threading.Event(), threading.Event()
    step = getattr(module, name)

    def stop_once(*args: Any, **kwargs: Any) -> Any:
        if not reached.is_set():
            reached.set()
            assert go_on.wait(timeout=20)
        return step(*args, **kwargs)

    monkeypatch.setattr(module, name, stop_once)
    try:
        yield reached, go_on
    finally:
        go_on.set()


def test_an_edit_made_during_an_import_is_not_overwritten(
    extractor, write, run, monkeypatch
):
    boss = User.objects.create_superuser("boss")
    extractor.act("Peru shut its mission", "PE", destination="Lima")
    run(write("a.txt", "Peru shut its mission.", date="2024-03-04"))
    extractor.act("Peru's mission is shut", "PE", destination="central Lima")
    second = write("b.txt", "Peru's mission is shut.", date="2024-03-04")
    with (
        ThreadPoolExecutor(1) as pool,
        paused(monkeypatch, acts, "_change_untouched") as (reached, go_on),
    ):
        importing = pool.submit(in_another_session, lambda: run(second))
        assert reached.wait(timeout=20)
        with transaction.atomic():
            action = Action.objects.get()
            reviewing.amend(action, {"destination": "Callao"}, by=boss, at=NOON)
            go_on.set()
            wait_for_a_lock()
        assert importing.result(timeout=20).exit_status == 0
    assert Action.objects.get().destination == "Callao"
    assert Evidence.objects.count() == 2


def test_two_crises_may_name_a_new_person_at_once(extractor, write, run, monkeypatch):
    extractor.official("Ana Ruiz", "PE")
    first = write("a.txt", "Ana Ruiz, minister of Peru.")
    second = write("b.txt", "Peru's minister, Ana Ruiz.")
    with (
        ThreadPoolExecutor(2) as pool,
        paused(monkeypatch, people, "write_new") as (reached, go_on),
    ):
        one: Future[ImportReport] = pool.submit(
            in_another_session, lambda: run(first, crisis="harbour-2024")
        )
        assert reached.wait(timeout=20)
        other: Future[ImportReport] = pool.submit(
            in_another_session, lambda: run(second, crisis="quake-2024")
        )
        wait_for_a_lock()
        go_on.set()
        reports = [one.result(timeout=20), other.result(timeout=20)]
    assert [report.exit_status for report in reports] == [0, 0]
    assert Official.objects.get().evidence.count() == 2
