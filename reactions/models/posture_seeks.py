"""The acts that decide the postures of a crisis, found by a seek a country.

What a board costs must not grow with its crisis, so nothing here reads a crisis whole.
Django cannot ask for the newest few rows of each group, nor in a way that an index of
either engine answers; so the SQL stands here. The indexes are `action_posture` and
`action_planned`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, connections, router

from reactions.models.action import POSTURE_ORDER
from reactions.models.crisis import Crisis
from reactions.vocabulary import Answer

FIELDS = (
    "id country_id type stage known_on announced_on effective_on fulfils_id review"
).split()
EVERY = 2**31
"""A limit that no country's acts reach."""


@dataclass(frozen=True, slots=True)
class Known:
    """What may be looked at: acts of a crisis, told by `known_by`, in these states,
    the host's and those set `aside` left out; `on` is the day that the board shows."""

    crisis: Crisis
    on: date
    known_by: date
    states: Sequence[str]
    aside: Sequence[int] = ()

    @property
    def values(self) -> dict[str, Any]:
        return {
            "crisis": self.crisis.pk,
            "host": self.crisis.host_id or "",
            "day": self.on,
            "known_by": self.known_by,
        } | {f"state{n}": state for n, state in enumerate(self.states)}

    def standing(self, row: str) -> str:
        """The condition on posture acts named `row` in SQL."""
        states = ", ".join(f"%(state{n})s" for n in range(len(self.states)))
        aside = ", ".join(map(str, self.aside))
        return (f"{row}.id NOT IN ({aside}) AND " if aside else "") + (
            f"{row}.crisis_id = %(crisis)s AND {row}.rank IS NOT NULL"
            f" AND {row}.merged_into_id IS NULL AND {row}.known_on <= %(known_by)s"
            f" AND {row}.review IN ({states})"
        )

    def counting(self, row: str) -> str:
        return (
            f"{self.standing(row)} AND {row}.counts_on IS NOT NULL"
            f" AND {row}.counts_on <= %(day)s"
        )


def latest_acts(
    known: Known, *, each: int, countries: Iterable[str] | None = None
) -> list[tuple[Any, ...]]:
    """The `each` acts of every country (or of these) that count last, as FIELDS."""
    newest = (
        f"SELECT {{columns}} FROM reactions_action AS s WHERE {known.counting('s')}"
        " AND s.country_id = c.code ORDER BY s.counts_on DESC, s.rank, s.id"
        " LIMIT %(each)s"
    )
    if connection.vendor == "postgresql":
        found = f"CROSS JOIN LATERAL ({newest.format(columns='s.*')}) AS a WHERE TRUE"
    else:
        found = (
            "CROSS JOIN reactions_action AS a"
            f" WHERE a.id IN ({newest.format(columns='s.id')})"
        )
    asked, narrowed = _narrowed(countries)
    return _read(
        f"SELECT {_columns('a')} FROM reactions_country AS c {found}"
        f" AND c.code <> %(host)s{narrowed}",
        known.values | {"each": each} | asked,
    )


def opposed_acts(known: Known) -> list[tuple[Any, ...]]:
    """Of every country the acts about the last day on which one that answers closed
    has one that answers kept beside it, within a day of each other."""
    closed, kept = (_ranks(answer) for answer in (Answer.CLOSED, Answer.KEPT))
    beside = _within_a_day_of("s.counts_on")
    around = _within_a_day_of("f.met_on")
    return _read(
        f"""
        WITH f AS MATERIALIZED (
            SELECT c.code, (
                SELECT s.counts_on FROM reactions_action AS s
                WHERE {known.counting("s")} AND s.country_id = c.code
                    AND s.rank IN ({closed}) AND EXISTS (
                        SELECT 1 FROM reactions_action AS o
                        WHERE {known.counting("o")} AND o.country_id = c.code
                            AND o.rank IN ({kept}) AND o.counts_on {beside})
                ORDER BY s.counts_on DESC, s.rank, s.id LIMIT 1) AS met_on
            FROM reactions_country AS c WHERE c.code <> %(host)s)
        SELECT {_columns("a")} FROM f CROSS JOIN reactions_action AS a
        WHERE f.met_on IS NOT NULL AND {known.counting("a")}
            AND a.country_id = f.code AND a.counts_on {around}
        """,
        known.values,
    )


def open_plans(known: Known) -> list[tuple[Any, ...]]:
    """What is announced by the day, without a day or for a later one, and not carried
    out by then (`reactions.posture` has the rule)."""
    announced = (
        f"SELECT {_columns('a')} FROM reactions_action AS a"
        f" WHERE {known.standing('a')} AND a.stage = 'announced'"
        " AND a.country_id <> %(host)s"
        " AND (a.announced_on IS NULL OR a.announced_on <= %(day)s)"
        # Sums and joined texts keep SQLite on the index of what carries a plan out.
        " AND NOT EXISTS (SELECT 1 FROM reactions_action AS d"
        " WHERE d.fulfils_id = a.id AND d.country_id || '' = a.country_id"
        f" AND {known.counting('d').replace('d.crisis_id', 'd.crisis_id + 0')})"
    )
    since = (
        f"SELECT 1 FROM reactions_action AS d WHERE {known.counting('d')}"
        f" AND d.country_id = a.country_id AND d.rank = a.rank"
        " AND d.counts_on >= a.announced_on"
    )
    return _read(
        f"{announced} AND a.effective_on > %(day)s UNION ALL"
        f" {announced} AND a.effective_on IS NULL AND NOT EXISTS ({since})",
        known.values,
    )


def _ranks(answer: Answer) -> str:
    """The ranks of the types that give an answer, for SQL."""
    ranks = enumerate(POSTURE_ORDER, start=1)
    return ", ".join(str(rank) for rank, type_ in ranks if type_.answer is answer)


def _within_a_day_of(day: str) -> str:
    if connection.vendor == "postgresql":
        return f"BETWEEN {day} - 1 AND {day} + 1"
    return f"BETWEEN date({day}, '-1 day') AND date({day}, '+1 day')"


def _narrowed(countries: Iterable[str] | None) -> tuple[dict[str, Any], str]:
    if countries is None:
        return {}, ""
    asked = {f"code{n}": code for n, code in enumerate(countries)}
    named = ", ".join(f"%({name})s" for name in asked)
    return asked, f" AND c.code IN ({named})"


def _columns(row: str) -> str:
    return ", ".join(f"{row}.{name}" for name in FIELDS)


def _read(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connections[router.db_for_read(Crisis)].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
