"""What is logged of a request: one line, and a traceback only for a fault of ours."""

import subprocess
import sys
from pathlib import Path

import pytest

import manage

ROOT = Path(manage.__file__).parent
# As a process of its own: pytest has its hands in the logging of this one.
REFUSES = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tracker.settings"
django.setup()
from django.http import HttpResponse
from django.utils.log import log_response
try:
    raise ValueError("broken")
except ValueError as error:
    answer = HttpResponse(status={status})
    log_response("%s", "/x", response=answer, exception=error)
"""


def logged(status: int) -> str:
    program = [sys.executable, "-c", REFUSES.format(status=status)]
    ended = subprocess.run(
        program, cwd=ROOT, capture_output=True, text=True, check=True
    )
    return ended.stderr


@pytest.mark.parametrize("status", [400, 403, 404])
def test_a_refused_request_is_one_line(status: int) -> None:
    told = logged(status)
    assert told.count("\n") == 1
    assert "WARNING django.request: /x" in told


def test_a_fault_of_ours_has_its_traceback_once() -> None:
    told = logged(500)
    assert told.count("ValueError: broken") == 1
    assert told.count("Traceback") == 1
