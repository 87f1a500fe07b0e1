"""Read what shares a verb told once: "Peru sent 300 soldiers and Chile some 80".

The parser has no shape for a clause whose verb is left out; the words themselves have:
a state's name behind a comma or "and", then a number, a day or a thing of the kind the
verb was told with, and no verb of its own: "Turkey a field hospital".
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reactions.actors import Role
from reactions.extraction.claims import ActionClaim
from reactions.extraction.passages import Passage
from reactions.extraction.quantities import quantity_of
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token, TokenSpan
from reactions.extraction.verb_forms import WEEKDAYS
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
NEVER = frozenset(
    {
        ActionType.TALKS_HELD,
        ActionType.EMERGENCY_MEETING,
        ActionType.UN_MEETING_REQUESTED,
        ActionType.TRAVEL_ADVICE,
    }
)
"""What is told with names of others: a name behind a comma is one of those met."""
HELP = frozenset({"aid", "gear", "rescuers", "food", "money"})
JOINTS = frozenset({"and", ",", ";", "while"})
STOPS = frozenset({".", ",", ";", "and", "while", ":", "-", "–", "—"})
ABOUT = frozenset(
    """about some around another roughly nearly almost over up to more than at least
    just only a further the an additional between of""".split()
)
CLAUSES = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN", "VBG", "VB"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
ARTICLES = frozenset(
    "a an the its their two three four five six several another".split()
)
WHEN = frozenset("later earlier yesterday next following same".split())
SPANS = frozenset("day days week weeks hour hours month morning night".split())
DOZENS = frozenset({"dozen", "dozens", "score", "hundred"})
LONGEST = 12


@dataclass(frozen=True, slots=True)
class _Gap:
    """A clause without its verb: whose it is, its last word, the number it gives."""

    codes: tuple[str, ...]
    last: int
    number: Token | None = None
    dated: bool = False


def gapped(
    claims: tuple[ActionClaim, ...], verb: Token, passage: Passage
) -> Iterator[ActionClaim]:
    """The claims of those who do the same to a number or a thing of their own."""
    if not claims or claims[0].type in NEVER or verb.pos_ != "VERB":
        return
    first = claims[0]
    if first.type.is_posture:
        return  # told of missions, which `gapped_missions` reads
    if first.stage is Stage.DENIED:
        return
    doc, at, end = verb.doc, verb.i + 1, verb.sent.end
    own_end = end
    while at < end - 1:
        if doc[at].lower_ in JOINTS and passage.mention_of.get(_past_the(doc[at + 1])):
            own = doc[verb.i + 1 : min(at, own_end)]
            gap = _gap_at(doc[at], end, own, first.type, passage)
            if gap is not None:
                own_end = min(at, own_end)
                yield from _told(gap, claims, doc[at + 1], passage)
                at = gap.last
        at += 1


def _told(
    gap: _Gap, claims: tuple[ActionClaim, ...], start: Token, passage: Passage
) -> Iterator[ActionClaim]:
    span = passage.span(start, start.doc[gap.last])
    first, known = claims[0], {c.country for c in claims}
    for code in gap.codes:
        if code in known:
            continue
        yield replace(
            first,
            country=code,
            start=span.start,
            end=span.end,
            destination="",
            quantity=quantity_of(gap.number) if gap.number is not None else None,
            effective_on=None if gap.dated else first.effective_on,
        )


def _past_the(token: Token) -> int:
    return token.i + (token.lower_ == "the")


def _gap_at(
    joint: Token, end: int, own: TokenSpan, kind: ActionType, passage: Passage
) -> _Gap | None:
    """What stands behind a joint, where it is a clause of those who did the same.

    `own` are the words behind the verb that are told of those who did it first.
    """
    doc = joint.doc
    codes, at = _names_from(joint.i + 1, end, passage)
    if (
        at < end
        and _is_day(doc[at])
        and any(
            m is not None and m.role is Role.CAPITAL
            for m in map(passage.mention_of.get, range(joint.i + 1, at))
        )
    ):
        return None  # "in Rome on Monday, Paris on Tuesday"
    if not codes or passage.discourse.host in codes or at >= end:
        return None
    if doc[at].text == "," and joint.text == ";":
        at += 1  # "; Norway, 20 million"
    if at >= end:
        return None
    if kind in COUNTED and _has_number(own):
        found = _number_at(at, end, doc[at])
        if found is not None and _are_of_kind(found, kind, passage):
            return _Gap(codes, found[1], found[0])
    last = _last_of(at, end, doc[at])
    if last is None:
        return None
    if _is_day(doc[at]) and not _names_places(own, passage):
        return _Gap(codes, last, dated=True)
    if doc[at].lower_ in ARTICLES and _is_such(doc[at], last, kind, passage):
        return _Gap(codes, last)
    return None


def _names_from(at: int, end: int, passage: Passage) -> tuple[tuple[str, ...], int]:
    """The states of "Senegal and the Gambia on Tuesday" and where they end."""
    codes: list[str] = []
    doc = passage.doc
    while at < end:
        named = passage.mention_of.get(_past_the(doc[at]))
        if (
            named is None
            or named.role not in {Role.NAME, Role.CAPITAL}
            or not named.code
        ):
            break
        at = _past_the(doc[at])
        while at < end and passage.mention_of.get(at) is named:
            at += 1
        codes.append(named.code)
        joined = at + 1 < end and doc[at].lower_ in {"and", ","}
        if not joined or passage.mention_of.get(_past_the(doc[at + 1])) is None:
            break
        at += 1
    return tuple(codes), at


def _has_number(own: TokenSpan) -> bool:
    return any(t.like_num or t.is_currency or t.lower_ in DOZENS for t in own)


def _number_at(at: int, end: int, start: Token) -> tuple[Token, int] | None:
    """(number, last token) of "some 80", "C$10 million", else None."""
    doc = start.doc
    while at < end and doc[at].lower_ in ABOUT:
        at += 1
    if at + 1 < end and doc[at].lower_ == "a" and doc[at + 1].lower_ in DOZENS:
        at += 1
    if at >= end:
        return None
    money = doc[at].is_currency or doc[at].tag_ == "$"
    if not (doc[at].like_num or money or doc[at].lower_ in DOZENS):
        return None
    number, last = doc[at], at
    if money and at + 1 < end and doc[at + 1].like_num:
        number = doc[at + 1]
    while last + 1 < end and doc[last + 1].text not in STOPS:
        last += 1
        if doc[last].tag_ in CLAUSES:
            return None
    return number, last


def _are_of_kind(found: tuple[Token, int], kind: ActionType, passage: Passage) -> bool:
    """Not "a ship with water and Jamaica 150 soldiers": men, where help was told."""
    words = found[0].doc[found[0].i : found[1] + 1]
    men = any("troops" in classes_of(t, passage) for t in words if t.pos_ == "NOUN")
    return not men or kind is not ActionType.AID_PLEDGED


def _last_of(at: int, end: int, start: Token) -> int | None:
    """The last word before a stop, None where a verb or too many words come first."""
    doc, last = start.doc, at
    while last + 1 < end and doc[last + 1].text not in STOPS:
        last += 1
        if doc[last].tag_ in FINITE or last - at > LONGEST:
            return None
    return None if doc[at].tag_ in FINITE else last


def _is_day(word: Token) -> bool:
    """ "on Tuesday", "a day later", "the next day", "yesterday"."""
    doc, after = word.doc, word.doc[word.i + 1 : word.i + 4]
    if word.lower_ == "on":
        return word.i + 1 < len(doc) and doc[word.i + 1].lower_ in WEEKDAYS
    if word.lower_ in {"yesterday", "later"}:
        return True
    words = {t.lower_ for t in after}
    return bool(words & WHEN) and bool(words & SPANS or word.lower_ in SPANS)


def _names_places(own: TokenSpan, passage: Passage) -> bool:
    """Whether other states are named behind the verb: "in Chad, Mali on Tuesday"."""
    host = passage.discourse.host
    around = (passage.mention_of.get(t.i) for t in own)
    return any(m is not None and host not in m.codes for m in around)


def _is_such(word: Token, last: int, kind: ActionType, passage: Passage) -> bool:
    """Whether "a field hospital", "its own" is of the kind that the verb acts on."""
    doc, frame = word.doc, passage.discourse.act
    if frame is None:
        return False
    at = word.i + 1
    if at <= last and word.tag_ == "PRP$" and doc[at].lower_ == "own":
        return True
    while at < last and doc[at].pos_ not in {"NOUN"}:
        at += 1
    while at < last and doc[at + 1].pos_ == "NOUN":
        at += 1
    if at > last:
        return False
    wanted = HELP if kind is ActionType.AID_PLEDGED else frame.theme
    return bool(classes_of(doc[at], passage) & wanted)
