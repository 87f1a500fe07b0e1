"""How the command line ends when it is stopped from outside."""

import subprocess
import sys
from pathlib import Path

import pytest

import manage

ROOT = Path(manage.__file__).parent


def test_an_interrupt_ends_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def interrupt(arguments: list[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(manage, "execute_from_command_line", interrupt)
    assert manage.main() == manage.INTERRUPTED
    assert capsys.readouterr().err == "\nStopped.\n"


def test_a_reader_that_has_had_enough_is_no_error():
    command = [sys.executable, "manage.py", "help", "--commands"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as told:
        assert told.stdout
        assert told.stderr
        told.stdout.close()
        assert told.stderr.read() == b""
    assert told.returncode == manage.PIPE_CLOSED
