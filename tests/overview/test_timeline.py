"""Who did what when: order, filters, and pages that neither skip nor repeat."""

from datetime import date, timedelta

import pytest

from reactions.overview import BadPlaceError, Place, Timeline, reach_of, timeline
from tests.builders import a_crisis, an_action, an_article

pytestmark = pytest.mark.django_db

FIRST = date(2021, 8, 10)


def act(type_: str, country: str, day: int, **values):
    on = FIRST + timedelta(days=day)
    article = an_article(f"{country} {type_} {on}: words.", published_on=on)
    dated = {"effective_on": on, "known_on": on, "quote": "words"}
    return an_action(type_, country=country, article=article, **(dated | values))


def ask(**changes) -> Timeline:
    asked = {"first": FIRST, "last": FIRST + timedelta(days=30), "review": "proposed"}
    return timeline(a_crisis(), **(asked | changes))


def told(shown: Timeline) -> list[tuple[int, str]]:
    return [
        ((day.on - FIRST).days, act.country_id)
        for day in shown.days
        for act in day.acts
    ]


def test_acts_stand_on_the_day_they_count_from():
    act("embassy_closed", "FR", 5)
    act("travel_advice", "DE", 2)
    assert told(ask()) == [(2, "DE"), (5, "FR")]


def test_a_plan_without_a_day_stands_where_it_was_announced():
    empty = {"effective_on_precision": "", "effective_on_basis": ""}
    act("embassy_closed", "FR", 5, stage="announced", effective_on=None, **empty)
    assert told(ask()) == [(5, "FR")]


def test_filters_narrow_by_type_country_and_region():
    act("embassy_closed", "FR", 1)
    act("travel_advice", "DE", 2)
    act("travel_advice", "KE", 3)
    assert told(ask(types=["travel_advice"])) == [(2, "DE"), (3, "KE")]
    assert told(ask(countries=["FR"])) == [(1, "FR")]
    assert told(ask(regions=["Eastern Africa"])) == [(3, "KE")]


def test_pages_neither_skip_nor_repeat_within_a_day():
    for country in ("FR", "DE", "KE", "IT", "ES"):
        act("embassy_closed", country, 1)
    seen, after = [], None
    while True:
        page = ask(most=2, after=after)
        seen += told(page)
        after = page.following
        if after is None:
            break
        assert Place.read(str(after)) == after
    assert [country for _, country in seen] == ["FR", "DE", "KE", "IT", "ES"]


def test_each_act_comes_with_its_proof_in_few_queries(django_assert_num_queries):
    for country in ("FR", "DE", "KE"):
        act("embassy_closed", country, 1)
    crisis = a_crisis()
    with django_assert_num_queries(3):
        (day,) = timeline(
            crisis, first=FIRST, last=FIRST + timedelta(3), review="proposed"
        ).days
    assert [piece.quote for a in day.acts for piece in a.proof] == ["words"] * 3


@pytest.mark.parametrize("text", ["", "2021-08-15", "x.3", "2021-08-15.x"])
def test_a_place_that_no_timeline_gave_is_refused(text):
    with pytest.raises(BadPlaceError):
        Place.read(text)


def test_a_crisis_reaches_from_its_first_act_to_its_last():
    assert reach_of(a_crisis(), review="proposed") is None
    act("embassy_closed", "FR", 5)
    act("travel_advice", "DE", 2)
    days = [FIRST + timedelta(days=n) for n in (2, 5)]
    assert reach_of(a_crisis(), review="proposed") == tuple(days)
    assert reach_of(a_crisis(), review="accepted") is None
