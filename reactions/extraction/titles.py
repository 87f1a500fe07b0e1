"""Find title phrases: the office, whose it is, and whether the holder is in office.

"Swedish Foreign Minister", "the bloc's foreign policy chief", "minister for development
cooperation", "who speaks for the military". Reads words, not the parse. The lists are
rows of `tables/titles.toml`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reactions.actors import Role
from reactions.extraction.names import (
    Line,
    name_end,
    name_size,
    name_words,
    past_honorifics,
)
from reactions.extraction.public_offices import is_public
from reactions.extraction.rulebook import word_list
from reactions.extraction.title_owners import (
    PRONOUNS_OF_PEOPLE,
    PRONOUNS_OF_STATES,
    Owner,
    codes_of,
    owner_of,
)
from reactions.extraction.title_words import (
    BEFORE_BODIES,
    SIGNS,
    SPEAKING,
    first_words,
    may_open_title,
    singular,
    without_owner,
    without_stop,
)

LONGEST_TITLE = 9
LONGEST_FIELD = 12
ARTICLES = frozenset({"the", "a", "an"})
FIELDS = (
    *("tion", "sion", "ment", "ity", "ities", "ance", "ence", "ics", "ture", "ship"),
    *("ism", "ogy", "ries", "ments", "tions", "nies", "affairs"),
)
# "for Asian affairs", "for Western Sahara".
ADJECTIVES = ("an", "ern", "ese", "ish")


@dataclass(frozen=True, slots=True)
class Title:
    """Words `first` to `last` (exclusive) of a title phrase and what they say.

    `codes` are the states the title may belong to: one where it is named, several
    where the name is ambiguous ("Brussels"), none where the context must tell.
    """

    first: int
    last: int
    text: str
    codes: tuple[str, ...]
    owner: Owner
    in_office: bool
    public: bool
    relation: bool = False
    plural: bool = False

    @property
    def country(self) -> str | None:
        return self.codes[0] if len(self.codes) == 1 else None


def find_titles(line: Line) -> Iterator[Title]:
    """The title phrases of a paragraph in order, none overlapping another."""
    at = 0
    while at < len(line.words):
        if not may_open_title(line.words[at].bare):
            at += 1
            continue
        title = (
            _heading_body(line, at)
            or _title_at(line, at)
            or _speaking_for(line, at)
            or _body_at(line, at)
        )
        if title is None:
            at += 1
            continue
        yield title
        at = max(title.last, at + 1)


def _title_at(line: Line, at: int) -> Title | None:
    """The phrase whose first head noun stands at `at`, widened both ways."""
    size, plural = _head_size(line, at)
    if not size or (at in line.named and line.named[at].role is not Role.OFFICE):
        return None
    last = at + size if plural else _past_heads(line, at + size)
    first = _widened_left(line, at)
    last = _past_long_field(line, at, _widened_right(line, last))
    shown = without_owner(line, first, last)
    codes = codes_of(line, first, at, last)
    return Title(
        first,
        _past_place(line, last),
        singular(shown, line, at, plural=plural),
        codes,
        owner_of(line, first, last),
        not _is_former(line, first, at),
        is_public(line, first, at, last=last, named=bool(codes)),
        relation=line.bare(last - 1) in name_words("relations"),
        plural=plural,
    )


def _head_size(line: Line, at: int) -> tuple[int, bool]:
    """How many words the title head at `at` has (2, 1, 0), and if it is plural."""
    heads, here = name_words("heads"), line.bare(at)
    if here not in first_words() and here[:-1] not in heads:
        return 0, False
    two = f"{here} {line.bare(at + 1)}"
    if two in heads:
        return 2, False
    if here in heads:
        return 1, False
    if two.endswith("s") and two[:-1] in heads:
        return 2, True
    return (1, True) if here.endswith("s") and here[:-1] in heads else (0, False)


def _past_heads(line: Line, last: int) -> int:
    """Over "Chief Cabinet Secretary", "Foreign Secretary General": one office."""
    while last not in line.named and not _stops(line, last - 1):
        behind = last
        while _is_modifier(line, behind) and behind - last < 3:
            behind += 1
        extra, plural = _head_size(line, behind)
        if not extra or plural or behind in line.named:
            break
        last = behind + extra
    return last


def _is_modifier(line: Line, at: int) -> bool:
    return line.bare(at) in name_words("modifiers") and not _head_size(line, at)[0]


def _stops(line: Line, at: int) -> bool:
    """Whether a sentence ends at this word, so that no phrase goes on behind it.

    The full stop of "the U.S." is its own, that behind "Peru." is the sentence's.
    """
    if at < 0 or not line.words[at].ends_sentence:
        return False
    return at not in line.named or line.named[at].end < line.words[at].end


def _widened_left(line: Line, at: int) -> int:
    first = at
    while first > 0 and at - first < LONGEST_TITLE:
        before = first - 1
        if _stops(line, before) or not (
            _belongs_before(line, before) or _is_between(line, before)
        ):
            break
        first = before
        if line.bare(before) in PRONOUNS_OF_STATES | PRONOUNS_OF_PEOPLE:
            break
    while first < at and line.bare(first) in SIGNS | {"and"}:
        first += 1
    return first


def _is_between(line: Line, at: int) -> bool:
    """ "Peru's roving ambassador": a word between a state's name and an office."""
    word, owner = line.words[at], line.named.get(at - 1)
    if owner is None or owner.role is not Role.NAME or word.possessive:
        return False
    return word.text.isalpha() and not word.capital and _is_owner_printed(line, at - 1)


def _is_owner_printed(line: Line, at: int) -> bool:
    return line.words[at].possessive or line.mark(at + 1) in {"'", "’"}


def _belongs_before(line: Line, at: int) -> bool:
    bare, word = line.bare(at), line.words[at]
    if bare == "under":  # "under Prime Minister Roe", but "Under Secretary Roe"
        return line.bare(at + 1) == "secretary"
    if bare == "and":
        return at - 1 not in line.named and line.bare(at - 1) in name_words("modifiers")
    if at in line.named or bare in SIGNS:
        return True
    if word.possessive or line.mark(at + 1) in {"'", "’"}:
        return bare in _owners()
    return (
        bare in name_words("modifiers")
        or bare in name_words("former")
        or bare in PRONOUNS_OF_STATES | PRONOUNS_OF_PEOPLE
        or bare.startswith(("ex-", "then-"))
    )


@cache
def _owners() -> frozenset[str]:
    return (
        name_words("institutions_that_own")
        | name_words("organisations_that_own")
        | name_words("modifiers")
    )


def _widened_right(line: Line, last: int) -> int:
    """Takes in "of State", "for Foreign Affairs", "to Sudan", "at the UN"."""
    links = {"of", "for", "to", "at"}
    while not _stops(line, last - 1):
        joined = line.bare(last) == "and" and line.bare(last + 1) in {"of", "for"}
        if not joined and line.bare(last) not in links:
            break
        begin = last + 1 + joined
        if line.bare(begin) in ARTICLES | PRONOUNS_OF_STATES | PRONOUNS_OF_PEOPLE:
            begin += 1
        end = _past_town(line, begin, last)
        while _belongs_behind(line, end) and not (
            end > begin and _stops(line, end - 1)
        ):
            end += 1
        while end > begin and line.bare(end - 1) == "and":
            end -= 1
        if end == begin:
            break
        last = end
    return last


def _past_town(line: Line, begin: int, last: int) -> int:
    """Over "Lviv" of "the mayor of Lviv, Jan Roe"."""
    if line.bare(last - 1) not in name_words("of_places"):
        return begin
    end = begin
    while end < begin + 3 and line.mark(end)[:1].isupper() and not _stops(line, end):
        end += 1
    return end if line.mark(end) == "," else begin


def _past_long_field(line: Line, at: int, last: int) -> int:
    """Over "for relief, disaster preparedness and refugees" before ", Ann Roe,"."""
    if not name_words("with_fields").intersection((line.bare(at), line.bare(at + 1))):
        return last
    if line.bare(last) == "in" and last + 1 in line.named:
        return last
    widened = any(line.bare(i) in {"for", "to"} for i in range(at, last))
    if not widened and line.bare(last) not in {"of", "for", "in", "to", ","}:
        return last
    begin = last + (line.bare(last) in {"of", "for", "to"})
    for end in range(begin, min(last + LONGEST_FIELD, len(line.words))):
        word = line.words[end]
        if word.text == "," and end > last and name_set_off(line, end + 1):
            return end
        capital = word.capital and line.mark(end + 1)[:1].isupper()
        placed = end in line.named or word.bare.endswith(ADJECTIVES)
        other = capital and not placed
        if word.text != "," and (other or word.bare in name_words("not_field")):
            return last
        if word.ends_sentence:
            return last
    return last


def name_set_off(line: Line, at: int) -> bool:
    """Whether a full name stands at `at`, closed by a comma or a full stop."""
    begin = past_honorifics(line, at)
    end = name_end(line, begin)
    if name_size(line, begin, end) < 2:
        return False
    return line.mark(end) in {",", ".", ")", ""} or line.words[end - 1].ends_sentence


def _belongs_behind(line: Line, at: int) -> bool:
    bare = line.bare(at)
    if at in line.named:
        return True
    return (
        bare in name_words("modifiers")
        or bare in name_words("bodies")
        or bare in name_words("organisations_that_own")
        or bare in name_words("institutions_that_own")
        or bare in {"and", "'s", "’s", "'", "’"}
        or _is_field(line, at)
    )


def _is_field(line: Line, at: int) -> bool:
    """ "Secretary of State for Communities Ann Roe": a word that is a field of work."""
    bare = line.bare(at)
    if not bare.endswith(FIELDS) or line.words[at].ends_sentence:
        return False
    behind = at + 1 + (line.mark(at + 1) == ",")
    return name_size(line, behind, name_end(line, behind)) >= 2


def _past_place(line: Line, last: int) -> int:
    """Over "in Tegucigalpa" behind a title: where the holder is, maybe whose."""
    if line.bare(last) != "in" or last + 1 not in line.named:
        return last
    end = last + 1
    while end in line.named:
        end += 1
    return end


def _is_former(line: Line, first: int, at: int) -> bool:
    former = name_words("former")
    return any(
        line.bare(i) in former or line.bare(i).startswith(("ex-", "then-"))
        for i in range(max(0, first - 1), at)
        if not _stops(line, i)
    )


def _speaking_for(line: Line, at: int) -> Title | None:
    """ "Jan Roe, who speaks for the alliance"."""
    if line.bare(at) not in SPEAKING or line.bare(at + 1) != "for":
        return None
    last = _widened_right(line, at + 1)
    if last == at + 1:
        return None
    begin = at + 2 + (line.bare(at + 2) in ARTICLES)
    owner = owner_of(line, at, last)
    text = "spokesperson for " + line.printed(begin, last)
    codes = codes_of(line, begin, begin, last)
    return Title(at, last, without_stop(text), codes, owner, True, True)


def _heading_body(line: Line, at: int) -> Title | None:
    """ "Jane Roe, who heads the ministry's consular service": the head of it."""
    if line.bare(at) not in word_list("conductors") or line.bare(at - 1) != "who":
        return None
    begin = at + 1 + (line.bare(at + 1) in ARTICLES | PRONOUNS_OF_STATES)
    end = begin
    while end == begin or not _stops(line, end - 1):
        if _belongs_behind(line, end):
            end += 1
        elif end > begin and _joins_bodies(line, end):
            end += 2
        else:
            break
    bodies = [i for i in range(begin, end) if line.bare(i) in name_words("bodies")]
    named = any(i in line.named for i in range(begin, end))
    if not bodies or not (named or owner_of(line, at, end) is not Owner.UNNAMED):
        return None
    text = "head of " + without_stop(without_owner(line, begin, end))
    codes = codes_of(line, begin, begin, end)
    return Title(at, end, text, codes, owner_of(line, at, end), True, True)


def _joins_bodies(line: Line, at: int) -> bool:
    """ "the consular department of the Polish foreign ministry"."""
    return (line.bare(at), line.bare(at + 1)) in {("of", "the"), ("at", "the")}


def _body_at(line: Line, at: int) -> Title | None:
    """ "Jane Roe of the foreign ministry": the body stands for the office."""
    if line.bare(at) not in BEFORE_BODIES or at < 2:
        return None
    begin = at + 1
    if line.bare(begin) in ARTICLES | PRONOUNS_OF_STATES:
        begin += 1
    elif line.bare(at) == "with":
        return None  # "flew in with Army Chief Jan Roe"
    end = begin
    while _belongs_behind(line, end) and not (end > begin and _stops(line, end - 1)):
        end += 1
    named = any(i in line.named for i in range(begin, end))
    public = any(
        line.bare(i) in name_words("public_modifiers") for i in range(begin, end)
    )
    bodies = [i for i in range(begin, end) if line.bare(i) in name_words("bodies")]
    if not bodies or not (named or public):
        return None
    codes = codes_of(line, begin, begin, end)
    text = without_owner(line, begin, end)
    owner = owner_of(line, at, end)
    return Title(
        at, _past_place(line, end), without_stop(text), codes, owner, True, True
    )
