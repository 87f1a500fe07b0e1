"""Backups: whole while others write, put back after a loss, refused when damaged."""

import os
import sqlite3
import stat
import threading
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler

from reactions.models import Action, Article, Country, Evidence
from tests.builders import a_crisis, an_action, an_article
from tracker import backups
from tracker.backups import BackupError, back_up, check, name_of, prune

pytestmark = pytest.mark.django_db(transaction=True)


def tally() -> tuple[int, int]:
    return Action.objects.count(), Evidence.objects.count()


def write_until(stop: threading.Event, written: list[str]) -> None:
    number = 0
    try:
        while not stop.is_set():
            number += 1
            body = f"Number {number}: France closed its embassy."
            an_action(article=an_article(body), quote="closed its embassy")
            written.append(body)
    finally:
        connections.close_all()


def test_a_copy_made_under_load_is_put_back_whole(tmp_path):
    an_action(article=an_article("First: France closed its embassy."))
    stop, written = threading.Event(), []
    writer = threading.Thread(target=write_until, args=(stop, written))
    writer.start()
    try:
        while len(written) < 5:
            stop.wait(0.05)
        call_command("backup", str(tmp_path))
    finally:
        stop.set()
        writer.join()
    (copy,) = tmp_path.iterdir()
    Evidence.objects.all().delete()
    Action.objects.all().delete()
    Article.objects.all().delete()
    call_command("restore", str(copy), yes=True)
    actions, pieces = tally()
    assert actions >= 5
    # A copy taken between an act and its proof would have one without the other.
    assert actions - pieces in (0, 1)
    for piece in Evidence.objects.select_related("article"):
        assert piece.article.body[piece.start : piece.end] == piece.quote


def test_a_copy_is_its_owners_alone_also_while_it_grows(tmp_path, monkeypatch):
    seen = []
    read_through = backups._read_through

    def look(file, **given):
        seen.append(stat.S_IMODE(file.stat().st_mode))
        return read_through(file, **given)

    monkeypatch.setattr(backups, "_read_through", look)
    before = os.umask(0)
    try:
        call_command("backup", str(tmp_path))
    finally:
        os.umask(before)
    (copy,) = tmp_path.iterdir()
    assert [*seen, stat.S_IMODE(copy.stat().st_mode)] == [0o600, 0o600]


def test_triggers_hold_after_a_restore(tmp_path):
    an_action()
    call_command("backup", str(tmp_path))
    (copy,) = tmp_path.iterdir()
    call_command("restore", str(copy), yes=True)
    with pytest.raises(Exception, match="(?i)quote|body|evidence"):
        Evidence.objects.update(quote="something else")


def test_without_yes_nothing_is_replaced(tmp_path, capsys):
    a_crisis()
    call_command("backup", str(tmp_path))
    (copy,) = tmp_path.iterdir()
    Country.objects.filter(pk="FR").update(name="Frankreich")
    call_command("restore", str(copy))
    assert "is whole. With --yes" in capsys.readouterr().out
    assert Country.objects.get(pk="FR").name == "Frankreich"


def test_a_damaged_copy_is_refused_and_nothing_lost(tmp_path):
    an_action()
    call_command("backup", str(tmp_path))
    (copy,) = tmp_path.iterdir()
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(CommandError):
        call_command("restore", str(copy), yes=True)
    assert tally() == (1, 1)
    with pytest.raises(CommandError, match="no file"):
        call_command("restore", str(tmp_path / "none"), yes=True)


def test_a_copy_never_takes_the_place_of_another(tmp_path):
    target = tmp_path / name_of(datetime(2026, 1, 1, tzinfo=UTC), connection.vendor)
    target.write_text("an older one")
    with pytest.raises(BackupError, match="there already"):
        back_up(connection, target)
    assert target.read_text() == "an older one"


def test_only_the_newest_are_kept_and_nothing_else_is_touched(tmp_path):
    for day in (1, 2, 3):
        name = name_of(datetime(2026, 1, day, tzinfo=UTC), "sqlite")
        (tmp_path / name).write_text("x")
    (tmp_path / "notes.txt").write_text("mine")
    gone = prune(tmp_path, keep=2)
    assert [path.name for path in gone] == ["tracker-20260101T000000Z.sqlite3"]
    assert (tmp_path / "notes.txt").exists()


@pytest.mark.sqlite
def test_a_copy_ends_while_others_never_stop_writing(tmp_path):
    whole = tmp_path / "whole.sqlite3"
    back_up(connection, whole)
    with closing(sqlite3.connect(whole)) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE more (text)")
        rows = (("x" * 4000,) for _ in range(15_000))
        made.executemany("INSERT INTO more VALUES (?)", rows)
        made.commit()
    settings = {**connection.settings_dict, "NAME": str(whole)}
    database = ConnectionHandler({"default": settings})["default"]
    stop, gave_up = threading.Event(), threading.Event()

    def write() -> None:
        begun = time.monotonic()
        with closing(sqlite3.connect(whole, timeout=20, isolation_level=None)) as other:
            other.execute("PRAGMA synchronous=OFF")
            while not stop.wait(0.001):
                other.execute("INSERT INTO more VALUES ('y')")
                if time.monotonic() - begun > 10:
                    gave_up.set()
                    return

    writer = threading.Thread(target=write)
    writer.start()
    try:
        back_up(database, tmp_path / "copy.sqlite3")
        assert not gave_up.is_set()
    finally:
        stop.set()
        writer.join()
        database.close()


def test_a_copy_of_an_older_version_is_put_back_and_migrated(tmp_path):
    an_action()
    call_command("migrate", "reactions", "0015", verbosity=0)
    try:
        call_command("backup", str(tmp_path))
    finally:
        call_command("migrate", verbosity=0)
    (copy,) = tmp_path.iterdir()
    Evidence.objects.all().delete()
    call_command("restore", str(copy), yes=True)
    assert tally() == (1, 1)
    call_command("migrate", check=True, verbosity=0)


def test_a_copy_of_a_newer_version_is_refused(tmp_path):
    an_action()
    recorder = MigrationRecorder(connection)
    recorder.record_applied("reactions", "9999_to_come")
    call_command("backup", str(tmp_path))
    recorder.record_unapplied("reactions", "9999_to_come")
    (copy,) = tmp_path.iterdir()
    for yes in (False, True):
        with pytest.raises(CommandError, match="newer version.*9999_to_come"):
            call_command("restore", str(copy), yes=yes)
    assert "9999_to_come" not in {name for _, name in recorder.applied_migrations()}


@pytest.mark.sqlite
def test_another_project_s_database_is_refused(tmp_path):
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(other)) as made:
        made.execute("CREATE TABLE django_migrations (app, name)")
        made.execute("INSERT INTO django_migrations VALUES ('shop', '0001_initial')")
        made.commit()
    with pytest.raises(BackupError, match="of this project"):
        check(other, vendor="sqlite")


def test_a_copy_with_its_end_cut_off_is_refused(tmp_path):
    an_action()
    call_command("backup", str(tmp_path))
    (copy,) = tmp_path.iterdir()
    copy.write_bytes(copy.read_bytes()[:-3000])
    with pytest.raises(BackupError):
        check(copy, vendor=connection.vendor)
