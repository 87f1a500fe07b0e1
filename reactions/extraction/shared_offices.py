"""Say whose office it is where several states have one of the name: "Foreign Office".

The rows are `shared_office` in `tables/words.toml`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from reactions.actors import Role, find_actor
from reactions.extraction.mentions import Mention
from reactions.extraction.rulebook import read_table

IN_TOWN = re.compile(r"(?: \w+)? in ")


def settle_offices(
    text: str, mentions: Sequence[Mention], *, host: str | None
) -> Iterator[Mention]:
    """The mentions in order, each such office given to one state.

    To the one whose capital stands behind it, the one of its states named last before
    it, else the host, else the usual one; any office to the state whose name stands
    right before it: "Chad's Home Office".
    """
    last: dict[str, str] = {}
    before: Mention | None = None
    for mention, behind in zip_longest(mentions, mentions[1:]):
        office = text[mention.start : mention.end]
        owner = _owner_before(mention, before, text)
        owner = owner or _seat_behind(mention, behind, text)
        before = mention
        if owner is not None:
            yield replace(mention, codes=(owner,))
            continue
        codes = _shared().get(office, ())
        if not codes or mention.role is not Role.OFFICE:
            for name, owners in _shared().items():
                if mention.code in owners:
                    last[name] = mention.code or ""
            yield mention
            continue
        usual = host if host in codes and host else codes[0]
        yield replace(mention, codes=(last.get(office, usual),))


def _owner_before(mention: Mention, before: Mention | None, text: str) -> str | None:
    """ "Russia's Security Council", "the Iranian Security Council": no U.N. body."""
    if mention.role is not Role.OFFICE or before is None or not before.code:
        return None
    if before.role not in {Role.NAME, Role.ADJECTIVE} or before.code == mention.code:
        return None
    words = text[before.end : mention.start]
    if words not in {"'s ", "’s ", " ", "' "}:
        return None
    first = text[mention.start : mention.end].split()[0]
    return None if find_actor(first) is not None else before.code


def _seat_behind(mention: Mention, behind: Mention | None, text: str) -> str | None:
    """ "the Department of Foreign Affairs in Canberra": whose capital it sits in."""
    if mention.role is not Role.OFFICE or behind is None:
        return None
    codes = _shared().get(text[mention.start : mention.end], ())
    if behind.role is not Role.CAPITAL or behind.code not in codes:
        return None
    between = text[mention.end : behind.start]
    return behind.code if IN_TOWN.fullmatch(between) else None


@cache
def _shared() -> dict[str, tuple[str, ...]]:
    """Name of an office -> the states that have it, the usual one first."""
    rows = read_table("words")["shared_office"]
    return {row["name"]: tuple(row["states"]) for row in rows}
