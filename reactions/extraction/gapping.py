"""Read what shares a verb told once: "Peru sent 300 soldiers and Chile some 80".

The parser has no shape for a clause whose verb is left out; the words themselves
have: a state's name between a comma or "and" and a number, with no verb of its own.
"""

from collections.abc import Iterator
from dataclasses import replace

from reactions.actors import Role
from reactions.extraction.acts import is_time
from reactions.extraction.claims import ActionClaim
from reactions.extraction.dating import Calendar
from reactions.extraction.passages import Passage
from reactions.extraction.quantities import quantity_of
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActionType, Stage

COUNTED = frozenset(
    {
        ActionType.AID_PLEDGED,
        ActionType.TROOPS_DEPLOYED,
        ActionType.TROOPS_WITHDRAWN,
        ActionType.CITIZENS_EVACUATED,
        ActionType.DIPLOMATS_EXPELLED,
        ActionType.REFUGEES_ADMITTED,
        ActionType.SANCTIONS_IMPOSED,
    }
)
JOINTS = frozenset({"and", ",", ";", "while"})
ABOUT = frozenset(
    """about some around another roughly nearly almost over up to more than at least
    just only a further the an additional between""".split()
)
LATER = frozenset("yesterday today tomorrow day days later hours week weeks".split())
DAYS_AFTER = frozenset("a the two three yesterday today tomorrow".split())
HOUSES = frozenset({"embassy", "mission", "consulate"})
CLAUSES = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN", "VBG", "VB"})


def gapped(
    claims: tuple[ActionClaim, ...],
    verb: Token,
    *,
    passage: Passage,
    calendar: Calendar,
) -> Iterator[ActionClaim]:
    """The claims of those who do the same, to a number of their own or another day."""
    if not claims or verb.pos_ != "VERB":
        return
    first = claims[0]
    if first.type.is_posture and first.stage is not Stage.DENIED:
        told = {c.country for c in claims}
        others = _on_other_days(first, verb, passage, calendar)
        yield from (c for c in others if c.country not in told)
    if first.type not in COUNTED:
        return
    if first.stage is Stage.DENIED or not _has_number(verb):
        return
    doc, at, end = verb.doc, verb.i + 1, verb.sent.end
    while at < end - 1:
        if doc[at].lower_ in JOINTS:
            found = _state_and_number(doc[at + 1], end, passage)
            if found is not None:
                code, number, last = found
                if code not in {c.country for c in claims}:
                    span = passage.span(doc[at + 1], doc[last])
                    yield replace(
                        first,
                        country=code,
                        start=span.start,
                        end=span.end,
                        destination="",
                        quantity=quantity_of(number),
                    )
                at = last
        at += 1


def _has_number(verb: Token) -> bool:
    return any(t.like_num or t.is_currency for t in verb.subtree if t.i > verb.i)


def _state_and_number(
    token: Token, end: int, passage: Passage
) -> tuple[str, Token, int] | None:
    """(state, its number, last token) of "Chile some 80", else None."""
    doc, at = token.doc, token.i + (token.lower_ == "the")
    mention = passage.mention_of.get(at)
    if mention is None or not mention.code or mention.role is not Role.NAME:
        return None
    if mention.code == passage.discourse.host:
        return None
    while at < end and passage.mention_of.get(at) is mention:
        at += 1
    while at < end and doc[at].lower_ in ABOUT:
        at += 1
    if at >= end or not (doc[at].like_num or doc[at].is_currency):
        return None
    number, last = doc[at], at
    if number.is_currency and at + 1 < end and doc[at + 1].like_num:
        number = doc[at + 1]
    while last + 1 < end and doc[last + 1].text not in {".", ",", ";", "and", "while"}:
        last += 1
        if doc[last].tag_ in CLAUSES:
            return None
    return mention.code, number, last


def _on_other_days(
    first: ActionClaim, verb: Token, passage: Passage, calendar: Calendar
) -> Iterator[ActionClaim]:
    """ "Peru shut its embassy on Monday and Chile on Tuesday": the same, later."""
    doc, end = verb.doc, verb.sent.end
    dated, at = False, verb.i + 1
    while at < end - 1:
        dated = dated or is_time(doc[at]) or doc[at].lower_ in LATER
        if dated and doc[at].lower_ in JOINTS:
            found = _state_and_day(doc[at + 1], end, passage)
            if found is not None:
                code, last = found
                days = calendar.days_within(doc[at + 1 : last + 1])
                span = passage.span(doc[at + 1], doc[last])
                yield replace(
                    first,
                    country=code,
                    start=span.start,
                    end=span.end,
                    effective_on=next(iter(days)) if len(days) == 1 else None,
                    destination="",
                    quantity=None,
                )
                at = last
        at += 1


def _state_and_day(token: Token, end: int, passage: Passage) -> tuple[str, int] | None:
    """(state, last token) of "Chile on Tuesday", "Peru's a day later", else None."""
    doc, at = token.doc, token.i
    if token.lower_ in {"that", "those"} and token.nbor().lower_ == "of":
        at += 2  # "and that of Chile on Tuesday"
    at += at < end and doc[at].lower_ == "the"
    mention = passage.mention_of.get(at)
    if mention is None or not mention.code or mention.code == passage.discourse.host:
        return None
    while at < end and (passage.mention_of.get(at) is mention or _is_own(doc[at])):
        at += 1
    last, timed = at - 1, False
    while last + 1 < end and doc[last + 1].lower_ not in JOINTS | {"."}:
        last += 1
        if doc[last].tag_ in CLAUSES:
            return None
        timed = timed or is_time(doc[last]) or doc[last].lower_ in LATER
    opens = at < end and doc[at].lower_ in {"on", "in", "by", "at", "from", *DAYS_AFTER}
    return (mention.code, last) if timed and opens and last - at < 5 else None


def _is_own(word: Token) -> bool:
    return word.lower_ in {"'s", "’s", "its", "theirs", "own"} | HOUSES
