"""Lists that leave the subject out, under a label or a heading."""

from datetime import date

import pytest

from reactions.extraction.claims import Span
from reactions.extraction.left_out_subjects import opens_without_subject
from reactions.extraction.pipeline import extract


@pytest.mark.parametrize(
    "words",
    [
        "Suspended diplomatic ties with Chad.",
        "Flew 60 nurses home.",
        "Has no plan to send anyone.",
        "Already sent two planes.",
        "Called the vote a farce.",
        "Recalled Ambassador Ana Roe.",
        "Said it was watching.",
    ],
)
def test_a_verb_in_force_opens_without_a_subject(words):
    assert opens_without_subject(words, Span(0, len(words)))


@pytest.mark.parametrize(
    "words",
    [
        "Closed since Monday.",
        "Evacuated on Sunday.",
        "Based in Geneva, the agency left.",
        "United in grief, its people wait.",
        "Officials said so.",
        "The embassy is open.",
        "Asked whether it would stay, he smiled.",
    ],
)
def test_what_describes_or_has_a_subject_is_left_alone(words):
    assert not opens_without_subject(words, Span(0, len(words)))


def acts(text):
    found = extract(text, published_on=date(2023, 5, 2), host="TD", host_city="")
    return found, {(a.country, a.type.value, a.stage.value) for a in found.actions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "* PERU - Suspended diplomatic relations with Chad on Monday.",
            ("PE", "relations_cut", "done"),
        ),
        (
            "Norway\n\nFlew 84 Norwegians and 30 other Europeans to Oslo on a C-130.",
            ("NO", "citizens_evacuated", "done"),
        ),
        (
            "JAPAN: Expelled two Chadian diplomats on Tuesday.",
            ("JP", "diplomats_expelled", "done"),
        ),
        (
            "* CHILE - Has chartered ships from Greece to take off 300 Chileans.",
            ("CL", "citizens_evacuated", "underway"),
        ),
    ],
)
def test_the_label_is_the_subject(text, expected):
    found, told = acts(f"Countries react to the fighting in Chad.\n\n{text}\n")
    assert {country for country, *_ in told} == {expected[0]}
    assert expected[:2] in {each[:2] for each in told}


def test_what_was_said_under_a_label_is_its_states():
    text = "Reactions to the coup in Chad:\n\n* PERU - Said envoys would meet soon.\n"
    found, _ = acts(text)
    (said,) = found.statements
    assert said.country == "PE"
    assert text[said.start : said.end] == "envoys would meet soon"
