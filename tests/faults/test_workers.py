"""Real workers on real PostgreSQL: the same articles make no duplicate, and whatever
is killed, stopped or filled, the import ends in the rows of an undisturbed run."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.cluster import (
    ARTICLES,
    Broker,
    Cluster,
    Rows,
    children,
    ended,
    kill,
    wait_until,
)
from tests.redis_server import PrivateRedis

pytestmark = [pytest.mark.fault, pytest.mark.postgres]

MakeCluster = Callable[..., Cluster]
# Short, so that what dead workers held is free soon; a busy machine needs some seconds.
SOON = {
    "QUEUE_BATCH": "4",
    "QUEUE_WINDOW": "16",
    "QUEUE_LEASE_SECONDS": "10",
    "QUEUE_RESEND_SECONDS": "8",
    "QUEUE_REAP_SECONDS": "2",
}

BROKERS = pytest.mark.parametrize("broker", ["redis", "rabbitmq"], indirect=True)


@pytest.fixture
def cluster(make_cluster: MakeCluster, broker: Broker) -> Cluster:
    return make_cluster(broker=broker, **SOON)


def finished(cluster: Cluster) -> bool:
    return not cluster.ask(
        "SELECT count(*) FROM reactions_workitem WHERE state IN ('waiting', 'leased')"
    )


def test_workers_on_the_same_articles_make_no_duplicate(
    cluster: Cluster, articles: Path, undisturbed: Rows
):
    cluster.open_gate()
    cluster.worker()
    cluster.worker()
    commands = [
        cluster.import_folder(articles, "--queue", log=f"command{number}")
        for number in range(3)
    ]
    assert [ended(each) for each in commands] == [0, 0, 0], cluster.log("command0")
    assert cluster.rows() == undisturbed
    counts = cluster.ask(
        "SELECT sum((counts->>'imported')::int + (counts->>'revision')::int)"
        " FROM reactions_importrun WHERE state = 'finished'"
    )
    assert counts == ARTICLES


@BROKERS
def test_a_killed_worker_loses_nothing(
    cluster: Cluster, articles: Path, undisturbed: Rows
):
    worker = cluster.worker()
    command = cluster.import_folder(articles, "--queue")
    cluster.in_mid_run()
    kill(worker)
    cluster.open_gate()
    cluster.worker()
    assert ended(command) == 0, cluster.log("command")
    assert cluster.rows() == undisturbed


def test_a_killed_process_of_a_worker_loses_nothing(
    cluster: Cluster, articles: Path, undisturbed: Rows
):
    worker = cluster.worker()
    command = cluster.import_folder(articles, "--queue")
    cluster.in_mid_run()
    for child in children(worker):
        os.kill(child, signal.SIGKILL)
    cluster.open_gate()
    assert ended(command) == 0, cluster.log("command")
    assert cluster.rows() == undisturbed


def test_an_importing_command_killed_while_it_queues_loses_nothing(
    cluster: Cluster, articles: Path, undisturbed: Rows
):
    command = cluster.import_folder(articles, "--queue")
    wait_until(lambda: cluster.ask("SELECT count(*) FROM reactions_workitem") >= 8)
    kill(command)
    cluster.open_gate()
    # What was marked as sent and was not is sent by the reaper; the second command may
    # have ended by then.
    cluster.worker(beat=True)
    assert ended(cluster.import_folder(articles, "--queue")) == 0
    wait_until(lambda: finished(cluster))
    assert cluster.rows() == undisturbed


@BROKERS
def test_a_stopped_broker_loses_nothing(
    cluster: Cluster, broker: Broker, articles: Path, undisturbed: Rows
):
    cluster.worker()
    command = cluster.import_folder(articles, "--queue")
    cluster.in_mid_run()
    broker.stop()
    cluster.open_gate()
    time.sleep(2)
    broker.start()
    assert ended(command) == 0, cluster.log("command")
    assert cluster.rows() == undisturbed


def test_a_full_queue_loses_nothing(
    make_cluster: MakeCluster, articles: Path, undisturbed: Rows
):
    """Redis refuses every message while it holds more than it may."""
    import redis

    full = PrivateRedis(
        options=("--maxmemory", "1", "--maxmemory-policy", "noeviction")
    )
    full.start()
    try:
        cluster = make_cluster(broker=full, **SOON)
        cluster.open_gate()
        command = cluster.import_folder(articles, "--queue")
        wait_until(lambda: "The queue takes nothing" in cluster.log("command"))
        assert cluster.articles() == 0
        redis.Redis(port=full.port).config_set("maxmemory", "0")
        cluster.worker()
        assert ended(command) == 0, cluster.log("command")
        assert cluster.rows() == undisturbed
    finally:
        full.stop()


def test_a_postgresql_stopped_for_ten_seconds_loses_nothing(
    cluster: Cluster, articles: Path, undisturbed: Rows
):
    assert cluster.server is not None
    cluster.worker()
    command = cluster.import_folder(articles, "--queue")
    cluster.in_mid_run()
    cluster.server.pause()
    cluster.open_gate()
    time.sleep(10)
    cluster.server.resume()
    assert ended(command) == 0, cluster.log("command")
    assert cluster.rows() == undisturbed


def test_an_article_that_kills_its_readers_is_set_aside_and_the_rest_goes_in(
    cluster: Cluster, articles: Path, undisturbed: Rows, tmp_path: Path
):
    (tmp_path / "x.txt").write_text("KILL THE READER")
    cluster.environment["QUEUE_LEASE_SECONDS"] = "4"
    cluster.open_gate()
    cluster.worker()
    command = cluster.import_folder(articles, "--queue", tmp_path / "x.txt")
    wait_until(lambda: cluster.articles() == ARTICLES)
    while command.poll() is None:  # no need to wait for its pauses
        cluster.tell("UPDATE reactions_workitem SET not_before = NULL")
        time.sleep(0.2)
    assert ended(command) == 1
    assert "the worker that read it died or hung, 3 times" in cluster.log("command")
    assert cluster.rows() == undisturbed
