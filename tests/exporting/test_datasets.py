"""A dataset read back is the same database; a damaged one is refused, and whole."""

import csv
import hashlib
import json
import zipfile
from datetime import timedelta
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from reactions.exporting import NotReadableError, read_dataset, write_dataset
from reactions.exporting.tables import OF_THE_INSTALLATION, TABLES, table_lines
from reactions.models import (
    Action,
    ActsApart,
    ArticleBand,
    Country,
    ImportRun,
    MergeProposal,
    Tombstone,
)
from reactions.models.after_migrate import prepare_database
from reactions.reviewing import accept, amend, merge, reject, reopen
from tests.builders import (
    NOON,
    a_preference,
    a_statement,
    a_user,
    an_action,
    an_article,
    an_official,
    prove,
)

pytestmark = pytest.mark.django_db


def fill() -> None:
    """A row of every kind, in every state, with history, merges and a tombstone."""
    robin = a_user("robin", group="manager", email="robin@example.org")
    run = ImportRun.objects.create(started_at=NOON, source="s", started_by=robin)
    first = an_article(import_run=run)
    copy = an_article(
        "Reuters: France closed its embassy. “We are leaving.”", copy_of=first
    )
    ArticleBand.objects.add(first, [-5, 7, 2**62])
    claim = {"type": "embassy_closed", "quantity": None, "seen": ["ä", 1.5]}
    plan = an_action(stage="announced", summary="=1+1\r\n“odd”, \\N\t")
    done = an_action(fulfils=plan, quantity=2**40)
    prove(done, quote="closed its embassy", article=copy, machine_claim=claim)
    other = an_action(country="DE", destination="Doha")
    official = an_official(aliases=["A. Legrand", "Ännchen"])
    said = a_statement(official=official)
    a_statement("We are leaving", continues=said, article=copy)
    accept(done, by=robin, at=NOON, note="two sources")
    accept(said, by=robin, at=NOON + timedelta(microseconds=7))
    reject(plan, by=robin, at=NOON, note="a secret note")
    merge(other_of(done), into=done, by=robin, at=NOON)
    amend(other, {"stage": "denied"}, by=robin, at=NOON)
    accept(official, by=robin, at=NOON)
    reopen(official, by=robin, at=NOON)
    namesake = an_official("Ann Legrand", proved=False)
    MergeProposal.objects.create(official=namesake, into=official, created_at=NOON)
    ActsApart.objects.create(
        earlier=plan, later=done, decided_by=robin, decided_at=NOON
    )
    a_preference(done, plan, decided_by=robin)
    france = Country.objects.get(code="FR")
    france.aliases = [*france.aliases, "L'Hexagone"]
    france.save()


def other_of(row: Action) -> Action:
    return an_action(stage=row.stage)


def contents() -> dict[str, list[Any]]:
    return {
        name: [
            json.loads(line)
            for piece in table_lines(model)
            for line in piece.splitlines()
        ]
        for name, model in TABLES.items()
    }


def empty() -> None:
    """The database as migrate leaves it."""
    call_command("flush", interactive=False, verbosity=0)
    prepare_database(using="default")


@pytest.mark.django_db(transaction=True)
def test_a_dataset_read_back_is_the_same_database(tmp_path: Path) -> None:
    fill()
    before = contents()
    assert all(before.values()), [name for name, rows in before.items() if not rows]
    write_dataset(tmp_path / "d.zip", at=NOON)
    empty()
    assert not Action.objects.exists()
    counts = read_dataset(tmp_path / "d.zip")
    assert counts == {name: len(rows) for name, rows in before.items()}
    assert contents() == before
    write_dataset(tmp_path / "again.zip", at=NOON)
    assert (tmp_path / "d.zip").read_bytes() == (tmp_path / "again.zip").read_bytes()
    robin = User.objects.get(username="robin")
    assert (robin.is_active, robin.email, robin.has_usable_password()) == (
        False,
        "",
        False,
    )
    # The next rows get keys of their own, and the rules still hold.
    new = an_action(country="NO")
    assert new.pk not in {row["id"] for row in before["action"]}
    connection.check_constraints()


def test_no_table_is_forgotten() -> None:
    own = set(apps.get_app_config("reactions").get_models())
    assert own == set(TABLES.values()) | OF_THE_INSTALLATION


def test_it_is_refused_where_there_are_rows(tmp_path: Path) -> None:
    an_action()
    write_dataset(tmp_path / "d.zip", at=NOON)
    with pytest.raises(NotReadableError, match="has rows: read a dataset into a new"):
        read_dataset(tmp_path / "d.zip")


def remade(path: Path, name: str, change: Any, *, sums: bool = False) -> Path:
    """The same dataset with one file changed, or left out; with `sums` by somebody who
    writes new checksums."""
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as old:
        held = {each: old.read(each) for each in old.namelist()}
    held[name] = change(held[name])
    held = {each: data for each, data in held.items() if data is not None}
    if sums:
        del held["SHA256SUMS"]
        lines = [
            f"{hashlib.sha256(data).hexdigest()}  {each}\n"
            for each, data in held.items()
        ]
        held["SHA256SUMS"] = "".join(lines).encode()
    with zipfile.ZipFile(other, "w") as new:
        for each, data in held.items():
            new.writestr(each, data)
    return other


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        ("actions.csv", lambda held: held + b"x", "actions.csv is missing or is not"),
        ("tables/action.jsonl", lambda held: None, "tables/action.jsonl is missing"),
        ("SHA256SUMS", lambda held: None, "It is no dataset"),
        ("SHA256SUMS", lambda held: b"", "actions.csv is missing or is not"),
    ],
)
def test_a_damaged_one_is_refused(
    tmp_path: Path, name: str, change: Any, reason: str
) -> None:
    write_dataset(tmp_path / "d.zip", at=NOON)
    path = remade(tmp_path / "d.zip", name, change)
    with pytest.raises(NotReadableError, match=reason):
        read_dataset(path)


def test_one_of_another_release_is_refused(tmp_path: Path) -> None:
    write_dataset(tmp_path / "d.zip", at=NOON)
    path = remade(
        tmp_path / "d.zip",
        "datapackage.json",
        lambda held: held.replace(b'"version": "1"', b'"version": "9"'),
        sums=True,
    )
    with pytest.raises(NotReadableError, match="format is 9; this release reads 1"):
        read_dataset(path)


def test_other_files_are_no_datasets(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"no zip")
    for path in (tmp_path / "x.zip", tmp_path / "absent.zip"):
        with pytest.raises(CommandError, match=path.name):
            call_command("import_dataset", path)


@pytest.mark.django_db(transaction=True)
def test_a_bad_row_undoes_the_whole(tmp_path: Path) -> None:
    fill()
    write_dataset(tmp_path / "d.zip", at=NOON)
    path = remade(
        tmp_path / "d.zip",
        "tables/evidence.jsonl",
        lambda held: held.replace(b'"rule"', b'"ruler"', 1),
        sums=True,
    )
    empty()
    with pytest.raises(NotReadableError, match="not those of this release: rule, rule"):
        read_dataset(path)
    assert not ImportRun.objects.exists()
    assert Country.objects.exists()


def test_its_files_are_described_and_sum_up(tmp_path: Path) -> None:
    fill()
    write_dataset(tmp_path / "d.zip", at=NOON)
    with zipfile.ZipFile(tmp_path / "d.zip") as archive:
        told = json.loads(archive.read("datapackage.json"))
        sums = dict(
            reversed(line.split("  "))
            for line in archive.read("SHA256SUMS").decode().splitlines()
        )
        assert sums.keys() == set(archive.namelist()) - {"SHA256SUMS"}
        for name, digest in sums.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest
        for resource in told["resources"]:
            held = archive.read(resource["path"])
            assert resource["bytes"] == len(held)
            assert resource["hash"] == f"sha256:{sums[resource['path']]}"
            if "schema" in resource:
                text = TextIOWrapper(
                    archive.open(resource["path"]), "utf-8", newline=""
                )
                headings = next(csv.reader(text))
                names = [each["name"] for each in resource["schema"]["fields"]]
                assert headings == names
        assert archive.read("codebook.md").startswith(b"# Codebook")
        closed = json.loads(archive.read("codebook.json"))["actions"][0]
    assert (closed["cameo"], closed["plover"]) == ("161", "SANCTION/withdraw")
    assert told["codebook_version"] == "1.0"
    names = [resource["name"] for resource in told["resources"]]
    assert len(names) == len(set(names))


def test_a_public_one_holds_nothing_that_is_not_for_everybody(tmp_path: Path) -> None:
    fill()
    out = StringIO()
    call_command("export_dataset", tmp_path / "p.zip", "--public", stdout=out)
    assert "p.zip" in out.getvalue()
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        held = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not any(name.startswith("tables/") for name in held)
    for name, text in held.items():
        for secret in ("robin", "a secret note", "two sources", "is_active"):
            assert secret not in text, name
    lines = held["actions.jsonl"].splitlines()
    assert {json.loads(line)["review"] for line in lines} == {"accepted"}
    assert held["officials.jsonl"] == ""
    with pytest.raises(CommandError, match="made with --public"):
        call_command("import_dataset", tmp_path / "p.zip")
    assert Tombstone.objects.exists()
