"""Find every later mention of people already known: in full, or by the last name.

"Ms Roe", "van den Eynde", "Wang" of Wang Roe, "Abiy". Two people of one last name: the
one named last before. Offsets are code points.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from reactions.extraction.claims import Span
from reactions.extraction.mentions import Mention
from reactions.extraction.names import JOINED, name_words
from reactions.extraction.people import NICKNAME, Person

FIRST_WORD = re.compile(r"\w+")
# Called by these and the first name: "Sir Jan" of Sir Jan Roe.
KNIGHTS = ("Sir", "Dame")
GOES_ON = re.compile(r"[\w-]")


def later_mentions(
    text: str, people: Sequence[Person], *, mentions: Sequence[Mention]
) -> tuple[tuple[Span, Person], ...]:
    """Every place where a known person is named, in full or by the last name alone.

    A name that is also a state's ("Jordan") counts only where it is printed in full.
    """
    by_name = _by_name(people)
    if not by_name:
        return ()
    taken = {p for m in mentions if not m.weak for p in range(m.start, m.end)}
    found: list[tuple[Span, Person]] = []
    for span in _printed_at(text, by_name):
        if not taken.isdisjoint(range(span.start, span.end)):
            continue
        person = _meant(by_name[text[span.start : span.end]], span)
        if person is not None:
            found.append((span, person))
    return tuple(found)


def _printed_at(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Where the names stand, the longest first, by their first word: linear in both."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        first = FIRST_WORD.match(name)
        if first:
            by_first.setdefault(first.group(), []).append(name)
    free = 0
    for word in FIRST_WORD.finditer(text):
        at = word.start()
        if at < free or (at and text[at - 1] == "-"):
            continue
        for name in by_first.get(word.group(), ()):
            end = at + len(name)
            if text.startswith(name, at) and not GOES_ON.match(text, end):
                free = end
                yield Span(at, end)
                break


def _by_name(people: Sequence[Person]) -> dict[str, list[Person]]:
    names: dict[str, list[Person]] = {}
    for person in people:
        for key in dict.fromkeys(_forms(person)):
            names.setdefault(key, []).append(person)
    return names


def _forms(person: Person) -> Iterator[str]:
    """The ways a text may print the name again."""
    yield person.name
    bare = NICKNAME.sub("", person.name)
    yield bare
    words = bare.split()
    if len(words) > 1:
        yield from (f"{knight} {words[0]}" for knight in KNIGHTS)
    for begin in range(1, len(words) - 1):
        tail = " ".join(words[begin:])
        yield tail
        yield tail[0].upper() + tail[1:]
    short = {words[-1]} if words else set()
    if len(words) > 1 and person.country in name_words("family_name_first"):
        short.add(words[0])
    if len(words) > 1 and person.country in name_words("called_by_first_name"):
        short.add(words[0])
    if len(words) > 2 and person.country in name_words("two_surnames"):
        short.add(words[-2])
    short |= {w for w in words if w.isupper() and len(w) > 2}
    short |= {w.title() for w in words if w.isupper() and len(w) > 2}
    for word in short:
        if len(word) > 1 and word.casefold() not in _other_words():
            yield word
            if not word[0].isupper() and JOINED.match(word):
                yield word[0].upper() + word[1:]


def _other_words() -> frozenset[str]:
    """Words that stand for a month, a day or nothing far more often than for a man."""
    return name_words("openers") | name_words("months") | name_words("days")


def _meant(people: Sequence[Person], span: Span) -> Person | None:
    if len(people) == 1:
        return people[0]
    before = [p for p in people if p.first.start <= span.start]
    return max(before, key=lambda p: p.first.start) if before else None
