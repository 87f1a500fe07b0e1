"""Numbers of one act: updates, and disputes of which both sides are kept."""

from datetime import date

import pytest

from reactions.models import Action
from reactions.overview import numbers_told
from reactions.vocabulary import ActionType

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2024, 3, 4), date(2024, 3, 5)


@pytest.fixture
def tell(extractor, write, run):
    """Import an article that gives Peru's troops a number."""

    def tell_number(number: int | None, day: date, *, words: str = "Peru sent") -> None:
        told = f"{words} {number} soldiers"
        extractor.act(told, "PE", ActionType.TROOPS_DEPLOYED, quantity=number)
        run(write(f"{words}-{number}-{day}.txt", f"{told}.", date=day.isoformat()))

    return tell_number


def told() -> list[tuple[date, list[int], bool]]:
    (action,) = Action.objects.all()
    pieces = action.evidence.select_related("article")
    return [
        (day.told_on, [number for number, _ in day.numbers], day.is_disputed)
        for day in numbers_told(pieces)
    ]


def test_one_number_twice_is_no_dispute(tell):
    tell(3000, FIRST)
    tell(3000, FIRST, words="Lima has sent")
    assert told() == [(FIRST, [3000], False)]
    assert not Action.objects.with_disputed_numbers().exists()


def test_a_claim_without_a_number_disputes_none(tell):
    tell(3000, FIRST)
    tell(None, FIRST, words="Lima has sent")
    assert told() == [(FIRST, [3000], False)]
    assert not Action.objects.with_disputed_numbers().exists()


def test_a_number_that_grew_is_an_update(tell):
    tell(3000, FIRST)
    tell(5000, SECOND)
    assert told() == [(FIRST, [3000], False), (SECOND, [5000], False)]
    assert Action.objects.get().quantity == 5000
    assert not Action.objects.with_disputed_numbers().exists()


def test_two_numbers_of_one_day_are_a_dispute_and_both_kept(tell):
    tell(3000, FIRST)
    tell(4000, FIRST, words="Lima has sent")
    assert told() == [(FIRST, [3000, 4000], True)]
    assert Action.objects.with_disputed_numbers().count() == 1
    assert Action.objects.get().evidence.count() == 2


def test_the_act_has_a_page_that_tells_the_dispute(tell, client, settings):
    settings.PUBLISH_PROPOSED = True
    tell(3000, FIRST)
    tell(4000, FIRST, words="Lima has sent")
    page = client.get(f"/actions/{Action.objects.get().pk}/").content.decode()
    assert "disputed" in page
    assert ">3,000</a>" in page
    assert ">4,000</a>" in page


def test_the_desk_lists_disputes(tell, admin_client):
    tell(3000, FIRST)
    address = "/admin/reactions/action/?numbers=disputed"
    assert admin_client.get(address).context["cl"].result_count == 0
    tell(4000, FIRST, words="Lima has sent")
    assert admin_client.get(address).context["cl"].result_count == 1
