"""The second reader: what the learnt table says, and what its claims must hold to."""

import importlib
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from reactions.extraction import second_reader, sentence_acts
from reactions.extraction.claims import ActionClaim
from reactions.extraction.passages import Passage
from reactions.extraction.pipeline import extract
from reactions.extraction.rulebook import BadTable
from reactions.extraction.second_features import Feature
from reactions.extraction.second_reader import RULE, learnt
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActionType, Stage

TABLE = "second_reader.tsv"


def acts(text: str, *, host: str = "SD") -> list[ActionClaim]:
    found = extract(text, published_on=date(2023, 4, 24), host=host, host_city="")
    return list(found.actions)


def table() -> list[str]:
    source = resources.files("reactions.extraction") / "tables" / TABLE
    return source.read_text(encoding="utf-8").splitlines()


def test_the_table_is_learnt_from_the_texts_that_stand_there() -> None:
    maker = importlib.import_module("reactions.tables.make_second_reader")
    assert table()[0] == f"# learnt from {maker.digest_of_sources()}", (
        "run reactions/tables/make_second_reader.py again"
    )


def test_it_learns_from_no_text_that_is_kept_to_measure() -> None:
    maker = importlib.import_module("reactions.tables.make_second_reader")
    sources = {path.as_posix() for path in maker.sources()}
    assert any("/gold/build/" in path for path in sources)
    assert not any("/gold/held/" in path for path in sources)
    assert not any("/gold/fresh/" in path for path in sources)
    assert not any("/gold/unread/" in path for path in sources)
    assert not any(path.endswith("_held.toml") for path in sources)


def test_it_learns_from_no_passage_that_is_only_measured() -> None:
    maker = importlib.import_module("reactions.tables.make_second_reader")
    learnt_from = {text.body for text in (*maker.passages(), *maker.distractors())}
    measured = set()
    for path in [*sorted(maker.PASSAGES.glob("*.toml")), maker.DISTRACTORS]:
        if not path.stem.startswith("read_"):
            rows = tomllib.loads(path.read_text("utf-8"))["passage"]
            measured |= {row["text"] for row in rows[1::2]}
    assert len(measured) > 900
    assert len(measured & learnt_from) <= 1  # one stands in two collections


def test_it_knows_every_type_that_is_coded_often_enough() -> None:
    rare = {ActionType.OTHER}
    assert set(learnt().types) >= set(ActionType) - rare


def test_names_are_seen_as_what_they_name(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    look = second_reader.features_of

    def listen(words: Sequence[Token], passage: Passage) -> list[Feature]:
        found = list(look(words, passage))
        seen.extend(name for name, _ in found)
        return found

    monkeypatch.setattr(second_reader, "features_of", listen)
    monkeypatch.setattr(sentence_acts, "_told", lambda *_: iter(()))
    acts("France has closed its embassy in Sudan, Foreign Minister Jan Roe said.")
    assert {"w STATE", "w HOST", "w PERSON", "w embassy"} <= set(seen)
    assert not {"w france", "w sudan", "w roe"} & set(seen)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["# learnt from nothing", "any\tno_such_type", "0\t0"],
        ["# learnt from nothing", "any\tembassy_kept", "0\tmuch"],
        ["# learnt from nothing", "any\tembassy_kept", "0\t0", "w open\t1:much"],
    ],
    ids=["empty", "type", "bias", "weight"],
)
def test_a_table_that_cannot_be_read_is_named(
    lines: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    class Folder:
        def __truediv__(self, name: str) -> "Folder":
            return self

        def read_text(self, encoding: str) -> str:
            return "\n".join(lines)

    monkeypatch.setattr(second_reader.resources, "files", lambda _: Folder())
    learnt.cache_clear()
    try:
        with pytest.raises(BadTable, match=TABLE):
            learnt()
    finally:
        monkeypatch.undo()
        learnt.cache_clear()


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No frame tells anything: what is found, the second reader has found."""
    monkeypatch.setattr(sentence_acts, "_told", lambda *_: iter(()))


@pytest.mark.usefixtures("_alone")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Spain has closed its embassy in Khartoum, the foreign ministry said.",
            {("ES", "embassy_closed", "done")},
        ),
        (
            "Sweden's embassy in Khartoum remains open, its ambassador said.",
            {("SE", "embassy_kept", "done")},
        ),
        (
            "Norway denied that it had closed its embassy in Khartoum.",
            {("NO", "embassy_closed", "denied")},
        ),
        (
            "Berlin said it would suspend development aid to Sudan.",
            {("DE", "aid_suspended", "announced")},
        ),
        (
            "Spain closed its embassy in Khartoum on Sunday, while Egypt sent 300"
            " troops to the border.",
            {("ES", "embassy_closed", "done"), ("EG", "troops_deployed", "done")},
        ),
    ],
)
def test_it_finds_who_did_what_and_how_far_it_has_gone(
    text: str, told: set[tuple[str, str, str]]
) -> None:
    found = acts(text)
    assert {(a.country, a.type.value, a.stage.value) for a in found} == told
    assert {a.rule for a in found} == {RULE}
    for act in found:
        assert text[act.start : act.end].strip()


@pytest.mark.usefixtures("_alone")
@pytest.mark.parametrize(
    "text",
    [
        "Has Spain closed its embassy in Khartoum?",
        "Sudan closed its embassy in Madrid in 1998 and reopened it in 2003.",
        "The Spanish school in Khartoum will stay open, the headmaster said.",
        "Spain has not ruled out a contribution of its own.",
        "The Spanish bakery on the corner sells bread and cakes from six.",
        "Asked whether Spain had closed its embassy in Khartoum?!",
        "Most of the Spanish embassy's staff had left the building on Saturday.",
        "The Spanish ambassador opened an exhibition of carpets on Friday.",
    ],
)
def test_it_is_silent_where_nothing_is_told(text: str) -> None:
    assert acts(text) == []


def test_it_adds_nothing_to_what_a_frame_told() -> None:
    text = "Spain has closed its embassy in Khartoum, the foreign ministry said."
    assert [a.rule for a in acts(text)] == ["closes_mission"]


@pytest.mark.usefixtures("_alone")
def test_of_two_contrary_acts_the_surer_is_told() -> None:
    text = "Spain is closing its embassy, which had stayed open, the ministry said."
    assert len({act.type for act in acts(text)}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Coffee prices rose, the football league was called off, the cinema showed old"
        " films, and Norway closed its embassy.",
        "France, whose company produces gum arabic, cotton, sesame, wine and cheese,"
        " closed its embassy.",
    ],
)
def test_an_act_among_other_news_is_still_asked_of_frames(text: str) -> None:
    assert [a.type for a in acts(text)] == [ActionType.EMBASSY_CLOSED]


def test_a_sentence_without_any_word_of_an_act_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    monkeypatch.setattr(sentence_acts, "_told", lambda *_: asked.append(1) or iter(()))
    acts("The Spanish cinema showed old films, and the football league played on.")
    assert not asked


def test_what_is_in_force_is_new_beside_a_denial() -> None:
    denied = acts("Norway denied that it had closed its embassy in Khartoum.")[0]
    done = replace(denied, stage=Stage.DONE, rule=RULE)
    again = replace(denied, rule=RULE)
    assert [*second_reader.only_new([denied, done, again])] == [denied, done]
    frames_done = replace(denied, stage=Stage.DONE)
    assert [*second_reader.only_new([frames_done, done, again])] == [frames_done]
