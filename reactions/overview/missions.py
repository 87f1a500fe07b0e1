"""What became of countries' missions, over all crises."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reactions.models.posture_seeks import COUNTING, latest_acts_of
from reactions.overview.exactness import most_exact
from reactions.overview.facts import LATEST, counting_facts, posture_from
from reactions.posture import PostureAnswer
from reactions.vocabulary import Precision

Crisis = tuple[int, str, str, str]
"""Id, slug, name and last day of a crisis, as `latest_acts_of` gives them."""
CRISIS_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Mission:
    """What became of the mission in one crisis by its last day, `on`; plans are left
    out. `reviewed` says that a person accepted every act behind it; the precisions are
    of the posture's days, each by the act that says it best."""

    crisis: str
    name: str
    on: date
    posture: PostureAnswer
    reviewed: bool
    since_precision: Precision | None
    level_precision: Precision | None
    last_kept_precision: Precision | None


def missions_of(country: str, *, states: Sequence[str], today: date) -> list[Mission]:
    """The country's missions in all crises where something is known of them, the one
    changed last first. One query, more where a mission's latest acts all answer the
    same."""
    return missions_by_country([country], states=states, today=today)[country]


def missions_by_country(
    countries: Collection[str],
    *,
    states: Sequence[str],
    today: date,
    crises: Collection[int] | None = None,
) -> dict[str, list[Mission]]:
    """The same of many countries, by their codes, in as many queries; in these crises
    where some are named."""
    found: dict[str, list[Mission]] = {code: [] for code in countries}
    asked: set[tuple[str, int]] | None = None
    for each in LATEST:
        rows = latest_acts_of(
            countries if asked is None else {code for code, _ in asked},
            states=states,
            today=today,
            each=each,
            crises=crises if asked is None else {crisis for _, crisis in asked},
        )
        unsettled = set()
        for (country, crisis), acts in _by_mission(rows, asked).items():
            mission = _mission(crisis, acts, today=today, all_of_them=len(acts) < each)
            if mission is None:
                unsettled.add((country, crisis[0]))
            else:
                found[country].append(mission)
        asked = unsettled
        if not asked:
            break
    for missions in found.values():
        missions.sort(key=_last_changed, reverse=True)
    return found


def _by_mission(
    rows: Sequence[Any], asked: Collection[tuple[str, int]] | None
) -> dict[tuple[str, Crisis], list[Any]]:
    """The acts upon each mission, or upon those asked for, as COUNTING and EXACT."""
    missions: dict[tuple[str, Crisis], list[Any]] = defaultdict(list)
    for row in rows:
        country = row[CRISIS_COLUMNS + COUNTING.index("country_id")]
        if asked is None or (country, row[0]) in asked:
            missions[country, row[:CRISIS_COLUMNS]].append(row[CRISIS_COLUMNS:])
    return missions


def _mission(
    crisis: Crisis, acts: Sequence[Any], *, today: date, all_of_them: bool
) -> Mission | None:
    _, slug, name, last_day = crisis
    on = date.fromisoformat(last_day)
    known = len(COUNTING)
    by_country, accepted = counting_facts(act[:known] for act in acts)
    ((_, facts),) = by_country.items()
    posture = posture_from(
        facts, plans=(), on=on, known_by=today, all_of_them=all_of_them
    )
    if posture is None:
        return None
    because = posture.because
    reviewed = bool(because) and accepted.issuperset(because)
    kept_last = [act.key for act in facts if act.counts_on == posture.last_kept_on]
    exact = {act[0]: act[known:] for act in acts}
    precisions = (
        most_exact(exact[key] for key in keys)[0]
        for keys in (posture.since_because, posture.level_because, kept_last)
    )
    return Mission(slug, name, on, posture, reviewed, *precisions)


def _last_changed(mission: Mission) -> tuple[date, str]:
    told = mission.posture
    return told.level_since or told.last_kept_on or date.min, mission.crisis
