"""What Prometheus reads at /metrics beside the requests: imports, queue, review.

On with METRICS=true. Numbers are counted when they are asked for, from indexes.
"""

from collections.abc import Iterator
from functools import cache

from django.db.models import Count
from prometheus_client.core import REGISTRY, GaugeMetricFamily
from prometheus_client.registry import Collector

from reactions import overview
from reactions.models import Action, ImportRun, Official, Statement, WorkItem

KINDS = (Action, Statement, Official)


class DeskCollector(Collector):
    """Import runs by state, work items by state, proposals waiting, acceptance."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _by_state("tracker_import_runs", "Import runs by state", ImportRun)
        yield _by_state("tracker_work_items", "Queued articles by state", WorkItem)
        waiting = GaugeMetricFamily(
            "tracker_proposals_waiting", "Rows that nobody decided", labels=["kind"]
        )
        for kind in KINDS:
            name = str(kind._meta.model_name)
            waiting.add_metric([name], kind._default_manager.proposed().count())
        yield waiting
        accepted = GaugeMetricFamily(
            "tracker_acceptance_rate",
            "Share of decided claims that editors accepted",
            labels=["kind"],
        )
        verdicts = overview.editors_verdicts().by_type
        for kind in sorted({verdict.kind for verdict in verdicts}):
            own = [verdict for verdict in verdicts if verdict.kind == kind]
            decided = sum(verdict.decided for verdict in own)
            accepted.add_metric([kind], sum(v.accepted for v in own) / decided)
        yield accepted

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing yet: the database is not asked before it is there."""
        return []


def _by_state(
    name: str, told: str, model: type[ImportRun | WorkItem]
) -> GaugeMetricFamily:
    found = GaugeMetricFamily(name, told, labels=["state"])
    counted = model._default_manager.order_by().values_list("state")
    for state, number in counted.annotate(number=Count("pk")):
        found.add_metric([state], number)
    return found


@cache
def expose_the_desk() -> None:
    """Register the collector, once a process."""
    REGISTRY.register(DeskCollector())
