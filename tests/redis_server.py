"""A private Redis server for a test: its own port and life, nothing on disk."""

import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.postgres_server import free_port


def find_redis() -> str | None:
    return shutil.which("redis-server")


@dataclass(slots=True)
class PrivateRedis:
    port: int = field(default_factory=free_port)
    options: tuple[str, ...] = ()
    _process: "subprocess.Popen[bytes] | None" = None
    _folder: str = ""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        binary = find_redis()
        if binary is None:
            raise RuntimeError("redis-server is not installed")
        self._folder = tempfile.mkdtemp(prefix="tracker-redis-")
        self._process = subprocess.Popen(
            [binary, "--port", str(self.port), "--bind", "127.0.0.1"]
            + ["--save", "", "--appendonly", "no", "--dir", self._folder]
            + list(self.options),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def stop(self) -> None:
        """End it at once; what it held is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            shutil.rmtree(Path(self._folder), ignore_errors=True)

    def discard(self) -> None:
        self.stop()

    def _wait(self) -> None:
        import redis

        until = time.monotonic() + 20
        while True:
            try:
                redis.Redis(port=self.port).ping()
            except redis.ConnectionError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return
