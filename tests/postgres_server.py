"""A private PostgreSQL server for a test run: its own directory, port and life.

Durability is switched off: the data live as long as the run. Root may not own a
server, so its processes run as the user `postgres` then.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NOT_DURABLE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
# Outlives its own processes, if not the machine: for tests that stop the server.
DURABLE_HERE = "-c fsync=off -c synchronous_commit=on"


def find_binaries() -> Path | None:
    """The directory of initdb and pg_ctl: on PATH, else the newest installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(installed, key=lambda path: int(path.parts[-3]))
    return newest[-1].parent if newest else None


@dataclass(frozen=True, slots=True)
class PrivateServer:
    binaries: Path
    folder: Path
    port: int
    options: str = NOT_DURABLE

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgres://tracker@127.0.0.1:{self.port}/{database}"

    @classmethod
    def start(cls, binaries: Path, *, options: str = NOT_DURABLE) -> "PrivateServer":
        folder = Path(tempfile.mkdtemp(prefix="tracker-postgres-"))
        folder.chmod(0o700)
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        server = cls(binaries, folder, free_port(), options)
        server._run(
            "initdb",
            "--pgdata=" + str(folder / "data"),
            "--username=tracker",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        server.resume()
        return server

    def pause(self) -> None:
        """Stop the server as a crash would; what was committed is kept."""
        self._control("-m", "immediate", "stop")

    def resume(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self._control(
            "-w",
            "-t",
            "60",
            "-l",
            str(self.folder / "log"),
            "-o",
            f"{options} {self.options}",
            "start",
        )

    def stop(self) -> None:
        self.pause()
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def standby(self) -> Iterator["PrivateServer"]:
        """A streaming replica of this server, which needs `wal_level=replica`."""
        copy = PrivateServer(self.binaries, self.folder / "standby", free_port())
        copy.folder.mkdir(mode=0o700)
        if os.getuid() == 0:
            shutil.chown(copy.folder, "postgres")
        self._run(
            "pg_basebackup",
            f"--dbname={self.url}",
            f"--pgdata={copy.folder / 'data'}",
            "--write-recovery-conf",
            "--checkpoint=fast",
        )
        copy.resume()
        try:
            yield copy
        finally:
            copy.pause()

    def _control(self, *words: str) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), *words)

    def _run(self, program: str, *words: str) -> None:
        as_postgres = []
        if os.getuid() == 0:
            as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres"]
            as_postgres += ["--clear-groups"]
        # pg_ctl's server would hold a pipe open: its output goes to the log instead.
        done = subprocess.run(
            [*as_postgres, str(self.binaries / program), *words],
            cwd="/",
            env=os.environ | {"HOME": str(self.folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=None if program == "initdb" else subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program} ended with status {done.returncode}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
