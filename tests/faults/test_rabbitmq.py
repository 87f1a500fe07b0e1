"""The same promises with RabbitMQ as the broker."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.cluster import Cluster, Rows, ended, kill
from tests.faults.test_workers import SOON, MakeCluster
from tests.rabbitmq_server import PrivateRabbit, find_rabbitmq

pytestmark = [pytest.mark.fault, pytest.mark.postgres]


@pytest.fixture
def rabbit() -> Iterator[PrivateRabbit]:
    if find_rabbitmq() is None:
        pytest.skip("rabbitmq-server is not installed: RabbitMQ is not tried")
    server = PrivateRabbit()
    server.start()
    yield server
    server.discard()


@pytest.fixture
def cluster(make_cluster: MakeCluster, rabbit: PrivateRabbit) -> Cluster:
    return make_cluster(**SOON, BROKER_URL=rabbit.url)


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


def test_a_stopped_broker_loses_nothing(
    cluster: Cluster, rabbit: PrivateRabbit, articles: Path, undisturbed: Rows
):
    cluster.worker()
    command = cluster.import_folder(articles, "--queue")
    cluster.in_mid_run()
    rabbit.stop()
    cluster.open_gate()
    rabbit.start()
    assert ended(command) == 0, cluster.log("command")
    assert cluster.rows() == undisturbed
