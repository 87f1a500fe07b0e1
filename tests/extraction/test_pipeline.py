"""The whole of extraction: any text, offsets that hold, the same answer twice."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reactions.extraction.claims import Extraction
from reactions.extraction.parsing import NoModelError
from reactions.extraction.pipeline import extract
from reactions.vocabulary import Kind, Stance, is_english

PUBLISHED = date(2023, 4, 23)


def read(text: str, **options: object) -> Extraction:
    settings = {"published_on": PUBLISHED, "host": "SD", "host_city": "Khartoum"}
    return extract(text, **{**settings, **options})  # type: ignore[arg-type]


def test_a_text_that_names_nobody_gives_no_claim_and_says_so() -> None:
    found = read("The match ended two all.")
    assert found == Extraction(warnings=("no country or organisation is named",))


@pytest.mark.parametrize(
    "language", ["", "en", "EN", "en-GB", "en_US", "eng", "English"]
)
def test_every_way_to_say_english_is_english(language: str) -> None:
    assert is_english(language)


@pytest.mark.parametrize("language", ["fr", "de-AT", "enm", "fa", "Englisch?"])
def test_other_languages_are_not_english(language: str) -> None:
    assert not is_english(language)


def test_a_text_in_another_language_is_refused() -> None:
    found = read("Die Botschaft ist zu.", language="de")
    assert found.actions == ()
    assert found.warnings == ("not English (de): text kept, no claims read",)


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(NoModelError, match="en_core_web_absent"):
        read("Norway left.", model="en_core_web_absent")


def test_offsets_count_code_points_of_the_text() -> None:
    text = "😀 שלום\n\nNorway closed its embassy in Khartoum, said Jan Roe."
    (action,) = read(text).actions
    assert text[action.start : action.end].startswith("Norway closed its embassy")


def test_a_speaker_by_pronoun_is_given_in_full() -> None:
    text = (
        "Swedish Foreign Minister Ann Roe said the embassy was shut.\n\n"
        '"Our people are safe and well," she said.'
    )
    statement = read(text).statements[-1]
    assert (statement.speaker, statement.country) == ("Ann Roe", "SE")
    assert statement.kind is Kind.DIRECT


def test_militants_speak_as_printed_for_the_host() -> None:
    text = 'The rebels said they would let every "Norwegian diplomat" leave.'
    (statement,) = read(text).statements
    assert (statement.country, statement.official) == ("SD", None)


def test_a_baker_does_not_speak_for_his_state() -> None:
    assert read("A French baker said the embassy had closed early.").statements == ()


def test_declining_is_no_comment() -> None:
    found = read("The French foreign ministry declined to comment.").statements
    assert [s.stance for s in found] == [Stance.NO_COMMENT]


def test_the_same_text_reads_the_same_twice() -> None:
    text = "Norway closed its embassy. Oslo said its staff would leave on Monday."
    assert read(text) == read(text)


NEWS = st.lists(
    st.sampled_from(
        ["Norway", "closed", "its", "embassy", '"', "“", "”", "said", "on", "Sunday",
         "the", "ministry", ",", ".", "\n", "\n\n", "US", "’s", "will", "not", "Roe",
         "President", "and", "😀", "שלום", "(", "-", ":", "10:45", "staff", "left"]
    ),
    max_size=60,
).map(" ".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.one_of(NEWS, st.text(max_size=200)))
def test_any_text_is_read_and_every_offset_holds(text: str) -> None:
    found = read(text)
    for claim in (*found.officials, *found.statements, *found.actions):
        assert 0 <= claim.start < claim.end <= len(text)
    assert read(text) == found


def test_evidence_takes_in_the_mark_that_closes_its_quotation() -> None:
    text = "Norway closed its embassy “until further notice” after the attack."
    (action,) = read(text).actions
    assert text[action.start : action.end].count("“") == 1
    assert text[action.start : action.end].count("”") == 1
