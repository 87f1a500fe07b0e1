"""What goes to the log: lines or JSON with the request's id, slow queries, errors."""

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from django.db.backends.signals import connection_created
from django.views.debug import SafeExceptionReporterFilter

SERVER_ERROR = 500
slow = logging.getLogger("tracker.slow_query")
LONGEST_SQL = 500
"""Characters of a slow query that are logged; never its values."""


def without_refused_tracebacks(record: logging.LogRecord) -> bool:
    """Keep the record, but no traceback of a request that was refused (403, 404): the
    visitor's mistake is no fault of the code, and one line tells it."""
    if getattr(record, "status_code", SERVER_ERROR) < SERVER_ERROR:
        record.exc_info = record.exc_text = None
    return True


LINE = "{asctime} {levelname} {name} [{correlation_id}]: {message}"
FIELDS = "{asctime}{levelname}{name}{correlation_id}{message}"
FORMATTERS = {
    "line": {"format": LINE, "style": "{"},
    "json": {
        "()": "pythonjsonlogger.json.JsonFormatter",
        "format": FIELDS,
        "style": "{",
    },
}
FILTERS = {
    "correlation_id": {"()": "django_guid.log_filters.CorrelationId"},
    "refused": {
        "()": "django.utils.log.CallbackFilter",
        "callback": without_refused_tracebacks,
    },
}
BY_MAIL = {"class": "django.utils.log.AdminEmailHandler", "level": "ERROR"}
# What they complain of is an article's refusal, with its reason, by then.
SILENT = ("trafilatura", "htmldate", "pypdf")


def logging_of(*, level: str, as_json: bool, mails_errors: bool) -> dict[str, Any]:
    """Django's LOGGING."""
    stderr = {
        "class": "logging.StreamHandler",
        "formatter": "json" if as_json else "line",
        "filters": list(FILTERS),
    }
    handlers = {"stderr": stderr} | ({"mail": BY_MAIL} if mails_errors else {})
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": FILTERS,
        "formatters": FORMATTERS,
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": "WARNING"},
        "loggers": {
            "reactions": {"level": level},
            "tracker": {"level": level},
            # Django's own handlers would write each line a second time.
            "django": {"handlers": [], "level": "WARNING"},
            # Whoever asks by a wrong name would send a mail each time.
            "django.security": {"handlers": ["stderr"], "propagate": False},
            "axes": {"level": "WARNING"},
            "django_guid": {"level": "WARNING"},
            **{name: {"level": "CRITICAL"} for name in SILENT},
            "urllib3": {"level": "ERROR"},
        },
    }


class WithoutSecrets(SafeExceptionReporterFilter):
    """What a report of an error shows of settings and requests: addresses of databases,
    brokers and mail servers may hold a password as well."""

    hidden_settings = re.compile(
        SafeExceptionReporterFilter.hidden_settings.pattern + "|URL|DSN", re.IGNORECASE
    )


def log_slow_queries(milliseconds: int) -> None:
    """From now on, log each statement that takes longer, on every connection."""

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        start = time.monotonic()
        try:
            return execute(sql, *rest)
        finally:
            taken = (time.monotonic() - start) * 1000
            if taken >= milliseconds:
                slow.warning("%.0f ms: %s", taken, " ".join(sql.split())[:LONGEST_SQL])

    def begin(connection: Any, **_: Any) -> None:
        if watch not in connection.execute_wrappers:
            connection.execute_wrappers.append(watch)

    connection_created.connect(begin, weak=False, dispatch_uid="slow queries")


def tell_sentry(dsn: str) -> None:
    """Send errors to Sentry, without anything that names a person."""
    import sentry_sdk  # noqa: PLC0415  only where it is asked for

    sentry_sdk.init(
        dsn=dsn,
        send_default_pii=False,
        # They hold whole articles, and now and then a header with a key.
        include_local_variables=False,
        traces_sample_rate=0.0,
    )
