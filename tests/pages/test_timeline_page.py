"""The timeline of a crisis as a reader meets it."""

import pytest

from reactions.models import Country
from reactions.overview import Bound
from reactions.pages import boards
from tests.builders import a_crisis

TIMELINE = "/crises/kabul-2021/timeline/"


@pytest.fixture
def published(settings):
    settings.PUBLISH_PROPOSED = True


def text_of(response):
    return " ".join(response.content.decode().split())


def test_acts_stand_day_by_day_with_their_words(client, kabul, published):
    page = text_of(client.get(TIMELINE))
    day = page.split('<time datetime="2021-08-15">')[1].split("<time datetime")[0]
    assert "Germany" in day
    assert kabul.actions["DE"].evidence.first().quote in day


def test_the_chart_has_a_row_a_nation(client, kabul, published):
    page = text_of(client.get(TIMELINE))
    grid = page.split('<table class="grid">')[1].split("</table>")[0]
    row = grid.split("Germany</a>")[1].split("</tr>")[0]
    assert "closed" in row


def test_types_and_regions_narrow_it(client, kabul, published):
    page = text_of(client.get(TIMELINE, {"type": "embassy_kept"}))
    days = page.split('<ol class="timeline">')[1].split("</ol>")[0]
    assert "Russia" in days
    assert "Germany" not in days
    page = text_of(client.get(TIMELINE, {"region": "Northern America"}))
    days = page.split('<ol class="timeline">')[1].split("</ol>")[0]
    assert "Canada" in days
    assert "Germany" not in days


def test_anonymous_readers_see_reviewed_acts_only(client, kabul):
    page = text_of(client.get(TIMELINE))
    assert "Canada" in page
    assert "Netherlands" not in page
    assert client.get(TIMELINE, {"review": "proposed"}).status_code == 403


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"first": "yesterday"}, "“From” is a day"),
        ({"first": "2021-08-20", "last": "2021-08-10"}, "comes before"),
        ({"first": "2001-01-01", "last": "2021-08-10"}, "at most 366 days"),
        ({"type": "war"}, "“war” is no type of act"),
        ({"after": "3"}, "no place of a timeline"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(
    client, kabul, published, asked, reason
):
    response = client.get(TIMELINE, asked)
    assert response.status_code == 400
    assert reason in text_of(response)


def test_a_crisis_without_acts_says_so(client, kabul, published):
    quiet = a_crisis("quiet-2022")
    page = text_of(client.get(f"/crises/{quiet.slug}/timeline/"))
    assert "No acts are known here yet." in page


def test_the_chart_follows_the_region_and_leaves_nobody_out_unsaid(
    client, kabul, settings, monkeypatch
):
    settings.PUBLISH_PROPOSED = True
    address = "/crises/kabul-2021/timeline/"
    grid = client.get(address, {"region": "Northern America"}).context["grid"]
    assert [row.country for row in grid.rows] == ["CA"]
    monkeypatch.setattr(boards, "GRID", Bound(actors=2, acts=100))
    response = client.get(address)
    assert len(response.context["grid"].rows) <= 2
    left_out = response.context["grid"].left_out
    assert left_out > 0
    assert f"{left_out} more are" in response.content.decode()
    whole = client.get(address + response.context["whole_grid"])
    assert whole.context["grid"].left_out == 0
    assert len(whole.context["grid"].rows) > 2


def test_a_country_with_a_nul_is_refused_with_the_reason(client, kabul, published):
    response = client.get(TIMELINE, {"country": "D\0"})
    assert response.status_code == 400
    assert "“Country” holds a NUL character." in text_of(response)
    assert client.get(f"/embed{TIMELINE}", {"country": "\0"}).status_code == 200


def test_a_name_in_the_chart_is_escaped(client, kabul, settings):
    settings.PUBLISH_PROPOSED = True
    Country.objects.filter(code="DE").update(name='<b>"Land"')
    page = client.get("/crises/kabul-2021/timeline/").content.decode()
    assert "<b>" not in page
    assert 'title="&lt;b&gt;&quot;Land&quot;: ' in page
