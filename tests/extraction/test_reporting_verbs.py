"""Every row of the table of reporting verbs is proved by its own example."""

import re

import pytest

from reactions.extraction.attributions import ParsedParagraph, attribute
from reactions.extraction.reporting_verbs import (
    ReportingVerb,
    stance_hint,
    telling_verbs,
    verbs_by_form,
)
from reactions.vocabulary import Stance
from tests.extraction.parsing import parse

ROWS = sorted(set(verbs_by_form().values()), key=lambda verb: verb.lemma)


@pytest.mark.parametrize("verb", ROWS, ids=lambda verb: verb.lemma)
def test_the_example_of_each_verb_gives_its_speaker_and_content(
    verb: ReportingVerb,
) -> None:
    text = re.sub(r"[{}\[\]]", "", verb.example)
    speaker = re.search(r"\{(.*?)\}", verb.example)
    content = re.search(r"\[(.*?)\]", verb.example)
    assert speaker
    assert content
    found = [
        (
            text[one.speaker.start : one.speaker.end] if one.speaker else None,
            text[one.content.start : one.content.end],
        )
        for one in attribute([ParsedParagraph(parse(text), 0)])
        if one.cue_lemma == verb.lemma
    ]
    assert [(who, words.rstrip(",.")) for who, words in found] == [
        (speaker.group(1), content.group(1).rstrip(",."))
    ]


def test_no_two_rows_share_a_lemma() -> None:
    lemmas = [verb.lemma for verb in ROWS]
    assert len(lemmas) == len(set(lemmas))


def test_a_word_that_reports_nothing_hints_at_no_stance() -> None:
    assert stance_hint("walk") is None
    assert stance_hint("say") is None


def test_the_verb_hints_at_the_stance() -> None:
    assert stance_hint("condemn") is Stance.CONDEMNATION
    assert stance_hint("decline") is Stance.NO_COMMENT


@pytest.mark.parametrize("example", telling_verbs().values())
def test_the_example_of_each_telling_verb_is_a_refusal(example: str) -> None:
    text = re.sub(r"[{}\[\]]", "", example)
    (one,) = attribute([ParsedParagraph(parse(text), 0)])
    assert one.rule == "refusal_refusal"
    assert text[one.content.start : one.content.end] in example
