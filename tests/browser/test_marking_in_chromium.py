"""Words selected with the mouse become a row that stands first in its queue."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from reactions.models import Action
from tests.browser.test_pages_in_chromium import assert_clean, log_in, overflow

pytestmark = pytest.mark.browser

SELECT = """quote => {
  const text = document.getElementById('source-text');
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const at = node.data.indexOf(quote);
    if (at >= 0) {
      getSelection().setBaseAndExtent(node, at, node, at + quote.length);
      return true;
    }
  }
  return false;
}"""


def test_selected_words_become_a_row(open_page, kabul, live_server):
    watched = open_page("/admin/")
    log_in(watched)
    page = watched.page
    page.goto(f"/admin/queue/add/{kabul.round_up.pk}/")
    assert page.evaluate(SELECT, "saw no need to leave")
    page.wait_for_function("document.getElementById('id_quote').value !== ''")
    page.keyboard.press("1")
    page.select_option("#id_country", "RU")
    page.select_option("#id_type", "embassy_kept")
    page.select_option("#id_stage", "done")
    page.click("text=Add as a proposal")
    assert "is added as a proposal" in page.inner_text(".messagelist")
    row = Action.objects.order_by("pk").last()
    assert row.evidence.get().quote == "saw no need to leave"
    assert page.inner_text(".claim blockquote") == "saw no need to leave"
    assert_clean(watched, live_server)


@pytest.mark.parametrize("width", [1200, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_and_fits(open_page, kabul, width, scheme):
    watched = open_page("/admin/", width=width, scheme=scheme)
    log_in(watched)
    page = watched.page
    page.goto(
        f"/admin/queue/add/{kabul.round_up.pk}/?what=statement&quote=no+need+to+leave"
    )
    assert overflow(page) <= 0
    found = Axe().run(page).response["violations"]
    serious = [f["id"] for f in found if f["impact"] in {"serious", "critical"}]
    assert serious == []
