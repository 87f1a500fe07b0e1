"""Ask for known holes in what is installed, with pip-audit, and say plainly what came
of it. Exit status: 0 none is known, 1 some are, 2 not all could be asked about.

pip-audit by itself counts a package that its source does not know, or a source that has
no such data, as no hole; here that is an audit that did not happen.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import distributions
from typing import Any

NONE_KNOWN, SOME_KNOWN, NOT_ASKED = 0, 1, 2
SECONDS = 600


class NotAskedError(Exception):
    """Why pip-audit answered nothing."""


def installed() -> list[str]:
    """All that this Python has, with versions, what came along included."""
    found = {each.metadata["Name"]: each.version for each in distributions()}
    return sorted(f"{name}=={version}" for name, version in found.items() if name)


def ask(program: str, packages: Sequence[str]) -> list[dict[str, Any]]:
    """What pip-audit answers of each package. Raises NotAskedError."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(packages))
        listed.flush()
        options = "--no-deps --disable-pip --format json --progress-spinner off"
        command = [program, "--requirement", listed.name, *options.split()]
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise NotAskedError(str(error)) from error
    try:
        return list(json.loads(done.stdout)["dependencies"])
    except (ValueError, LookupError, TypeError) as error:
        said = done.stderr.strip().splitlines() or ["it answered nothing"]
        raise NotAskedError(said[-1][:300]) from error


def report(answers: Sequence[dict[str, Any]]) -> tuple[list[str], int]:
    """What to say of the answers, and the exit status."""
    holes = [
        f"{each['name']} {each['version']}: {hole['id']}, mended in"
        f" {', '.join(hole.get('fix_versions') or ['no version yet'])}"
        for each in answers
        for hole in each.get("vulns", ())
    ]
    unknown = [each["name"] for each in answers if "vulns" not in each]
    lines = [*holes, f"{len(holes)} known holes in {len(answers)} packages."]
    if unknown:
        lines.append(
            f"NOT AUDITED: {len(unknown)} of {len(answers)} packages, of which the"
            f" source knows nothing: {', '.join(sorted(unknown)[:5])} ..."
        )
    if holes:
        return lines, SOME_KNOWN
    return lines, NOT_ASKED if unknown or not answers else NONE_KNOWN


def main(program: str) -> int:
    try:
        lines, status = report(ask(program, installed()))
    except NotAskedError as error:
        lines, status = [f"NOT AUDITED, no source can be asked: {error}"], NOT_ASKED
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
