"""Reprints: what is none first, then what is found, and the figures of both."""

import re
import tomllib
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reactions import reviewing
from reactions.actors import Role, surfaces
from reactions.importing.sketches import FEWEST_WORDS, likeness, sketch_of, words_of
from reactions.models import Action, Article, ArticleBand, Evidence, Official, Statement
from reactions.vocabulary import ActionType
from tests.importing.desk_edits import DESK_EDITS, with_byline
from tests.importing.fakes import NOON

ROOT = Path(__file__).resolve().parents[2]
EVENTS = tomllib.loads((Path(__file__).parent / "reprints/stories.toml").read_text())
STORY = EVENTS["event"][0]["agency"].strip()
DAY = date(2024, 3, 9)

pytestmark = pytest.mark.django_db


def copies() -> dict[int, int | None]:
    return dict(Article.objects.order_by("pk").values_list("pk", "copy_of_id"))


# --- What is no reprint ---------------------------------------------------------------


def test_short_texts_are_not_compared(extractor, write, run):
    brief = "Peru shut its mission on Monday, the ministry in Lima said."
    assert len(brief.split()) < FEWEST_WORDS
    write("a.txt", brief)
    write("b.txt", f"LIMA - {brief}")
    run()
    assert set(copies().values()) == {None}
    assert not ArticleBand.objects.exists()


@pytest.mark.parametrize("event", EVENTS["event"], ids=lambda event: event["name"])
def test_stories_of_one_event_are_origins_of_their_own(extractor, write, run, event):
    for kind in ("agency", "rival", "later"):
        write(f"{kind}.txt", event[kind], date="2024-03-09")
    run()
    assert set(copies().values()) == {None}


def test_a_newer_version_of_a_page_is_no_reprint_of_it(extractor, write, run):
    url = "https://example.org/1"
    run(write("a.txt", STORY, url=url))
    run(write("a.txt", f"{STORY}\n\nThis article was updated.", url=url))
    old, new = Article.objects.order_by("pk")
    assert (new.revision_of, new.copy_of) == (old, None)


def test_a_text_printed_again_after_weeks_is_another_origin(extractor, write, run):
    write("a.txt", STORY, date=DAY.isoformat())
    write("b.txt", with_byline(STORY), date=(DAY + timedelta(days=8)).isoformat())
    run()
    assert set(copies().values()) == {None}


def test_another_crisis_has_its_own_origins(extractor, write, run):
    run(write("a.txt", STORY))
    run(write("b.txt", with_byline(STORY)), crisis="quake-2024")
    assert set(copies().values()) == {None}


def test_a_round_up_that_takes_in_a_whole_brief_is_a_story_of_its_own(
    extractor, write, run
):
    brief = STORY.split("\n\n")[0] + " " + STORY.split("\n\n")[1]
    others = [event["rival"] for event in EVENTS["event"][1:]]
    write("a.txt", brief, date=DAY.isoformat())
    write("b.txt", "\n\n".join([brief, *others]), date=DAY.isoformat())
    run()
    assert set(copies().values()) == {None}


AUSTRIAN = {
    Role.NAME: "Austria", Role.ADJECTIVE: "Austrian", Role.PEOPLE: "Austrians"
}  # fmt: skip


def with_another_actor(story: str) -> str:
    """The story told of Austria instead of the state that it names first."""
    named = [
        (story.find(each.text), each)
        for each in surfaces()
        if each.role is Role.NAME
        and len(each.text) > 3  # no AU of Port-au-Prince
        and re.search(rf"\b{each.text}\b", story)
    ]
    code = min(named, key=lambda found: (found[0], -len(found[1].text)))[1].code
    told = story
    for each in surfaces():
        if each.code == code and each.role in AUSTRIAN:
            told = re.sub(rf"\b{each.text}\b", AUSTRIAN[each.role], told)
    return told


@pytest.mark.parametrize("event", EVENTS["event"], ids=lambda event: event["name"])
def test_a_near_copy_in_which_another_state_acts_is_an_origin_of_its_own(
    extractor, write, run, event
):
    story = event["agency"].strip()
    run(write("a.txt", story, date="2024-03-09"))
    other = run(write("b.txt", with_another_actor(story), date="2024-03-10"))
    copy = run(write("c.txt", with_byline(with_another_actor(story))))
    first, second, third = Article.objects.order_by("pk")
    assert (second.copy_of, third.copy_of) == (None, second)
    assert f"reads like article {first.pk} but has AT for" in other.outcomes[0].note
    assert f"a reprint of article {second.pk}" in copy.outcomes[0].note


def test_a_near_copy_with_a_newer_figure_is_the_same_origin(extractor, write, run):
    story = f"{STORY}\n\nThe ministry said that 3,400 people were still waiting."
    run(write("a.txt", story, date="2024-03-09"))
    newer = run(write("b.txt", story.replace("3,400", "5,100"), date="2024-03-10"))
    first, second = Article.objects.order_by("pk")
    assert second.copy_of == first
    assert "the reprint has 5,100 for 3,400" in newer.outcomes[0].note


def test_words_in_another_order_are_not_alike():
    words = words_of(STORY)
    assert likeness(words, sorted(words)) < 0.3


# --- What is found --------------------------------------------------------------------


@pytest.mark.parametrize("event", EVENTS["event"], ids=lambda event: event["name"])
def test_what_an_editor_made_of_an_agency_story_is_a_reprint(
    extractor, write, run, event
):
    run(write("a.txt", event["agency"], date="2024-03-09"))
    report = run(write("b.txt", event["desk"], date="2024-03-10"))
    original, reprint = Article.objects.order_by("pk")
    assert reprint.copy_of == original
    assert f"a reprint of article {original.pk}" in report.outcomes[0].note


def test_a_reprint_of_a_reprint_is_a_copy_of_the_first(extractor, write, run):
    run(write("a.txt", STORY))
    run(write("b.txt", with_byline(STORY)))
    run(write("c.txt", f"{with_byline(STORY)}\n\nPrinted on page 3."))
    first, second, third = Article.objects.order_by("pk")
    assert (second.copy_of, third.copy_of) == (first, first)


def test_many_reprints_add_few_keys(extractor, write, run):
    run(write("a.txt", STORY))
    keys = ArticleBand.objects.count()
    for number in range(20):
        run(write("b.txt", f"{STORY}\n\nPrinted on page {number}."))
    assert Article.objects.filter(copy_of__isnull=False).count() == 20
    assert ArticleBand.objects.count() == keys


def test_a_deleted_article_takes_its_keys_along(extractor, write, run):
    run(write("a.txt", STORY))
    Article.objects.get().delete()
    assert not ArticleBand.objects.exists()


def test_articles_of_before_the_sketches_are_sketched(extractor, write, run):
    run(write("a.txt", STORY))
    run(write("b.txt", EVENTS["event"][1]["agency"]))
    run(write("c.txt", f"{STORY}\n\nPrinted on page 3."))
    keys = set(ArticleBand.objects.values_list("key", "article"))
    ArticleBand.objects.all().delete()
    ArticleBand.objects.create(key=1, article=Article.objects.earliest("pk"))
    migration = "reactions.migrations.0012_sketches_of_stored_articles"
    import_module(migration).sketch(apps, None)
    assert set(ArticleBand.objects.values_list("key", "article")) == keys
    run(write("d.txt", with_byline(STORY)))
    assert Article.objects.latest("pk").copy_of == Article.objects.earliest("pk")


def test_the_keys_of_a_text_stay_what_they_are():
    """Stored keys meet those of later releases only if they are made the same way."""
    sketch = sketch_of(STORY, within="harbour-2024")
    assert len(set(sketch.keys)) == 40
    assert sketch.keys[0] == 3968302139653668443
    assert sketch.keys[-1] == -4571079273093632354
    assert all(-(2**63) <= key < 2**63 for key in sketch.keys)


def test_case_marks_and_spaces_make_no_difference():
    loud = STORY.upper().replace(" ", "  ").replace(",", " ;")
    one, other = sketch_of(STORY, within="x"), sketch_of(loud, within="x")
    assert one == other


def test_the_queries_of_an_article_do_not_grow_with_its_reprints(extractor, write, run):
    run(write("a.txt", STORY))
    run(write("b.txt", with_byline(STORY)))
    with CaptureQueriesContext(connection) as of_few:
        run(write("c.txt", f"{STORY}\n\nPrinted on page 3."))
    for number in range(4, 9):
        run(write("c.txt", f"{STORY}\n\nPrinted on page {number}."))
    with CaptureQueriesContext(connection) as of_many:
        run(write("c.txt", f"{STORY}\n\nPrinted on page 9."))
    assert len(of_many) == len(of_few)


# --- A reprint's claims are its original's --------------------------------------------


@pytest.fixture
def told(extractor, write, run):
    """An agency's story with an act, a statement and a person, imported."""
    extractor.act("ordered all staff out", "PE", ActionType.EMBASSY_EVACUATED)
    extractor.statement("We will not ask our people", "PE", official="Rosaura Quispe")
    extractor.official("Rosaura Quispe", "PE")
    run(write("a.txt", STORY, date="2024-03-09"))


@pytest.mark.parametrize("decide", [reviewing.accept, reviewing.reject])
def test_a_reprints_claims_inherit_the_review(told, write, run, boss, decide):
    rows = [Action.objects.get(), Statement.objects.get(), Official.objects.get()]
    for row in rows:
        decide(row, by=boss, at=NOON)
    report = run(write("b.txt", with_byline(STORY), date="2024-03-11"))
    assert report.counts["merged"] == 3
    for row in rows:
        (same,) = type(row).objects.all()
        assert (same.review, same.version) == (row.review, row.version)
        assert same.evidence.count() == 2


def test_a_renamed_person_is_not_proposed_again_by_a_reprint(told, write, run, boss):
    official = Official.objects.get()
    reviewing.amend(official, {"name": "Rosaura Quispe Mamani"}, by=boss, at=NOON)
    run(write("b.txt", with_byline(STORY), date="2024-03-11"))
    assert Official.objects.get().name == "Rosaura Quispe Mamani"


def test_a_relative_day_counts_from_the_originals_publication(told, write, run):
    before = Action.objects.get()
    run(write("b.txt", with_byline(STORY), date="2024-03-12"))
    after = Action.objects.get()
    assert (after.counts_on, after.known_on) == (before.counts_on, before.known_on)


def test_a_reprint_again_adds_nothing(told, write, run):
    path = write("b.txt", with_byline(STORY), date="2024-03-11")
    run(path)
    before = Evidence.objects.count()
    assert [each.result.value for each in run(path).outcomes] == ["known"]
    assert Evidence.objects.count() == before


# --- The figures ----------------------------------------------------------------------


def all_stories() -> list[str]:
    folders = ("tests/extraction/gold", "samples/kabul-2021")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.txt")]
    # The samples hold a reprint of their own.
    texts = [path.read_text() for path in sorted(paths) if "reprint" not in path.name]
    own = [
        event[kind]
        for event in EVENTS["event"]
        for kind in ("agency", "rival", "later")
    ]
    return [text for text in [*texts, *own] if len(text.split()) >= FEWEST_WORDS]


def test_precision_and_recall_of_reprints(extractor, write, run):
    """Every story, then what each kind of desk makes of it, in one crisis and week.

    The words decide, whatever the engine: PostgreSQL is asked for every fourth.
    """
    original_of = {}
    desk = {event["agency"]: event["desk"] for event in EVENTS["event"]}
    every = 4 if connection.vendor == "postgresql" else 1
    for number, story in enumerate(all_stories()[::every]):
        # Files are read in the order of their names: the story comes first.
        original = f"{number:03}-.txt"
        write(original, story, date="2024-03-09")
        made = {edit.__name__: edit(story) for edit in DESK_EDITS}
        if story in desk:
            made["by_hand"] = desk[story]
        for name, reprint in made.items():
            original_of[f"{number:03}-{name}.txt"] = original
            write(f"{number:03}-{name}.txt", reprint, date="2024-03-11")
    outcomes = run().outcomes
    names = {each.article_id: each.file.rpartition("/")[2] for each in outcomes}
    marked = {
        names[pk]: names[root] for pk, root in copies().items() if root is not None
    }
    right = sum(original_of.get(name) == root for name, root in marked.items())
    precision, recall = right / len(marked), right / len(original_of)
    assert precision >= 0.95, f"{precision:.3f} of {len(marked)} marked"
    assert recall >= 0.90, f"{recall:.3f} of {len(original_of)} reprints"
