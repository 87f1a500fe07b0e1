"""Read what shares a verb told once: "Peru sent 300 soldiers and Chile some 80".

The parser has no shape for a clause whose verb is left out; the words themselves
have: a state's name between a comma or "and" and a number, with no verb of its own.
"""

from collections.abc import Iterator
from dataclasses import replace

from reactions.actors import Role
from reactions.extraction.claims import ActionClaim
from reactions.extraction.dating import Calendar
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import TIMES
from reactions.extraction.quantities import quantity_of
from reactions.extraction.rulebook import word_list
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
STOPS = frozenset({".", ",", ";", "and", "while", "but", "-", "–", "—"})
BEFORE_DAYS = frozenset(
    """on in by from last this next earlier later yesterday today tomorrow a two three
    the at before after since until""".split()
)
ACTING = frozenset({Role.NAME, Role.METONYM, Role.CAPITAL})
CLAUSES = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN", "VBG", "VB"})


def gapped(
    claims: tuple[ActionClaim, ...], verb: Token, passage: Passage
) -> Iterator[ActionClaim]:
    """The claims of those who do the same to a number of their own."""
    if not claims or claims[0].type not in COUNTED or verb.pos_ != "VERB":
        return
    first = claims[0]
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


def without_verb(
    claims: tuple[ActionClaim, ...], verb: Token, calendar: Calendar
) -> Iterator[ActionClaim]:
    """ "closed on Monday, Chad on Tuesday", "and Togo its own": the same, of others."""
    if not claims or not claims[0].type.is_posture or verb.pos_ != "VERB":
        return
    first, passage = claims[0], calendar.passage
    if first.stage is Stage.DENIED:
        return
    done = {c.country for c in claims} | {passage.discourse.host}
    doc, end = verb.doc, verb.sent.end
    for at in range(verb.i + 1, end - 2):
        if doc[at].lower_ not in JOINTS:
            continue
        that = doc[at + 1].lower_ == "that" and doc[at + 2].lower_ == "of"
        if not (that or passage.mention_of.get(at + 1)):
            continue  # "and that of Chad on Tuesday"
        found = _state_and_rest(doc[at + 1], end, passage)
        if found is None or found[0] in done:
            continue
        code, last = found
        done.add(code)
        span = passage.span(doc[at + 1], doc[last])
        days = calendar.days_within(doc[at + 1 : last + 1])
        dated = first.stage is Stage.DONE and len(days) == 1
        yield replace(
            first,
            country=code,
            start=span.start,
            end=span.end,
            destination="",
            quantity=None,
            effective_on=next(iter(days)) if dated else None,
        )


def _state_and_rest(token: Token, end: int, passage: Passage) -> tuple[str, int] | None:
    """(state, last token) of "Chad on Tuesday" and "Togo its own", else None."""
    doc, at = token.doc, token.i + 2 * (token.lower_ == "that")
    at += at < end and doc[at].lower_ == "the"
    mention = passage.mention_of.get(at)
    if mention is None or not mention.code or mention.role not in ACTING:
        return None
    while at < end and (
        passage.mention_of.get(at) is mention or doc[at].lower_ in {"'s", "’s"}
    ):
        at += 1
    if at >= end:
        return None
    last = at
    while last < end and doc[last].text not in STOPS:
        if doc[last].tag_ in CLAUSES:
            return None
        last += 1
    dated = _is_time(doc[token.i - 2]) and any(_is_time(t) for t in doc[at:last])
    dated = dated and doc[at].lower_ in BEFORE_DAYS
    own = doc[at].lower_ in {"its", "their"} and any(map(_is_of_post, doc[at:last]))
    return (mention.code, last - 1) if dated or own else None


def _is_of_post(token: Token) -> bool:
    """ "Chad its ambassador", "Togo its own"; not "Mali its border"."""
    lemma = token.lemma_.lower()
    return lemma in word_list("posts") | word_list("teams") | {"own"}


def _is_time(token: Token) -> bool:
    return token.lower_ in TIMES or token.like_num


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
