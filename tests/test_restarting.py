"""A restart under systemd, whose socket stays open, refuses nobody."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

ROOT = Path(__file__).resolve().parent.parent
HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
os.execv(sys.argv[2], sys.argv[2:])
"""
SERVICE = (ROOT / "deploy" / "systemd" / "tracker-web.service").read_text()


def command() -> list[str]:
    """What the unit starts, with our own Python."""
    (line,) = [each for each in SERVICE.splitlines() if each.startswith("ExecStart=")]
    program, *words = shlex.split(line.removeprefix("ExecStart="))
    return [sys.executable, "-m", Path(program).name, *words]


def environment(home: Path, *, hosts: str) -> dict[str, str]:
    return os.environ | {
        "SECRET_KEY": "for-this-test-only-" * 4,
        "ALLOWED_HOSTS": hosts,
        "HTTPS_ONLY": "true",
        "DEBUG": "false",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
    }


@contextmanager
def served(listening: socket.socket, *, hosts: str, home: Path) -> Iterator[None]:
    """The server on a socket that is handed over as systemd does."""
    given = listening.fileno()
    server = subprocess.Popen(
        [sys.executable, "-c", HAND_OVER, str(given), *command()],
        cwd=ROOT,
        env=environment(home, hosts=hosts),
        pass_fds=[given],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)


@pytest.fixture
def style_sheets(tmp_path: Path) -> None:
    """Collected, as docs/operating.md tells: the page of a refusal has some of ours. To
    pack those of the others would take most of the test's time."""
    others = ("drf_spectacular_sidecar", "rest_framework", "import_export")
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
        + [f"--ignore={each}" for each in others],
        cwd=ROOT,
        env=environment(tmp_path, hosts="old.example"),
        check=True,
    )


@pytest.mark.usefixtures("style_sheets")
def test_who_asks_during_a_restart_is_answered_by_old_or_new(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        answers: list[int] = []
        ended = threading.Event()

        def ask() -> None:
            while not ended.is_set():
                answer = requests.get(
                    address,
                    headers={"Host": "new.example"},
                    timeout=60,
                    allow_redirects=False,
                )
                answers.append(answer.status_code)

        asking = threading.Thread(target=ask)
        with served(listening, hosts="old.example", home=tmp_path):
            requests.get(address + "/healthz", timeout=60).raise_for_status()
            asking.start()
            time.sleep(0.5)
        with served(listening, hosts="new.example", home=tmp_path):
            requests.get(address + "/healthz", timeout=60).raise_for_status()
            time.sleep(0.5)
            ended.set()
            asking.join()
    # The old one does not know the host, the new one sends it on to HTTPS; after the
    # first answer of the new one none is of the old one.
    assert set(answers) == {400, 301}
    assert answers == sorted(answers, reverse=True)
    assert list(tmp_path.iterdir()) == [], "it needs a home, which it does not have"


def test_the_unit_hands_over_its_socket_and_waits_until_it_serves():
    assert "Requires=tracker-web.socket" in SERVICE
    assert "Type=notify" in SERVICE


@pytest.mark.parametrize("unit", ["tracker-web", "tracker-worker", "tracker-beat"])
def test_a_unit_is_not_reloaded(unit: str):
    """Loaded before the fork, the application would be the old one after a reload."""
    text = (ROOT / "deploy" / "systemd" / f"{unit}.service").read_text()
    assert "ExecReload" not in text
    assert f"reload {unit}" not in (ROOT / "docs" / "operating.md").read_text()
