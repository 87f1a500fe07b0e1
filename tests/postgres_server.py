"""A private PostgreSQL server for a test run: its own directory, port and life.

Durability is switched off: the data live as long as the run. Root may not own a
server, so its processes run as the user `postgres` then.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

NOT_DURABLE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


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

    @property
    def url(self) -> str:
        return f"postgres://tracker@127.0.0.1:{self.port}/postgres"

    @classmethod
    def start(cls, binaries: Path) -> "PrivateServer":
        folder = Path(tempfile.mkdtemp(prefix="tracker-postgres-"))
        folder.chmod(0o700)
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        server = cls(binaries, folder, _free_port())
        server._run(
            "initdb",
            "--pgdata=" + str(folder / "data"),
            "--username=tracker",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        server._control(
            "-w",
            "-t",
            "60",
            "-l",
            str(folder / "log"),
            "-o",
            f"-p {server.port} -k {folder} -c listen_addresses=127.0.0.1 {NOT_DURABLE}",
            "start",
        )
        return server

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
