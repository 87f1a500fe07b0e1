"""What Prometheus reads of the desk."""

import pytest

from reactions import reviewing
from tests.builders import NOON, a_user, an_action
from tracker.metrics import DeskCollector

pytestmark = pytest.mark.django_db


def read() -> dict[tuple[str, str], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in DeskCollector().collect()
        for sample in family.samples
    }


def test_waiting_and_acceptance_are_told_by_kind():
    an_action()
    accepted = an_action("embassy_moved")
    accepted.evidence.update(machine_claim={"type": "embassy_moved"}, rule="moves")
    reviewing.accept(accepted, by=a_user(is_superuser=True), at=NOON)
    found = read()
    assert found["tracker_proposals_waiting", "action"] == 1
    assert found["tracker_acceptance_rate", "action"] == 1.0


def test_runs_are_told_by_state(db):
    assert not [name for name in read() if name[0] == "tracker_import_runs"]


def test_metrics_are_off_unless_asked_for(client):
    assert client.get("/metrics").status_code == 404
