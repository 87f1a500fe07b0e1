"""The acts that decide the postures of a crisis, found by a seek a country.

What a board costs must not grow with its crisis, so nothing here reads a crisis whole.
Django cannot ask for the newest few rows of each group, nor in a way that an index of
either engine answers; so the SQL stands here. The indexes are `action_posture` and
`action_planned`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, connections, router

from reactions.models.action import POSTURE_ORDER
from reactions.models.crisis import Crisis
from reactions.models.origins import count_of_origins
from reactions.vocabulary import Answer

PLANNED = "id country_id rank known_on announced_on effective_on review".split()
COUNTING = "id country_id rank stage counts_on review".split()
EXACT = ", ".join(
    f"COALESCE(NULLIF(a.effective_on_{each}, ''), a.announced_on_{each})"
    for each in ("precision", "basis")
)
"""How exact the day is from which an act `a` counts, and what that rests on. It counts
from the day it takes effect, where there is one."""
COUNTED = 500
"""Acts of a country that are counted to say who has the most."""
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
        } | _states(self.states)

    def standing(self, row: str) -> str:
        """The condition on posture acts named `row` in SQL."""
        aside = ", ".join(map(str, self.aside))
        return (f"{row}.id NOT IN ({aside}) AND " if aside else "") + (
            f"{row}.crisis_id = %(crisis)s AND {row}.rank IS NOT NULL"
            f" AND {_shown(row, self.states)}"
        )

    def counting(self, row: str) -> str:
        return (
            f"{self.standing(row)} AND {row}.counts_on IS NOT NULL"
            f" AND {row}.counts_on <= %(day)s"
        )


def _shown(row: str, states: Sequence[str]) -> str:
    """The condition on acts that stand, in these states, told by `known_by`."""
    asked = ", ".join(f"%({name})s" for name in _states(states))
    return (
        f"{row}.merged_into_id IS NULL AND {row}.known_on <= %(known_by)s"
        f" AND {row}.review IN ({asked})"
    )


def _states(states: Sequence[str]) -> dict[str, str]:
    return {f"state{n}": state for n, state in enumerate(states)}


def latest_acts(
    known: Known, *, each: int, countries: Iterable[str] | None = None
) -> list[tuple[Any, ...]]:
    """The `each` acts of every country (or of these) that count last, as COUNTING."""
    told = " || ' ' || ".join(f"s.{name}" for name in COUNTING if name != "country_id")
    newest = (
        f"SELECT {told} AS told FROM reactions_action AS s WHERE {known.counting('s')}"
        " AND s.country_id = c.code ORDER BY s.counts_on DESC, s.rank, s.id"
        " LIMIT %(each)s"
    )
    asked, narrowed = _narrowed(countries, "c.code")
    listed = "string_agg" if connection.vendor == "postgresql" else "group_concat"
    # As one text a country, which the index alone tells: a row of its own for each act
    # would have to be looked up on SQLite, and costs more to fetch on either.
    found = _read(
        f"SELECT c.code, (SELECT {listed}(t.told, ',') FROM ({newest}) AS t)"
        f" FROM reactions_country AS c WHERE c.code <> %(host)s{narrowed}",
        known.values | {"each": each} | asked,
    )
    return [
        (int(pk), code, int(rank), stage, counts_on, review)
        for code, acts in found
        if acts
        for pk, rank, stage, counts_on, review in map(str.split, acts.split(","))
    ]


def latest_acts_of(
    countries: Iterable[str],
    *,
    states: Sequence[str],
    today: date,
    each: int,
    crises: Iterable[int] | None = None,
) -> list[tuple[Any, ...]]:
    """The `each` acts upon each country's mission that count last in every crisis (or
    in these) by its last day, but what an editor set aside: the id, slug and name of
    the crisis and its last day before COUNTING, and EXACT after it. Where the country
    is the host: none."""
    last_day = "CASE WHEN c.ended_on < {today} THEN c.ended_on ELSE {today} END"
    last_day = last_day.format(today=_a_day("known_by"))
    aside = (
        "SELECT 1 FROM reactions_preference AS p JOIN reactions_action AS r"
        " ON r.id = p.preferred_id WHERE p.other_id = s.id AND p.undone_at IS NULL"
        " AND p.preferred_piece_id IS NULL AND p.other_piece_id IS NULL"
        f" AND {_shown('r', states)}"
    )
    newest = (
        f"SELECT {{columns}} FROM reactions_action AS s WHERE s.crisis_id = c.id"
        " AND s.country_id = n.code AND s.rank IS NOT NULL"
        f" AND s.counts_on IS NOT NULL AND s.counts_on <= {last_day}"
        f" AND {_shown('s', states)} AND NOT EXISTS ({aside})"
        " ORDER BY s.counts_on DESC, s.rank, s.id LIMIT %(each)s"
    )
    asked, narrowed = _narrowed(crises, "c.id", name="crisis", none="NULL")
    who, of_countries = _narrowed(countries, "n.code")
    return _read(
        f"SELECT c.id, c.slug, c.name, CAST({last_day} AS text),"
        f" {_columns('a', COUNTING)}, {EXACT} FROM reactions_crisis AS c"
        f" CROSS JOIN reactions_country AS n {_each_of(newest)}"
        f" AND (c.host_id IS NULL OR c.host_id <> n.code){narrowed}{of_countries}",
        {"known_by": today, "each": each} | _states(states) | asked | who,
    )


def _each_of(newest: str) -> str:
    """Joins the rows `a` that a query of `s` finds for each row of the outer one."""
    if connection.vendor == "postgresql":
        return f"CROSS JOIN LATERAL ({newest.format(columns='s.*')}) AS a WHERE TRUE"
    rows = newest.format(columns="s.id")
    return f"CROSS JOIN reactions_action AS a WHERE a.id IN ({rows})"


def acts_counting_from(
    known: Known, first: date, *, countries: Iterable[str] | None = None
) -> list[tuple[Any, ...]]:
    """The acts of every country (or of these) that count from a day on, as COUNTING."""
    asked, narrowed = _narrowed(countries, "c.code")
    return _read(
        f"SELECT {_columns('s', COUNTING)}"
        " FROM reactions_country AS c CROSS JOIN reactions_action AS s"
        f" WHERE {known.counting('s')} AND s.counts_on >= %(first)s"
        f" AND s.country_id = c.code AND c.code <> %(host)s{narrowed}",
        known.values | {"first": first} | asked,
    )


def most_told_of(
    known: Known,
    first: date,
    *,
    countries: Iterable[str] = (),
    regions: Iterable[str] = (),
) -> list[tuple[str, str, int]]:
    """Code and name of each country of whose mission something counts by the day, or of
    those of these codes and regions, and how many acts count since `first`, up to
    `COUNTED`; first those with the most."""
    acts = f"FROM reactions_action AS s WHERE {known.counting('s')}"
    since = f"SELECT 1 {acts} AND s.counts_on >= %(first)s AND s.country_id = c.code"
    asked, of_countries = _narrowed(list(countries) or None, "c.code")
    within, of_regions = _narrowed(list(regions) or None, "c.region", name="region")
    return _read(
        f"SELECT c.code, c.name, (SELECT COUNT(*) FROM ({since} LIMIT {COUNTED}) AS t)"
        " AS told FROM reactions_country AS c"
        f" WHERE EXISTS (SELECT 1 {acts} AND s.country_id = c.code)"
        f" AND c.code <> %(host)s{of_countries}{of_regions}"
        " ORDER BY told DESC, c.code",
        known.values | {"first": first} | asked | within,
    )


def contradicted_countries(
    known: Known, since: Mapping[str, date], *, read_by: date | None
) -> set[str]:
    """Those of whom an act that answers closed has one that answers kept within a day
    of it, the later of the two on the day given for the country or after it, and
    another origin than one alone tells of the two, in what could be read by `read_by`.
    """
    if not since:
        return set()
    asked: dict[str, Any] = {}
    for n, (code, day) in enumerate(since.items()):
        asked |= {f"code{n}": code, f"since{n}": day, f"before{n}": _day_before(day)}
    rows = ", ".join(
        f"(%(code{n})s, {_a_day(f'since{n}')}, {_a_day(f'before{n}')})"
        for n in range(len(since))
    )
    origins = count_of_origins("s.id, o.id", read=_read_by() if read_by else "TRUE")
    found = (
        f"WITH asked (code, since, before) AS (VALUES {rows})"
        " SELECT c.code FROM asked AS c WHERE c.code <> %(host)s AND EXISTS"
        f" (SELECT 1 FROM {_PAIR} AND s.country_id = c.code"
        " AND s.counts_on >= c.before AND o.counts_on >= c.before"
        " AND (s.counts_on >= c.since OR o.counts_on >= c.since)"
        f" AND {origins} > 1)"
    )
    sql = found.format(**_of_pairs(known))
    values = known.values | asked | {"read_by": read_by}
    return {code for (code,) in _read(sql, values)}


def _day_before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day


def _a_day(name: str) -> str:
    """A named value that PostgreSQL takes for a day, wherever it stands."""
    is_typed = connection.vendor == "postgresql"
    return f"CAST(%({name})s AS date)" if is_typed else f"%({name})s"


def opposed_days(known: Known, *, most: int) -> list[tuple[str, date]]:
    """Countries and days, at most so many, the latest first: the later day on which
    one act of two within a day counts that answer closed and kept, whoever tells."""
    later = "CASE WHEN s.counts_on > o.counts_on THEN s.counts_on ELSE o.counts_on END"
    found = (
        f"SELECT DISTINCT s.country_id, CAST({later} AS text) AS later FROM {_PAIR}"
        " AND s.country_id <> %(host)s ORDER BY later DESC, s.country_id LIMIT %(most)s"
    )
    rows = _read(found.format(**_of_pairs(known)), known.values | {"most": most})
    return [(country, date.fromisoformat(day)) for country, day in rows]


def acts_on(
    known: Known, *, countries: Collection[str], days: Collection[date]
) -> list[tuple[Any, ...]]:
    """The acts of these countries that count on these days, as COUNTING."""
    mine = {f"code{n}": code for n, code in enumerate(countries)}
    when = {f"on{n}": day for n, day in enumerate(days)}
    countries_in, days_in = (
        ", ".join(f"%({name})s" for name in names) for names in (mine, when)
    )
    return _read(
        f"SELECT {_columns('s', COUNTING)} FROM reactions_action AS s"
        f" WHERE {known.counting('s')} AND s.country_id IN ({countries_in})"
        f" AND s.counts_on IN ({days_in})",
        known.values | mine | when,
    )


_PAIR = (
    "reactions_action AS s CROSS JOIN reactions_action AS o"
    " WHERE {counting_s} AND s.rank IN ({closed}) AND {counting_o}"
    " AND o.country_id = s.country_id AND o.rank IN ({kept})"
    " AND o.counts_on {beside}"
)
"""Two acts upon one mission that count within a day and answer closed and kept."""


def _of_pairs(known: Known) -> dict[str, str]:
    closed, kept = (_ranks(answer) for answer in (Answer.CLOSED, Answer.KEPT))
    return {
        "closed": closed,
        "kept": kept,
        "counting_s": known.counting("s"),
        "counting_o": known.counting("o"),
        "beside": _within_a_day_of("s.counts_on"),
    }


def _read_by() -> str:
    """The condition that an article `a` could be read by the day `read_by`."""
    imported = (
        "CAST(a.imported_at AT TIME ZONE 'UTC' AS date)"
        if connection.vendor == "postgresql"
        else "date(a.imported_at)"
    )
    return f"COALESCE(a.published_on, {imported}) <= %(read_by)s"


def open_plans(known: Known) -> list[tuple[Any, ...]]:
    """What every country announced by the day, without a day or for a later
    one, and did not carry out by then (`reactions.posture` has the rule), as PLANNED.
    """
    announced = (
        f"SELECT {_columns('a', PLANNED)} FROM reactions_action AS a"
        f" WHERE {known.standing('a')} AND a.stage = 'announced'"
        f" AND a.country_id <> %(host)s"
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


def _narrowed(
    values: Iterable[Any] | None, column: str, *, name: str = "code", none: str = "''"
) -> tuple[dict[str, Any], str]:
    if values is None:
        return {}, ""
    asked = {f"{name}{n}": value for n, value in enumerate(values)}
    # No list may be empty; no country and no region is called so.
    named = ", ".join(f"%({each})s" for each in asked) or none
    return asked, f" AND {column} IN ({named})"


def _columns(row: str, names: Sequence[str]) -> str:
    """Days as text, which a table reads faster than SQLite's converters do."""
    return ", ".join(
        f"CAST({row}.{name} AS text)" if name.endswith("_on") else f"{row}.{name}"
        for name in names
    )


def _read(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connections[router.db_for_read(Crisis)].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
