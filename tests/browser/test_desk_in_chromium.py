"""Importing and bulk work as a person does them: with a mouse, on a phone, without
JavaScript, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command

from reactions.admin import starting
from reactions.extraction import batches
from reactions.importing import storing
from reactions.models import Action, Article, ImportRun
from tests.browser.test_pages_in_chromium import assert_clean, log_in, overflow
from tests.importing.fakes import FakeExtractor

pytestmark = pytest.mark.browser
PERU = b"Title: Lima\nPublished: 2024-09-01\n\nPeru shut its mission."


@pytest.fixture
def imports_at_once(monkeypatch):
    """The import's process is replaced by its command, in the request."""
    fake = FakeExtractor()
    fake.act("Peru shut its mission", "PE")
    monkeypatch.setattr(batches, "run_job", fake.run_job)
    monkeypatch.setattr(storing, "extractor_version", lambda: "test-1")

    def at_once(run_id):
        from django.db import transaction

        transaction.on_commit(lambda: call_command("import_uploads", str(run_id)))

    monkeypatch.setattr(starting, "start", at_once)


@pytest.fixture
def without_javascript(chromium, live_server, kabul):
    context = chromium.new_context(
        java_script_enabled=False, base_url=live_server.url, viewport=PHONE
    )
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/")
    page.fill("#id_username", "rhea")
    page.fill("#id_password", "rhea")
    page.click("input[type=submit]")
    yield page
    context.close()


PHONE = {"width": 360, "height": 800}
FILES = [
    {"name": "lima.txt", "mimeType": "text/plain", "buffer": PERU},
    {"name": "sheet.docx", "mimeType": "application/x", "buffer": b"PK"},
]


def logged_in(open_page, path, **options):
    watched = open_page("/admin/", **options)
    log_in(watched)
    watched.page.goto(path)
    return watched


def hand_over(page):
    page.set_input_files("#id_files", FILES)
    page.select_option("#id_crisis", "kabul-2021")
    page.click("form.import button[type=submit]")
    page.wait_for_url("**/importrun/**")


def read_report(page):
    told = page.inner_text("#content")
    assert "no reader for .docx" in told
    page.click("text=Review what it brought")
    assert "Peru shut its mission" in page.inner_text("blockquote")


@pytest.mark.parametrize("width", [1200, 360])
def test_dropped_files_are_imported_and_lead_to_their_queue(
    open_page, kabul, live_server, imports_at_once, width
):
    watched = logged_in(open_page, "/admin/import/", width=width)
    page = watched.page
    page.set_input_files("#id_files", FILES)
    assert "lima.txt" in page.inner_text("#chosen-files")
    hand_over(page)
    read_report(page)
    assert Article.objects.filter(title="Lima").exists()
    assert overflow(page) <= 0
    assert_clean(watched, live_server)


def test_an_import_needs_no_javascript(without_javascript, kabul, imports_at_once):
    page = without_javascript
    page.goto("/admin/import/")
    hand_over(page)
    read_report(page)
    assert ImportRun.objects.get(source__contains="lima").state == "finished"


def choose(page, action, number=3):
    page.goto("/admin/reactions/action/?review__exact=proposed")
    for box in page.query_selector_all("input.action-select")[:number]:
        box.check()
    page.select_option("select[name=action]", action)
    page.click("button[name=index]")
    page.wait_for_selector("form.bulk")


def retype(page):
    choose(page, "retype_selected")
    page.check("input[name=type][value=embassy_reduced]")
    page.fill("#id_reason", "part of the staff")
    page.click("form.bulk button[type=submit]")
    page.wait_for_selector(".messagelist")
    assert "3 changed." in page.inner_text(".messagelist")


@pytest.mark.parametrize("width", [1200, 360])
def test_chosen_rows_are_retyped(open_page, kabul, live_server, width):
    watched = logged_in(open_page, "/admin/", width=width)
    retype(watched.page)
    assert Action.objects.filter(type="embassy_reduced").count() == 3
    assert overflow(watched.page) <= 0
    assert_clean(watched, live_server)


def test_bulk_work_needs_no_javascript(without_javascript, kabul):
    retype(without_javascript)
    assert Action.objects.filter(type="embassy_reduced").count() == 3
    choose(without_javascript, "assign_selected", number=2)
    without_javascript.select_option("#id_to", label="rhea")
    without_javascript.click("form.bulk button[type=submit]")
    without_javascript.wait_for_selector(".messagelist")
    assert Action.objects.filter(assigned_to__username="rhea").count() == 2


PAGES = [
    "/admin/",
    "/admin/import/",
    "/admin/reactions/action/?review__exact=proposed",
    "/admin/reactions/action/corrections/",
    "/admin/reactions/statement/",
    "/admin/reactions/importrun/",
]


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desks_pages_are_accessible_and_fit(open_page, kabul, width, scheme):
    page = logged_in(open_page, "/admin/", width=width, scheme=scheme).page
    wrong = []
    for path in PAGES:
        page.goto(path)
        wrong += faults(page, path)
    choose(page, "retype_selected")
    wrong += faults(page, "bulk")
    assert wrong == []


def faults(page, path):
    found = Axe().run(page).response["violations"]
    serious = [f["id"] for f in found if f["impact"] in {"serious", "critical"}]
    wide = [f"{overflow(page)} too wide"] if overflow(page) > 0 else []
    return [(path, fault) for fault in serious + wide]


def every_page(kabul):
    """The queue, the board, an article and the form of an act, as the desk has them."""
    return [
        "/admin/queue/",
        "/crises/kabul-2021/?on=2021-08-16&review=proposed",
        f"/articles/{kabul.round_up.pk}/",
        f"/admin/reactions/article/{kabul.round_up.pk}/change/",
        f"/admin/reactions/action/{kabul.actions['NL'].pk}/change/",
        "/admin/reactions/action/add/",
    ]


@pytest.mark.parametrize("width", [1200, 360])
def test_where_editors_work_axe_finds_nothing_serious(
    open_page, kabul, settings, width
):
    settings.PUBLISH_PROPOSED = True
    page = logged_in(open_page, "/admin/", width=width).page
    wrong = []
    for path in every_page(kabul):
        page.goto(path)
        wrong += faults(page, path)
    assert wrong == []


BOXES = """
window.unnamed = []; window.seen = 0;
document.addEventListener("DOMContentLoaded", () => {
  const look = () => {
    for (const box of document.querySelectorAll(".select2-selection")) {
      window.seen += 1;
      if (!box.getAttribute("aria-label")) window.unnamed.push(box.outerHTML);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
});
"""


def test_no_box_of_a_form_is_ever_without_a_name(open_page, kabul):
    page = logged_in(open_page, "/admin/").page
    page.add_init_script(BOXES)
    row = kabul.actions["NL"].pk
    page.goto(f"/admin/reactions/action/{row}/change/")
    page.wait_for_selector(".select2-selection")
    page.wait_for_function("() => window.seen > 20")
    assert page.evaluate("window.unnamed") == []
    names = page.eval_on_selector_all(
        ".select2-selection", "boxes => boxes.map(box => box.ariaLabel)"
    )
    assert {"Crisis", "Country", "Fulfils"} <= set(names)
    page.click(".select2-selection >> nth=0")
    page.wait_for_selector("input.select2-search__field")
    assert page.get_attribute("input.select2-search__field", "aria-label") == "Search"
    assert faults(page, "with a box open") == []


def test_going_back_to_a_list_ticks_no_other_rows(open_page, kabul):
    """Chromium ticks by place, and other rows take the place of those decided."""
    page = logged_in(open_page, "/admin/reactions/action/?review__exact=proposed").page
    page.locator("input[name=_selected_action]").first.check()
    page.select_option("select[name=action]", "accept_selected")
    with page.expect_navigation():
        page.click("button:text-is('Go')")
    assert "1 accepted" in page.inner_text(".messagelist")
    page.go_back()
    page.wait_for_load_state()
    assert page.locator("input[name=_selected_action]").count() > 0
    assert page.locator("input[name=_selected_action]:checked").count() == 0
    assert page.input_value("select[name=action]") == ""
