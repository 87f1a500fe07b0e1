"""How a title is shown: without the state that owns it, in the singular, unstopped."""

from functools import cache

from reactions.actors import Role
from reactions.extraction.names import Line, name_words
from reactions.extraction.rulebook import word_list
from reactions.extraction.title_owners import (
    PRONOUNS_OF_PEOPLE,
    PRONOUNS_OF_STATES,
)

OWNED_BY_NAME = frozenset({Role.NAME, Role.ADJECTIVE, Role.CAPITAL})
SIGNS = frozenset({"'s", "’s", "s", "-", "&", "", "'", "’"})
SPEAKING = frozenset({"speaks", "speaking"})
BEFORE_BODIES = frozenset({"of", "from", "at", "with"})
NAMELESS = frozenset({"country", "state", "nation", "kingdom", "republic", "emirate"})


def without_owner(line: Line, first: int, last: int) -> str:
    """The title as printed, less the state or owner before it."""
    while first < last:
        mention = line.named.get(first)
        owns = mention is not None and mention.role in OWNED_BY_NAME
        bare = line.bare(first)
        pronoun = bare in PRONOUNS_OF_STATES | PRONOUNS_OF_PEOPLE
        general = line.words[first].possessive and bare in (
            name_words("organisations_that_own") | NAMELESS
        )
        if not (owns or pronoun or general or bare in SIGNS):
            break
        first += 1
    return line.printed(first, last)


def singular(shown: str, line: Line, at: int, *, plural: bool) -> str:
    """ "foreign ministers" is the title of each: "foreign minister"."""
    if not plural:
        return without_stop(shown)
    for index in (at, at + 1):
        many = line.words[index].text if index < len(line.words) else ""
        if many and many.endswith("s") and many in shown:
            return shown.replace(many, many[:-1], 1)
    return shown


def without_stop(shown: str) -> str:
    """Less the full stop of the sentence; that of "the U.S." is its own."""
    return shown if "." in shown[-4:-1] else shown.rstrip(".,")


@cache
def first_words() -> frozenset[str]:
    """The words a title head begins with: most words of a text are none of them."""
    return frozenset(head.split()[0] for head in name_words("heads"))


@cache
def _opening() -> frozenset[str]:
    return first_words() | word_list("conductors") | SPEAKING | BEFORE_BODIES


def may_open_title(word: str) -> bool:
    """Whether a title may begin here: with most words of a text none does."""
    return word in _opening() or word[:-1] in name_words("heads")
