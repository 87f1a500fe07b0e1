"""What of a log record is written."""

import logging

SERVER_ERROR = 500


def without_refused_tracebacks(record: logging.LogRecord) -> bool:
    """Keep the record, but no traceback of a request that was refused (403, 404): the
    visitor's mistake is no fault of the code, and one line tells it."""
    if getattr(record, "status_code", SERVER_ERROR) < SERVER_ERROR:
        record.exc_info = record.exc_text = None
    return True
