"""Every frame finds its examples and leaves its counterexamples alone."""

from datetime import date

import pytest

from reactions.extraction.pipeline import extract
from reactions.extraction.rulebook import Frame, frames

EXAMPLES = [(f, e) for f in frames() for e in f.examples]
COUNTEREXAMPLES = [(f, e) for f in frames() for e in f.counterexamples]
PUBLISHED = date(2023, 4, 20)


def types_in(sentence: str) -> set[str]:
    found = extract(sentence, published_on=PUBLISHED, host="SD", host_city="Khartoum")
    return {action.type for action in found.actions}


@pytest.mark.parametrize(
    ("frame", "sentence"), COUNTEREXAMPLES, ids=[e for _, e in COUNTEREXAMPLES]
)
def test_a_frame_leaves_its_counterexample_alone(frame: Frame, sentence: str) -> None:
    assert frame.type not in types_in(sentence)


@pytest.mark.parametrize(("frame", "sentence"), EXAMPLES, ids=[e for _, e in EXAMPLES])
def test_a_frame_finds_its_example(frame: Frame, sentence: str) -> None:
    assert frame.type in types_in(sentence)
