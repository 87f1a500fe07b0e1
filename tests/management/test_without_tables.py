"""A command on a database without tables says what to do, and no more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "words",
    [
        ["build_documents", "--check"],
        ["board", "kabul-2021"],
        ["import_articles", str(ROOT / "samples" / "kabul-2021")],
    ],
    ids=lambda words: words[0],
)
def test_it_names_migrate(words: list[str], tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/empty.sqlite3"
    told = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=os.environ | {"DEBUG": "true", "DATABASE_URL": database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 2
    assert "python manage.py migrate" in told.stderr
    assert "Traceback" not in told.stderr
