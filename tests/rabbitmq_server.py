"""A private RabbitMQ server for a test: its own ports, node name and folder."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from tests.postgres_server import free_port

# Debian's `rabbitmq-server` on the path insists on its own user; these do not.
PLACES = ("/usr/lib/rabbitmq/bin", "/opt/homebrew/sbin", "/usr/local/sbin")
SECONDS = 90


def find_rabbitmq() -> Path | None:
    for place in PLACES:
        if (Path(place) / "rabbitmq-server").exists():
            return Path(place)
    return None


@dataclass(slots=True)
class PrivateRabbit:
    port: int = field(default_factory=free_port)
    _mapper_port: int = field(default_factory=free_port)
    _node_port: int = field(default_factory=free_port)
    _folder: str = ""
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"amqp://guest:guest@127.0.0.1:{self.port}//"

    def start(self) -> None:
        """What it held before a stop is there again, as on a machine of its own."""
        binaries = find_rabbitmq()
        if binaries is None:
            raise RuntimeError("rabbitmq-server is not installed")
        if not self._folder:
            self._folder = tempfile.mkdtemp(prefix="tracker-rabbitmq-")
            if self._owner:
                shutil.chown(self._folder, *self._owner)
        log = Path(self._folder) / "out"
        with log.open("wb") as out:
            self._process = self._run(binaries / "rabbitmq-server", out=out)
        until = time.monotonic() + SECONDS
        # Asking before this line stands in the log makes it fail now and then.
        while b"completed" not in log.read_bytes():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(log.read_text(errors="replace"))
            time.sleep(0.1)

    def stop(self) -> None:
        """End it in an orderly way; it keeps what is durable."""
        binaries = find_rabbitmq()
        if self._process is None or binaries is None:
            return
        self._run(binaries / "rabbitmqctl", "-q", "shutdown").wait(SECONDS)
        self._process.wait(SECONDS)
        self._process = None

    def discard(self) -> None:
        self.stop()
        mapper = shutil.which("epmd")
        if mapper is not None:
            self._run(Path(mapper), "-port", str(self._mapper_port), "-kill").wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _owner(self) -> tuple[str, str] | None:
        """Its scripts refuse root, where there is a user of its own."""
        if os.geteuid() != 0:
            return None
        try:
            pwd.getpwnam("rabbitmq")
        except KeyError:
            return None
        return "rabbitmq", "rabbitmq"

    def _run(
        self, binary: Path, *words: str, out: "int | IO[bytes]" = subprocess.DEVNULL
    ) -> "subprocess.Popen[bytes]":
        user, group = self._owner or (None, None)
        return subprocess.Popen(
            [str(binary), *words],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=os.environ | self._environment(),
            cwd="/",
            user=user,
            group=group,
            extra_groups=[] if user else None,
        )

    def _environment(self) -> dict[str, str]:
        base = f"{self._folder}/"
        return {
            "HOME": self._folder,
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(self._mapper_port),
            "RABBITMQ_NODENAME": f"tracker{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self._node_port),
            "RABBITMQ_MNESIA_BASE": base + "db",
            "RABBITMQ_LOG_BASE": base + "log",
            "RABBITMQ_PID_FILE": base + "pid",
            "RABBITMQ_ENABLED_PLUGINS_FILE": base + "plugins",
        }
