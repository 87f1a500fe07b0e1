"""What Prometheus reads at /metrics beside the requests: imports, queue, review.

On with METRICS=true. Numbers are counted when they are asked for, from indexes.
"""

from collections.abc import Iterator

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from reactions import overview
from reactions.models import Action, ImportRun, Official, Statement, WorkItem

KINDS = (Action, Statement, Official)


class DeskCollector(Collector):
    """Inputs by result, import runs and work items by state, proposals waiting,
    acceptance."""

    def collect(self) -> Iterator[Metric]:
        inputs = CounterMetricFamily(
            "tracker_inputs",
            "Inputs of imports by what became of them",
            labels=["result"],
        )
        for result, number in ImportRun.objects.inputs_by_result().items():
            inputs.add_metric([result], number)
        yield inputs
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

    def describe(self) -> list[Metric]:
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


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """What the processes counted, of all that share a folder where one is named, and
    what the database counts, which is the same for all."""
    desk = CollectorRegistry()
    desk.register(DeskCollector())
    page: HttpResponse = ExportToDjangoView(request)
    page.content += generate_latest(desk)
    return page
