"""The record of an import on a phone and a desk: nothing is wider than the page."""

import pytest

from reactions.models import ImportRun
from tests.browser.test_queue_in_chromium import open_queue, overflow
from tests.builders import NOON

WIDER = (
    "() => Math.max(...[...document.querySelectorAll('.results, .readonly')]"
    ".map(each => each.scrollWidth - each.clientWidth))"
)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_list_and_page_of_runs_fit(open_page, kabul, width, scheme):
    run = ImportRun.objects.create(
        source="https://wire.example/" + "feed" * 30,
        started_at=NOON,
        finished_at=NOON,
        state="finished",
        settings={"host": "AF", "model": "m" * 60},
        counts={"imported": 15, "officials": 42, "statements": 95, "merged": 40},
        errors=[{"file": "/srv/" + "f" * 90, "reason": "the file is empty"}],
    )
    kabul.reviewer.is_superuser = True
    kabul.reviewer.save()
    page = open_queue(open_page, width=width, scheme=scheme).page
    for place in ("", f"{run.pk}/change/"):
        page.goto(f"/admin/reactions/importrun/{place}")
        assert overflow(page) <= 0
        assert page.evaluate(WIDER) <= 0
