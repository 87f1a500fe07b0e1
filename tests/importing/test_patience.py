"""Waiting for the database: when to give up first, then when to go on."""

import sqlite3

import pytest
from django.db import InterfaceError, OperationalError, connection, transaction

from reactions.importing import patience
from reactions.importing.patience import DatabaseAwayError, patiently

pytestmark = pytest.mark.django_db(transaction=True)


class Failing:
    """Work that fails some times; `slept` tells the waits in between."""

    def __init__(self, error: Exception, *, times: int) -> None:
        self.error, self.left = error, times
        self.slept: list[float] = []

    def __call__(self) -> str:
        if self.left:
            self.left -= 1
            raise self.error
        return "done"

    def patiently(self, **limits: float) -> str:
        return patiently(self, sleep=self.slept.append, **limits)


def full(code: int) -> OperationalError:
    cause = sqlite3.OperationalError("disk full")
    cause.sqlite_errorcode = code
    error = OperationalError("database or disk is full")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE])
def test_a_full_disk_is_not_waited_for(code):
    work = Failing(full(code), times=1)
    with pytest.raises(DatabaseAwayError, match="no room"):
        work.patiently()
    assert work.slept == []


def test_postgresqls_full_disk_is_known_by_its_code():
    cause = Exception("could not extend file")
    cause.pgcode = "53100"
    error = OperationalError("could not extend file")
    error.__cause__ = cause
    with pytest.raises(DatabaseAwayError, match="no room"):
        Failing(error, times=1).patiently()


def test_a_database_that_stays_away_is_given_up(monkeypatch):
    monkeypatch.setattr(patience, "_answers", lambda: False)
    work = Failing(OperationalError("connection refused"), times=1000)
    with pytest.raises(DatabaseAwayError, match="away for 1[0-9] seconds"):
        work.patiently(patience=10)
    assert max(work.slept) <= 5
    assert sum(work.slept) >= 10


def test_what_fails_while_the_database_answers_is_the_works_own_trouble():
    error = OperationalError("too many SQL variables")
    work = Failing(error, times=1000)
    with pytest.raises(OperationalError, match="too many SQL variables"):
        work.patiently()
    assert len(work.slept) == 4


def test_within_a_transaction_nothing_is_tried_again():
    work = Failing(OperationalError("deadlock"), times=1)
    with pytest.raises(OperationalError, match="deadlock"), transaction.atomic():
        work.patiently()
    assert work.slept == []


@pytest.mark.parametrize(
    "error", [OperationalError("server closed"), InterfaceError("closed")]
)
def test_a_database_that_comes_back_is_waited_for(monkeypatch, error):
    answers = iter([False] * 8 + [True] * 20)
    monkeypatch.setattr(patience, "_answers", lambda: next(answers))
    work = Failing(error, times=10)
    assert work.patiently() == "done"
    assert work.slept[:3] == [0.1, 0.2, 0.4]


def test_the_connection_is_a_new_one_after_a_failure():
    connection.ensure_connection()
    before = connection.connection
    if connection.vendor == "postgresql":
        before.close()
    assert Failing(OperationalError("gone"), times=1).patiently() == "done"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
