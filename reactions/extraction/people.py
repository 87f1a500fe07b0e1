"""Find people who hold an office, and every later mention of them by last name.

Reads words, not the parse: a title phrase next to a capitalised name, before it or
after it. Titles are rows of `tables/titles.toml`. Offsets are code points.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from reactions.actors import Role
from reactions.extraction.claims import Span
from reactions.extraction.mentions import Mention
from reactions.extraction.rulebook import read_table

TOKEN = re.compile(r"[^\W_]+(?:[.'’-](?=[^\W_])[^\W_]+)*\.?|[,;:()“”\"]|[^\w\s]")
MONTHS = frozenset(
    """January February March April May June July August September October November
    December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec""".split()
)
LONGEST_NAME = 5
LONGEST_TITLE = 9
STRIPPED = frozenset({Role.NAME, Role.ADJECTIVE, Role.CAPITAL})
NOT_NAMES = frozenset(
    """The A An This That These Those He She It They We You I His Her Their Its Our In
    On At By For From With After Before As But And Or If When While Since Monday
    Tuesday Wednesday Thursday Friday Saturday Sunday Also However Meanwhile Earlier
    Later Both Most Some Many All
    No Not There Here What Which Who Whose How Why Where Will Would""".split()
)


@dataclass(slots=True)
class Person:
    """Somebody named in the text. `country` is None when no state could be told."""

    name: str
    country: str | None
    title: str
    in_office: bool
    first: Span
    mentions: list[Span] = field(default_factory=list)

    @property
    def last_name(self) -> str:
        return self.name.split()[-1]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        return re.sub(r"['’]s?$", "", self.text).rstrip(".").casefold()


@dataclass(frozen=True, slots=True)
class _Title:
    """Words `first` to `last` (exclusive) of the title phrase and what they say."""

    first: int
    last: int
    text: str
    country: str | None
    in_office: bool
    public: bool


@cache
def _titles(name: str) -> frozenset[str]:
    for row in read_table("titles")["title"]:
        if row["name"] == name:
            return frozenset(row["words"])
    raise KeyError(name)


@cache
def _state_titles() -> dict[str, str]:
    return {row["title"]: row["state"] for row in read_table("titles")["state_title"]}


def find_people(
    text: str, mentions: Sequence[Mention], *, paragraphs: Sequence[Span]
) -> tuple[Person, ...]:
    """Holders of offices named in the paragraphs, merged by name, first seen first."""
    found: list[Person] = []
    for paragraph in paragraphs:
        words = [
            _Word(m.group(), m.start(), m.end())
            for m in TOKEN.finditer(text, paragraph.start, paragraph.end)
        ]
        inside = [m for m in mentions if paragraph.start <= m.start < paragraph.end]
        found.extend(_people_in(words, inside, text))
    return _merge(found)


def _people_in(
    words: Sequence[_Word], mentions: Sequence[Mention], text: str
) -> list[Person]:
    by_start = {m.start: m for m in mentions}
    covered = {i: m for i, w in enumerate(words) if (m := _covering(w, mentions))}
    found: list[Person] = []
    at = 0
    while at < len(words):
        title = _title_at(words, at, covered, text)
        if title is None:
            at += 1
            continue
        person = _named_after(words, title, covered) or _named_before(
            words, title, covered
        )
        if person is not None:
            found.append(person)
        at = max(title.last, at + 1)
    del by_start
    return found


def _covering(word: _Word, mentions: Sequence[Mention]) -> Mention | None:
    for mention in mentions:
        if mention.start < word.end and word.start < mention.end:
            return mention
    return None


def _title_at(
    words: Sequence[_Word], at: int, covered: dict[int, Mention], text: str
) -> _Title | None:
    """The title phrase whose first head noun stands at `at`, widened both ways."""
    size = _head_size(words, at)
    if not size or (at in covered and covered[at].role is not Role.OFFICE):
        return None
    last = at + size
    while (extra := _head_size(words, last)) and last not in covered:
        last += extra
    first = _widened_left(words, at, covered)
    last = _widened_right(words, last, covered)
    country = _country_of(words, first, last, covered)
    former = _is_former(words, first, at)
    shown = _shown(words, first, last, covered, text)
    heads = {w.bare for w in words[at:last]} & _titles("heads")
    public = bool(heads - _titles("not_offices")) or country is not None
    return _Title(first, last, shown, country, not former, public)


def _head_size(words: Sequence[_Word], at: int) -> int:
    """How many words the title head at `at` has: two, one or none."""
    heads = _titles("heads")
    if at + 1 < len(words) and f"{words[at].bare} {words[at + 1].bare}" in heads:
        return 2
    if at < len(words) and words[at].bare in heads:
        return 1
    return 0


def _widened_left(words: Sequence[_Word], at: int, covered: dict[int, Mention]) -> int:
    first = at
    modifiers, former = _titles("modifiers"), _titles("former")
    while first > 0 and at - first < LONGEST_TITLE:
        bare = words[first - 1].bare
        previous = first - 1
        if (
            previous in covered
            or bare in modifiers
            or bare in former
            or bare in {"and", "'s", "’s", "s", "-", "&"}
            or words[previous].text in {"'", "’"}
        ):
            first -= 1
        else:
            break
    while first < at and words[first].bare in {"and", "'s", "’s", "s", "-", "&", ""}:
        first += 1
    return first


def _widened_right(
    words: Sequence[_Word], last: int, covered: dict[int, Mention]
) -> int:
    """Takes in "of State", "for Foreign Affairs", "to Sudan", "at the UN"."""
    modifiers = _titles("modifiers")
    while last + 1 < len(words) and words[last].bare in {"of", "for", "to", "at"}:
        end = last + 1
        if words[end].bare in {"the", "its", "his", "her"}:
            end += 1
        begin = end
        while end < len(words) and (
            end in covered
            or words[end].bare in modifiers
            or words[end].bare in {"ministry", "and", "affairs", "'s", "’s"}
        ):
            end += 1
        while end > begin and words[end - 1].bare == "and":
            end -= 1
        if end == begin:
            break
        last = end
    return last


def _country_of(
    words: Sequence[_Word], first: int, last: int, covered: dict[int, Mention]
) -> str | None:
    """The state the title names: not the one somebody is ambassador *to*."""
    skipping = False
    for index in range(first, last):
        bare = words[index].bare
        if bare in {"to", "in"}:
            skipping = True
        elif bare in {"of", "for", "at"}:
            skipping = False
        mention = covered.get(index)
        if mention and mention.code and not skipping:
            if mention.role is Role.CAPITAL and not _possessive(words, index):
                continue
            return mention.code
    bare_title = " ".join(w.bare for w in words[first:last])
    for title, state in _state_titles().items():
        if title in bare_title:
            return state
    return None


def _possessive(words: Sequence[_Word], index: int) -> bool:
    text = words[index].text
    return text.endswith(("'s", "’s")) or (
        index + 1 < len(words) and words[index + 1].text in {"'s", "’s", "'", "’"}
    )


def _is_former(words: Sequence[_Word], first: int, at: int) -> bool:
    former = _titles("former")
    before = words[max(0, first - 1) : at]
    return any(w.bare in former or w.bare.startswith("ex-") for w in before)


def _shown(
    words: Sequence[_Word],
    first: int,
    last: int,
    covered: dict[int, Mention],
    text: str,
) -> str:
    """The title as printed, less the state's name before it and the post's after."""
    while first < last:
        mention = covered.get(first)
        names_state = mention is not None and mention.role in STRIPPED
        if not (
            names_state or words[first].bare in {"", "'s", "’s", "s", "'", "’", "-"}
        ):
            break
        first += 1
    if first >= last:
        return ""
    return text[words[first].start : words[last - 1].end].strip()


def _named_after(
    words: Sequence[_Word], title: _Title, covered: dict[int, Mention]
) -> Person | None:
    """ "Foreign Minister Ann Roe", "the foreign minister, Ann Roe,"."""
    at, comma = title.last, False
    if at < len(words) and words[at].text == ",":
        at, comma = at + 1, True
    end = _name_end(words, at, covered)
    if end == at:
        return None
    if comma and (end - at < 2 or not _closes(words, end)):
        return None
    return _person(words, at, end, title)


def _closes(words: Sequence[_Word], end: int) -> bool:
    """Whether a name set off by a comma ends there: comma, stop or a verb."""
    if end >= len(words):
        return True
    return not words[end].text[0].isupper() or words[end].text in {",", ".", ";"}


def _named_before(
    words: Sequence[_Word], title: _Title, covered: dict[int, Mention]
) -> Person | None:
    """ "Ann Roe, the Canadian foreign minister," "Ann Roe, who is ambassador"."""
    at = title.first - 1
    while at >= 0 and words[at].bare in {"the", "a", "an", "is", "was", "as", "who"}:
        at -= 1
    if at < 1 or words[at].text not in {",", "("}:
        return None
    end = at
    begin = end
    while (
        begin > 0 and end - begin < LONGEST_NAME and _is_name(words, begin - 1, covered)
    ):
        begin -= 1
    while begin < end and words[begin].bare in _titles("particles") | _titles(
        "honorifics"
    ):
        begin += 1
    if end - begin < 2:
        return None
    return _person(words, begin, end, title)


def _name_end(words: Sequence[_Word], at: int, covered: dict[int, Mention]) -> int:
    end = at
    while (
        end < len(words) and end - at < LONGEST_NAME and _is_name(words, end, covered)
    ):
        end += 1
    while end > at and (
        words[end - 1].bare in _titles("particles") and words[end - 1].text[0].islower()
    ):
        end -= 1
    return end


def _is_name(words: Sequence[_Word], index: int, covered: dict[int, Mention]) -> bool:
    word = words[index]
    mention = covered.get(index)
    if mention is not None and not mention.weak:
        return False
    if not word.text[0].isalpha() or word.text in NOT_NAMES:
        return False
    if word.text.rstrip(".") in MONTHS and _is_digit(words, index + 1):
        return False
    if word.bare in _titles("particles"):
        return True
    if word.text[0].islower():
        return bool(re.match(r"(?:al|el|as|ad|ash|ar)-[A-ZÀ-Þ]", word.text))
    return not (word.text.isupper() and len(word.text) > 3 and "." not in word.text)


def _is_digit(words: Sequence[_Word], index: int) -> bool:
    return index < len(words) and words[index].text[0].isdigit()


def _person(
    words: Sequence[_Word], begin: int, end: int, title: _Title
) -> Person | None:
    while begin < end and words[begin].bare in _titles("honorifics"):
        begin += 1
    if begin == end or not title.public:
        return None
    name = " ".join(re.sub(r"['’]s?$", "", w.text) for w in words[begin:end])
    name = name if re.search(r"\b[A-Z]\.$", name) else name.rstrip(".")
    span = Span(words[begin].start, words[begin].start + len(name))
    span = Span(words[begin].start, max(span.end, words[end - 1].start + 1))
    return Person(name, title.country, title.text, title.in_office, span, [span])


def _merge(found: Sequence[Person]) -> tuple[Person, ...]:
    """One person a name: "President Roe" joins "President Jane Roe"."""
    people: list[Person] = []
    for person in sorted(found, key=lambda p: -len(p.name.split())):
        same = [p for p in people if _is_same(p, person)]
        if len(same) != 1:
            people.append(person)
            continue
        known = same[0]
        known.mentions.extend(person.mentions)
        known.country = known.country or person.country
        known.in_office = known.in_office and person.in_office
        if person.first.start < known.first.start and person.title:
            known.first = person.first
            known.title = known.title or person.title
    return tuple(sorted(people, key=lambda p: p.first.start))


def _is_same(known: Person, other: Person) -> bool:
    if known.country and other.country and known.country != other.country:
        return False
    ours, theirs = known.name.casefold().split(), other.name.casefold().split()
    return ours[-len(theirs) :] == theirs or (
        len(theirs) == 1 and theirs[0] == ours[0] and len(ours) > 1
    )


def later_mentions(
    text: str, people: Sequence[Person], *, mentions: Sequence[Mention]
) -> tuple[tuple[Span, Person], ...]:
    """Every place where a known person is named, in full or by the last name alone.

    Two people of one last name: the one named last before. A name that is also a
    state's ("Jordan") counts only where it is printed in full.
    """
    by_name = _by_name(people)
    if not by_name:
        return ()
    taken = [(m.start, m.end) for m in mentions if not m.weak]
    names = sorted(by_name, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")
    found: list[tuple[Span, Person]] = []
    for match in pattern.finditer(text):
        span = Span(*match.span())
        if any(start < span.end and span.start < end for start, end in taken):
            continue
        person = _meant(by_name[match.group()], span)
        if person is not None:
            found.append((span, person))
    return tuple(found)


def _by_name(people: Sequence[Person]) -> dict[str, list[Person]]:
    names: dict[str, list[Person]] = {}
    for person in people:
        words = person.name.split()
        keys = {person.name, words[-1]}
        if person.country in _titles("family_name_first") and len(words) > 1:
            keys.add(words[0])
        for key in keys:
            if len(key) > 1:
                names.setdefault(key, []).append(person)
    return names


def _meant(people: Sequence[Person], span: Span) -> Person | None:
    if len(people) == 1:
        return people[0]
    before = [p for p in people if p.first.start <= span.start]
    return max(before, key=lambda p: p.first.start) if before else None
