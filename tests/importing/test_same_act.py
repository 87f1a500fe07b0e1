"""Which claims are one act: what must stay apart first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactions.extraction.claims import CodedDate
from reactions.importing.same_act import (
    ActReading,
    carries_out,
    find_same_act,
    is_same_act,
    shape_of,
    values_of,
)
from reactions.vocabulary import ActionType, Basis, Precision, Stage

DAY = date(2024, 3, 4)
NEXT = DAY + timedelta(days=1)


def coded(
    day: date, basis: Basis = Basis.STATED, precision: Precision = Precision.DAY
) -> CodedDate:
    return CodedDate(day, precision, basis)


CLOSED = ActReading(
    country="PE",
    type=ActionType.EMBASSY_CLOSED,
    stage=Stage.DONE,
    announced_on=coded(DAY, Basis.PUBLICATION),
    effective_on=None,
    destination="",
    quantity=None,
    known_on=DAY,
    words="shut its mission",
)
TROOPS = replace(CLOSED, type=ActionType.TROOPS_DEPLOYED)
MOVED = replace(CLOSED, type=ActionType.EMBASSY_MOVED)
PLAN = replace(CLOSED, stage=Stage.ANNOUNCED)


def are_one(one: ActReading, other: ActReading) -> bool:
    return is_same_act(shape_of(one), shape_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CLOSED, replace(CLOSED, country="CL")),
        (CLOSED, MOVED),
        (CLOSED, replace(CLOSED, stage=Stage.DENIED)),
        (CLOSED, PLAN),
        (CLOSED, replace(CLOSED, effective_on=coded(DAY + timedelta(days=2)))),
        (CLOSED, replace(CLOSED, announced_on=None)),
        (PLAN, replace(PLAN, effective_on=coded(NEXT))),
        (PLAN, replace(PLAN, announced_on=coded(DAY + timedelta(days=2)))),
        (replace(TROOPS, destination="Lima"), replace(TROOPS, destination="Quito")),
        (
            replace(TROOPS, destination="Lima", quantity=1000),
            replace(TROOPS, quantity=3000),
        ),
    ],
)
def test_these_are_two_acts(one: ActReading, other: ActReading):
    assert not are_one(one, other)
    assert not are_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (CLOSED, CLOSED),
        (CLOSED, replace(CLOSED, stage=Stage.UNDERWAY)),
        (CLOSED, replace(CLOSED, effective_on=coded(NEXT))),
        (PLAN, replace(PLAN, stage=Stage.CONSIDERED)),
        (PLAN, replace(PLAN, announced_on=coded(NEXT))),
        (
            replace(MOVED, destination="the city's international airport"),
            replace(MOVED, destination="airport"),
        ),
        (MOVED, replace(MOVED, destination="the airport")),
        (replace(TROOPS, destination="Lima", quantity=1000), TROOPS),
        (replace(TROOPS, quantity=1000), replace(TROOPS, quantity=3000)),
    ],
)
def test_these_are_one_act(one: ActReading, other: ActReading):
    assert are_one(one, other)
    assert are_one(other, one)


def test_the_act_with_the_same_destination_is_found_before_one_without():
    others = [shape_of(MOVED), shape_of(replace(MOVED, destination="airport"))]
    assert find_same_act(shape_of(replace(MOVED, destination="airport")), others) == 1
    assert find_same_act(shape_of(MOVED), others) == 0
    assert find_same_act(shape_of(CLOSED), others) is None


def test_the_act_of_the_nearest_day_is_found_first():
    others = [shape_of(replace(CLOSED, effective_on=coded(day))) for day in (NEXT, DAY)]
    assert find_same_act(shape_of(CLOSED), others) == 1


@pytest.mark.parametrize(
    ("done", "plan", "expected"),
    [
        (CLOSED, PLAN, True),
        (replace(CLOSED, effective_on=coded(NEXT)), PLAN, True),
        (CLOSED, replace(PLAN, announced_on=coded(NEXT)), False),
        (CLOSED, replace(PLAN, announced_on=None), False),
        (MOVED, PLAN, False),
        (PLAN, CLOSED, False),
        (CLOSED, CLOSED, False),
    ],
)
def test_a_plan_is_carried_out_from_the_day_it_was_told(done, plan, expected):
    assert carries_out(shape_of(done), shape_of(plan)) is expected


def test_the_best_founded_date_speaks_then_the_finest_then_the_earliest():
    rough = coded(DAY, Basis.STATED, Precision.WEEK)
    exact = coded(NEXT, Basis.STATED)
    relative = coded(DAY, Basis.RELATIVE)
    readings = [
        replace(CLOSED, effective_on=each) for each in (relative, rough, exact, None)
    ]
    assert values_of(readings).effective_on == exact


def test_a_later_confirmation_does_not_hide_what_was_known():
    closing = replace(CLOSED, stage=Stage.UNDERWAY, effective_on=coded(DAY))
    closed = replace(CLOSED, effective_on=coded(DAY), known_on=DAY + timedelta(days=2))
    values = values_of([closed, closing])
    assert (values.stage, values.known_on) == (Stage.DONE, DAY)


def test_a_better_day_is_known_from_the_claim_that_gives_it():
    sunday = replace(CLOSED, effective_on=coded(DAY, Basis.RELATIVE))
    dated = replace(CLOSED, effective_on=coded(NEXT), known_on=NEXT)
    values = values_of([sunday, dated])
    assert (values.effective_on, values.known_on) == (coded(NEXT), NEXT)


def test_a_plan_is_known_and_announced_from_the_day_it_was_decided():
    considered = replace(PLAN, stage=Stage.CONSIDERED)
    decided = replace(PLAN, known_on=NEXT, announced_on=coded(NEXT, Basis.PUBLICATION))
    values = values_of([considered, decided])
    assert (values.stage, values.known_on) == (Stage.ANNOUNCED, NEXT)
    assert values.announced_on == coded(NEXT, Basis.PUBLICATION)


def test_the_number_told_last_and_the_fullest_place_are_taken():
    first = replace(TROOPS, quantity=3000, destination="airport")
    later = replace(TROOPS, quantity=5000, destination="", known_on=NEXT)
    values = values_of([later, first])
    assert (values.quantity, values.destination) == (5000, "airport")


DAYS = st.integers(0, 5).map(lambda n: DAY + timedelta(days=n))
DATES = st.none() | st.builds(
    CodedDate, DAYS, st.sampled_from(Precision), st.sampled_from(Basis)
)
READINGS = st.builds(
    ActReading,
    country=st.just("PE"),
    type=st.just(ActionType.EMBASSY_MOVED),
    stage=st.sampled_from(Stage),
    announced_on=DATES,
    effective_on=DATES,
    destination=st.sampled_from(["", "airport", "the airport", "Lima"]),
    quantity=st.none() | st.integers(0, 9),
    known_on=DAYS,
    words=st.sampled_from(["one", "two"]),
)


@given(st.lists(READINGS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_claims_does_not_matter(readings, random):
    shuffled = random.sample(readings, len(readings))
    assert values_of(shuffled) == values_of(readings)


@given(READINGS, READINGS)
def test_being_one_act_is_mutual(one, other):
    assert are_one(one, other) is are_one(other, one)
