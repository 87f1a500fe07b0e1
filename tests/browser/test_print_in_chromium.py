"""The public pages on paper: nothing to press, nothing folded away or cut off."""

from datetime import date, timedelta

import pytest

from tests.browser.test_pages_in_chromium import BOARD, addresses, overflow
from tests.kabul import make_action

pytestmark = pytest.mark.browser

SHEET = 718
"""Pixels of an A4 sheet between margins of 10 mm; ours are wider and a page then
narrower, which `pdf` lays out by itself."""
CONTROLS = "nav, form, input, select, button, .button, [role=search], .skip"
CUT = """() => [...document.querySelectorAll('body *')].filter(each => {
    const style = getComputedStyle(each);
    const is_hidden = each.closest('.unseen') || !each.getClientRects().length;
    return !is_hidden && each.getBoundingClientRect().right > window.innerWidth + 1
        || !is_hidden && ['auto', 'scroll'].includes(style.overflowX)
        && each.scrollWidth > each.clientWidth + 1;
}).map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture(autouse=True)
def published(settings):
    settings.PUBLISH_PROPOSED = True
    settings.PUBLISH_BODIES = True


def printed(watched, address):
    watched.page.emulate_media(media="print")
    watched.page.goto(address)
    watched.page.wait_for_load_state()
    return watched.page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_on_paper_have_no_controls_and_are_whole(open_page, kabul, scheme):
    watched = open_page("about:blank", width=SHEET, scheme=scheme)
    for address in addresses(kabul):
        page = printed(watched, address)
        shown = page.locator(CONTROLS).filter(visible=True)
        assert shown.evaluate_all("all => all.map(e => e.outerHTML)") == [], address
        assert overflow(page) <= 0, address
        assert page.evaluate(CUT) == [], address
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == "rgba(0, 0, 0, 0)", address
        ink = page.evaluate("getComputedStyle(document.body).color")
        assert ink == "rgb(0, 0, 0)", address
    assert watched.complaints == []


def test_a_printed_board_is_a_map_and_a_table_with_all_its_evidence(open_page, kabul):
    page = printed(open_page("about:blank", width=SHEET), BOARD)
    assert page.locator(".world svg").first.is_visible()
    assert page.locator(".board tbody tr").first.evaluate(
        "row => getComputedStyle(row).display"
    ) == ("table-row")
    folded = page.locator(".board details li")
    assert folded.count() > 0
    for piece in folded.all():
        assert piece.bounding_box()["height"] > 0
    addresses_shown = page.locator(".print-only").filter(visible=True).all_inner_texts()
    assert any("known_by=2021-08-16" in text for text in addresses_shown)


def test_a_chart_of_many_days_fits_the_sheet(open_page, kabul):
    for number in range(0, 44, 2):
        day = date(2021, 8, 15) + timedelta(days=number)
        make_action(kabul.crisis, "PT", "embassy_kept", effective_on=day)
    watched = open_page("about:blank", width=SHEET)
    page = printed(watched, "/crises/kabul-2021/timeline/")
    assert page.locator(".grid thead tr").last.locator("th").count() > 40
    assert overflow(page) <= 0
    assert page.evaluate(CUT) == []


def test_on_paper_a_link_to_elsewhere_says_where(open_page, kabul):
    watched = open_page("about:blank", width=SHEET)
    kabul.round_up.url = "https://news.example/round-up"
    kabul.round_up.save()
    page = printed(watched, f"/articles/{kabul.round_up.pk}/")
    link = page.locator("a[href='https://news.example/round-up']")
    said = link.evaluate("link => getComputedStyle(link, '::after').content")
    assert "news.example/round-up" in said
