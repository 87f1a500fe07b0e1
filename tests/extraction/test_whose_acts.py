"""Whose act it is, is looked for when somebody asks, and once."""

import pytest

from reactions.extraction.acts import Act, NobodysAct
from reactions.extraction.claims import Span
from reactions.extraction.moods import mood_of
from reactions.extraction.parsing import load_parser
from reactions.extraction.passages import Discourse, Passage
from reactions.extraction.sections import Block, BlockKind

TEXT = "Peru closed its embassy."


def act_of(whose: object) -> Act:
    (doc,) = load_parser().parse([TEXT])
    block = Block(Span(0, len(TEXT)), BlockKind.TEXT)
    passage = Passage(doc, 0, block, Discourse("SD", "Khartoum"))
    return Act(doc[1], doc[3], passage, mood_of(doc[1]), whose)  # type: ignore[arg-type]


def test_nobody_is_looked_for_before_somebody_asks() -> None:
    asked: list[str] = []

    def find() -> tuple[str, ...]:
        asked.append("whose")
        return ("PE",)

    act = act_of(find)
    assert asked == []
    assert (act.actors, act.actors) == (("PE",), ("PE",))
    assert asked == ["whose"]


def test_an_act_that_nobody_does_says_so_to_whom_asks() -> None:
    with pytest.raises(NobodysAct):
        _ = act_of(lambda: ()).actors


def test_states_known_from_the_start_are_given_as_they_are() -> None:
    assert act_of(("PE", "CL")).actors == ("PE", "CL")
    assert act_of(()).actors == ()
