"""What was remembered is never taken for what a replica says now."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import psycopg2
import pytest

from reactions.models.data_version import ON_POSTGRESQL
from tests.postgres_server import PrivateServer, find_binaries

pytestmark = pytest.mark.postgres
SECONDS = 20.0
Connect = Callable[[PrivateServer], Any]


@pytest.fixture
def primary() -> Iterator[PrivateServer]:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: no replica is made")
    server = PrivateServer.start(binaries, options="-c wal_level=replica -c fsync=off")
    yield server
    server.stop()


@pytest.fixture
def connect(primary: PrivateServer) -> Iterator[Connect]:
    with ExitStack() as opened:
        yield lambda to: opened.enter_context(closing(psycopg2.connect(to.url)))


def run(connection: Any, sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone() if cursor.description else None


def test_a_replica_that_has_more_has_another_version(
    primary: PrivateServer, connect: Connect
) -> None:
    first, second, third = (connect(primary) for _ in range(3))
    run(first, "CREATE TABLE told (number int)")
    first.commit()
    # One stays under way, beside which another commits, older than the newest known.
    for connection in (first, second, third):
        run(connection, "INSERT INTO told VALUES (1)")
    third.commit()
    with primary.standby() as copy:
        reader = connect(copy)
        reader.autocommit = True
        versions = {run(reader, ON_POSTGRESQL)}
        before = run(reader, "SELECT count(*) FROM told")
        second.commit()
        until = time.monotonic() + SECONDS
        while run(reader, "SELECT count(*) FROM told") == before:
            assert time.monotonic() < until, "the replica does not follow"
            time.sleep(0.05)
        # Told right after the commit is seen, and within a moment in any case.
        while {run(reader, ON_POSTGRESQL)} == versions:
            assert time.monotonic() < until, "the version is the same as before"
            time.sleep(0.05)
