"""Imports without a queue: killed, or with no database or no room for a while, they
end after a restart in the rows of an undisturbed run."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.engines import FOR_TESTS, NOT_FOR_TESTS
from tests.faults.cluster import (
    ARTICLES,
    ROOT,
    Cluster,
    Rows,
    children,
    ended,
    kill,
    wait_until,
    write_articles,
)

pytestmark = [pytest.mark.fault]
on_postgres = pytest.mark.postgres
on_sqlite = pytest.mark.sqlite

MakeCluster = Callable[..., Cluster]
FEW = 20
HARBOUR = ("--crisis", "harbour-2024", "--new-crisis", "--host", "HT")
FINISHED = "SELECT count(*) FROM reactions_importrun WHERE state = 'finished'"
ROWS = (
    "SELECT sha256, title, url, body FROM reactions_article ORDER BY sha256",
    'SELECT claim_key, start, "end", quote, machine_claim FROM reactions_evidence'
    " ORDER BY claim_key",
    "SELECT country_id, type, stage, announced_on, known_on, version"
    " FROM reactions_action ORDER BY country_id, announced_on",
    "SELECT country_id, speaker, text FROM reactions_statement ORDER BY text, speaker",
    "SELECT country_id, name, title FROM reactions_official ORDER BY country_id, name",
    "SELECT count(*) FROM reactions_historicalaction",
)


@on_postgres
def test_a_killed_command_loses_nothing(
    make_cluster: MakeCluster, articles: Path, undisturbed: Rows
):
    cluster = make_cluster()
    command = cluster.import_folder(articles)
    cluster.in_mid_run()
    kill(command)
    cluster.open_gate()
    assert ended(cluster.import_folder(articles)) == 0
    assert cluster.rows() == undisturbed


@on_postgres
def test_killed_extraction_processes_lose_nothing(
    make_cluster: MakeCluster, articles: Path, undisturbed: Rows
):
    cluster = make_cluster()
    command = cluster.import_folder(articles, "--jobs", 2)
    cluster.in_mid_run()
    for child in children(command):
        with suppress(ProcessLookupError):  # the command ends those that are left
            os.kill(child, signal.SIGKILL)
    cluster.open_gate()
    assert ended(command) == 0, cluster.log("command")
    assert cluster.rows() == undisturbed


@on_postgres
def test_a_postgresql_stopped_for_ten_seconds_is_waited_for(
    make_cluster: MakeCluster, articles: Path, undisturbed: Rows
):
    cluster = make_cluster()
    assert cluster.server is not None
    command = cluster.import_folder(articles)
    cluster.in_mid_run()
    cluster.server.pause()
    cluster.open_gate()
    time.sleep(10)
    cluster.server.resume()
    assert ended(command) == 0, cluster.log("command")
    assert cluster.rows() == undisturbed


@on_postgres
def test_a_stopped_command_ends_what_it_has_in_hand_and_says_so(
    make_cluster: MakeCluster, articles: Path, undisturbed: Rows
):
    cluster = make_cluster()
    command = cluster.import_folder(articles)
    cluster.in_mid_run()
    command.send_signal(signal.SIGTERM)
    cluster.open_gate()
    assert ended(command) == 143
    assert cluster.articles() < ARTICLES
    assert cluster.ask("SELECT state FROM reactions_importrun") == "stopped"
    assert ended(cluster.import_folder(articles)) == 0
    assert cluster.rows() == undisturbed


@on_postgres
def test_a_watching_command_imports_what_is_new_and_stops_when_told(
    make_cluster: MakeCluster, tmp_path: Path
):
    cluster = make_cluster()
    command = cluster.import_folder(tmp_path, "--watch", "--every", "1s")
    for number in (1, 2):
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Report {number}.")
        os.utime(path, (time.time() - 60,) * 2)
        wait_until(lambda number=number: cluster.ask(FINISHED) == number)
    assert cluster.articles() == 2
    command.send_signal(signal.SIGTERM)
    assert ended(command) == 0, cluster.log("command")


class OnSqlite:
    """The command on a SQLite file; `limit` is a line of shell that comes first."""

    def __init__(self, folder: Path, articles: Path) -> None:
        self.database = folder / "db.sqlite3"
        self.articles = articles
        kept = {k: v for k, v in os.environ.items() if k not in NOT_FOR_TESTS}
        self.environment = kept | FOR_TESTS
        self.environment["DATABASE_URL"] = f"sqlite:///{self.database}"

    def beside(self, folder: Path) -> "OnSqlite":
        """Another, on a copy of the file as it is."""
        shutil.copy(self.database, folder)
        return OnSqlite(folder, self.articles)

    def manage(
        self, *words: str, limit: str = "true"
    ) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "tests.faults.quick_manage", *words]
        return subprocess.run(
            ["bash", "-c", f'{limit}; exec "$@"', "bash", *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def import_all(self, *, limit: str = "true") -> "subprocess.CompletedProcess[str]":
        words = (*HARBOUR, str(self.articles))
        return self.manage("import_articles", *words, limit=limit)

    def count(self) -> int:
        return int(self.ask("SELECT count(*) FROM reactions_article")[0][0])

    def rows(self) -> list[Any]:
        return [self.ask(sql) for sql in ROWS]

    def ask(self, sql: str) -> list[Any]:
        connection = sqlite3.connect(self.database)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    write_articles(folder, number=FEW)
    # Large enough that a small room is full before all are in.
    for path in folder.glob("*.txt"):
        path.write_text(
            f"{path.read_text()}\n\n{path.name} went on. " + "Word. " * 4000
        )
    return folder


@pytest.fixture(scope="session")
def migrated(few: Path, tmp_path_factory: pytest.TempPathFactory) -> OnSqlite:
    empty = OnSqlite(tmp_path_factory.mktemp("migrated"), few)
    empty.manage("migrate", "--verbosity", "0").check_returncode()
    return empty


@pytest.fixture(scope="session")
def rows_on_sqlite(
    migrated: OnSqlite, tmp_path_factory: pytest.TempPathFactory
) -> list[Any]:
    calm = migrated.beside(tmp_path_factory.mktemp("calm"))
    done = calm.import_all()
    assert done.returncode == 0, done.stderr
    assert calm.count() == FEW
    return calm.rows()


@on_sqlite
def test_a_file_that_may_not_grow_breaks_the_import_off_and_loses_nothing(
    migrated: OnSqlite, rows_on_sqlite: list[Any], tmp_path: Path
):
    """`ulimit -f`: the disk takes no more."""
    cluster = migrated.beside(tmp_path)
    kilobytes = cluster.database.stat().st_size // 1024 + 200
    done = cluster.import_all(limit=f"ulimit -f {kilobytes}")
    assert done.returncode == 3, done.stderr
    assert "Broken off: the database has no room" in done.stderr
    assert cluster.count() < FEW
    assert cluster.import_all().returncode == 0
    assert cluster.rows() == rows_on_sqlite


@on_sqlite
def test_a_database_that_is_full_breaks_the_import_off_and_loses_nothing(
    migrated: OnSqlite, rows_on_sqlite: list[Any], tmp_path: Path
):
    """`PRAGMA max_page_count`: the database is as large as it may become."""
    cluster = migrated.beside(tmp_path)
    (pages,) = cluster.ask("PRAGMA page_count")[0]
    cluster.environment["QUICK_MAX_PAGES"] = str(pages + 60)
    done = cluster.import_all()
    assert done.returncode == 3, done.stderr
    assert "Broken off: the database has no room" in done.stderr
    assert 0 < cluster.count() < FEW
    del cluster.environment["QUICK_MAX_PAGES"]
    assert cluster.import_all().returncode == 0
    assert cluster.rows() == rows_on_sqlite


@on_sqlite
def test_a_killed_command_loses_nothing_on_sqlite(
    migrated: OnSqlite, rows_on_sqlite: list[Any], tmp_path: Path
):
    cluster = migrated.beside(tmp_path)
    command = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.quick_manage", "import_articles"]
        + [*HARBOUR, str(cluster.articles)],
        cwd=ROOT,
        env=cluster.environment | {"QUICK_SECONDS": "0.5"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: cluster.count() >= 2)
    finally:
        kill(command)
    assert cluster.count() < FEW
    assert cluster.import_all().returncode == 0
    assert cluster.rows() == rows_on_sqlite
