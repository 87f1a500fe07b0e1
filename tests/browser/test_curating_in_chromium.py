"""Merging, deciding conflicts and bringing back, in a real browser, with and without
JavaScript, wide and at a phone's width, in both schemes."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from reactions import reviewing
from reactions.models import (
    Action,
    ConflictKind,
    Evidence,
    MergeProposal,
    Official,
    Preference,
)
from tests.browser.test_pages_in_chromium import assert_clean, log_in, overflow
from tests.kabul import NOW, make_action, prove

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(kabul):
    """A desk with a pair to merge, conflicts, a split to make and a long history."""
    again = make_action(
        kabul.crisis,
        "NL",
        "embassy_moved",
        stage="underway",
        effective_on=date(2021, 8, 17),
        known_on=date(2021, 8, 17),
        destination="the airport",
    )
    prove(again, kabul.second, "Canada's mission")
    for number, piece in enumerate(kabul.actions["CA"].evidence.order_by("pk")):
        day = {"on": f"2021-08-1{4 + number}", "precision": "day", "basis": "stated"}
        claim = {"type": "embassy_suspended", "quantity": 20, "effective_on": day}
        Evidence.objects.filter(pk=piece.pk).update(machine_claim=claim)
    other = Official.objects.create(
        country_id="CA", name="Mark Garneau", name_key="mark garneau", title="minister"
    )
    MergeProposal.objects.create(official=other, into=kabul.official, created_at=NOW)
    reviewing.amend(
        again, {"quantity": 12}, by=kabul.reviewer, at=NOW, note="as the ministry wrote"
    )
    return kabul, again, other


def signed_in(open_page, **options):
    watched = open_page("/admin/", **options)
    log_in(watched)
    return watched


def test_a_pair_is_merged_field_by_field_and_undone(open_page, desk, live_server):
    kabul, again, _ = desk
    first = kabul.actions["NL"]
    watched = signed_in(open_page)
    page = watched.page
    page.goto("/admin/reactions/action/?q=netherlands")
    for row in (first, again):
        page.check(f"input[name=_selected_action][value='{row.pk}']")
    page.select_option("select[name=action]", "merge_selected")
    page.click("button:text-is('Go')")
    assert "Are these one act?" in page.inner_text("h1")
    page.check(f"input[name=keep][value='{first.pk}']")
    page.check(f"input[name=effective_on][value='{first.pk}']")
    page.check(f"input[name=quantity][value='{again.pk}']")
    page.fill("#id_note", "one move")
    page.click("button:text-is('Merge')")
    assert "2 rows are one now" in page.inner_text(".messagelist")
    first.refresh_from_db()
    assert (first.quantity, first.effective_on) == (12, date(2021, 8, 15))
    assert Action.objects.get(pk=again.pk).merged_into == first
    page.click(".alike button:text-is('Undo')")
    assert "Undone" in page.inner_text(".messagelist")
    first.refresh_from_db()
    assert (first.quantity, first.destination) == (None, "")
    assert_clean(watched, live_server)


def test_a_conflict_is_decided_and_opened_again_on_a_phone(
    open_page, desk, live_server
):
    kabul, _, _ = desk
    watched = signed_in(open_page, width=360)
    page = watched.page
    page.goto("/admin/conflicts/?kind=closed_or_kept")
    page.click("button:text-is('Prefer this') >> nth=0")
    assert not Preference.objects.exists()  # the browser asks for the reason first
    page.fill("#reason-1", "the ministry's own words")
    page.click("button:text-is('Prefer this') >> nth=0")
    assert "Decided." in page.inner_text(".messagelist")
    assert Preference.objects.get().preferred == kabul.actions["GB closed"]
    page.select_option("select[name=state]", "decided")
    page.click("button:text-is('Show')")
    page.click("button:has-text('Undo')")
    assert "open again" in page.inner_text(".messagelist")
    assert not Preference.objects.standing().exists()
    assert_clean(watched, live_server)


def test_a_field_is_brought_back_from_the_history(open_page, desk, live_server):
    _, again, _ = desk
    watched = signed_in(open_page)
    page = watched.page
    page.goto(f"/admin/reactions/action/{again.pk}/change/")
    page.click("a.historylink")
    page.click("a:text-is('Bring back')")
    page.fill("#id_note", "it was miscounted")
    page.click("button:text-is('Bring back')")
    assert "Brought back." in page.inner_text(".messagelist")
    assert "it was miscounted" in page.inner_text(".activity")
    again.refresh_from_db()
    assert again.quantity is None
    assert_clean(watched, live_server)


def test_without_javascript_all_of_it_works(chromium, desk, live_server):
    kabul, again, _ = desk
    context = chromium.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/duplicates/")
    page.fill("#id_username", "rhea")
    page.fill("#id_password", "rhea")
    page.click("input[type=submit]")
    page.click("text=Compare and merge >> nth=0")
    page.click("button:text-is('Merge')")
    assert Action.objects.filter(merged_into__isnull=False).count() == 1
    page.click(".alike button:text-is('Undo')")
    assert not Action.objects.filter(merged_into__isnull=False).exists()
    page.goto("/admin/conflicts/?kind=closed_or_kept")
    page.fill("#reason-1", "so")
    page.click("button:text-is('Prefer this') >> nth=1")
    assert Preference.objects.get().preferred == kabul.actions["GB"]
    page.goto(f"/admin/split/{kabul.actions['CA'].pk}/")
    page.check("input[name=piece] >> nth=1")
    page.click("button:text-is('Split')")
    page.click("button:text-is('Undo the split')")
    assert kabul.actions["CA"].evidence.count() == 2
    page.goto(f"/admin/reactions/action/{again.pk}/history/")
    page.click("text=Bring the whole row back to this >> nth=-1")
    page.fill("#id_note", "so")
    page.click("button:text-is('Bring back')")
    assert Action.objects.get(pk=again.pk).quantity is None
    context.close()


def addresses(kabul, again, other):
    first = kabul.actions["NL"]
    line = again.history.earliest("history_id")
    return [
        f"/admin/merge/action/?row={first.pk}&row={again.pk}",
        f"/admin/merge/official/?row={kabul.official.pk}&row={other.pk}",
        f"/admin/split/{kabul.actions['CA'].pk}/",
        f"/admin/split/official/{kabul.official.pk}/",
        "/admin/duplicates/",
        "/admin/conflicts/",
        "/admin/conflicts/?state=decided",
        f"/admin/reactions/action/{again.pk}/history/",
        f"/admin/reactions/action/{again.pk}/revert/{line.pk}/",
        "/admin/activity/",
        f"/admin/reactions/action/{kabul.actions['CA'].pk}/change/",
        "/crises/kabul-2021/?on=2021-08-16&review=proposed",
        f"/actions/{kabul.actions['GB'].pk}/",
    ]


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits(open_page, desk, width, scheme):
    kabul, again, other = desk
    acts = kabul.actions
    reviewing.prefer(
        acts["GB"],
        over=acts["GB closed"],
        kind=ConflictKind.CLOSED_OR_KEPT,
        reason="its own words",
        by=kabul.reviewer,
        at=NOW,
    )
    watched = signed_in(open_page, width=width, scheme=scheme)
    page = watched.page
    for address in addresses(kabul, again, other):
        page.goto(address)
        assert overflow(page) <= 0, address
        assert watched.complaints == [], address
        found = Axe().run(page).response["violations"]
        serious = [f["id"] for f in found if f["impact"] in {"serious", "critical"}]
        assert (address, serious) == (address, [])
        # What axe itself does against the content policy is no fault of the page.
        watched.complaints.clear()
