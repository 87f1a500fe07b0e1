"""Whether the process lives, and whether it can do its work.

`/healthz` asks nobody: a process that answers lives. `/readyz` asks the database, the
migrations, the parser's model and, where there is one, the broker; 503 names what
fails, never how to reach it. Both answer before anything else: a probe comes by
address, without HTTPS and without a host that the site is called by.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reactions.extraction.installed import installed_model

BROKER_SECONDS = 2


class HealthMiddleware:
    """Stands first of all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path.rstrip("/"))
        return probe(request) if probe else self.get_response(request)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    found = {name: _told(ask) for name, ask in _questions().items()}
    ready = all(answer == "ok" for answer in found.values())
    return JsonResponse({"ready": ready, "checks": found}, status=200 if ready else 503)


def _questions() -> dict[str, Callable[[], str]]:
    asked = {"database": _database, "migrations": _migrations, "model": _model}
    return asked | ({"broker": _broker} if settings.BROKER_URL else {})


def _told(ask: Callable[[], str]) -> str:
    """The answer; an error by its kind alone, for its words may hold an address."""
    try:
        return ask()
    except Exception as error:  # noqa: BLE001  whatever fails, it is not ready
        return f"failed: {type(error).__name__}"


def _database() -> str:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(waiting)} to apply" if waiting else "ok"


def _model() -> str:
    installed_model(settings.SPACY_MODEL)
    return "ok"


def _broker() -> str:
    from kombu import Connection  # noqa: PLC0415  only where there is a broker

    with Connection(settings.BROKER_URL, connect_timeout=BROKER_SECONDS) as broker:
        broker.ensure_connection(max_retries=1, timeout=BROKER_SECONDS)
    return "ok"


PROBES = {"/healthz": healthz, "/readyz": readyz}
