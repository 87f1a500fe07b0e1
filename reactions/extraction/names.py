"""Find the words of a personal name: where it begins, where it ends, how it is printed.

Knows particles, honorifics, initials, nicknames in quotes, capitals for a surname and
the words a name never holds. Who bears the name is left to `people`. Lists are rows of
`tables/titles.toml`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from reactions.actors import Role
from reactions.extraction.claims import Span
from reactions.extraction.mentions import Mention
from reactions.extraction.rulebook import read_table

LETTER = r"(?:[^\W_]|[\u0300-\u036f])"
TOKEN = re.compile(rf"{LETTER}+(?:[.'’ʼ-](?=[^\W_]){LETTER}+)*\.?|[^\w\s]")
POSSESSIVE = re.compile(r"['’]s?$")
JOINED = re.compile(
    r"(?:al|el|as|ad|ash|ar|an|az|at|ul|ur)-[^\W\d_a-z]|[dlmn]['’][A-ZÀ-Þ]"
)
QUOTES = frozenset("\"“”'‘’()")
APOSTROPHES = frozenset("'’ʼ")
LONGEST_NAME = 5
ACRONYM = 3
LONGEST_ASIDE = 6


@cache
def name_words(kind: str) -> frozenset[str]:
    """One row of words of `tables/titles.toml`."""
    for row in read_table("titles")["title"]:
        if row["name"] == kind:
            return frozenset(row["words"])
    raise KeyError(kind)


class Word(NamedTuple):
    """A word or a mark; `bare` is it in small letters, no stop and no possessive."""

    text: str
    start: int
    end: int
    bare: str

    @property
    def possessive(self) -> bool:
        return self.text.endswith(("'s", "’s"))

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def ends_sentence(self) -> bool:
        """A full stop that belongs to no initial and no abbreviation."""
        if self.text in {".", "!", "?"}:
            return True
        return (
            self.text.endswith(".")
            and len(self.bare) > 1
            and "." not in self.bare
            and self.bare not in name_words("abbreviations")
            and f"{self.bare}." not in name_words("honorifics")
        )


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one paragraph, and the states named at some of them."""

    words: Sequence[Word]
    named: Mapping[int, Mention]
    text: str

    def bare(self, at: int) -> str:
        return self.words[at].bare if 0 <= at < len(self.words) else ""

    def mark(self, at: int) -> str:
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def printed(self, first: int, last: int) -> str:
        """The text of words `first` to `last`, end exclusive."""
        if first >= last:
            return ""
        return self.text[self.words[first].start : self.words[last - 1].end].strip()


def line_of(text: str, span: Span, mentions: Sequence[Mention]) -> Line:
    """Cuts a paragraph into words. `mentions` are those that begin in it, in order."""
    words = [
        Word(m.group(), m.start(), m.end(), _bare(m.group()))
        for m in TOKEN.finditer(text, span.start, span.end)
    ]
    return Line(words, dict(_laid_over(words, mentions)), text)


@lru_cache(maxsize=50_000)
def _bare(text: str) -> str:
    return POSSESSIVE.sub("", text).rstrip(".").casefold()


def _laid_over(
    words: Sequence[Word], mentions: Sequence[Mention]
) -> Iterator[tuple[int, Mention]]:
    waiting = iter(mentions)
    mention = next(waiting, None)
    for index, word in enumerate(words):
        while mention is not None and mention.end <= word.start:
            mention = next(waiting, None)
        if mention is None:
            return
        if mention.start < word.end:
            yield index, mention


def may_be_name(line: Line, at: int) -> bool:
    """Whether the word at `at` can be part of a personal name."""
    if not 0 <= at < len(line.words):
        return False
    word, mention = line.words[at], line.named.get(at)
    if mention is not None and not (mention.weak or _is_carriers(mention, line, at)):
        return False
    if not word.text[0].isalpha():
        return False
    if word.capital:
        return _capital_is_name(line, at)
    return word.bare in name_words("particles") or bool(JOINED.match(word.text))


def _is_carriers(mention: Mention, line: Line, at: int) -> bool:
    """ "Biman Roe": an airline's name, and a forename before a surname."""
    if mention.role is not Role.CARRIER or mention.end != line.words[at].end:
        return False
    behind = line.mark(at + 1)
    return (
        behind[:1].isupper()
        and line.bare(at + 1) not in name_words("heads")
        and (at + 1 not in line.named and line.words[at].start == mention.start)
    )


def _capital_is_name(line: Line, at: int) -> bool:
    word = line.words[at]
    if word.bare in name_words("openers") or word.bare in name_words("days"):
        return word.bare in name_words("also_surnames") and _is_mixed(line, at - 1)
    if word.bare in name_words("months") and line.mark(at + 1)[:1].isdigit():
        return False
    if word.text.isupper() and len(word.text) > ACRONYM and "." not in word.text:
        return any(_is_mixed(line, near) for near in (at - 1, at + 1))
    return True


def _is_mixed(line: Line, at: int) -> bool:
    """A neighbour in ordinary letters: "OKAJIMA Nobuhiko" is a name, "FACTBOX" none."""
    if not 0 <= at < len(line.words) or at in line.named:
        return False
    word = line.words[at]
    if word.bare in name_words("heads") | name_words("modifiers") | name_words(
        "openers"
    ):
        return False
    if word.possessive or word.ends_sentence or not word.capital:
        return False
    return not word.text.isupper() and len(word.text) > 1


def past_honorifics(line: Line, at: int) -> int:
    """The first word after "Mr", "Sheikh" or "Dato' Seri", if a name follows."""
    begin = at
    while after := _past_honorific(line, begin):
        begin = after
    return begin if may_be_name(line, begin) else at


def past_ranks(line: Line, at: int) -> int:
    """Behind honorifics and ranks: "Lt Col (retd) Roe", "Rear Admiral Dr Roe"."""
    begin = past_honorifics(line, at)
    while True:
        after = past_aside(line, begin)
        is_rank = line.bare(begin) in name_words("heads") | name_words("rank_words")
        if after == begin and is_rank and name_end(line, begin) > begin + 1:
            after = begin + 1
        if after == begin:
            return begin
        begin = past_honorifics(line, after)


def past_aside(line: Line, at: int) -> int:
    """Over "(retd)" or "(Gulf)" between a title and a name."""
    if line.mark(at) != "(":
        return at
    for end in range(at + 2, min(at + LONGEST_ASIDE, len(line.words))):
        if line.mark(end) == ")":
            named = line.words[end + 1 : end + 2]
            return end + 1 if named and named[0].capital else at
    return at


def _past_honorific(line: Line, at: int) -> int:
    """The word behind the honorific at `at`; 0 where none stands."""
    if at in line.named:
        return 0
    behind = at + 1 + (line.mark(at + 1) in APOSTROPHES)
    behind = past_aside(line, behind)
    if f"{line.bare(at)} {line.bare(behind)}" in name_words("honorific_pairs"):
        return behind + 1
    return behind if line.bare(at) in name_words("honorifics") else 0


def name_end(line: Line, at: int) -> int:
    """The end (exclusive) of the name that begins at `at`; `at` where none does."""
    end, size = at, 0
    while size < LONGEST_NAME:
        if size and (after := _past_nickname(line, end)) > end:
            end = after
        if not may_be_name(line, end):
            break
        size += line.words[end].capital
        end += 1
        if _breaks_off(line, end - 1, first=end - 1 == at):
            break
    while end > at and not _can_end(line.words[end - 1]):
        end -= 1
    return end - _has_post_nominal(line, at, end)


def _has_post_nominal(line: Line, at: int, end: int) -> bool:
    """ "Jan Roe TD", "Jan Roe OBE": letters that are no part of the name."""
    last = line.words[end - 1] if end > at + 2 else None
    return (
        last is not None
        and last.text.rstrip(".")[1:2].isupper() | (last.bare == "phd")
        and last.bare in name_words("post_nominals")
    )


def _past_nickname(line: Line, at: int) -> int:
    """Over `"Jim"` or "(Jim)" where a name goes on behind it."""
    if line.mark(at) not in QUOTES or line.mark(at + 2) not in QUOTES:
        return at
    if not (may_be_name(line, at + 1) and may_be_name(line, at + 3)):
        return at
    return at + 3


def _breaks_off(line: Line, at: int, *, first: bool) -> bool:
    """Whether no name goes on behind this word: a possessive, a sentence's end."""
    word = line.words[at]
    if word.possessive:
        return True
    if first and word.bare in name_words("forename_abbreviations"):
        return False
    return word.ends_sentence


def _can_end(word: Word) -> bool:
    return word.text[0].isalpha() and (word.capital or bool(JOINED.match(word.text)))


def name_begin(line: Line, end: int) -> int:
    """The beginning of the name that ends before `end`; `end` where none does."""
    begin, size = end, 0
    while begin > 0 and size < LONGEST_NAME:
        at = begin - 1
        if begin < end and _nickname_before(line, begin):
            begin -= 3
            continue
        if not may_be_name(line, at):
            break
        if begin < end and _breaks_off(line, at, first=True):
            break
        size += line.words[at].capital
        begin = at
    while begin < end and not _can_begin(line, begin):
        begin += 1
    while name_size(line, begin, end) > 2 and _is_rank(line, begin):
        begin += 1
    return begin


def _is_rank(line: Line, at: int) -> bool:
    """ "Lieutenant General Roe": words of an office before the name."""
    return line.bare(at) in name_words("modifiers") | name_words("heads")


def _nickname_before(line: Line, begin: int) -> bool:
    return (
        begin > 3
        and _past_nickname(line, begin - 3) == begin
        and may_be_name(line, begin - 4)
    )


def _can_begin(line: Line, at: int) -> bool:
    word = line.words[at]
    if not word.capital:
        return bool(JOINED.match(word.text))
    return word.bare not in name_words("honorifics") | name_words("heads")


def name_size(line: Line, begin: int, end: int) -> int:
    """How many words of the name are names, particles and marks not counted."""
    return sum(
        1 for word in line.words[begin:end] if word.capital or JOINED.match(word.text)
    )


def as_printed(line: Line, begin: int, end: int) -> tuple[str, Span]:
    """The name without possessive and final stop, and where it stands."""
    start, stop = line.words[begin].start, line.words[end - 1].end
    name = POSSESSIVE.sub("", line.text[start:stop])
    if name.endswith(".") and not re.search(r"\b(?:\w|[JS]r)\.$", name):
        name = name[:-1]
    return " ".join(name.split()), Span(start, start + len(name))


def is_only_a_name(line: Line) -> bool:
    """Whether a short line is a personal name of two words or more, nothing else."""
    end = len(line.words)
    if not 2 <= end <= 5 or any(w.text in QUOTES for w in line.words):
        return False
    offices = name_words("heads") | name_words("modifiers") | name_words("bodies")
    if any(w.bare in offices for w in line.words):
        return False
    begin = past_honorifics(line, 0)
    return (
        all(may_be_name(line, i) for i in range(begin, end))
        and name_end(line, begin) == end
        and name_size(line, begin, end) >= 2
    )
