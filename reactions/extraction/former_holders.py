"""Say whether somebody is named of a time gone by: "In 1964 troops restored President
Roe". Such a person held an office then, and holds none now.
"""

import re

from reactions.extraction.kinship import SUBJECTS
from reactions.extraction.office_grammar import in_sentence
from reactions.extraction.passages import Passage
from reactions.extraction.people import Person
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token, TokenSpan

YEAR = re.compile(
    r"\b(?:in|of|during|until|by)\s+(?:the\s+)?(?:(?:early|late|mid)[ -]|[A-Z][a-z]+ )?"
    r"(1[89]\d\d|20\d\d)\b",
    re.IGNORECASE,
)
OPENS = re.compile(rf"(?:^|[.!?]\s)(?:Back )?{YEAR.pattern}", re.IGNORECASE)
TODAY = re.compile(
    r"\b(?:today|now|yesterday|tonight|this (?:week|month|year)|(?:Mon|Tues|Wednes|Fri"
    r"|Thurs|Satur|Sun)day|has|have|is|are|will)\b"
)
LEAST_YEARS = 2
ENDS = frozenset("kill die murder assassinate shoot behead execute".split())


def held_office_then(
    person: Person, sentence: TokenSpan | None, passage: Passage
) -> bool:
    """Whether the year told before the name lies far back.

    Not where the sentence also tells of today, nor where the person says something.
    """
    published = passage.discourse.published_year
    token = in_sentence(person, sentence, passage)
    if sentence is None or token is None or published is None:
        return False
    if token.dep_ in SUBJECTS and token.head.lemma_ in word_list("speech_verbs"):
        return False
    if TODAY.search(sentence.text) or sentence.root.tag_ not in {"VBD", "VBN"}:
        return False
    if _met_their_end(token, sentence, published):
        return True
    before = person.first.start - passage.offset - sentence.start_char
    found = YEAR.search(sentence.text[: max(before, 0)])
    found = found or _opened(passage.doc.text[: sentence.start_char])
    return found is not None and int(found.group(1)) <= published - LEAST_YEARS


def _met_their_end(person: Token, sentence: TokenSpan, published: int) -> bool:
    """ "The ambassador, Jan Roe, was kidnapped and killed in February 1979"."""
    subject = person
    while subject.dep_ in {"appos", "compound"}:
        subject = subject.head
    if subject.dep_ not in SUBJECTS or subject.head.i != sentence.root.i:
        return False
    told = {t.lemma_ for t in sentence if t.pos_ == "VERB"}
    years = [int(y) for y in YEAR.findall(sentence.text)]
    return not told.isdisjoint(ENDS) and min(years, default=published) <= (
        published - LEAST_YEARS
    )


def _opened(told: str) -> re.Match[str] | None:
    """The year that a sentence before opens on, and that the telling still is in."""
    years = list(OPENS.finditer(told))
    if not years or TODAY.search(told, years[-1].end()):
        return None
    return years[-1]
