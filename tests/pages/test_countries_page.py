"""The list of nations: who stands on it, with which missions, at what cost."""

from datetime import date

import pytest

from reactions.models import Crisis
from tests.kabul import make_action, prove


@pytest.fixture
def published(settings):
    settings.PUBLISH_PROPOSED = True


def page_of(client, **asked):
    return client.get("/countries/", asked).content.decode()


def row_of(page, code):
    return page.split(f'href="/countries/{code}/"')[1].split("</tr>")[0]


def told_of(client, code):
    page = client.get(f"/countries/{code}/").content.decode()
    return page[page.index('id="missions"') : page.index('id="acts"')]


def test_who_acted_or_spoke_is_listed_with_its_mission(client, kabul, published):
    page = page_of(client)
    germany = row_of(page, "DE")
    assert "Western Europe" in germany
    assert "Closed</span>" in germany
    assert "since 15 August 2021" in germany
    assert '<a href="/crises/kabul-2021/#row-DE">Fall of Kabul</a>' in germany
    assert 'class="empty">–' in row_of(page, "NO")
    assert "/countries/PE/" not in page
    assert 'aria-current="page">Countries' in page


def test_nobody_is_listed_for_what_is_hidden(client, kabul):
    page = page_of(client)
    assert "/countries/DE/" in page
    assert "/countries/NL/" not in page
    assert "/countries/NO/" not in page


def test_a_region_narrows_it(client, kabul, published):
    moved = make_action(kabul.crisis, "EU", "embassy_moved")
    prove(moved, kabul.round_up, "moved a core team to the airport")
    page = page_of(client, region="Western Europe")
    assert "/countries/DE/" in page
    assert "/countries/CA/" not in page
    page = page_of(client, region="organisations")
    assert "/countries/EU/" in page
    assert "/countries/DE/" not in page
    bad = client.get("/countries/", {"region": "<b>Atlantis"})
    assert bad.status_code == 400
    assert "“&lt;b&gt;Atlantis” is no region." in bad.content.decode()
    assert client.get("/countries/", {"region": "\0"}).status_code == 400


@pytest.mark.parametrize("region", ["Melanesia", "organisations"])
def test_a_choice_of_which_nobody_was_heard_is_empty_and_no_error(
    client, kabul, region
):
    fiji = client.get("/countries/FJ/").content.decode()
    assert "/countries/?region=Melanesia" in fiji
    response = client.get("/countries/", {"region": region})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Nobody of this choice has been heard of" in page
    assert f'<option value="{region}" selected>' in page
    assert "heard of here yet" not in page
    assert "<table" not in page


def test_what_rests_on_proposals_is_marked_and_leads_to_the_board_that_has_it(
    client, kabul
):
    client.force_login(kabul.reviewer)
    page = page_of(client)
    netherlands, germany = row_of(page, "NL"), row_of(page, "DE")
    assert '<span class="badge proposed">unreviewed</span>' in netherlands
    assert 'href="/crises/kabul-2021/?review=proposed#row-NL"' in netherlands
    assert "unreviewed" not in germany
    assert 'href="/crises/kabul-2021/#row-DE"' in germany
    on = {"review": "proposed", "on": "2021-08-31"}
    assert 'id="row-NL"' in client.get("/crises/kabul-2021/", on).content.decode()


def test_nobody_is_led_to_a_board_that_is_refused(client, kabul):
    shown = kabul.actions["RU"]
    month_before = date(2021, 7, 1)
    type(shown).objects.filter(pk=shown.pk).update(effective_on=month_before)
    for page in (row_of(page_of(client), "RU"), told_of(client, "RU")):
        assert "last known: kept, 1 July 2021" in page
        assert 'href="/crises/kabul-2021/#row-RU"' in page


def test_a_day_known_to_the_month_or_week_is_shown_so(client, kabul, published):
    acts = {
        "DE": {"effective_on_precision": "month"},
        "CA": {"effective_on_precision": "week"},
        "RU": {"effective_on_precision": "month", "effective_on": date(2021, 7, 1)},
    }
    for code, values in acts.items():
        shown = kabul.actions[code]
        type(shown).objects.filter(pk=shown.pk).update(**values)
    page = page_of(client)
    for code, told in (
        ("DE", "since August 2021"),
        ("CA", "since week of 15 August 2021"),
        ("RU", "last known: kept, July 2021"),
    ):
        assert f"{told}</span>" in row_of(page, code)
        assert f">{told.removeprefix('since ')}<" in told_of(client, code)


def test_a_country_leads_back_to_the_list(client, kabul):
    page = client.get("/countries/DE/").content.decode()
    assert '<a href="/countries/">Countries</a>' in page
    assert '<a href="/countries/?region=Western%20Europe">Western Europe</a>' in page


def test_nobody_yet(client, db):
    assert "Nobody has been heard of here yet" in page_of(client)


def test_the_newest_crises_are_shown_in_few_queries(
    client, kabul, published, django_assert_max_num_queries
):
    for number in range(8):
        later = Crisis.objects.create(
            slug=f"later-{number}",
            name=f"Later {number}",
            started_on=date(2022, 1, 1 + number),
        )
        for code in ("DE", "CA", "NL"):
            for day in range(1, 20):
                on = date(2022, 2, day)
                make_action(later, code, "embassy_reduced", effective_on=on)
    with django_assert_max_num_queries(10):
        page = page_of(client)
    assert "the 5 newest crises" in page
    germany = row_of(page, "DE")
    assert "Later 7" in germany
    assert germany.count("since 1 February 2022") == 5
    assert "Later 2" not in germany
