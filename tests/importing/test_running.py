"""Imports of folders: what must not be written first, then what is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reactions.extraction.installed import MODELS, NoModelError, model_version
from reactions.importing import Result, storing
from reactions.models import (
    Action,
    Article,
    Crisis,
    Evidence,
    ImportRun,
    Official,
    Statement,
)
from reactions.vocabulary import Basis
from tests.importing.fakes import NOON, coded
from tests.writes import row_counts, writes_in

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2024, 3, 4), date(2024, 3, 5)
KINDS = (Article, Action, Statement, Official, Evidence, Crisis)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in KINDS}


def results(report) -> list[str]:
    return [outcome.result.value for outcome in report.outcomes]


def test_a_dry_run_writes_nothing(extractor, write, run):
    extractor.act("Peru shut its mission", "PE")
    write("a.txt", "Peru shut its mission.")
    before = row_counts()
    with CaptureQueriesContext(connection) as queries:
        report = run(dry_run=True)
    assert results(report) == ["imported"]
    assert report.counts["actions"] == 1
    assert writes_in(queries) == []
    assert row_counts() == before


def test_a_second_run_writes_nothing_but_its_own_record(extractor, write, run):
    extractor.act("Peru shut its mission", "PE")
    extractor.statement("We regret it", "PE", official="Ana Ruiz")
    extractor.official("Ana Ruiz", "PE")
    write("a.txt", "Peru shut its mission. “We regret it,” Ana Ruiz said.")
    run()
    before = row_counts(but="reactions_importrun")
    with CaptureQueriesContext(connection) as queries:
        report = run(at=NOON + timedelta(days=1))
    writes = writes_in(queries)
    assert results(report) == ["known"]
    assert report.exit_status == 0
    assert row_counts(but="reactions_importrun") == before
    assert writes
    assert all("importrun" in sql for sql in writes), writes


def test_the_same_text_with_other_spaces_is_one_article(extractor, write, run):
    write("a.txt", "Peru  shut\nits mission.")
    write("b.txt", "Peru shut its mission.\n\n")
    assert results(run()) == ["imported", "known"]
    assert Article.objects.count() == 1
    assert ImportRun.objects.get().total == 2


def test_an_article_without_a_crisis_is_refused(extractor, write, run):
    write("a.txt", "Peru shut its mission.")
    report = run(crisis="")
    assert results(report) == ["refused"]
    assert "names no crisis" in report.outcomes[0].note
    assert report.exit_status == 2


def test_one_article_without_a_crisis_does_not_make_the_call_wrong(
    extractor, write, run
):
    write("a.txt", "Peru shut its mission.")
    write("b.txt", "Chile stays.", crisis="harbour-2024")
    Crisis.objects.create(slug="harbour-2024", name="Harbour", host_id="HT")
    report = run(crisis="")
    assert results(report) == ["refused", "imported"]
    assert report.exit_status == 1


def test_a_slug_that_cannot_be_is_refused(extractor, write, run):
    write("a.txt", "Peru shut its mission.", crisis="a/b c")
    assert "cannot name a crisis" in run(crisis="").outcomes[0].note


def test_a_missing_path_makes_the_call_wrong_and_the_rest_goes_in(
    extractor, write, run, tmp_path
):
    path = write("a.txt", "Peru shut its mission.")
    report = run(tmp_path / "nowhere", path)
    assert results(report) == ["refused", "imported"]
    assert report.exit_status == 2


def test_what_breaks_the_extractor_is_reported_and_the_rest_goes_in(
    extractor, write, run
):
    extractor.breaks_on = "Peru"
    write("a.txt", "Peru shut its mission.")
    write("b.txt", "Chile stays.")
    report = run()
    assert results(report) == ["failed", "imported"]
    assert report.outcomes[0].note == "ValueError: broken"
    assert report.exit_status == 1
    assert ImportRun.objects.get().errors[0]["reason"] == "ValueError: broken"


@pytest.mark.django_db(transaction=True)
def test_an_article_is_written_whole_or_not_at_all(extractor, write, run, monkeypatch):
    extractor.act("Peru shut its mission", "PE")
    write("a.txt", "Peru shut its mission.")
    write("b.txt", "Today Peru shut its mission.")
    propose = storing.propose

    def break_once(stored, *args, **kwargs):
        proposed = propose(stored, *args, **kwargs)
        if not stored.article.body.startswith("Today"):
            raise ValueError("broken")
        return proposed

    monkeypatch.setattr(storing, "propose", break_once)
    report = run()
    assert results(report) == ["failed", "imported"]
    assert Article.objects.get().body == "Today Peru shut its mission."
    assert Action.objects.count() == 1


def test_a_run_that_is_broken_off_says_so(extractor, write, run, monkeypatch):
    write("a.txt", "Peru shut its mission.")

    def interrupt(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(storing, "store_article", interrupt)
    with pytest.raises(KeyboardInterrupt):
        run()
    stopped = ImportRun.objects.get()
    assert stopped.state == "failed"
    assert stopped.finished_at is not None


def test_an_article_without_claims_goes_in_and_that_is_said(extractor, write, run):
    write("a.txt", "Nobody does anything here.", date="2024-03-04")
    report = run()
    assert results(report) == ["imported"]
    assert "no claims" in report.outcomes[0].note


def test_an_article_in_another_language_goes_in_without_claims(write, run, tmp_path):
    write("a.txt", "Le Pérou a fermé son ambassade, a dit Ana Ruiz, ministre.")
    (tmp_path / "manifest.csv").write_text(
        "file,published_on,language\na.txt,2024-03-04,fr\n"
    )
    report = run()
    assert results(report) == ["imported"]
    assert report.outcomes[0].note == "not English (fr): text kept, no claims read"
    assert Article.objects.get().language == "fr"
    assert not Evidence.objects.exists()


def test_another_host_than_the_crisis_has_is_refused(extractor, write, run):
    write("a.txt", "Peru shut its mission.")
    run()
    write("b.txt", "Chile shut its mission in Berlin.")
    outcome = next(o for o in run(host="DE").outcomes if o.file.endswith("b.txt"))
    assert outcome.result == "refused"
    assert outcome.note == "its host is DE, but that of harbour-2024 is HT"
    assert Article.objects.count() == 1


def test_the_run_keeps_which_model_and_extractor_read(extractor, write, run):
    write("a.txt", "Peru shut its mission.")
    settings = ImportRun.objects.get(pk=run().run_id).settings
    assert settings["model"] == model_version()
    assert settings["extractor_version"] == "test-1"


def test_every_article_is_read_with_the_model_asked_for(extractor, write, run):
    write("a.txt", "Peru shut its mission.")
    run(model=MODELS[-1], dry_run=True)
    assert [job.model for job in extractor.jobs] == [MODELS[-1]]


def test_a_model_that_is_not_installed_stops_before_anything_is_written(write, run):
    write("a.txt", "Peru shut its mission.")
    with pytest.raises(NoModelError, match="en_core_web_absent"):
        run(model="en_core_web_absent")
    assert not Article.objects.exists()
    assert not ImportRun.objects.exists()


def test_an_article_without_a_day_is_known_from_the_import(extractor, write, run):
    extractor.act("Peru shut its mission", "PE")
    write("a.txt", "Peru shut its mission.")
    report = run()
    assert "no publication date" in report.outcomes[0].note
    action = Action.objects.get()
    assert action.known_on == NOON.date()
    assert (action.announced_on, action.counts_on) == (None, None)


def test_a_day_still_to_come_is_told_and_tomorrow_is_not(extractor, write, run):
    write("a.txt", "Peru shut its mission.", date="2042-03-05")
    write("b.txt", "Peru shut its mission again.", date="2024-09-02")
    notes = [outcome.note for outcome in run().outcomes]
    assert "published on 2042-03-05, a day still to come" in notes[0]
    assert "still to come" not in notes[1]


def test_a_misspelt_header_is_told_with_the_line(extractor, write, run):
    write("a.txt", "Peru shut its mission.", titel="Peru goes", date="2024-03-05")
    note = run().outcomes[0].note
    assert "its header was read as text: “Titel: Peru goes” is no header line" in note
    assert "no publication date" in note


def test_every_claim_becomes_a_proposed_row_with_its_words(extractor, write, run):
    extractor.act(
        "Peru shut its mission",
        "PE",
        effective_on=coded(FIRST, Basis.RELATIVE),
        destination="Lima",
        quantity=12,
    )
    extractor.statement("We regret it", "PE", official="Ana Ruiz", speaker="Ana Ruiz")
    extractor.statement("It was late", "PE", continues=0)
    extractor.official("Ana Ruiz", "PE", "foreign minister")
    body = "Peru shut its mission 🇵🇪. “We regret it,” Ana Ruiz said. “It was late.”"
    write("a.txt", body, date="2024-03-05", publisher="The Example")
    report = run()
    assert report.counts["actions"] == 1
    assert (report.counts["statements"], report.counts["officials"]) == (2, 1)
    action = Action.objects.get()
    assert action.review == "proposed"
    assert (action.counts_on, action.known_on) == (FIRST, SECOND)
    assert (action.destination, action.quantity) == ("Lima", 12)
    assert action.summary == "Peru shut its mission"
    assert action.effective_on_basis == "relative"
    assert action.announced_on_basis == "publication"
    first, second = Statement.objects.order_by("pk")
    assert first.official.title == "foreign minister"
    assert second.continues == first
    for piece in Evidence.objects.select_related("article"):
        assert piece.quote == piece.article.body[piece.start : piece.end]
        assert piece.machine_claim["text"] == piece.quote
        assert piece.extractor_version == "test-1"
    header = "Date: 2024-03-05\nPublisher: The Example\n\n"
    assert Article.objects.get().header_length == len(header)


def test_every_proposed_row_begins_its_history_with_the_import(extractor, write, run):
    extractor.act("Peru shut its mission", "PE")
    write("a.txt", "Peru shut its mission.", date="2024-03-05")
    report = run()
    (line,) = Action.objects.get().history.all()
    assert line.history_type == "+"
    assert line.history_change_reason == f"import {report.run_id}"


def test_speakers_without_a_state_make_no_row(extractor, write, run):
    extractor.statement("We regret it", None)
    write("a.txt", "“We regret it,” a diplomat said.")
    run()
    assert not Statement.objects.exists()


def test_the_crisis_is_made_from_its_file(extractor, write, run, tmp_path):
    (tmp_path / "crisis.toml").write_text(
        'slug = "harbour-2024"\nname = "Harbour crisis"\nhost = "HT"\n'
        "started_on = 2024-03-01\n"
    )
    write("a.txt", "Peru shut its mission.")
    run(crisis="", host="", host_city="")
    crisis = Crisis.objects.get()
    assert (crisis.name, crisis.host_id) == ("Harbour crisis", "HT")
    assert crisis.started_on == date(2024, 3, 1)
    assert extractor.jobs[0].host == "HT"


def test_an_existing_crisis_keeps_what_it_has(extractor, write, run):
    Crisis.objects.create(slug="harbour-2024", name="By hand", host_id="HT")
    write("a.txt", "Peru shut its mission.")
    run(name="Another name", host="", host_city="")
    assert Crisis.objects.get().name == "By hand"
    assert extractor.jobs[0].host == "HT"


def test_a_revision_is_linked_and_repeats_no_claim(extractor, write, run):
    extractor.act("Peru shut its mission", "PE")
    extractor.act("Chile shut its mission", "CL")
    url = "https://example.org/1"
    write("a.txt", "Peru shut its mission.", url=url, date="2024-03-04")
    run()
    write("a.txt", "Peru shut its mission. Chile shut its mission.", url=url)
    report = run()
    old, new = Article.objects.order_by("pk")
    assert new.revision_of == old
    assert report.outcomes[0].result is Result.REVISION
    assert report.outcomes[0].proposed.repeated == 1
    assert sorted(Action.objects.values_list("country", flat=True)) == ["CL", "PE"]


def test_the_queries_of_an_article_do_not_grow_with_its_claims(extractor, write, run):
    countries = ["PE", "CL", "FR", "DE", "GB", "US", "CA", "SE", "IT", "NL"]
    for code in countries:
        extractor.act(f"{code} shut", code)
        extractor.statement(f"{code} said", code)
    few, many = (
        write(f"{n}.txt", f"{n}. " + " ".join(f"{c} shut. {c} said." for c in named))
        for n, named in ((1, countries[:1]), (2, countries[1:]))
    )
    run(write("0.txt", "The crisis is there."))
    with CaptureQueriesContext(connection) as of_few:
        run(few)
    with CaptureQueriesContext(connection) as of_many:
        run(many)
    assert len(of_many) == len(of_few)
