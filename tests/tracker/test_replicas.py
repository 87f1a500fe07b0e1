"""Two databases: who reads which, and that nothing is written to the copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.replicas import ReplicaRouter

ROOT = Path(__file__).resolve().parents[2]
ASK = """
from django.test import Client
from django.contrib.auth import get_user_model
from reactions.models import Crisis
def shown(client, **more):
    page = client.get("/", **more).content.decode()
    return "primary" if "Told by the primary" in page else (
        "replica" if "Told by the replica" in page else "neither")
here = {"HTTP_HOST": "localhost"}
print("anonymous", shown(Client(**here)))
print("token", shown(Client(**here), headers={"authorization": "Token x"}))
rhea = get_user_model().objects.create_user("rhea", password="x")
signed = Client(**here)
signed.force_login(rhea, backend="django.contrib.auth.backends.ModelBackend")
print("signed", shown(signed))
Crisis.objects.create(slug="new-2026", name="New")
print("written", Crisis.objects.using("default").filter(slug="new-2026").count(),
      Crisis.objects.using("replica").filter(slug="new-2026").count())
"""


def manage(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "DEBUG": "true", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def named(database: Path, name: str) -> None:
    code = f"from reactions.models import Crisis; Crisis.objects.update(name={name!r})"
    manage("shell", "-v", "0", "-c", code, DATABASE_URL=f"sqlite:///{database}")


def test_anonymous_readers_are_answered_from_the_copy(tmp_path):
    primary, replica = tmp_path / "primary.sqlite3", tmp_path / "replica.sqlite3"
    url = f"sqlite:///{primary}"
    manage("migrate", "-v", "0", DATABASE_URL=url)
    code = (
        "from reactions.models import Crisis; Crisis.objects.create(slug='x', name='x')"
    )
    manage("shell", "-v", "0", "-c", code, DATABASE_URL=url)
    shutil.copy(primary, replica)
    named(primary, "Told by the primary")
    named(replica, "Told by the replica")
    told = manage(
        *("shell", "-v", "0", "-c", ASK),
        DATABASE_URL=url,
        REPLICA_DATABASE_URL=f"sqlite:///{replica}",
    )
    assert told.splitlines() == [
        "anonymous replica",
        "token primary",
        "signed primary",
        "written 1 0",
    ]


@pytest.mark.parametrize(("alias", "allowed"), [("default", True), ("replica", False)])
def test_only_the_primary_is_migrated(alias, allowed):
    assert ReplicaRouter().allow_migrate(alias, "reactions") is allowed


def test_outside_of_a_request_everything_is_the_primarys():
    router = ReplicaRouter()
    assert router.db_for_read(object) is None
    assert router.db_for_write(object) == "default"
