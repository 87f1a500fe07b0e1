"""Find every later mention of people already known: in full, or by the last name.

"Ms Roe", "van den Eynde", "Wang" of Wang Roe, "Abiy". Two people of one last name: the
one named last before. Offsets are code points.
"""

import re
from collections.abc import Iterator, Sequence

from reactions.extraction.claims import Span
from reactions.extraction.mentions import Mention
from reactions.extraction.names import JOINED, name_words
from reactions.extraction.people import NICKNAME, Person


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
    names = sorted(by_name, key=len, reverse=True)
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])"
    )
    found: list[tuple[Span, Person]] = []
    for match in pattern.finditer(text):
        span = Span(*match.span())
        if not taken.isdisjoint(range(span.start, span.end)):
            continue
        person = _meant(by_name[match.group()], span)
        if person is not None:
            found.append((span, person))
    return tuple(found)


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
