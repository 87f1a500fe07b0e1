"""Posture by the codebook's rules, each rule with what it must not do first."""

import itertools
import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactions.posture import (
    ActFact,
    PostureAnswer,
    derive_posture,
    levels_between,
)
from reactions.vocabulary import ActionType, Answer, Level, Stage, day_it_counts

TWELFTH, THIRTEENTH, FOURTEENTH, FIFTEENTH, SIXTEENTH = (
    date(2021, 8, day) for day in range(12, 17)
)
FOREVER = date(2030, 1, 1)

DONE, UNDERWAY, ANNOUNCED = Stage.DONE, Stage.UNDERWAY, Stage.ANNOUNCED
CLOSED = ActionType.EMBASSY_CLOSED
SUSPENDED = ActionType.EMBASSY_SUSPENDED
MOVED = ActionType.EMBASSY_MOVED
EVACUATED = ActionType.EMBASSY_EVACUATED
REDUCED = ActionType.EMBASSY_REDUCED
KEPT = ActionType.EMBASSY_KEPT
REOPENED = ActionType.EMBASSY_REOPENED


def act(
    type_: ActionType,
    announced_on: date | None = FIFTEENTH,
    *,
    stage: Stage = DONE,
    effective_on: date | None = None,
    known_on: date | None = None,
    key: str = "",
    fulfils: str | None = None,
) -> ActFact:
    return ActFact(
        key=key or f"{type_}-{announced_on}",
        type=type_,
        stage=stage,
        known_on=known_on or announced_on or FIFTEENTH,
        announced_on=announced_on,
        effective_on=effective_on,
        fulfils=fulfils,
    )


def posture(*acts: ActFact, on: date, known_by: date = FOREVER) -> PostureAnswer:
    return derive_posture(acts, on=on, known_by=known_by)


def test_nothing_known_is_unknown_and_never_open():
    assert posture(on=FIFTEENTH) == PostureAnswer(
        Level.UNKNOWN, Answer.UNKNOWN, None, None, None, (), ()
    )


def test_other_acts_say_nothing_about_the_mission():
    meeting = act(ActionType.EMERGENCY_MEETING)
    assert posture(meeting, on=FIFTEENTH).answer is Answer.UNKNOWN


@pytest.mark.parametrize("stage", [Stage.CONSIDERED, Stage.DENIED])
def test_what_is_considered_or_denied_never_counts(stage: Stage):
    closing = act(CLOSED, stage=stage, effective_on=FOURTEENTH)
    answer = posture(closing, on=FIFTEENTH)
    assert answer.level is Level.UNKNOWN
    assert answer.planned == ()


def test_an_announcement_without_a_day_is_a_plan_and_changes_nothing():
    kept = act(KEPT, TWELFTH)
    plan = act(CLOSED, FOURTEENTH, stage=ANNOUNCED, key="plan")
    answer = posture(kept, plan, on=FIFTEENTH)
    assert (answer.level, answer.planned) == (Level.KEPT, ("plan",))


def test_an_announcement_counts_from_its_day_and_is_a_plan_until_then():
    leaving = act(
        EVACUATED, TWELFTH, stage=ANNOUNCED, effective_on=FIFTEENTH, key="leaving"
    )
    before = posture(leaving, on=FOURTEENTH)
    assert (before.level, before.planned) == (Level.UNKNOWN, ("leaving",))
    after = posture(leaving, on=FIFTEENTH)
    assert (after.level, after.planned) == (Level.EVACUATED, ())
    assert (after.stage, after.since) == (ANNOUNCED, FIFTEENTH)


def test_a_plan_is_not_listed_before_it_was_announced():
    plan = act(CLOSED, FIFTEENTH, stage=ANNOUNCED, effective_on=SIXTEENTH)
    assert posture(plan, on=FOURTEENTH).planned == ()


def test_a_plan_carried_out_is_no_longer_listed():
    plan = act(CLOSED, TWELFTH, stage=ANNOUNCED, key="plan")
    closing = act(CLOSED, FIFTEENTH, fulfils="plan")
    assert posture(plan, closing, on=FOURTEENTH).planned == ("plan",)
    assert posture(plan, closing, on=FIFTEENTH).planned == ()


def test_a_later_day_hides_nothing_that_was_not_known_yet():
    closing = act(CLOSED, TWELFTH, known_on=FIFTEENTH)
    assert posture(closing, on=SIXTEENTH, known_by=FOURTEENTH).level is Level.UNKNOWN
    assert posture(closing, on=THIRTEENTH, known_by=FIFTEENTH).level is Level.CLOSED


def test_the_latest_transition_wins():
    answer = posture(
        act(REDUCED, TWELFTH), act(MOVED, FIFTEENTH, key="move"), on=FIFTEENTH
    )
    assert (answer.level, answer.answer) == (Level.MOVED, Answer.MOVED)
    assert (answer.since, answer.because) == (FIFTEENTH, ("move",))


@pytest.mark.parametrize(
    ("weightier", "lighter"),
    [
        (CLOSED, SUSPENDED),
        (SUSPENDED, MOVED),
        (MOVED, EVACUATED),
        (EVACUATED, REDUCED),
        (REDUCED, REOPENED),
    ],
)
def test_within_a_day_the_weightier_wins(weightier: ActionType, lighter: ActionType):
    answer = posture(act(lighter), act(weightier), on=FIFTEENTH)
    assert answer.level == weightier.removeprefix("embassy_")


@pytest.mark.parametrize("held", [CLOSED, SUSPENDED, EVACUATED, MOVED])
def test_fewer_staff_do_not_open_what_was_closed_or_moved(held: ActionType):
    answer = posture(act(held, TWELFTH), act(REDUCED, FIFTEENTH), on=FIFTEENTH)
    assert answer.level == held.removeprefix("embassy_")
    assert answer.level_since == TWELFTH


@pytest.mark.parametrize("held", [CLOSED, SUSPENDED, EVACUATED, MOVED])
def test_a_reopening_lifts_everything(held: ActionType):
    answer = posture(act(held, TWELFTH), act(REOPENED, FIFTEENTH), on=FIFTEENTH)
    assert (answer.level, answer.answer) == (Level.REOPENED, Answer.KEPT)
    assert answer.since == FIFTEENTH


def test_reopened_with_fewer_staff_on_one_day_is_reduced():
    answer = posture(act(CLOSED, TWELFTH), act(REOPENED), act(REDUCED), on=FIFTEENTH)
    assert (answer.level, answer.since) == (Level.REDUCED, FIFTEENTH)


def test_closed_and_reopened_on_one_day_stays_closed_since_the_first_closing():
    answer = posture(act(CLOSED, TWELFTH), act(REOPENED), act(CLOSED), on=FIFTEENTH)
    assert (answer.level, answer.level_since) == (Level.CLOSED, TWELFTH)


def test_kept_decides_nothing_once_a_transition_counts():
    answer = posture(act(MOVED, TWELFTH), act(KEPT, FIFTEENTH), on=FIFTEENTH)
    assert answer.level is Level.MOVED


def test_kept_fades_after_thirty_days():
    seen = act(KEPT, date(2021, 8, 1))
    assert posture(seen, on=date(2021, 8, 31)).level is Level.KEPT
    assert posture(seen, on=date(2021, 9, 1)).level is Level.UNKNOWN


def test_what_faded_says_when_it_was_last_seen():
    acts = (act(KEPT, TWELFTH), act(KEPT, FIFTEENTH, key="later"))
    assert posture(*acts, on=FIFTEENTH).last_kept_on is None
    faded = posture(*acts, on=date(2021, 12, 1))
    assert (faded.answer, faded.last_kept_on) == (Answer.UNKNOWN, FIFTEENTH)
    known_then = posture(*acts, on=date(2021, 12, 1), known_by=TWELFTH)
    assert known_then.last_kept_on == TWELFTH


def test_kept_seen_again_before_it_fades_goes_on_since_the_first():
    answer = posture(
        act(KEPT, date(2021, 8, 1), key="first"),
        act(KEPT, date(2021, 8, 20), key="second"),
        on=date(2021, 9, 10),
    )
    assert answer.level_since == date(2021, 8, 1)
    assert answer.because == ("first", "second")


def test_kept_seen_again_after_it_faded_begins_anew():
    answer = posture(
        act(KEPT, date(2021, 8, 1)),
        act(KEPT, date(2021, 10, 1), key="again"),
        on=date(2021, 10, 2),
    )
    assert (answer.since, answer.because) == (date(2021, 10, 1), ("again",))


def test_the_answer_began_before_its_present_level():
    answer = posture(act(SUSPENDED, TWELFTH), act(CLOSED, FIFTEENTH), on=SIXTEENTH)
    assert (answer.since, answer.level_since) == (TWELFTH, FIFTEENTH)


def test_kept_then_reduced_is_one_answer():
    answer = posture(act(KEPT, TWELFTH), act(REDUCED, FIFTEENTH), on=FIFTEENTH)
    assert (answer.level, answer.since) == (Level.REDUCED, TWELFTH)


def test_the_furthest_stage_of_the_bearing_acts_is_shown():
    answer = posture(
        act(CLOSED, FIFTEENTH, stage=UNDERWAY, key="a"),
        act(CLOSED, FIFTEENTH, stage=DONE, key="b"),
        on=FIFTEENTH,
    )
    assert (answer.stage, answer.because) == (DONE, ("a", "b"))


@pytest.mark.parametrize(
    ("stage", "announced_on", "effective_on", "expected"),
    [
        (DONE, TWELFTH, None, TWELFTH),
        (UNDERWAY, TWELFTH, FIFTEENTH, FIFTEENTH),
        (ANNOUNCED, TWELFTH, None, None),
        (ANNOUNCED, TWELFTH, FIFTEENTH, FIFTEENTH),
        (DONE, None, None, None),
        (Stage.DENIED, TWELFTH, FIFTEENTH, None),
        (Stage.CONSIDERED, TWELFTH, FIFTEENTH, None),
    ],
)
def test_the_day_an_act_counts(stage, announced_on, effective_on, expected):
    counts_on = day_it_counts(
        stage, announced_on=announced_on, effective_on=effective_on
    )
    assert counts_on == expected


def test_a_plan_without_a_day_ends_with_the_next_act_of_its_type():
    plan = act(CLOSED, THIRTEENTH, stage=ANNOUNCED, key="plan")
    earlier, later = act(CLOSED, TWELFTH), act(CLOSED, FOURTEENTH)
    assert posture(plan, earlier, on=FIFTEENTH).planned == ("plan",)
    assert posture(plan, later, on=FIFTEENTH).planned == ()


# Properties

DAYS = st.integers(0, 80).map(lambda n: date(2021, 7, 1) + timedelta(days=n))
POSTURE_TYPES = [type_ for type_ in ActionType if type_.is_posture]


@st.composite
def histories(draw: st.DrawFn) -> list[ActFact]:
    count = draw(st.integers(0, 8))
    return [
        ActFact(
            key=number,
            type=draw(st.sampled_from(POSTURE_TYPES)),
            stage=draw(st.sampled_from(list(Stage))),
            known_on=draw(DAYS),
            announced_on=draw(st.none() | DAYS),
            effective_on=draw(st.none() | DAYS),
            fulfils=draw(st.none() | st.integers(0, 8)),
        )
        for number in range(count)
    ]


@given(histories(), DAYS, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_the_actions_does_not_matter(acts, on, known_by, random):
    shuffled = random.sample(acts, len(acts))
    expected = derive_posture(acts, on=on, known_by=known_by)
    assert derive_posture(shuffled, on=on, known_by=known_by) == expected


@given(histories(), DAYS, DAYS)
def test_what_becomes_known_later_changes_nothing(acts, on, known_by):
    known = [act for act in acts if act.known_on <= known_by]
    expected = derive_posture(known, on=on, known_by=known_by)
    assert derive_posture(acts, on=on, known_by=known_by) == expected


@given(histories(), DAYS)
def test_what_counts_later_changes_no_earlier_level(acts, on):
    past = [act for act in acts if not act.counts_on or act.counts_on <= on]
    now = derive_posture(acts, on=on, known_by=FOREVER)
    then = derive_posture(past, on=on, known_by=FOREVER)
    assert (now.level, now.since, now.because) == (then.level, then.since, then.because)


@given(histories(), DAYS)
def test_since_is_the_first_day_of_an_unbroken_answer(acts, on):
    now = derive_posture(acts, on=on, known_by=FOREVER)
    if now.since is None:
        assert now.level is Level.UNKNOWN
        return
    day = now.since
    assert now.level_since is not None
    while day <= on:
        then = derive_posture(acts, on=day, known_by=FOREVER)
        assert then.answer is now.answer
        if day >= now.level_since:
            assert then.level is now.level
        day += timedelta(days=1)
    before = derive_posture(acts, on=now.since - timedelta(days=1), known_by=FOREVER)
    assert before.answer is not now.answer
    day = now.level_since - timedelta(days=1)
    assert derive_posture(acts, on=day, known_by=FOREVER).level is not now.level


@given(histories(), DAYS)
def test_every_known_level_is_borne_by_an_action(acts, on):
    answer = derive_posture(acts, on=on, known_by=FOREVER)
    assert bool(answer.because) is (answer.level is not Level.UNKNOWN)
    by_key = {act.key: act for act in acts}
    for key in answer.because:
        assert by_key[key].type == f"embassy_{answer.level}"


@given(histories(), DAYS)
def test_nothing_is_both_planned_and_counted(acts, on):
    answer = derive_posture(acts, on=on, known_by=FOREVER)
    assert not set(answer.planned) & set(answer.because)


def test_the_calendar_ends_without_an_error():
    last = ActFact("kept", KEPT, DONE, FIFTEENTH, effective_on=date.max)
    shown = derive_posture([last], on=date.max, known_by=date.max)
    assert (shown.level, shown.since) == (Level.KEPT, date.max)


def test_levels_between_two_days_are_those_of_each_day():
    dice = random.Random(7)
    first, last = date(2021, 8, 1), date(2021, 11, 30)
    types = [each for each in ActionType if each.is_posture]
    for _ in range(60):
        acts = [
            ActFact(
                key=number,
                type=dice.choice(types),
                stage=Stage.DONE,
                known_on=last,
                effective_on=first + timedelta(days=dice.randrange(-40, 130)),
            )
            for number in range(dice.randrange(12))
        ]
        held = levels_between(acts, first=first, last=last, known_by=last)
        assert held[0].first == first
        assert held[-1].last == last
        for each, after in itertools.pairwise(held):
            assert after.first - each.last == timedelta(days=1)
            assert after.level is not each.level
        for each in held:
            days = range((each.last - each.first).days + 1)
            for day in (each.first + timedelta(days=n) for n in days):
                there = derive_posture(acts, on=day, known_by=last)
                assert there.level is each.level, (acts, day)
            assert there.because == each.because, (acts, day)
