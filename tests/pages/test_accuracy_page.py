"""The page of figures: what it says without any, then what it says with them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reactions import reviewing
from reactions.models import Evidence, ImportRun
from tests.kabul import NOW

FIGURES = {"name": "posture", "found": 18, "missed": 6, "wrong": 2}
AGREEMENTS = {"stage": {"hit": 9, "seen": 10}}
PART = {
    "name": "held",
    "articles": 33,
    "absent": 0,
    "claims": 20,
    "ungrounded": 0,
    "quiet": 7,
    "made_up": 2,
    "kinds": [FIGURES | {"agreements": AGREEMENTS}],
    "types": [
        {"name": "embassy_moved", "found": 0, "missed": 3, "wrong": 0, "agreements": {}}
    ],
    "misses": [],
}
RUN = {
    "judged_on": "2024-03-05",
    "model": "en_core_web_sm 3.8.0",
    "extractor_version": "rules-7",
    "gold": "tests/extraction/gold",
    "parts": [PART],
}


@pytest.fixture
def save(settings, tmp_path: Path) -> Callable[[object], None]:
    """Write the file that the page shows; none is there before."""
    settings.ACCURACY_FILE = tmp_path / "accuracy.json"

    def write(run: object) -> None:
        settings.ACCURACY_FILE.write_text(json.dumps(run), encoding="utf-8")

    return write


@pytest.fixture
def show(client) -> Callable[[], str]:
    def page() -> str:
        return " ".join(client.get("/accuracy/").content.decode().split())

    return page


def of_a_machine(row, rule: str) -> None:
    Evidence.objects.filter(**{row._meta.model_name: row}).update(
        machine_claim={"text": "x"}, rule=rule
    )


def test_without_a_run_the_page_says_how_to_make_one(db, save, show):
    page = show()
    assert "No run has been saved yet" in page
    assert "evaluate --save" in page


@pytest.mark.parametrize("run", ["x", [], {}, RUN | {"judged_on": "soon"}])
def test_a_file_that_is_no_run_is_told_and_breaks_nothing(db, save, show, run):
    save(run)
    assert "The saved run cannot be read" in show()


def test_rows_that_people_brought_are_no_verdict_on_the_machine(kabul, save, show):
    assert "No editor of this site has accepted or rejected" in show()


def test_the_run_says_what_was_measured_with_what(db, save, show):
    save(RUN)
    page = show()
    for words in ("5 March 2024", "rules-7", "en_core_web_sm 3.8.0"):
        assert words in page
    assert "tests/extraction/gold" in page
    assert "Held: 33 articles" in page


def test_figures_stand_by_kind_and_type(db, save, show):
    save(RUN)
    page = show()
    assert 'data-label="Precision">0.90<' in page
    assert 'data-label="Recall">0.75<' in page
    assert "stage 0.90" in page
    assert "Embassy acts made up in the 7 articles without one: 2." in page
    assert "Embassy moved" in page


def test_nothing_claimed_is_no_precision(db, save, show):
    save(RUN)
    assert 'data-label="Precision">–<' in show()


def test_few_rows_are_marked(db, save, show):
    save(RUN)
    page = show()
    assert 'Embassy moved <abbr title="few rows">*</abbr>' in page
    assert "Posture <abbr" not in page


def test_another_reader_than_the_measured_one_is_told(db, save, show):
    save(RUN)
    assert "newest import here" not in show()
    ImportRun.objects.create(
        started_at=NOW,
        source="x",
        settings={"extractor_version": "rules-7", "model": "en_core_web_trf 3.8.0"},
    )
    assert "read by extractor rules-7 with en_core_web_trf 3.8.0" in show()


def test_verdicts_are_counted_by_type_and_rule(kabul, save, show):
    of_a_machine(kabul.actions["CA"], "act.suspend")
    of_a_machine(kabul.actions["NL"], "act.move")
    of_a_machine(kabul.actions["NO"], "act.close")
    reviewing.reject(
        kabul.actions["NL"], by=kabul.reviewer, note="another embassy", at=NOW
    )
    page = show()
    assert "Embassy suspended" in page
    assert 'data-label="Share accepted">100 %<' in page
    assert 'data-label="Share accepted">0 %<' in page
    assert "act.move" in page
    assert "act.close" not in page, "it is not decided yet"


def test_officials_count_as_one_type(kabul, save, show):
    of_a_machine(kabul.official, "title_and_name")
    reviewing.accept(kabul.official, by=kabul.reviewer, note="", at=NOW)
    page = show()
    assert 'rowheader">Official <' in page
    assert "title_and_name" in page


def test_an_act_proved_twice_is_one_verdict(kabul, save, show):
    of_a_machine(kabul.actions["CA"], "act.suspend")
    assert Evidence.objects.filter(action=kabul.actions["CA"]).count() == 2
    assert 'data-label="Accepted">1<' in show()
    assert 'data-label="Accepted">2<' not in show()


def test_the_page_costs_seven_queries(client, kabul, save, django_assert_num_queries):
    save(RUN)
    with django_assert_num_queries(7):
        client.get("/accuracy/")


def test_every_page_leads_to_it(client, db):
    assert 'href="/accuracy/"' in client.get("/").content.decode()
