"""The public pages and the desk in a real browser: clean, whole, reachable."""

import subprocess
import sys
from datetime import date
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.builders import an_article
from tests.kabul import make_action

pytestmark = pytest.mark.browser

WIDTHS = [1200, 320]
SCHEMES = ["light", "dark"]
BOARD = "/crises/kabul-2021/?on=2021-08-15&known_by=2021-08-16"


@pytest.fixture(autouse=True)
def published(settings):
    settings.PUBLISH_PROPOSED = True
    settings.PUBLISH_BODIES = True


def log_in(watched):
    watched.page.fill("#id_username", "rhea")
    watched.page.fill("#id_password", "rhea")
    watched.page.click("input[type=submit]")


def assert_clean(watched, live_server):
    assert watched.complaints == []
    assert watched.hosts == {urlsplit(live_server.url).netloc}


def overflow(page):
    page.wait_for_load_state()  # before its style sheets all is too wide
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def revision_of(article):
    """A newer version of the article that has lost its last paragraph."""
    body = article.body.rpartition("\n\n")[0]
    return an_article(body, crisis=article.crisis, url=article.url, revision_of=article)


def addresses(kabul):
    return [
        "/",
        BOARD,
        f"{BOARD}&all=on",
        "/crises/kabul-2021/timeline/",
        "/embed/crises/kabul-2021/?on=2021-08-15",
        "/embed/crises/kabul-2021/timeline/",
        f"/articles/{kabul.round_up.pk}/",
        f"/articles/{revision_of(kabul.round_up).pk}/changes/",
        f"/actions/{kabul.actions['CA'].pk}/",
        f"/statements/{kabul.statement.pk}/",
        "/countries/",
        "/countries/CA/",
        f"/officials/{kabul.official.pk}/",
        "/method/",
        "/search/?q=embassy",
        "/codebook/",
        "/accuracy/",
    ]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_public_pages_are_clean_accessible_and_fit_the_screen(
    open_page, kabul, live_server, width, scheme
):
    watched = open_page("/", width=width, scheme=scheme)
    for address in addresses(kabul):
        watched.page.goto(address)
        assert overflow(watched.page) <= 0, address
        found = Axe().run(watched.page).response["violations"]
        assert [(fault["id"], address) for fault in found] == []
    assert_clean(watched, live_server)


def test_a_quote_of_the_board_leads_to_its_marked_place(open_page, kabul, live_server):
    watched = open_page(BOARD, width=360)
    proof = kabul.actions["RU"].evidence.get()
    watched.page.click(f"text={proof.quote}")
    mark = watched.page.locator(
        f'mark.current[data-claims="{proof.start}-{proof.end}"]'
    )
    mark.wait_for()
    watched.page.wait_for_function(
        "mark => { const box = mark.getBoundingClientRect();"
        " return box.top >= 0 && box.bottom <= window.innerHeight; }",
        arg=mark.element_handle(),
    )
    assert_clean(watched, live_server)


def test_a_number_in_the_text_leads_to_its_claim_and_back(open_page, kabul):
    watched = open_page(f"/articles/{kabul.round_up.pk}/")
    watched.page.click("a.ref >> nth=0")
    claim = watched.page.locator("aside li.current")
    assert "Canada" in claim.inner_text()
    claim.locator("text=Show in the text").click()
    assert watched.page.locator("mark.current").count() == 1


def test_the_question_changes_answer_and_address(open_page, kabul):
    watched = open_page(BOARD)
    assert "3 closed" in watched.page.inner_text("h1")
    watched.page.fill("#id_known_by", "2021-08-15")
    watched.page.click("text=Show")
    watched.page.wait_for_function(
        "() => document.querySelector('h1').innerText.includes('2 closed')"
    )
    assert "known_by=2021-08-15" in watched.page.url


def test_the_slider_changes_answer_and_address_without_a_reload(open_page, kabul):
    watched = open_page("/crises/kabul-2021/?on=2021-08-20")
    page = watched.page
    page.evaluate("window.stayed = true")
    page.focus("#day-slider")
    page.keyboard.press("Home")
    page.wait_for_function(
        "() => document.querySelector('.as-of').innerText.includes('as of 15 August')"
    )
    assert "on=2021-08-15" in page.url
    assert page.input_value("#id_on") == "2021-08-15"
    assert page.evaluate("window.stayed")
    page.go_back()
    page.wait_for_function(
        "() => document.querySelector('.as-of').innerText.includes('as of 20 August')"
    )
    assert watched.complaints == []


def test_a_nation_on_the_map_leads_to_its_row(open_page, kabul):
    watched = open_page(BOARD)
    watched.page.focus(".world a.closed >> nth=0")
    watched.page.keyboard.press("Enter")
    watched.page.wait_for_url("**#row-CA")


def test_the_timeline_is_narrowed_without_a_reload(open_page, kabul):
    watched = open_page("/crises/kabul-2021/timeline/")
    page = watched.page
    page.evaluate("window.stayed = true")
    page.select_option("#id_region", "Northern America")
    page.wait_for_function(
        "() => !document.querySelector('.timeline').innerText.includes('Germany')"
    )
    assert "Canada" in page.inner_text(".timeline")
    assert "region=Northern" in page.url
    assert page.evaluate("window.stayed")
    assert watched.complaints == []


def test_a_cell_of_the_chart_leads_to_its_act(open_page, kabul):
    watched = open_page("/crises/kabul-2021/timeline/")
    watched.page.click(".grid td.closed a >> nth=0")
    assert "/actions/" in watched.page.url


def test_nothing_moves_while_the_board_loads(open_page, kabul):
    watched = open_page("about:blank")
    watched.page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const each of"
        " list.getEntries()) window.shift += each.value; })"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    watched.page.goto(BOARD)
    watched.page.wait_for_load_state("networkidle")
    assert watched.page.evaluate("window.shift") < 0.05


def test_the_first_page_is_small(open_page, kabul):
    watched = open_page("about:blank")
    sizes = []
    watched.page.on("response", lambda response: sizes.append(len(response.body())))
    watched.page.goto(BOARD)
    watched.page.wait_for_load_state("networkidle")
    assert sum(sizes) < 150_000


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_desk_is_clean_under_the_content_policy(
    open_page, kabul, live_server, scheme
):
    watched = open_page("/admin/", scheme=scheme)
    log_in(watched)
    row = kabul.actions["NL"].pk
    for address in [
        "/admin/",
        "/admin/reactions/action/",
        f"/admin/reactions/action/{row}/change/",
        f"/admin/reactions/action/{row}/history/",
        "/admin/reactions/action/export/",
        f"/admin/reactions/statement/{kabul.statement.pk}/change/",
        f"/admin/reactions/article/{kabul.round_up.pk}/change/",
        f"/admin/reactions/importrun/{kabul.run.pk}/change/",
    ]:
        watched.page.goto(address)
    assert_clean(watched, live_server)


def test_a_reviewer_rejects_a_row_with_a_reason(open_page, kabul):
    row = kabul.actions["NL"]
    watched = open_page("/admin/")
    log_in(watched)
    watched.page.goto(f"/admin/reactions/action/{row.pk}/change/")
    watched.page.fill("#decide-note", "another embassy")
    watched.page.click("button:text-is('Reject')")
    assert "is rejected" in watched.page.inner_text(".messagelist")
    row.refresh_from_db()
    assert (row.review, row.note) == ("rejected", "another embassy")


def test_accepting_keeps_what_was_typed_into_the_row(open_page, kabul):
    row = kabul.actions["NL"]
    watched = open_page("/admin/")
    log_in(watched)
    watched.page.goto(f"/admin/reactions/action/{row.pk}/change/")
    watched.page.fill("#id_destination", "the airport")
    watched.page.fill("#decide-note", "as the embassy wrote")
    watched.page.click("button:text-is('Accept')")
    assert "is accepted" in watched.page.inner_text(".messagelist")
    row.refresh_from_db()
    assert (row.review, row.destination) == ("accepted", "the airport")
    assert row.note == "as the embassy wrote"


def test_a_selection_is_accepted_from_the_list(open_page, kabul):
    row = kabul.actions["NL"]
    watched = open_page("/admin/", width=360)
    log_in(watched)
    watched.page.goto("/admin/reactions/action/")
    watched.page.check(f"input[name=_selected_action][value='{row.pk}']")
    watched.page.select_option("select[name=action]", "accept_selected")
    watched.page.click("button:text-is('Go')")
    assert "1 accepted." in watched.page.inner_text(".messagelist")


def test_a_wide_grid_scrolls_by_itself(open_page, kabul):
    for day in range(16, 31):
        make_action(kabul.crisis, "PT", "embassy_kept", effective_on=date(2021, 8, day))
    watched = open_page("/crises/kabul-2021/timeline/", width=360)
    grid = watched.page.locator(".scroll")
    assert grid.evaluate("grid => grid.scrollWidth > grid.clientWidth")
    assert overflow(watched.page) <= 0
    # The key stays within sight.
    assert watched.page.locator(".grid .key").last.bounding_box()["x"] < 320


def test_a_facet_narrows_the_hits_and_is_taken_back(open_page, kabul):
    watched = open_page("/search/?q=embassy", width=360)
    page = watched.page
    page.click("summary:text-is('Narrow these hits')")
    page.click(".facets a:has-text('Germany')")
    assert "country=DE" in page.url
    assert page.locator(".evidence li:has-text('Canada:')").count() == 0
    assert page.locator(".evidence li:has-text('Germany:')").count() > 0
    page.click("a[aria-label='Any country']")
    assert "country" not in page.url
    assert page.locator(".evidence li:has-text('Canada:')").count() > 0
    assert watched.complaints == []


def test_on_a_narrow_screen_the_hits_come_first(open_page, kabul):
    words = "input[type=search]"
    page = open_page("/search/?q=embassy", width=360).page
    assert page.locator(".evidence li").first.bounding_box()["y"] < 500
    assert not page.is_visible(words)
    assert not page.is_visible(".facets a")
    page.click("summary:text-is('Other words, another crisis')")
    page.fill(words, "staff")
    page.press(words, "Enter")
    page.wait_for_url("**q=staff*")
    page.goto("/search/")
    assert page.is_visible(words)
    page = open_page("/search/?q=embassy", width=1200).page
    assert page.is_visible(words)
    assert page.is_visible(".facets a")
    assert not page.is_visible(".fold > summary")


PAPER = "getComputedStyle(document.documentElement).backgroundColor"


@pytest.mark.parametrize(("scheme", "paper"), [("light", 0), ("dark", 28)])
def test_the_documentation_of_the_api_follows_the_scheme(
    open_page, live_server, scheme, paper
):
    watched = open_page("/api/v1/docs/", scheme=scheme)
    watched.page.wait_for_selector(".opblock")
    # Light, it has no colour of its own.
    assert f"({paper}, " in watched.page.evaluate(PAPER)
    assert_clean(watched, live_server)
    other = {"light": "dark", "dark": "light"}[scheme]
    watched.page.emulate_media(color_scheme=other)
    watched.page.wait_for_function(f"() => {PAPER}.includes('({28 - paper}, ')")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_papers_are_read_in_either_scheme(open_page, tmp_path, scheme):
    subprocess.run([sys.executable, "docs/build.py", tmp_path], check=True)
    watched = open_page((tmp_path / "docs" / "api.html").as_uri(), scheme=scheme)
    ink = watched.page.evaluate("getComputedStyle(document.body).color")
    assert ink == {"light": "rgb(0, 0, 0)", "dark": "rgb(255, 255, 255)"}[scheme]
    found = Axe().run(watched.page, options={"runOnly": ["color-contrast"]}).response
    assert [fault["id"] for fault in found["violations"]] == []
