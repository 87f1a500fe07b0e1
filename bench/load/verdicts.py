"""What counts as a failure of the load: pure, so that tests prove each can fail."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

AFTER_A_KILL = 2.0
"""Seconds in which a killed worker's connection is seen to break."""
LARGEST_GROWTH = 0.05
"""Of a process's memory, from the early readings that are compared to the late ones."""
TOLD_OF_FILE = re.compile(r"^(?:\S*/)?(\d{6})\.txt +(\w+)", re.MULTILINE)
NOT_IN = re.compile(r"^(?:refused|failed) .*$", re.MULTILINE)
IN_ERROR = re.compile(r"^.*(?:Traceback|\bERROR\b|\bCRITICAL\b).*$", re.MULTILINE)
OF_A_KILL = "was sent SIGKILL"

Stored = Sequence[tuple[str, str, int]]
Readings = Sequence[tuple[float, float]]


def lost_or_doubled(done: Mapping[str, tuple[str, int]], stored: Stored) -> list[str]:
    """`done` has the text and version that were acknowledged, by the row's id; `stored`
    has id, text and version of each row that any writer made."""
    found = {public_id: (text, version) for public_id, text, version in stored}
    made = Counter(text.removesuffix(", amended") for _, text, _ in stored)
    return [
        *(f"{text} is stored {n} times" for text, n in made.items() if n > 1),
        *(
            f"{public_id} is {found.get(public_id)} and not {acknowledged}"
            for public_id, acknowledged in done.items()
            if found.get(public_id) != acknowledged
        ),
    ]


def imports_lost(told: str, stored: Iterable[str]) -> list[str]:
    """`told` is what the import printed, `stored` has the numbers of the files whose
    article is there. That nothing was imported is a failure too."""
    results = TOLD_OF_FILE.findall(told)
    known = {number for number, result in results if result == "imported"}
    there = Counter(stored)
    return [
        *([] if known else ["the import told of no article"]),
        *(
            f"article {n} was told of and is not stored"
            for n in sorted(known - set(there))
        ),
        *(
            f"article {n} is stored {times} times"
            for n, times in there.items()
            if times > 1
        ),
        *(f"file {number} is {r}" for number, r in results if r != "imported"),
        *NOT_IN.findall(told),
    ]


def unexplained(breaks: Sequence[float], kills: Sequence[float]) -> list[str]:
    """Connections that broke though no worker had just been killed; a worker answers
    one request at a time, so a kill breaks one at most."""
    alone = [at for at in breaks if not any(0 <= at - k <= AFTER_A_KILL for k in kills)]
    wrong = [f"a connection broke at {at:.1f} s, no worker was killed" for at in alone]
    if len(breaks) - len(alone) > len(kills):
        wrong.append(f"{len(kills)} kills broke {len(breaks)} connections")
    return wrong


def errors_logged(log: str) -> list[str]:
    return [line for line in IN_ERROR.findall(log) if OF_A_KILL not in line]


def compared(readings: Readings, *, early: float, until: float) -> tuple[float, float]:
    """The medians of a process's readings (seconds, megabytes): of the tenth of the
    time from `early` on, and of the last tenth before `until`. Raises StatisticsError
    where it has no reading in one of them."""
    tenth = until / 10
    first = [size for at, size in readings if early <= at < early + tenth]
    last = [size for at, size in readings if until - tenth <= at <= until]
    return median(first), median(last)


def grew(name: str, before: float, after: float) -> list[str]:
    if after <= before * (1 + LARGEST_GROWTH):
        return []
    return [f"{name} grew from {before:.0f} MB to {after:.0f} MB"]
