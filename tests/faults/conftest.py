"""A private PostgreSQL and a private broker, which the tests stop as they like."""

import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg2
import pytest

from tests.engines import FOR_TESTS, NOT_FOR_TESTS
from tests.faults.cluster import (
    ARTICLES,
    ROOT,
    Broker,
    Cluster,
    Rows,
    ended,
    write_articles,
)
from tests.postgres_server import DURABLE_HERE, PrivateServer, find_binaries
from tests.rabbitmq_server import PrivateRabbit, find_rabbitmq
from tests.redis_server import PrivateRedis, find_redis

CRISIS = """
    INSERT INTO reactions_crisis (slug, name, summary, host_id, host_city)
    VALUES ('harbour-2024', 'Harbour 2024', '', 'HT', '')"""
TEMPLATE = "migrated"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """With FAULT_ROUNDS=10 every fault is tried ten times."""
    rounds = int(os.environ.get("FAULT_ROUNDS", "1"))
    if rounds > 1:
        metafunc.fixturenames.append("fault_round")
        metafunc.parametrize("fault_round", range(rounds))


@pytest.fixture(scope="session")
def fault_server() -> Iterator[PrivateServer]:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed: faults are not tried")
    server = PrivateServer.start(binaries, options=DURABLE_HERE)
    try:
        _execute(server, f"CREATE DATABASE {TEMPLATE}")
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            cwd=ROOT,
            env=_environment(server.url_of(TEMPLATE)),
            check=True,
        )
        # The crisis is there before anything dies: the keys of claims hold its number.
        _execute(server, CRISIS, database=TEMPLATE)
        yield server
    finally:
        server.stop()


@pytest.fixture
def make_cluster(
    fault_server: PrivateServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Cluster]]:
    """Makes clusters, which end with the test: their workers would go on otherwise."""
    with ExitStack() as made:

        def make(*, broker: Broker | None = None, **variables: str) -> Cluster:
            folder = tmp_path_factory.mktemp("logs")
            cluster = _cluster(fault_server, folder, broker=broker, **variables)
            return made.enter_context(cluster)

        yield make


@contextmanager
def _cluster(
    server: PrivateServer, folder: Path, *, broker: Broker | None, **variables: str
) -> Iterator[Cluster]:
    """One with an empty migrated database of its own."""
    name = f"fault_{uuid.uuid4().hex[:12]}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    environment = _environment(server.url_of(name)) | variables
    if broker is not None:
        environment["BROKER_URL"] = broker.url
    environment["QUICK_GATE"] = str(folder / "gate")
    cluster = Cluster(server.url_of(name), environment, server, folder=folder)
    try:
        yield cluster
    finally:
        cluster.end()
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


INSTALLED = {"redis": find_redis, "rabbitmq": find_rabbitmq}
SERVERS = {"redis": PrivateRedis, "rabbitmq": PrivateRabbit}


@pytest.fixture
def broker(request: pytest.FixtureRequest) -> Iterator[Broker]:
    """Redis, or the one that a test is parametrized with."""
    name = getattr(request, "param", "redis")
    if INSTALLED[name]() is None:
        pytest.skip(f"{name} is not installed: the queue is not tried with it")
    server = SERVERS[name]()
    server.start()
    yield server
    server.discard()


def _environment(url: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in NOT_FOR_TESTS}
    return kept | FOR_TESTS | {"DATABASE_URL": url, "PYTHONUNBUFFERED": "1"}


def _execute(server: PrivateServer, sql: str, *, database: str = "") -> None:
    url = server.url_of(database) if database else server.url
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql)
    finally:
        connection.close()


@pytest.fixture(scope="session")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    write_articles(folder, number=ARTICLES)
    return folder


@pytest.fixture(scope="session")
def undisturbed(
    fault_server: PrivateServer,
    tmp_path_factory: pytest.TempPathFactory,
    articles: Path,
) -> Rows:
    """The rows of the same import in one process that nothing happens to."""
    with _cluster(fault_server, tmp_path_factory.mktemp("calm"), broker=None) as calm:
        calm.open_gate()
        assert ended(calm.import_folder(articles)) == 0, calm.log("command")
        rows = calm.rows()
    assert len(rows["articles"]) == ARTICLES
    return rows
