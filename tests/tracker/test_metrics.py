"""What Prometheus reads of the desk."""

import pytest

from reactions import reviewing
from reactions.models import ImportRun
from tests.builders import NOON, a_user, an_action
from tracker.metrics import DeskCollector, metrics

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


def test_inputs_are_told_by_what_became_of_them():
    for counts in ({"imported": 3, "statements": 9}, {"imported": 4, "known": 2}, {}):
        ImportRun.objects.create(started_at=NOON, source="a", counts=counts)
    found = read()
    assert found["tracker_inputs_total", "imported"] == 7
    assert found["tracker_inputs_total", "known"] == 2
    assert found["tracker_inputs_total", "refused"] == 0
    assert ("tracker_inputs_total", "statements") not in found


def test_metrics_are_off_unless_asked_for(client):
    assert client.get("/metrics").status_code == 404


def test_what_the_database_counts_is_told_by_several_processes_too(
    rf, monkeypatch, tmp_path
):
    assert b"tracker_inputs_total" in metrics(rf.get("/metrics")).content
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    page = metrics(rf.get("/metrics"))
    assert b"tracker_inputs_total" in page.content
    assert page["Content-Type"].startswith("text/plain")
