"""What became of one country's missions, over all crises."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reactions.models.posture_seeks import latest_acts_of
from reactions.overview.facts import LATEST, counting_facts, posture_from
from reactions.posture import PostureAnswer

Crisis = tuple[int, str, str, str]
"""Id, slug, name and last day of a crisis, as `latest_acts_of` gives them."""


@dataclass(frozen=True, slots=True)
class Mission:
    """What became of the mission in one crisis by its last day, `on`; plans are left
    out. `reviewed` says that a person accepted every act behind it."""

    crisis: str
    name: str
    on: date
    posture: PostureAnswer
    reviewed: bool


def missions_of(country: str, *, states: Sequence[str], today: date) -> list[Mission]:
    """The country's missions in all crises where something is known of them, the one
    changed last first. One query, more where a mission's latest acts all answer the
    same."""
    found: list[Mission] = []
    asked: list[int] | None = None
    for each in LATEST:
        rows = latest_acts_of(
            country, states=states, today=today, each=each, crises=asked
        )
        by_crisis: dict[Crisis, list[Any]] = defaultdict(list)
        for row in rows:
            by_crisis[row[:4]].append(row[4:])
        asked = []
        for crisis, acts in by_crisis.items():
            mission = _mission(crisis, acts, today=today, all_of_them=len(acts) < each)
            if mission is None:
                asked.append(crisis[0])
            else:
                found.append(mission)
        if not asked:
            break
    return sorted(found, key=_last_changed, reverse=True)


def _mission(
    crisis: Crisis, acts: Sequence[Any], *, today: date, all_of_them: bool
) -> Mission | None:
    _, slug, name, last_day = crisis
    on = date.fromisoformat(last_day)
    by_country, accepted = counting_facts(acts, known_by=today)
    ((_, facts),) = by_country.items()
    posture = posture_from(
        facts, plans=(), on=on, known_by=today, all_of_them=all_of_them
    )
    if posture is None:
        return None
    because = posture.because
    reviewed = bool(because) and accepted.issuperset(because)
    return Mission(slug, name, on, posture, reviewed)


def _last_changed(mission: Mission) -> tuple[date, str]:
    told = mission.posture
    return told.level_since or told.last_kept_on or date.min, mission.crisis
