"""Editors clear the queue: by keyboard, by mouse on a phone, without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from reactions import reviewing
from reactions.models import Action
from tests.browser.test_pages_in_chromium import assert_clean, log_in, overflow
from tests.kabul import NOW, make_action, prove

pytestmark = pytest.mark.browser

PROPOSALS = 20


@pytest.fixture
def waiting(kabul):
    """Twenty acts and nothing else."""
    reviewing.reject(kabul.official, by=kabul.reviewer, note="a test", at=NOW)
    Action.objects.proposed().delete()
    codes = ["FR", "IT", "ES", "PT", "BE", "AT", "CH", "SE", "DK", "FI"]
    for number in range(PROPOSALS):
        kind = "embassy_closed" if number % 2 else "embassy_moved"
        row = make_action(kabul.crisis, codes[number % len(codes)], kind, priority=100)
        prove(row, kabul.round_up, "closed its embassy")
    return kabul


def decided():
    return Action.objects.filter(note__in=["", "no"], pk__gt=0).exclude(
        review="proposed"
    )


def is_done(page):
    return page.locator("text=Nothing waits here").count() == 1


def open_queue(open_page, **options):
    watched = open_page("/admin/", **options)
    log_in(watched)
    watched.page.goto("/admin/queue/")
    return watched


def tab_to(page, field):
    """Go to a field as a person without a mouse does."""
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == field:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{field} is not reached")


def test_the_keyboard_alone_clears_twenty(open_page, waiting, live_server):
    before = decided().count()
    watched = open_queue(open_page)
    page = watched.page
    for number in range(PROPOSALS):
        with page.expect_navigation():
            if number % 5 == 0:
                page.keyboard.press("r")
                page.keyboard.type("no")
                page.keyboard.press("Enter")
            elif number % 5 == 1:
                page.keyboard.press("e")
                tab_to(page, "id_destination")
                page.keyboard.type("Doha")
                page.keyboard.press("Control+Enter")
            else:
                page.keyboard.press("a")
    assert is_done(page)
    assert decided().count() - before == PROPOSALS
    assert Action.objects.filter(review="rejected", note="no").count() == 4
    assert Action.objects.filter(review="accepted", destination="Doha").count() == 4
    with page.expect_navigation():
        page.keyboard.press("u")
    assert Action.objects.proposed().count() == 1
    assert_clean(watched, live_server)


def test_a_mouse_on_a_phone_clears_twenty(open_page, waiting, live_server):
    watched = open_queue(open_page, width=360)
    page = watched.page
    assert overflow(page) <= 0
    for number in range(PROPOSALS):
        if number == 3:
            page.click("button:has-text('Reject')")
            page.fill("#id_note", "no")
            page.click("button:has-text('Reject')")
        else:
            page.click("button:has-text('Accept')")
        page.wait_for_load_state()
    assert is_done(page)
    assert Action.objects.filter(review="rejected").count() == 1
    assert_clean(watched, live_server)


def test_without_javascript_the_forms_clear_twenty(chromium, waiting, live_server):
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/queue/")
    page.fill("#id_username", "rhea")
    page.fill("#id_password", "rhea")
    page.click("input[type=submit]")
    for number in range(PROPOSALS):
        if number == 5:
            page.click("button:has-text('Reject')")
            assert "say why" in page.inner_text(".messagelist")
            page.fill("#id_note", "no")
            page.click("button:has-text('Reject')")
        else:
            page.click("button:has-text('Accept')")
    assert is_done(page)
    context.close()


def test_going_back_does_not_fill_the_next_claim_with_the_last(open_page, waiting):
    """Chromium fills a form of a page that it goes back to as it was left."""
    page = open_queue(open_page).page
    first, second = (Action.objects.get(pk=pk) for pk in shown_in_turn(page, 2))
    assert first.type != second.type
    page.fill("#id_destination", "Doha")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    page.go_back()
    page.wait_for_load_state()
    assert page.input_value("input[name=at]") == f"action-{second.pk}"
    assert page.input_value("#id_type") == second.type
    assert page.input_value("#id_destination") == ""
    with page.expect_navigation():
        page.click("button.accept")
    before = (second.type, second.stage, second.effective_on)
    second.refresh_from_db()
    assert (second.type, second.stage, second.effective_on) == before
    assert second.review == "accepted"


def shown_in_turn(page, number):
    """The ids of the first acts of the queue, which stays as it is."""
    first = page.input_value("input[name=at]")
    coming = page.locator(".queue-foot ol a").evaluate_all(
        "links => links.map(link => new URL(link.href).searchParams.get('at'))"
    )
    return [int(at.removeprefix("action-")) for at in [first, *coming][:number]]


def test_a_key_held_down_decides_no_more_than_one(open_page, waiting):
    before = decided().count()
    page = open_queue(open_page).page
    with page.expect_navigation():
        page.keyboard.down("a")
    page.keyboard.down("a")  # again without a release: the keyboard repeats
    page.wait_for_timeout(500)
    assert decided().count() - before == 1


def test_caps_lock_changes_no_key(open_page, waiting):
    before = decided().count()
    page = open_queue(open_page).page
    with page.expect_navigation():
        page.keyboard.press("A")
    assert decided().count() - before == 1


def test_the_words_of_the_claim_are_in_sight(open_page, waiting):
    page = open_queue(open_page).page
    assert page.locator("mark.this").first.is_visible()
    seen = page.evaluate(
        "() => { const text = document.querySelector('.source .text')"
        ".getBoundingClientRect(); const mark = document.querySelector('mark.this')"
        ".getBoundingClientRect();"
        " return mark.top >= text.top && mark.bottom <= text.bottom; }"
    )
    assert seen


@pytest.mark.parametrize("width", [1200, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_queue_is_accessible_and_fits(open_page, waiting, width, scheme):
    page = open_queue(open_page, width=width, scheme=scheme).page
    assert overflow(page) <= 0
    found = Axe().run(page).response["violations"]
    serious = [f["id"] for f in found if f["impact"] in {"serious", "critical"}]
    assert serious == []
