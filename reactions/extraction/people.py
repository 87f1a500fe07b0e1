"""Find people who hold an office: a name next to a title phrase, before it or after it.

Reads words, not the parse (`titles` finds the offices, `names` the names). A state that
no title names is found later, by the context, in `service`. Offsets are code points.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reactions.actors import Role
from reactions.extraction.claims import Span
from reactions.extraction.in_order import InOrder
from reactions.extraction.introductions import named_later
from reactions.extraction.mentions import Mention
from reactions.extraction.names import (
    Line,
    as_printed,
    is_only_a_name,
    line_of,
    name_begin,
    name_end,
    name_size,
    name_words,
    past_aside,
    past_honorifics,
    past_ranks,
)
from reactions.extraction.rulebook import word_list
from reactions.extraction.title_owners import Owner
from reactions.extraction.titles import ARTICLES, Title, find_titles

LINKS = frozenset({"is", "was", "as", "who", "currently", "formerly", "now"})
PAST = frozenset({"was", "formerly"})
OPENING = frozenset({",", "(", "–", "—", "-", ":"})
CLOSING = frozenset({",", ".", ";", ")", "–", "—", "-", ":", "?", "!", "”", '"'})
PLACING = frozenset(
    """in at off near outside around across into via through toward towards inside
    between beyond""".split()
)
BODY_LINKS = frozenset({"of", "from", "at", "with"})
_VERBS_OF_OFFICE = {"speaks", "speaking"} | word_list("conductors")
NICKNAME = re.compile(r"[\"“”'‘’(][^\"“”'‘’()]*[\"“”'‘’)]\s*")


@dataclass(slots=True)
class Person:
    """Somebody named in the text. `country` is None while no state is known.

    `codes` are the states the title may mean where it doesn't say which, `owner` how
    the title names its state ("its", "the bloc's"), `relation` that the title only
    refers to another's ("her colleague").
    """

    name: str
    country: str | None
    title: str
    in_office: bool
    first: Span
    mentions: list[Span] = field(default_factory=list)
    codes: tuple[str, ...] = ()
    owner: Owner = Owner.UNNAMED
    relation: bool = False

    @property
    def last_name(self) -> str:
        return self.name.split()[-1]


def find_people(
    text: str, mentions: Sequence[Mention], *, paragraphs: Sequence[Span]
) -> tuple[Person, ...]:
    """Holders of offices named in the paragraphs, merged by name, first seen first."""
    lines: list[Line] = []
    waiting = 0
    for paragraph in paragraphs:
        while waiting < len(mentions) and mentions[waiting].start < paragraph.start:
            waiting += 1
        end = waiting
        while end < len(mentions) and mentions[end].start < paragraph.end:
            end += 1
        lines.append(line_of(text, paragraph, mentions[waiting:end]))
        waiting = end
    return merge(_people_of(lines))


def _people_of(lines: Sequence[Line]) -> list[Person]:
    found: list[Person] = []
    unnamed: list[list[Title]] = []
    taken: list[bool] = []
    for line in lines:
        titles = [t for t in find_titles(line) if t.public]
        people = [(title, list(_titled(line, title))) for title in titles]
        unnamed.append([title for title, named in people if not named])
        taken.append(any(named for _, named in people))
        named = [
            person
            for _, named in people
            for person in named
            if person.last_name.casefold() not in name_words("not_surnames")
        ]
        found.extend([*named, *_sharing(line, named)])
    for line, begin, end, title in named_later(lines, unnamed=unnamed, taken=taken):
        found.append(_person(line, begin, end, title))
    return found


def _sharing(line: Line, named: Sequence[Person]) -> Iterator[Person]:
    """ "Foreign Minister Ann Roe and Peru's Jan Poe": both hold the office."""
    ends = {person.first.end: person for person in named if person.in_office}
    for at in range(2, len(line.words)):
        owner, link = line.named.get(at - 1), line.words[at - 2]
        if owner is None or not line.words[at - 1].possessive or link.bare != "and":
            continue
        end = name_end(line, at)
        before = line.words[at - 3] if at > 2 else link
        first = ends.get(before.end)
        if first is None or owner.code is None or name_size(line, at, end) < 2:
            continue
        name, span = as_printed(line, at, end)
        yield Person(name, owner.code, first.title, True, span, [span])


def _titled(line: Line, title: Title) -> Iterator[Person]:
    if title.plural:
        yield from _named_together(line, title)
        return
    person = _beside(line, title)
    if person is not None:
        yield person


def _beside(line: Line, title: Title) -> Person | None:
    if line.bare(title.first) in BODY_LINKS:
        return _of_body(line, title)
    if line.bare(title.first) in _VERBS_OF_OFFICE:
        return _named_before(line, title)
    return _named_after(line, title) or _named_before(line, title)


def _named_after(line: Line, title: Title) -> Person | None:
    """ "Foreign Minister Ann Roe", "the foreign minister, Ann Roe,"."""
    at = title.last
    before = line.words[at - 1]
    if before.possessive or (at - 1 not in line.named and before.ends_sentence):
        return None
    at = past_aside(line, at)
    apart = line.mark(at) in OPENING
    begin = past_ranks(line, at + apart)
    end = name_end(line, begin)
    if end == begin or not name_size(line, begin, end):
        return None
    if end == begin + 1 and line.bare(begin) in name_words("heads"):
        return None
    if apart and not _set_off(line, begin, end, honoured=begin > at + 1):
        return None
    return _person(line, begin, end, title)


def _set_off(line: Line, begin: int, end: int, *, honoured: bool) -> bool:
    """Whether a name behind a comma is an apposition: it closes as one."""
    closed = end >= len(line.words) or line.mark(end) in CLOSING
    closed = closed or line.words[end - 1].ends_sentence
    if name_size(line, begin, end) < 2 and not honoured:
        return closed and line.mark(begin - 1) == "," and line.mark(end) == ","
    return closed or not line.words[end].capital


def _named_before(line: Line, title: Title) -> Person | None:
    """ "Ann Roe, the Canadian foreign minister," "Ann Roe, who is ambassador"."""
    end, past = _before_links(line, title.first)
    if end == 0 or line.words[end - 1].possessive:
        return None
    begin = name_begin(line, end)
    if begin == end or not _is_apposed(line, begin, end, title):
        return None
    if line.bare(begin - 1) in PLACING:
        return None  # "In New Roe, Peru's ambassador"
    person = _person(line, begin, end, title)
    person.country = person.country or _state_owning(line, begin)
    if past:
        person.in_office = False
    return person


def _state_owning(line: Line, begin: int) -> str | None:
    """ "Chad's Captain Jan Roe, the interim president": the state before the name."""
    at = begin - 1
    while line.bare(at) in name_words("heads") | name_words("honorifics"):
        at -= 1
    mention = line.named.get(at)
    if mention is None or not line.words[at].possessive:
        return None
    return mention.code if mention.role is Role.NAME else None


def _before_links(line: Line, at: int) -> tuple[int, bool]:
    """Where a name before ", who was the" or " as" ends (0: nowhere); whether past."""
    past = linked = False
    while at > 0 and line.bare(at - 1) in ARTICLES | LINKS | {"then", "also"}:
        past = past or line.bare(at - 1) in PAST
        linked = linked or line.bare(at - 1) in {"as", "is"}
        at -= 1
    if at >= 2 and line.mark(at - 1) in OPENING:
        return at - 1, past
    return (at if linked else 0), past


def _is_apposed(line: Line, begin: int, end: int, title: Title) -> bool:
    """A full name; one word only where the title behind it closes as it opened."""
    if line.words[end - 1].ends_sentence:
        return False
    size = name_size(line, begin, end)
    if size >= 2:
        return True
    word = line.words[begin]
    if size < 1 or word.text.isupper() or word.bare.endswith(("ly", "ing")):
        return False
    closing = line.mark(title.last)
    opening = line.mark(end)
    return (closing, opening) in {(",", ","), (")", "(")} or (
        line.bare(title.first) in _VERBS_OF_OFFICE
    )


def _of_body(line: Line, title: Title) -> Person | None:
    """ "Jane Roe of the foreign ministry": a full name right before the link."""
    end = title.first
    if line.words[end - 1].ends_sentence:
        return None
    begin = name_begin(line, end)
    offices = name_words("heads") | name_words("modifiers") | name_words("bodies")
    if name_size(line, begin, end) < 2:
        return None
    if any(line.bare(i) in offices for i in range(begin, end)):
        return None
    return _person(line, begin, end, title)


def _named_together(line: Line, title: Title) -> Iterator[Person]:
    """ "Foreign ministers Ann Roe of Peru and Jan Poe of Chile", each of one state."""
    people = list(_listed(line, title))
    codes = _states_listed(line, title)
    if len(codes) == len(people) > 1:
        for person, code in zip(people, codes, strict=True):
            person.country, person.codes = code, ()
    yield from people


def _states_listed(line: Line, title: Title) -> tuple[str, ...]:
    """ "The presidents of Peru and Chile", "her Peruvian and Chilean counterparts"."""
    first = title.first
    while (
        first > 1 and line.mark(first - 1) in {",", "and"} and first - 2 in line.named
    ):
        first -= 2
    mentions = [line.named.get(i) for i in range(first, title.last)]
    return tuple(dict.fromkeys(m.code for m in mentions if m is not None and m.code))


def _listed(line: Line, title: Title) -> Iterator[Person]:
    """The names behind a title in the plural, one after the other."""
    if line.words[title.last - 1].text.endswith("s."):
        return  # "They took judges, generals. Women were let go"
    apart = line.mark(title.last) == ","
    at = title.last + apart
    while True:
        begin = past_honorifics(line, at)
        end = name_end(line, begin)
        if end == begin or not name_size(line, begin, end):
            return
        if apart and begin == at and name_size(line, begin, end) < 2:
            return  # "diplomats in Tokyo, Nagoya and Yokohama"
        yield _person(line, begin, end, title)
        at = _past_state(line, end)
        while line.mark(at) == "," or line.bare(at) == "and":
            at += 1
        if at == _past_state(line, end):
            return


def _past_state(line: Line, at: int) -> int:
    """Over "of Peru" or "(Peru)" behind a name."""
    end = at + 1
    if line.bare(at) == "of" and line.bare(end) == "the":
        end += 1
        end += line.bare(end) == "royal"
    if line.mark(at) not in {"of", "("} or end not in line.named:
        return at
    while end in line.named:
        end += 1
    return end + (line.mark(end) == ")")


def _state_behind(line: Line, at: int) -> str | None:
    """ "Foreign Minister Jan Roe of Peru": the state after the name."""
    for index in range(at, _past_state(line, at)):
        mention = line.named.get(index)
        if mention is None:
            continue
        forces = line.bare(index + 1) in name_words("forces")
        if mention.role is Role.NAME or (mention.role is Role.ADJECTIVE and forces):
            return mention.code
    return None


def _person(line: Line, begin: int, end: int, title: Title) -> Person:
    name, span = as_printed(line, begin, end)
    codes = title.codes
    if not codes and (state := _state_behind(line, end)):
        codes = (state,)
    return Person(
        name,
        codes[0] if len(codes) == 1 else None,
        "" if title.relation else title.text,
        title.in_office,
        span,
        [span],
        codes if len(codes) > 1 else (),
        title.owner,
        title.relation,
    )


def named_by_heading(
    text: str, heading: Span, *, below: Span, mentions: InOrder[Mention]
) -> Person | None:
    """The official whose name is a heading: "Ann Roe" / "Peru's envoy stays put."."""
    name = line_of(text, heading, mentions.beginning_in(heading))
    if not is_only_a_name(name):
        return None
    line = line_of(text, below, mentions.beginning_in(below))
    title = next(find_titles(line), None)
    opens = 1 if line.bare(0) in ARTICLES else 0
    if title is None or title.first > opens or not title.public or title.plural:
        return None
    return _person(name, 0, len(name.words), title) if not title.relation else None


def merge(found: Sequence[Person]) -> tuple[Person, ...]:
    """One person a name: "President Roe" joins "President Jane Roe".

    Looked up by first and last word, so that a long text with many names stays cheap.
    """
    people: list[Person] = []
    by_word: dict[str, list[Person]] = {}
    for person in sorted(found, key=lambda p: -len(p.name.split())):
        words = plain(person.name).split() or [""]
        same = [p for p in by_word.get(words[-1], ()) if _is_same(p, person)]
        if len(same) == 1:
            _join(same[0], person)
            continue
        people.append(person)
        for word in dict.fromkeys((words[0], words[-1])):
            by_word.setdefault(word, []).append(person)
    return tuple(sorted(people, key=lambda p: p.first.start))


def _join(known: Person, other: Person) -> None:
    known.mentions.extend(other.mentions)
    known.country = known.country or other.country
    if other.first.start != known.first.start:
        known.in_office = known.in_office and other.in_office
    else:  # "the ambassador, Ann Roe, a former general"
        known.in_office = known.in_office or other.in_office
    if other.first.start < known.first.start:
        known.first = other.first
        known.codes = known.codes or other.codes
        if known.owner is Owner.UNNAMED:
            known.owner = other.owner
    known.title = max(known.title, other.title, key=_weight)


def _weight(title: str) -> tuple[bool, int]:
    """The fullest title; a bare rank ("Ambassador", "General") is the least."""
    return (bool(title) and title.casefold() not in name_words("ranks"), len(title))


def _is_same(known: Person, other: Person) -> bool:
    if known.country and other.country and known.country != other.country:
        return False
    ours, theirs = plain(known.name).split(), plain(other.name).split()
    return ours[-len(theirs) :] == theirs or (
        len(theirs) == 1 and theirs[0] == ours[0] and len(ours) > 1
    )


def plain(name: str) -> str:
    """A name without accents, capitals and nickname, to be compared."""
    bare = unicodedata.normalize("NFKD", NICKNAME.sub("", name))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()
