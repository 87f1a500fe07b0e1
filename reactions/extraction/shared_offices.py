"""Say whose office it is where several states have one of the name: "Foreign Office".

The rows are `shared_office` in `tables/words.toml`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from reactions.actors import Role
from reactions.extraction.mentions import Mention
from reactions.extraction.rulebook import read_table


def settle_offices(
    text: str, mentions: Sequence[Mention], *, host: str | None
) -> Iterator[Mention]:
    """The mentions in order, each such office given to one state.

    To the one of its states named last before it, else the host, else the usual one.
    """
    last: dict[str, str] = {}
    for mention in mentions:
        office = text[mention.start : mention.end]
        codes = _shared().get(office, ())
        if not codes or mention.role is not Role.OFFICE:
            for name, owners in _shared().items():
                if mention.code in owners:
                    last[name] = mention.code or ""
            yield mention
            continue
        usual = host if host in codes and host else codes[0]
        yield replace(mention, codes=(last.get(office, usual),))


@cache
def _shared() -> dict[str, tuple[str, ...]]:
    """Name of an office -> the states that have it, the usual one first."""
    rows = read_table("words")["shared_office"]
    return {row["name"]: tuple(row["states"]) for row in rows}
