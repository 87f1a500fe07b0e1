"""Who said what, in sentences of our own: what is no statement, then what is one."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reactions.extraction.attributions import ParsedParagraph, attribute
from reactions.extraction.claims import Attribution
from reactions.vocabulary import Kind
from tests.extraction.parsing import parse, tokenise

JUMBLE = (
    *("he", "said", '"', "“", "”", ",", ".", "that", "the", "embassy", ":", "told"),
    *("according", "to", "adding", "’", "'", "and", "closed", "was", "quoted", "as"),
    *("saying", "—", "declined", "not", "respond"),
)
SAID = ("quote", "speech", "directive", "commissive", "evaluative", "refusal")


def statements(text: str) -> tuple[Attribution, ...]:
    paragraphs = [
        ParsedParagraph(parse(match.group()), match.start())
        for match in re.finditer(r"[^\n]+", text)
    ]
    return tuple(
        one
        for one in attribute(paragraphs)
        if one.rule.startswith((*SAID, "according"))
    )


def told(text: str) -> list[tuple[str | None, str]]:
    """(speaker, content) of each statement as printed, stops at the end left out."""
    return [
        (
            text[one.speaker.start : one.speaker.end] if one.speaker else None,
            text[one.content.start : one.content.end].rstrip(".,"),
        )
        for one in statements(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The embassy closed on Sunday and its staff went to the airport.",
        "The minister's so-called “victory” cost the army two bridges.",
        "The film “A Long Road Home” opens in the capital on Friday.",
        "The ministry ordered the evacuation of its staff.",
        "It is too soon to say how many people left.",
        "There is no denying that the road was cut.",
        "The troops continued to march towards the capital.",
        "The general's stated aim was to hold the bridge.",
    ],
)
def test_acts_scare_quotes_and_titles_are_no_statements(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The mission stays open for now,” the ambassador said.",
            [("the ambassador", "The mission stays open for now")],
        ),
        (
            "“The mission stays open for now,” said the ambassador.",
            [("the ambassador", "The mission stays open for now")],
        ),
        (
            '"The mission stays open for now," a spokesman for the Dutch embassy told '
            "reporters on Sunday.",
            [("a spokesman for the Dutch embassy", "The mission stays open for now")],
        ),
        (
            "The ambassador said: “The mission stays open for now.”",
            [("The ambassador", "The mission stays open for now")],
        ),
        (
            "“We stay,” the minister said. “Our work is not done yet.”",
            [("the minister", "We stay"), ("the minister", "Our work is not done yet")],
        ),
        (
            "“If the road is open,” the minister said, “we will leave by car.”",
            [
                ("the minister", "If the road is open"),
                ("the minister", "we will leave by car"),
            ],
        ),
        (
            "Anna Berg, the consul in the port, said: “Nobody has to leave the city.”",
            [("Anna Berg", "Nobody has to leave the city")],
        ),
        (
            "“We want good relations with all states,” the agency quoted a rebel "
            "official as saying.",
            [("a rebel official", "We want good relations with all states")],
        ),
        (
            "“The airport is safe for everybody,” he was quoted as saying.",
            [("he", "The airport is safe for everybody")],
        ),
        ("“No,” he said.", [("he", "No")]),
    ],
)
def test_a_quotation_finds_its_speaker(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The ministry said that its embassy would stay open.",
            [("The ministry", "that its embassy would stay open")],
        ),
        (
            "The foreign ministry in Berlin said its embassy would stay open.",
            [("The foreign ministry in Berlin", "its embassy would stay open")],
        ),
        (
            "The embassy will stay open, the ministry said on Friday.",
            [("the ministry", "The embassy will stay open")],
        ),
        (
            "Its embassy will stay open, a ministry official told the agency.",
            [("a ministry official", "Its embassy will stay open")],
        ),
        (
            "The staff will fly home on Monday, according to the Danish ministry.",
            [("the Danish ministry", "The staff will fly home on Monday")],
        ),
        (
            "According to the Danish ministry, the staff will fly home on Monday.",
            [("the Danish ministry", "the staff will fly home on Monday")],
        ),
        (
            "The minister said the staff had left, adding that the guards stayed.",
            [
                ("The minister", "the staff had left"),
                ("The minister", "that the guards stayed"),
            ],
        ),
        (
            "The minister said the staff had left and urged all citizens to go.",
            [("The minister", "the staff had left"), ("The minister", "to go")],
        ),
        (
            "The port is calm, the news agency reported on Sunday, citing a spokesman "
            "for the harbour.",
            [("a spokesman for the harbour", "The port is calm")],
        ),
        (
            "The spokesman declined to say when the staff would leave.",
            [("The spokesman", "to say when the staff would leave")],
        ),
        (
            "The ministry did not respond to a request for comment.",
            [("The ministry", "not respond to a request for comment")],
        ),
        (
            "The ministry issued a statement saying the embassy was safe.",
            [("The ministry", "the embassy was safe")],
        ),
        (
            "As the ministry noted, the road to the port was cut.",
            [("the ministry", "the road to the port was cut")],
        ),
        (
            "It was announced by the court that the ban was legal.",
            [("the court", "that the ban was legal")],
        ),
        (
            "OSLO, Aug 15 (Agency) - The Norwegian ministry said the embassy was safe.",
            [("The Norwegian ministry", "the embassy was safe")],
        ),
    ],
)
def test_a_report_finds_its_speaker_and_its_end(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "example",
    [
        "{Denmark} promised [to keep its mission open].",
        "{Denmark and Norway} said [they would close their missions].",
        "{The council} called on both sides [to end the fighting].",
        "{She} warned [of a long war].",
        "{The spokesman} denied [the report].",
    ],
)
def test_other_frames_of_reporting(example: str) -> None:
    text = re.sub(r"[{}\[\]]", "", example)
    speaker = re.findall(r"\{(.*?)\}", example)[0]
    content = re.findall(r"\[(.*?)\]", example)[0]
    assert told(text) == [(speaker, content)]


def test_five_quoted_words_within_a_clause_are_a_statement_of_their_own() -> None:
    text = (
        "The envoy said the talks were “the last good chance for peace” and must go on."
    )
    kinds = [(one.kind, one.rule) for one in statements(text)]
    assert kinds == [
        (Kind.INDIRECT, "speech_clause"),
        (Kind.DIRECT, "quote_within"),
    ]


def test_fewer_quoted_words_within_a_clause_are_part_of_it() -> None:
    text = "The envoy said the talks were “very useful” and must go on."
    assert [one.kind for one in statements(text)] == [Kind.INDIRECT]


def test_a_clause_quoted_from_end_to_end_is_direct_only() -> None:
    text = "The envoy said that “the talks are the last good chance for peace.”"
    assert [one.kind for one in statements(text)] == [Kind.DIRECT]


def test_a_quotation_over_paragraphs_keeps_its_speaker_and_is_linked() -> None:
    text = (
        "The minister said: “We will keep the mission open.\n"
        "“We will also send more aid.”\n"
        "Nobody else spoke."
    )
    found = statements(text)
    assert told(text) == [
        ("The minister", "We will keep the mission open"),
        ("The minister", "We will also send more aid"),
    ]
    assert [one.continues for one in found] == [None, 0]


def test_a_paragraph_that_names_nobody_goes_on_with_the_speaker_before() -> None:
    text = (
        "“We will keep the mission open,” the minister said.\n“The staff are all safe.”"
    )
    assert told(text)[1] == ("the minister", "The staff are all safe")


def test_nobody_speaks_on_across_a_heading() -> None:
    first = "“We will keep the mission open,” the minister said."
    second = "“The staff of the mission are all safe.”"
    paragraphs = [
        ParsedParagraph(parse(first), 0),
        ParsedParagraph(parse(second), len(first) + 10, opens_section=True),
    ]
    assert len(attribute(paragraphs)) == 1


def test_an_unparsed_paragraph_still_tells_that_a_quotation_runs_on() -> None:
    first = "The minister said: “We will keep the mission open."
    second = "“The staff are all safe.”"
    paragraphs = [
        ParsedParagraph(parse(first), 0),
        ParsedParagraph(tokenise(second), len(first) + 1),
    ]
    assert [one.rule for one in attribute(paragraphs)] == [
        "quote_after_cue",
        "quote_runs_on",
    ]


def test_the_whole_reaches_from_speaker_to_content() -> None:
    text = "On Friday the ministry said that its embassy would stay open."
    (one,) = statements(text)
    assert text[one.whole.start : one.whole.end] == (
        "the ministry said that its embassy would stay open"
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_any_text_gives_the_same_spans_within_it_twice(texts: list[str]) -> None:
    _check_spans(texts)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(JUMBLE),
            max_size=25,
        ).map(" ".join),
        min_size=1,
        max_size=4,
    )
)
def test_any_jumble_of_cues_and_marks_gives_the_same_spans_twice(
    texts: list[str],
) -> None:
    _check_spans(texts)


def _check_spans(texts: list[str]) -> None:
    paragraphs = []
    start = 0
    for text in texts:
        paragraphs.append(ParsedParagraph(parse(text), start))
        start += len(text) + 1
    found = attribute(paragraphs)
    assert found == attribute(paragraphs)
    for number, one in enumerate(found):
        for span in (one.content, one.whole, one.speaker, one.cue):
            assert span is None or 0 <= span.start < span.end <= start
        assert one.whole.holds(one.content)
        assert one.continues is None or one.continues < number


@pytest.mark.parametrize(
    "unit", ['"', "he said ", '"a b c d e" ', '"He said ', "said that he said, ", "“a "]
)
def test_a_long_paragraph_of_cues_and_marks_takes_bounded_time(unit: str) -> None:
    doc = parse(unit * (8_000 // len(unit)))
    begun = time.process_time()
    attribute([ParsedParagraph(doc, 0)])
    assert time.process_time() - begun < 15
