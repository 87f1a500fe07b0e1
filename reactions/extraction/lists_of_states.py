"""Read lists that name a state of affairs first: "closed - Norway, Peru; open - Chad".

Fact boxes about embassies sum up so; the rows of `tables/fragments.toml` say what may
stand before the dash. What else is listed so, as borders are, is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reactions.actors import Role
from reactions.extraction.claims import ActionClaim
from reactions.extraction.dating import Calendar
from reactions.extraction.passages import Passage
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import read_table
from reactions.extraction.tokens import Token, TokenSpan
from reactions.vocabulary import ActionType, Stage

MARKS = frozenset({"-", "–", "—", ":", "--"})
ENDS = frozenset({";", ".", "|", "/"})
JOINTS = frozenset({",", "and", "&", "the"})
MISSIONS = frozenset("embassy mission consulate commission".split())
ELSE = frozenset("border flight airport airline airspace school bank crossing".split())


@dataclass(frozen=True, slots=True)
class Listed:
    rule: str
    type: ActionType
    label: re.Pattern[str]


@cache
def listed() -> tuple[Listed, ...]:
    """All rows, in the order of the table."""
    return tuple(
        Listed(
            row["rule"],
            ActionType(row["type"]),
            re.compile("|".join(row["labels"]), re.I),
        )
        for row in read_table("fragments")["listed"]
    )


def read_lists(
    sentence: TokenSpan, *, passage: Passage, calendar: Calendar
) -> Iterator[ActionClaim]:
    """One claim for each state of each list in the sentence."""
    for mark in sentence:
        if mark.text not in MARKS:
            continue
        states = _states_behind(mark, sentence.end, passage)
        if states and not _of_missions(sentence):
            return
        row = _row_of(_label_before(mark, sentence.start)) if states else None
        for token, code in states if row is not None else ():
            span = passage.span(token, token)
            yield ActionClaim(
                country=code,
                type=row.type if row else ActionType.OTHER,
                stage=Stage.DONE,
                start=span.start,
                end=span.end,
                rule=row.rule if row else "",
                announced_on=calendar.publication(),
                effective_on=None,
            )


def named_behind(missions: Token, passage: Passage) -> tuple[str, ...]:
    """ "Two embassies reopened - those of Chad and Mali", "include those of Chad"."""
    if missions.tag_ != "NNS" or missions.lemma_.lower() not in MISSIONS:
        return ()
    verb = missions.head
    if missions.dep_ == "nsubj" and verb.lemma_ in {"include", "be"}:
        for those in verb.rights:
            if those.dep_ in {"dobj", "attr"} and those.lower_ == "those":
                return named_states_of(those, passage)
    for mark in missions.sent:
        if mark.text in MARKS and mark.i > missions.i:
            return tuple(_only_states(mark, missions.sent.end, passage))
    return ()


def _only_states(mark: Token, end: int, passage: Passage) -> Iterator[str]:
    """The states behind a mark, where nothing but them is named up to a stop."""
    found: list[str] = []
    for token in mark.doc[mark.i + 1 : end]:
        if token.text in ENDS:
            break
        mention = passage.mention_of.get(token.i)
        if mention is not None and mention.code:
            if mention.code not in {passage.discourse.host, *found}:
                found.append(mention.code)
        elif token.lower_ not in JOINTS | {"those", "of", "ones", "embassies"}:
            return
    yield from found


def _of_missions(sentence: TokenSpan) -> bool:
    """Whether the line, or the one that opens the paragraph, speaks of embassies."""
    lemmas = {t.lemma_.lower() for t in sentence.doc}
    return not MISSIONS.isdisjoint(lemmas) and ELSE.isdisjoint(lemmas)


def _label_before(mark: Token, start: int) -> str:
    """The words between a mark and the end of what stands before it."""
    first = mark.i
    while first > start:
        before = mark.doc[first - 1].text
        if before in ENDS | MARKS or before.endswith(":"):
            break
        first -= 1
    return mark.doc[first : mark.i].text


def _row_of(label: str) -> Listed | None:
    return next((row for row in listed() if row.label.fullmatch(label)), None)


def _states_behind(
    mark: Token, end: int, passage: Passage
) -> tuple[tuple[Token, str], ...]:
    """The states between a mark and a stop; none where anything else is named."""
    found: list[tuple[Token, str]] = []
    host = passage.discourse.host
    for token in mark.doc[mark.i + 1 : end]:
        if token.text in ENDS:
            break
        mention = passage.mention_of.get(token.i)
        if mention is not None and mention.code and mention.role is Role.NAME:
            if mention.code != host and all(c != mention.code for _, c in found):
                found.append((token, mention.code))
        elif token.lower_ not in JOINTS:
            return ()
    return tuple(found)
