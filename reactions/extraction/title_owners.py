"""Say whose a title is: the state it names, or what it says of one it doesn't name.

"French", "of Peru", "the bloc's", "its"; not the state somebody is ambassador *to*. The
lists are rows of `tables/titles.toml`.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from reactions.actors import ACTORS, Role
from reactions.extraction.mentions import Mention
from reactions.extraction.names import Line, name_words
from reactions.extraction.rulebook import read_table, word_list
from reactions.vocabulary import ActorKind

PRONOUNS_OF_STATES = frozenset({"its", "their", "whose", "our"})
PRONOUNS_OF_PEOPLE = frozenset({"his", "her"})
ADVISERS = frozenset({"adviser", "advisor", "aide", "assistant", "secretary"})
STATE_BODIES = frozenset({"ministry", "minister", "parliament", "cabinet", "premier"})


class Owner(StrEnum):
    """Whose title it is where no state is named: to be found by the context."""

    UNNAMED = "unnamed"
    STATE = "state"
    ORGANISATION = "organisation"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class _StateTitle:
    title: str
    state: str
    not_before: frozenset[str]


@cache
def _state_titles(kind: str = "state_title") -> tuple[_StateTitle, ...]:
    return tuple(
        _StateTitle(row["title"], row["state"], frozenset(row.get("not_before", ())))
        for row in read_table("titles")[kind]
    )


def codes_of(line: Line, first: int, at: int, last: int) -> tuple[str, ...]:
    """The states the title may belong to: not the one somebody is ambassador *to*."""
    skipping = False
    for index in range(first, last):
        bare = line.bare(index)
        if bare == "in" or (bare == "to" and line.bare(at) not in ADVISERS):
            skipping = True
        elif bare in {"of", "at"}:
            skipping = False
        elif bare == "for":
            skipping = line.bare(at) not in name_words("spokespeople")
        mention = line.named.get(index)
        if mention is None or skipping:
            continue
        if mention.role is Role.CAPITAL and not (
            _is_owner(line, index) or _is_of_town(line, index, last)
        ):
            continue
        return _narrowed(mention, line, first, last)
    return _by_place(line, first, last) or _by_title(line, first, last)


def _is_of_town(line: Line, at: int, last: int) -> bool:
    """ "Paris police chief Jan Roe": whose town, whose police."""
    offices = word_list("domestic_offices") - {"government"}
    return any(line.bare(i) in offices for i in range(at + 1, min(at + 3, last)))


def _is_owner(line: Line, at: int) -> bool:
    word = line.words[at]
    return word.text.endswith(("'s", "’s")) or line.mark(at + 1) in {"'", "’"}


def _narrowed(mention: Mention, line: Line, first: int, last: int) -> tuple[str, ...]:
    """A foreign ministry "in Brussels" is a state's, no organisation's."""
    if len(mention.codes) < 2:
        return mention.codes
    if not any(line.bare(i) in STATE_BODIES for i in range(first, last)):
        return mention.codes
    return tuple(c for c in mention.codes if ACTORS[c].kind is ActorKind.STATE)


def _by_place(line: Line, first: int, last: int) -> tuple[str, ...]:
    """ "the foreign minister in Tegucigalpa", but no ambassador in Tegucigalpa."""
    mention = line.named.get(last + 1)
    if line.bare(last) != "in" or mention is None or mention.role is not Role.CAPITAL:
        return ()
    if any(line.bare(i) in name_words("posts") for i in range(first, last)):
        return ()
    return _narrowed(mention, line, first, last)


def _by_title(line: Line, first: int, last: int) -> tuple[str, ...]:
    return state_with_title(" ".join(line.bare(i) for i in range(first, last)))


def state_with_title(words: str, *, usually: bool = False) -> tuple[str, ...]:
    """The one state that has such an office, none where many have it.

    `usually` asks for the state most likely meant where the text doesn't tell.
    """
    for row in _state_titles("usual_title" if usually else "state_title"):
        at = words.casefold().find(row.title)
        following = words[at + len(row.title) :].split()[:1]
        if at >= 0 and not row.not_before.intersection(following):
            return (row.state,)
    return ()


def owner_of(line: Line, first: int, last: int) -> Owner:
    for index in range(first, last):
        bare = line.bare(index)
        if bare in PRONOUNS_OF_STATES:
            return Owner.STATE
        if bare in PRONOUNS_OF_PEOPLE:
            return Owner.PERSON
        if bare in name_words("organisations_that_own"):
            return Owner.ORGANISATION
        if line.words[index].possessive and bare in name_words("institutions_that_own"):
            return Owner.STATE
    return Owner.UNNAMED
