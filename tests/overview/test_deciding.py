"""The few acts that a board reads decide as all of them would."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reactions.models import Action, Crisis
from reactions.models.posture_seeks import (
    Known,
    contradicted_countries,
    opposed_days,
)
from reactions.overview.conflicts import find_opposed
from reactions.overview.facts import deciding_facts, facts_since
from reactions.overview.series import _runs
from reactions.overview.set_aside import deciding_preference
from reactions.posture import ActFact, derive_posture, posture_of_latest
from reactions.vocabulary import ActionType, Stage
from tests.builders import a_crisis, a_preference

FIRST = date(2021, 8, 1)
POSTURE = [type_ for type_ in ActionType if type_.is_posture]
TYPES = st.sampled_from([*POSTURE, ActionType.AID_PLEDGED])
DAYS = st.integers(0, 70).map(lambda n: FIRST + timedelta(days=n))
CROWDED = st.integers(0, 12).map(lambda n: FIRST + timedelta(days=n))
STATES = ["accepted", "proposed"]
TOLD = "pk type stage known_on announced_on effective_on fulfils".split()


def facts(days: st.SearchStrategy[date]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "type": TYPES,
            "stage": st.sampled_from([Stage.DONE, Stage.DONE, *Stage]),
            "announced_on": st.none() | days,
            "effective_on": st.none() | days,
            "known_on": days,
            "country_id": st.sampled_from(["FR", "DE", "AF"]),
            "fulfils": st.none() | st.integers(0, 40),
            "review": st.sampled_from(["proposed"] * 5 + ["rejected"]),
        }
    )


MANY = st.lists(facts(DAYS), max_size=40) | st.lists(facts(CROWDED), max_size=60)
SETTINGS = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def stored(crisis: Crisis, told: list[dict[str, Any]]) -> None:
    rows: list[Action] = []
    for values in told:
        plan = values.pop("fulfils")
        coded = {
            f"{name}_{part}": code if values[name] else ""
            for name in ("announced_on", "effective_on")
            for part, code in (("precision", "day"), ("basis", "stated"))
        }
        if values.pop("review") == "rejected":
            continue
        row = Action(crisis=crisis, **values, **coded)
        if plan is not None and plan < len(rows):
            row.fulfils = rows[plan]
        row.save()
        rows.append(row)
        before = next((r for r in rows[:-1] if r.country_id == row.country_id), None)
        if len(rows) % 6 == 5 and before is not None:
            a_preference(row, before, kind="dates")
        elif len(rows) % 7 == 3:
            Action.objects.filter(pk=row.pk).update(merged_into=rows[0])


def whole_crisis(known: Known) -> tuple[dict[str, list[ActFact]], set[int]]:
    """All that is known of each mission but the host's, and the preferences by which
    others were left out."""
    rows = (
        Action.objects.posture()
        .filter(crisis=known.crisis, review__in=known.states)
        .known_by(known.known_by)
        .filter(Q(counts_on__lte=known.on) | Q(stage=Stage.ANNOUNCED.value))
        .annotate(aside_by=deciding_preference(known.states, known_by=known.known_by))
        .values_list(*TOLD, "country", "aside_by")
    )
    facts: dict[str, list[ActFact]] = defaultdict(list)
    for pk, type_, stage, *told, country, aside in rows:
        if not aside:
            act = ActFact(pk, ActionType(type_), Stage(stage), *told)
            facts[country].append(act)
    facts.pop(known.crisis.host_id or "", None)
    return facts, {row[-1] for row in rows if row[-1]}


@pytest.mark.django_db
@SETTINGS
@given(MANY, DAYS, DAYS, st.integers(0, 80))
def test_a_series_of_what_is_read_by_seeks_is_that_of_the_whole_crisis(
    told: list[dict[str, Any]], last: date, known_by: date, before: int
) -> None:
    first = last - timedelta(days=before)
    with transaction.atomic():
        crisis = a_crisis()
        stored(crisis, told)
        known = Known(crisis, last, known_by, STATES)
        days = {"first": first, "last": last, "known_by": known_by}
        found = facts_since(known, first)
        for country, acts in whole_crisis(known)[0].items():
            wanted = _runs(acts, **days)
            assert _runs(found.get(country, ()), **days) == wanted
        transaction.set_rollback(True)


@pytest.mark.django_db
@SETTINGS
@given(MANY, DAYS, DAYS)
def test_what_is_read_by_seeks_decides_as_the_whole_crisis_does(
    told: list[dict[str, Any]], on: date, known_by: date
) -> None:
    with transaction.atomic():
        crisis = a_crisis()
        stored(crisis, told)
        known = Known(crisis, on, known_by, STATES)
        everything, preferences = whole_crisis(known)
        found = deciding_facts(known)
        opposed = set(opposed_days(found.known, most=1000))
        assert found.preferences == preferences
        for country, acts in everything.items():
            wanted = derive_posture(acts, on=on, known_by=known_by)
            unknown = derive_posture((), on=on, known_by=known_by)
            assert found.postures.get(country, unknown) == wanted
            day_of = {act.key: act.counts_on for act in acts}
            assert {day for code, day in opposed if code == country} == {
                max(day_of[key] for key in (*each.closed, *each.kept))
                for each in find_opposed(acts, on=on)
            }
        # No article tells of any of them.
        since = dict.fromkeys(everything, date.min)
        assert contradicted_countries(found.known, since, read_by=None) == set()
        assert found.postures.keys() <= everything.keys()
        transaction.set_rollback(True)


KEYED = st.lists(
    st.fixed_dictionaries(
        {
            "key": st.integers(0, 10**6),
            "type": TYPES,
            "stage": st.just(Stage.DONE),
            "known_on": st.just(FIRST),
            "announced_on": CROWDED,
        }
    ).map(lambda told: ActFact(**told)),
    max_size=30,
)


@settings(max_examples=1000, deadline=None, derandomize=True, database=None)
@given(KEYED, CROWDED)
def test_the_latest_acts_answer_as_all_do_or_not_at_all(
    acts: list[ActFact], begins: date
) -> None:
    on = FIRST + timedelta(days=20)
    latest = [act for act in acts if act.counts_on and begins <= act.counts_on <= on]
    posture = posture_of_latest(
        [act for act in latest if act.type.is_posture], plans=(), on=on
    )
    assert posture in (None, derive_posture(acts, on=on, known_by=FIRST))


def test_the_latest_acts_of_one_answer_do_not_tell_when_it_began() -> None:
    acts = [
        ActFact(n, type_, Stage.DONE, FIRST, announced_on=FIRST + timedelta(days=n))
        for n, type_ in enumerate([ActionType.EMBASSY_CLOSED] * 5)
    ]
    on = FIRST + timedelta(days=20)
    assert posture_of_latest(acts[2:], plans=(), on=on) is None
