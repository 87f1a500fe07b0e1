"""The project with a reader that needs no model and takes a moment for each text.

Fault tests ask whether rows get lost or doubled, not what is read; spaCy would only
make them slow. Everything else in these processes is the real thing.
"""

import os
import re
import time

from reactions.extraction import batches
from reactions.extraction.batches import ExtractionFailed, ExtractionJob, Outcome
from reactions.extraction.claims import (
    ActionClaim,
    CodedDate,
    Extraction,
    OfficialClaim,
    StatementClaim,
)
from reactions.vocabulary import ActionType, Basis, Kind, Precision, Stage, Stance

SENTENCE = re.compile(r"(Peru|Chile|Kenya|Japan) shut its mission in \w+\.")
SAID = re.compile(r"“(We regret [^”]+)”, said (\w+ \w+) of (Peru|Chile|Kenya|Japan)\.")
CODES = {"Peru": "PE", "Chile": "CL", "Kenya": "KE", "Japan": "JP"}


NUMBER = re.compile(r"It was report (\d+)\.")
FREE = 20
"""So many reports are read at once; the others wait for the gate."""


def wait_at_the_gate(text: str) -> None:
    """Stay in mid-run until the test has done what it does, and makes the file that
    QUICK_GATE names."""
    gate = os.environ.get("QUICK_GATE")
    number = NUMBER.search(text)
    while gate and number and int(number[1]) >= FREE and not os.path.exists(gate):
        time.sleep(0.02)


def read_quickly(job: ExtractionJob) -> Outcome:
    time.sleep(float(os.environ.get("QUICK_SECONDS", "0.01")))
    wait_at_the_gate(job.text)
    if "KILL THE READER" in job.text:
        os._exit(9)
    if "BREAK THE READER" in job.text:
        return ExtractionFailed("ValueError: broken")
    day = job.published_on
    announced = CodedDate(day, Precision.DAY, Basis.PUBLICATION) if day else None
    acts = tuple(
        ActionClaim(
            CODES[found[1]],
            ActionType.EMBASSY_CLOSED,
            Stage.DONE,
            found.start(),
            found.end(),
            "act.quick",
            announced_on=announced,
        )
        for found in SENTENCE.finditer(job.text)
    )
    officials, statements = [], []
    for found in SAID.finditer(job.text):
        code, name = CODES[found[3]], found[2]
        officials.append(
            OfficialClaim(name, code, "minister", found.start(2), found.end(2), "o")
        )
        statements.append(
            StatementClaim(
                code, name, "minister", name, Kind.DIRECT, Stance.CONCERN,
                found.start(1), found.end(1), "s",
            )
        )  # fmt: skip
    return Extraction(tuple(officials), tuple(statements), acts)


def install() -> None:
    """Put this reader where the extractor is called."""
    from reactions.importing import storing

    batches.run_job = read_quickly
    storing.extractor_version = lambda: "quick-1"
