"""How the command line ends when it is stopped from outside."""

import os
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


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DEBUG", "maybe", "DEBUG='maybe': say true or false"),
        ("PUBLISH_BODIES", "ja", "PUBLISH_BODIES='ja': say true or false"),
        ("FETCH_SECONDS", "soon", "FETCH_SECONDS='soon': a whole number of at least 1"),
        ("LOG_LEVEL", "loud", "LOG_LEVEL='LOUD': say one of DEBUG, INFO"),
        ("WATCH_EVERY", "10", "WATCH_EVERY='10': write 30s, 10m or 2h."),
        ("THROTTLE_ANON", "many", "THROTTLE_ANON='many': write 600/min"),
        ("ALLOWED_HOSTS", "https://a.b", "ALLOWED_HOSTS: 'https://a.b' is no host"),
        ("DATABASE_URL", "mysql://u:pw@h/n", "DATABASE_URL='mysql://…': write sqlite"),
        ("DATABASE_URL", "news.sqlite3", "DATABASE_URL is no address: write sqlite"),
        ("BROKER_URL", "http://u:pw@h", "BROKER_URL='http://…': write redis://"),
    ],
)
@pytest.mark.parametrize("command", ["migrate", "import_articles"])
def test_a_setting_that_cannot_be_read_is_one_clear_line(name, value, told, command):
    ended = subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == manage.WRONG_SETTING
    assert told in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert "pw" not in ended.stderr
