"""A process of its own for each import that the desk begins.

Works under `runserver` and gunicorn alike, with no broker: the import outlives the
request and a reload of the server. With a broker the process only reads, and the
workers do the rest.
"""

import subprocess
import sys
import tempfile
import threading
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from reactions import importing

LAST_WORDS = 500
"""Characters of its complaints that the record of a broken import keeps."""


def is_queued() -> bool:
    """Whether workers of a queue do the work."""
    return bool(settings.BROKER_URL) and connection.vendor == "postgresql"


def start(run_id: int) -> None:
    """Start the process of a run once its record is in the database."""
    transaction.on_commit(lambda: _start(run_id))


def _start(run_id: int) -> None:
    complaints = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who waits
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "import_uploads"]
    try:
        process = subprocess.Popen(  # noqa: S603 - our own command and a number
            [*command, str(run_id)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            start_new_session=True,
        )
    except OSError as error:
        complaints.close()
        told = f"its process could not be started: {error}"
        importing.end_for(run_id, told, at=timezone.now())
        return
    waiting = threading.Thread(
        target=_wait, args=(run_id, process, complaints), daemon=True
    )
    waiting.start()


def _wait(run_id: int, process: "subprocess.Popen[bytes]", complaints: Any) -> None:
    """What the thread does: its connection is its own to close."""
    try:
        end_with(process, run_id, complaints)
    finally:
        complaints.close()
        connection.close()


def end_with(
    process: "subprocess.Popen[bytes]", run_id: int, complaints: BinaryIO
) -> None:
    """Have the record say so when the process dies without a word. Where this server
    ends first, the silence of the run says it a quarter of an hour later."""
    status = process.wait()
    if status:
        told = _last_words(status, complaints)
        importing.end_for(run_id, told, at=timezone.now())


def _last_words(status: int, complaints: BinaryIO) -> str:
    if status < 0:
        return f"its process was killed by signal {-status}; start it again"
    complaints.seek(0)
    words = complaints.read().decode(errors="replace").strip()
    return f"its process ended with status {status}: {words[-LAST_WORDS:]}"
