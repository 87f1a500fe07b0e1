"""Read lines without a finite verb, as fact boxes and headlines have them.

"Embassy open as usual", "40 rescuers and 2 million euros": only where the line stands
under or after a state's name. Rows of `tables/fragments.toml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reactions.extraction.claims import ActionClaim
from reactions.extraction.dating import Calendar
from reactions.extraction.headings import code_of_carrier
from reactions.extraction.parts import is_partial
from reactions.extraction.passages import Passage
from reactions.extraction.quantities import quantity_of
from reactions.extraction.rulebook import read_table
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token, TokenSpan
from reactions.vocabulary import ActionType, Stage

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
ORDERED = re.compile(r"\b(?:ordered|told|instructed|asked|to be)\b", re.I)
LONGEST_LINE = 24


@dataclass(frozen=True, slots=True)
class Fragment:
    rule: str
    type: ActionType
    some: ActionType
    stage: Stage
    words: re.Pattern[str]
    theme: frozenset[str]
    bare: bool
    alone: bool
    carrier: bool


@cache
def fragments() -> tuple[Fragment, ...]:
    """All rows, in the order of the table: the first that fits wins."""
    return tuple(
        Fragment(
            rule=row["rule"],
            type=ActionType(row["type"]),
            some=ActionType(row.get("some", row["type"])),
            stage=Stage(row["stage"]),
            words=re.compile(
                r"\b(?<!not )(?:" + "|".join(row["words"]) + r")\b",
                re.I,
            ),
            theme=frozenset(row["theme"]),
            bare=row.get("bare", False),
            alone=row.get("alone", False),
            carrier=row.get("carrier", False),
        )
        for row in read_table("fragments")["fragment"]
    )


def read_fragment(
    sentence: TokenSpan, *, passage: Passage, calendar: Calendar
) -> Iterator[ActionClaim]:
    """The act a verbless line tells of the one state its heading names."""
    actors = tuple(c for c in passage.block.actors if c != passage.discourse.host)
    if len(actors) != 1 or len(sentence) > LONGEST_LINE:
        return
    for clause in _clauses(sentence):
        if any(_is_finite(t) for t in clause):
            continue
        yield from _read(clause, actors[0], passage, calendar)


def _is_finite(token: Token) -> bool:
    """A verb that makes a sentence; "gone" and "shut" are often tagged as one."""
    if token.tag_ not in FINITE or token.dep_ == "relcl":
        return False
    if token.tag_ == "VBD" and token.lower_.endswith("ed"):
        before = token.doc[max(token.i - 2, token.sent.start)]
        if before.lower_ == "no":
            return False  # "no evacuation planned"
    return not any(f.words.fullmatch(token.text) for f in fragments())


def _clauses(sentence: TokenSpan) -> Iterator[TokenSpan]:
    """The pieces between commas and semicolons, each a statement of its own."""
    start = sentence.start
    for token in sentence:
        if token.text in {",", ";", ":", "–", "—"} and token.i > start:
            yield sentence.doc[start : token.i]
            start = token.i + 1
    if start < sentence.end:
        yield sentence.doc[start : sentence.end]


def _read(
    clause: TokenSpan, code: str, passage: Passage, calendar: Calendar
) -> Iterator[ActionClaim]:
    text = clause.text
    days = calendar.days_within(clause)
    if any(calendar.is_history(day) for day in days):
        return  # "Embassy closed in 1996" is background
    for fragment in fragments():
        if fragment.carrier and code_of_carrier(passage.block.label) is None:
            continue  # what stands beside a state's name is no airline's
        found = fragment.words.search(text)
        if (found is None) is not fragment.bare:
            continue
        if fragment.alone and not (found and _is_whole(clause, found, passage)):
            continue
        if found is None:
            theme = _only_theme(clause, fragment, passage)
        else:
            theme = _theme(clause, fragment, passage, before=found.start())
        if fragment.theme and theme is None:
            continue
        partial = theme is not None and (
            _is_part(theme) or "family" in classes_of(theme, passage)
        )
        span = passage.span(clause[0], _last_word(clause))
        yield ActionClaim(
            country=code,
            type=fragment.some if partial else fragment.type,
            stage=Stage.ANNOUNCED if ORDERED.search(text) else fragment.stage,
            start=span.start,
            end=span.end,
            rule=fragment.rule,
            announced_on=calendar.publication(),
            effective_on=next(iter(days)) if len(days) == 1 else None,
            quantity=quantity_of(theme) if fragment.bare and theme else None,
        )
        return


def _is_whole(clause: TokenSpan, found: re.Match[str], passage: Passage) -> bool:
    """ "Ireland - open": nothing else, where the text is about missions."""
    starts = not clause.text[: found.start()].strip(" -–—:")
    opens = clause.start == clause.sent.start or clause.doc[clause.start - 1].is_punct
    return starts and opens and passage.discourse.about_missions


def _only_theme(
    clause: TokenSpan, fragment: Fragment, passage: Passage
) -> Token | None:
    """What a line names and nothing else: "40 rescuers", "2 million euros in aid".

    What an order lists is no gift: "Keep a supply of water, food and cash".
    """
    if clause.sent.root.tag_ == "VB":
        return None
    for token in clause:
        if token.pos_ == "VERB":
            return None
        if token.pos_ not in {"NOUN", "PROPN", "NUM", "SYM"}:
            continue
        if token.i in passage.mention_of or _is_inner(token):
            continue
        return token if fragment.theme & classes_of(token, passage) else None
    return None


def _is_inner(token: Token) -> bool:
    """Whether a word stands before its noun: "search" in "search and rescue team"."""
    token = token.head if token.dep_ == "conj" else token
    return token.dep_ in {"compound", "nummod", "quantmod", "nmod", "amod"}


def _is_part(theme: Token) -> bool:
    """ "Most staff", "part of its personnel"."""
    whole = theme.head.head if theme.dep_ == "pobj" else theme
    return is_partial(theme) or is_partial(whole)


def _theme(
    clause: TokenSpan, fragment: Fragment, passage: Passage, *, before: int
) -> Token | None:
    """The noun the words are about: the nearest fitting one just before them."""
    words = [t for t in clause if t.idx - clause.start_char < before]
    for token in reversed(words):
        if token.pos_ in {"NOUN", "PROPN"}:
            compound = token.dep_ == "compound" and token.head in words
            if not compound:
                if fragment.theme & classes_of(token, passage):
                    return token
                if token.dep_ not in {
                    "pobj",
                    "conj",
                }:  # "Aid to Sudan frozen": look before "to"
                    return None
    return None


def _last_word(clause: TokenSpan) -> Token:
    last = clause[-1]
    while last.is_punct and last.i > clause.start:
        last = last.doc[last.i - 1]
    return last
