"""Read what missions share with a verb told once: "closed on Monday, Chad on Tuesday".

Days and posts, where `gapping` has numbers and things: "and Togo its own".
"""

from collections.abc import Iterator
from dataclasses import replace

from reactions.actors import Role
from reactions.extraction.claims import ActionClaim
from reactions.extraction.dating import Calendar
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import TIMES
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.vocabulary import Stage

JOINTS = frozenset({"and", ",", ";", "while"})
STOPS = frozenset({".", ",", ";", "and", "while", "but", "-", "–", "—"})
BEFORE_DAYS = frozenset(
    """on in by from last this next earlier later yesterday today tomorrow a two three
    the at before after since until""".split()
)
ACTING = frozenset({Role.NAME, Role.METONYM, Role.CAPITAL})
CLAUSES = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN", "VBG", "VB"})


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
