"""Whose missions are meant where a list tells: "several shut, including Oman's".

Reads the words themselves, for a parse hangs such a list on anything before it.
"""

from collections.abc import Iterator

from reactions.actors import Role
from reactions.extraction.passages import Passage
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents
from reactions.extraction.tokens import Token

SEVERAL = frozenset({"NNS", "NNPS"})
WORDS_OF_LISTS = frozenset(
    """those that of the ones , and 's ’s embassy embassies mission missions
    consulate consulates""".split()
)
ROLES = frozenset({Role.NAME, Role.ADJECTIVE, Role.CAPITAL})


def of_listed(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Four embassies, among them Peru's", "six states closed, including Chad"."""
    named = [head_of(theme), *agents(token)]
    if not any(n.tag_ in SEVERAL for n in named):
        return ()
    first = min(n.i for n in named)
    for word in token.doc[first : token.sent.end - 1]:
        behind = _opens_list(word)
        if behind:
            host = passage.discourse.host
            found = _listed(word.i + behind, token.sent.end, passage)
            return tuple(c for c in dict.fromkeys(found) if c != host)
    return ()


def opens_list_behind(noun: Token) -> bool:
    """Whether a list behind a noun tells which are meant: "missions, including"."""
    words = noun.doc[noun.i : noun.sent.end - 1]
    return any(_opens_list(word) for word in words)


def _opens_list(word: Token) -> int:
    """How many words open a list here: "including", "among them"; 0 where none do."""
    if word.lower_ == "including":
        return 1
    following = word.nbor().lower_
    pairs = {("among", "them"), ("amongst", "them"), ("such", "as")}
    return 2 * ((word.lower_, following) in pairs)


def _listed(at: int, end: int, passage: Passage) -> Iterator[str]:
    """ "A, B and C" and no more: in "including A, B said" the second speaks."""
    found: list[tuple[bool, str]] = []
    joined = False
    for token in passage.doc[at:end]:
        mention = passage.mention_of.get(token.i)
        if mention is not None and mention.role in ROLES and mention.code:
            if not found or found[-1][1] != mention.code:
                found.append((joined, mention.code))
            joined = False
        elif token.lower_ not in WORDS_OF_LISTS:
            break
        joined = joined or token.lower_ == "and"
        if token.text == "," and any(last for last, _ in found):
            break
    last = max((i for i, (ends, _) in enumerate(found) if ends), default=0)
    yield from (code for _, code in found[: last + 1])
