"""`make audit` never calls safe what nobody was asked about."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

AUDIT = Path(__file__).resolve().parent.parent / "deploy" / "audit.py"
GOOD = {"name": "six", "version": "1", "vulns": []}
BAD = {
    "name": "old",
    "version": "2",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}, {"id": "PYSEC-2"}],
}
SKIPPED = {"name": "own", "skip_reason": "not found on PyPI"}


def audit(tmp_path: Path, answer: Any, *, error: str = "") -> tuple[int, str]:
    """Run it with a pip-audit that answers so."""
    program = tmp_path / "pip-audit"
    text = answer if isinstance(answer, str) else json.dumps({"dependencies": answer})
    program.write_text(
        f"#!{sys.executable}\nimport sys, pathlib\n"
        f"pathlib.Path({str(tmp_path / 'asked')!r}).write_text("
        "pathlib.Path(sys.argv[sys.argv.index('--requirement') + 1]).read_text())\n"
        f"print({text!r})\nprint({error!r}, file=sys.stderr)\n"
    )
    program.chmod(0o700)
    done = subprocess.run(
        [sys.executable, AUDIT, program], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        ([GOOD], 0, "0 known holes in 1 packages."),
        ([GOOD, BAD], 1, "old 2: PYSEC-1, mended in 3"),
        ([BAD, SKIPPED], 1, "PYSEC-2, mended in no version yet"),
        ([GOOD, SKIPPED], 2, "NOT AUDITED: 1 of 2 packages"),
        ([SKIPPED], 2, "NOT AUDITED: 1 of 1 packages"),
        ([], 2, "0 known holes in 0 packages."),
        ("", 2, "NOT AUDITED, no source can be asked: no such host"),
        ("{}", 2, "NOT AUDITED"),
        ("[1]", 2, "NOT AUDITED"),
    ],
)
def test_what_came_of_it_is_told(tmp_path: Path, answer: Any, status: int, told: str):
    code, said = audit(tmp_path, answer, error="Traceback\nno such host")
    assert (code, told in said) == (status, True), said


def test_it_asks_about_all_that_is_installed(tmp_path: Path):
    audit(tmp_path, [GOOD])
    asked = (tmp_path / "asked").read_text()
    assert "Django==" in asked
    assert "sqlparse==" in asked, "what came along with Django"


def test_without_pip_audit_it_says_so(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, AUDIT, tmp_path / "absent"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout.startswith("NOT AUDITED")
