"""Texts that nobody prints: read in bounded time and memory, and still read right.

Limits are seconds of processor time, several times what a slow machine needs: they
tell linear from quadratic, not fast from slow.
"""

import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from reactions.extraction.claims import Extraction
from reactions.extraction.pipeline import extract

ROOT = Path(__file__).resolve().parents[2]
FACT = "France closed its embassy in Khartoum."
LIMIT = 15.0
MEGABYTES = 1024  # ru_maxrss counts kilobytes
MOST_MEMORY = 700 * MEGABYTES

# Runs of signs, nesting and lines; each stands below a fact that must still be read.
HOSTILE = {
    "marks without a blank": '"' * 60_000,
    "marks after a word": "Peru" + '"' * 60_000,
    "curly marks": "“" * 60_000,
    "marks of four kinds": "\"'“’" * 15_000,
    "marks apart": '" ' * 20_000,
    "quotations within quotations": "Peru said " + "“‘a " * 3_000 + "’”b " * 3_000,
    "quotations left open": "Peru said “no and “yes " * 1_000,
    "country headings": "PERU\n\nNothing.\n\n" * 5_000,
    "lines in capitals": "ANN ROE\n" * 20_000,
    "bullets": "- Peru\n" * 20_000,
    "blank lines": "\n" * 500_000,
    "blanks": " " * 500_000,
    "brackets": "Peru " + "(" * 60_000,
    "states without end": "Peru" + ", Chile" * 6_000 + " left.",
    "titles without end": "the minister of the foreign " * 4_000,
    "a word without end": "a" * 1_000_000,
    "marks above letters": "Peru e" + "\u0301" * 60_000,
}


def read(text: str) -> Extraction:
    return extract(
        text, published_on=date(2023, 4, 24), host="SD", host_city="Khartoum"
    )


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    read(FACT)


@pytest.mark.parametrize("run", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_costs_no_more_than_its_length(run: str) -> None:
    text = f"{FACT}\n\n{run}"
    begun = time.process_time()
    found = read(text)
    assert time.process_time() - begun < LIMIT
    assert ("FR", "embassy_closed") in {(a.country, a.type) for a in found.actions}
    for claim in (*found.officials, *found.statements, *found.actions):
        assert 0 <= claim.start < claim.end <= len(text)


def test_a_sentence_nested_deeper_than_prose_breaks_nothing() -> None:
    text = f"Peru said {'“‘a ' * 2_000} we closed our embassy {'’”b ' * 2_000}"
    assert read(text).actions == ()
    assert read(f"{text}\n\n{FACT}").actions != ()


def test_a_sentence_of_a_hundred_states_is_read() -> None:
    text = FACT.removesuffix(".") + " as did Peru" + ", Chile" * 100 + " and Kenya."
    assert "FR" in {a.country for a in read(text).actions}


def test_a_text_twice_as_long_costs_about_twice_as_much() -> None:
    whole = f"{FACT} “No,” said minister Ann Roe of Peru.\n\n" * 300
    costs: dict[str, list[float]] = {whole: [], whole * 2: []}
    for _ in range(3):
        for text, taken in costs.items():
            begun = time.process_time()
            read(text)
            taken.append(time.process_time() - begun)
    once, twice = map(min, costs.values())
    assert twice < 3 * once


MEGABYTE = f"""
import time
from datetime import date
from pathlib import Path
from reactions.extraction.pipeline import extract

dull = "The match was goalless and the evening wet by the river. " * 70
text = "\\n\\n".join(["{FACT}", dull] * 260)
assert len(text) > 1_000_000
found = extract(text, published_on=date(2023, 4, 24), host="SD")
assert len(found.actions) == 260, len(found.actions)
# A child's ru_maxrss begins at the size of the process that it was forked from.
told = Path("/proc/self/status").read_text()
peak = next(line.split()[1] for line in told.splitlines() if line.startswith("VmHWM"))
print(time.process_time(), peak)
"""


def test_a_megabyte_is_read_in_bounded_time_and_memory() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", MEGABYTE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    seconds, memory = ran.stdout.split()
    assert float(seconds) < 2 * LIMIT
    assert int(memory) < MOST_MEMORY


def test_long_texts_one_after_another_need_no_more_memory() -> None:
    text = "\n\n".join(f"{FACT} “No,” Peru said, number {n}." for n in range(100))
    for _ in range(2):
        read(text)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(4):
        read(text)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 50 * MEGABYTES
