"""Say which states and organisations can have an office at all.

A kingdom has no president, the United States no foreign minister, an alliance no
consul. Leaves open who holds it. The rows are in `tables/titles.toml`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from reactions.actors import ACTORS
from reactions.extraction.rulebook import read_table
from reactions.vocabulary import ActorKind

FOR_A_TIME = re.compile(
    r"\b(?:acting|interim|transitional|caretaker|outgoing|incoming|new|current"
    r"|then|newly appointed)\s+"
)
DEPUTIES = re.compile(r"\b(?:vice|deputy)[ -]")


@dataclass(frozen=True, slots=True)
class _Bearers:
    """Where an office exists: `only` there if given, `never` elsewhere."""

    titles: re.Pattern[str]
    exact: bool
    only: frozenset[str]
    never: frozenset[str]
    states: bool
    organisations: bool

    def means(self, title: str) -> bool:
        whole = self.titles.fullmatch if self.exact else self.titles.search
        return whole(title) is not None

    def allows(self, code: str) -> bool:
        if code in self.never or (self.only and code not in self.only):
            return False
        if ACTORS[code].kind is ActorKind.ORGANISATION:
            return self.organisations
        return self.states


@cache
def _rows() -> tuple[_Bearers, ...]:
    return tuple(
        _Bearers(
            re.compile(r"\b(?:" + "|".join(map(re.escape, row["titles"])) + r")\b"),
            row.get("exact", False),
            frozenset(row.get("only", ())),
            frozenset(row.get("never", ())),
            row.get("states", True),
            row.get("organisations", True),
        )
        for row in read_table("titles")["bearer"]
    )


@lru_cache(maxsize=4096)
def _rows_for(title: str) -> tuple[_Bearers, ...]:
    words = DEPUTIES.sub("", FOR_A_TIME.sub("", title.casefold())).strip()
    return tuple(row for row in _rows() if row.means(words))


def that_may_have(title: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Those of the actors that can have somebody of this title, in order."""
    rows = _rows_for(title)
    return tuple(c for c in codes if all(row.allows(c) for row in rows))
