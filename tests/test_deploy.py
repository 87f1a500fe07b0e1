"""What is deployed is checked as far as it can be without a daemon."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
SERVING = {
    "SECRET_KEY": "for-this-test-only-" * 4,
    "ALLOWED_HOSTS": "tracker.example.org",
    "DEBUG": "false",
}


def run(*command: str, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **SERVING, **changes}
    # What browser tests set for themselves.
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_real_installation_has_no_warning():
    done = run(sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING")
    assert done.returncode == 0, done.stdout + done.stderr


def test_gunicorn_takes_its_configuration():
    done = run(
        *(sys.executable, "-m", "gunicorn", "--check-config"),
        *("--config", "deploy/gunicorn.conf.py", "tracker.wsgi:application"),
    )
    assert done.returncode == 0, done.stderr


def test_containers_have_no_rights_and_no_open_port():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert {"web", "worker", "beat", "database", "broker"} <= services.keys()
    for name, service in services.items():
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:"), name
        if service["image"].startswith("reactions-tracker"):
            assert service["read_only"] is True, name
            assert service["cap_drop"] == ["ALL"], name
        else:
            assert ":" in service["image"], f"{name} is not pinned"


def test_the_image_is_pinned_and_ends_without_root():
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    bases = [line.split()[1] for line in lines if line.startswith("FROM")]
    assert bases
    assert all(re.search(r":\d+\.\d+\.\d+", base) for base in bases)
    assert [line for line in lines if line.startswith("USER")] == ["USER tracker"]
    for line in lines:
        if line.startswith("COPY") and "--from" not in line:
            for source in line.split()[1:-1]:
                assert (ROOT / source).exists(), source


def test_systemd_understands_the_units(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed.")
    for unit in (DEPLOY / "systemd").iterdir():
        # The programs are not where the units will find them.
        text = re.sub(r"(?m)^(ExecStart=)\S+", r"\1/bin/true", unit.read_text())
        (tmp_path / unit.name).write_text(text)
    units = [str(path) for path in tmp_path.iterdir()]
    done = run("systemd-analyze", "verify", *units)
    complaints = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert complaints == []


def test_units_that_read_articles_may_keep_answers_of_a_model():
    """Nothing else of the disk may be written; the docs say where."""
    told = (ROOT / "docs" / "operating.md").read_text()
    assert "LLM_STORE=/var/lib/tracker/" in told
    for unit in ("web", "worker", "beat"):
        text = (DEPLOY / "systemd" / f"tracker-{unit}.service").read_text()
        assert "ProtectSystem=strict" in text
        assert "StateDirectory=tracker\n" in text, unit
