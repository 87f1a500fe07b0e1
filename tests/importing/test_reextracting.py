"""Stored articles read again: what must stay first, then what differs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reactions import reviewing
from reactions.extraction import batches
from reactions.importing import records, reextract, reextracting, reread_article
from reactions.models import (
    Action,
    Article,
    Evidence,
    ImportRun,
    MergeProposal,
    Official,
    Statement,
)
from reactions.vocabulary import Basis, Stage, Stance
from tests.importing.fakes import NOON, coded
from tests.writes import row_counts, writes_in

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2024, 3, 4), date(2024, 3, 5)
TEXT = "Peru shut its mission. “We regret it,” Ana Ruiz said. Chile shut its mission."


@pytest.fixture
def told(extractor, write, run):
    extractor.act("Peru shut its mission", "PE", effective_on=coded(FIRST))
    extractor.statement("We regret it", "PE", official="Ana Ruiz", speaker="Ana Ruiz")
    extractor.official("Ana Ruiz", "PE")
    run(write("a.txt", TEXT, date="2024-03-04"))
    return Article.objects.get()


def again(**options) -> dict[str, int]:
    ids = Article.objects.values_list("pk", flat=True)
    counts = reextract(ids, at=NOON, source="test", **options)
    return {name: count for name, count in counts.items() if count}


# --- What stays -----------------------------------------------------------------------


def test_the_same_reading_writes_nothing_but_the_run(told):
    before = row_counts(but="reactions_importrun")
    with CaptureQueriesContext(connection) as queries:
        assert again() == {"articles": 1}
    writes = writes_in(queries)
    assert all("importrun" in sql for sql in writes), writes
    assert row_counts(but="reactions_importrun") == before


@pytest.mark.parametrize("change", ["new", "changed", "gone"])
def test_a_dry_run_tells_the_difference_and_writes_nothing(told, extractor, change):
    if change == "new":
        extractor.act("Chile shut its mission", "CL")
    if change == "changed":
        extractor.act("Peru shut its mission", "PE", stage=Stage.UNDERWAY)
    if change == "gone":
        del extractor.claims["Peru shut its mission"]
    before = list(Evidence.objects.values_list("pk", "claim_key"))
    rows = row_counts()
    with CaptureQueriesContext(connection) as queries:
        counts = again(dry_run=True)
    name = {"new": "new", "changed": "follows", "gone": "withdrawn"}[change]
    assert counts == {"articles": 1, name: 1}
    assert writes_in(queries) == []
    assert row_counts() == rows
    assert list(Evidence.objects.values_list("pk", "claim_key")) == before


@pytest.mark.parametrize("decide", [reviewing.accept, reviewing.reject])
def test_what_was_decided_is_kept_though_it_is_not_read_any_more(
    told, extractor, boss, decide
):
    decide(Action.objects.get(), by=boss, at=NOON)
    extractor.claims.clear()
    assert again() == {"articles": 1, "withdrawn": 2, "kept": 1}
    assert not Statement.objects.exists()
    assert not Official.objects.exists()
    assert Action.objects.get().evidence.count() == 1


def test_an_edited_row_is_kept_though_it_is_not_read_any_more(told, extractor, boss):
    reviewing.amend(Action.objects.get(), {"destination": "Lima"}, by=boss, at=NOON)
    del extractor.claims["Peru shut its mission"]
    assert again() == {"articles": 1, "kept": 1}
    assert Action.objects.get().destination == "Lima"


def test_a_rejected_claim_does_not_return_when_it_is_read_otherwise(
    told, extractor, boss
):
    reviewing.reject(Action.objects.get(), by=boss, at=NOON)
    extractor.act("Peru shut its mission", "PE", stage=Stage.UNDERWAY)
    assert again() == {"articles": 1}
    assert Action.objects.get().review == "rejected"


def test_a_reading_that_an_editor_had_already_is_not_proposed(told, extractor, boss):
    action = Action.objects.get()
    reviewing.amend(action, {"stage": "underway"}, by=boss, at=NOON)
    reviewing.accept(action, by=boss, at=NOON)
    extractor.act(
        "Peru shut its mission",
        "PE",
        stage=Stage.UNDERWAY,
        effective_on=coded(FIRST),
    )
    assert again() == {"articles": 1}
    assert Action.objects.count() == 1


def test_an_article_that_breaks_the_extractor_keeps_all_it_has(told, extractor):
    before = Evidence.objects.count()
    extractor.breaks_on = "Peru"
    assert again() == {"articles": 1, "failed": 1}
    assert Evidence.objects.count() == before
    assert "broken" in ImportRun.objects.order_by("pk").last().errors[0]["reason"]


def test_a_person_whom_a_statement_names_is_kept(told, extractor):
    del extractor.claims["Ana Ruiz"]
    assert again() == {"articles": 1, "kept": 1}
    assert Official.objects.get().evidence.count() == 1


def test_whom_an_editor_kept_apart_is_kept_and_not_asked_about_again(
    extractor, write, run, boss
):
    extractor.official("Mohammad Zahir", "AF")
    extractor.official("Muhammed Zaher", "AF")
    run(write("a.txt", "Mohammad Zahir spoke."))
    run(write("b.txt", "Then Muhammed Zaher spoke."))
    reviewing.reject_merge(MergeProposal.objects.get(), by=boss, at=NOON)
    claim = extractor.claims.pop("Muhammed Zaher")
    assert again() == {"articles": 2, "kept": 1}
    extractor.claims["Muhammed Zaher"] = claim
    assert again() == {"articles": 2}
    assert MergeProposal.objects.get().review == "rejected"


@pytest.fixture
def carried_out(extractor, write, run, boss):
    """A plan nobody has touched, and the accepted act that carries it out."""
    extractor.act(
        "will shut its mission",
        "PE",
        stage=Stage.ANNOUNCED,
        announced_on=coded(FIRST),
    )
    extractor.act("has shut it", "PE", effective_on=coded(date(2024, 3, 8)))
    run(write("a.txt", "Peru will shut its mission.", date="2024-03-04"))
    run(write("b.txt", "Peru has shut it.", date="2024-03-08"))
    act = Action.objects.get(stage="done")
    assert act.fulfils is not None
    reviewing.accept(act, by=boss, at=NOON)
    return act


def test_a_plan_that_an_accepted_act_carries_out_is_kept(carried_out, extractor):
    del extractor.claims["will shut its mission"]
    assert again() == {"articles": 2, "kept": 1}
    after = Action.objects.get(pk=carried_out.pk)
    assert (after.fulfils_id, after.version) == (
        carried_out.fulfils_id,
        carried_out.version,
    )


def test_a_plan_that_an_accepted_act_carries_out_does_not_go_into_another(
    carried_out, extractor, write, run
):
    extractor.act(
        "is to shut it", "PE", stage=Stage.ANNOUNCED, announced_on=coded(NOON.date())
    )
    run(write("c.txt", "Peru is to shut it.", date="2024-09-01"))
    extractor.act(
        "will shut its mission",
        "PE",
        stage=Stage.ANNOUNCED,
        announced_on=coded(NOON.date()),
    )
    assert again() == {"articles": 3, "follows": 1}
    plan = Action.objects.get(pk=carried_out.fulfils_id)
    assert (plan.announced_on, plan.evidence.count()) == (NOON.date(), 1)
    assert Action.objects.get(pk=carried_out.pk).fulfils_id == plan.pk
    assert again() == {"articles": 3}


def test_a_statement_that_an_accepted_one_continues_is_kept(
    extractor, write, run, boss
):
    extractor.statement("We regret it", "PE")
    extractor.statement("and we will return", "PE", continues=0)
    run(write("a.txt", "“We regret it,” said Lima, “and we will return.”"))
    reviewing.accept(Statement.objects.latest("pk"), by=boss, at=NOON)
    del extractor.claims["We regret it"]
    extractor.statement("and we will return", "PE")
    assert again() == {"articles": 1, "kept": 1}
    assert Statement.objects.latest("pk").continues == Statement.objects.earliest("pk")


# --- What differs ---------------------------------------------------------------------


def test_a_new_claim_is_proposed(told, extractor):
    extractor.act("Chile shut its mission", "CL")
    assert again() == {"articles": 1, "new": 1}
    assert sorted(Action.objects.values_list("country", flat=True)) == ["CL", "PE"]
    assert again() == {"articles": 1}


def test_an_unreviewed_claim_that_is_not_read_any_more_is_withdrawn(told, extractor):
    action = Action.objects.get()
    del extractor.claims["Peru shut its mission"]
    assert again() == {"articles": 1, "withdrawn": 1}
    assert not Action.objects.exists()
    line = Action.history.filter(id=action.pk).latest()
    assert line.history_type == "-"
    assert line.history_change_reason.endswith(": not read any more")


def test_an_act_that_another_article_tells_only_loses_the_piece(
    told, extractor, write, run
):
    extractor.act("its embassy is closed", "PE", effective_on=coded(FIRST))
    run(write("b.txt", "Peru: its embassy is closed.", date="2024-03-05"))
    del extractor.claims["Peru shut its mission"]
    assert again() == {"articles": 2, "withdrawn": 1}
    action = Action.objects.get()
    assert (action.evidence.count(), action.known_on) == (1, SECOND)


def test_an_untouched_row_follows_a_changed_reading_and_stays_the_same_row(
    told, extractor
):
    before = Action.objects.get()
    extractor.act(
        "Peru shut its mission",
        "PE",
        stage=Stage.UNDERWAY,
        effective_on=coded(SECOND),
    )
    assert again() == {"articles": 1, "follows": 1}
    after = Action.objects.get()
    assert (after.pk, after.stage, after.effective_on) == (
        before.pk,
        "underway",
        SECOND,
    )
    assert after.evidence.get().machine_claim["stage"] == "underway"
    assert again() == {"articles": 1}


def test_a_changed_reading_joins_the_act_that_it_now_tells(told, extractor, write, run):
    extractor.act("its embassy is closed", "PE", effective_on=coded(date(2024, 3, 9)))
    run(write("b.txt", "Peru: its embassy is closed.", date="2024-03-10"))
    assert Action.objects.count() == 2
    extractor.act("its embassy is closed", "PE", effective_on=coded(FIRST))
    assert again() == {"articles": 2, "follows": 1}
    assert Action.objects.get().evidence.count() == 2


def test_another_reading_of_an_accepted_act_is_proposed_beside_it(
    told, extractor, boss
):
    accepted = Action.objects.get()
    reviewing.accept(accepted, by=boss, at=NOON)
    extractor.act(
        "Peru shut its mission", "PE", effective_on=coded(SECOND), destination="Lima"
    )
    assert again() == {"articles": 1, "beside": 1}
    accepted.refresh_from_db()
    assert (accepted.effective_on, accepted.destination) == (FIRST, "")
    beside = Action.objects.exclude(pk=accepted.pk).get()
    assert (beside.review, beside.effective_on) == ("proposed", SECOND)
    assert beside.note == f"Read otherwise than row {accepted.pk}, which was decided."
    assert again() == {"articles": 1}


def test_a_rejected_reading_is_not_proposed_again(told, extractor, boss):
    accepted = Action.objects.get()
    reviewing.accept(accepted, by=boss, at=NOON)
    extractor.act("Peru shut its mission", "PE", effective_on=coded(SECOND))
    again()
    reviewing.reject(Action.objects.proposed().get(), by=boss, at=NOON)
    assert again() == {"articles": 1}
    assert Action.objects.count() == 2


def test_a_reading_that_went_back_takes_its_proposal_along(told, extractor, boss):
    reviewing.accept(Action.objects.get(), by=boss, at=NOON)
    extractor.act("Peru shut its mission", "PE", effective_on=coded(SECOND))
    again()
    extractor.act("Peru shut its mission", "PE", effective_on=coded(FIRST))
    assert again() == {"articles": 1, "withdrawn": 1}
    assert Action.objects.get().review == "accepted"


def test_statements_and_titles_follow_too(told, extractor):
    extractor.statement(
        "We regret it",
        "PE",
        official="Ana Ruiz",
        speaker="Ana Ruiz",
        stance=Stance.SYMPATHY,
    )
    extractor.official("Ana Ruiz", "PE", "president")
    before = Statement.objects.get()
    assert again() == {"articles": 1, "follows": 2}
    after = Statement.objects.get()
    assert (after.pk, after.stance) == (before.pk, "sympathy")
    assert (after.official.title, after.version) == ("president", 2)
    assert again() == {"articles": 1}


def test_another_reading_of_an_accepted_statement_is_proposed_beside_it(
    told, extractor, boss
):
    reviewing.accept(Statement.objects.get(), by=boss, at=NOON)
    extractor.statement(
        "We regret it",
        "PE",
        official="Ana Ruiz",
        speaker="Ana Ruiz",
        stance=Stance.SYMPATHY,
    )
    assert again() == {"articles": 1, "beside": 1}
    states = Statement.objects.order_by("pk").values_list("review", "stance")
    assert list(states) == [("accepted", "concern"), ("proposed", "sympathy")]
    assert again() == {"articles": 1}


# --- A corrected day ------------------------------------------------------------------


def test_rows_follow_a_corrected_publication_day(extractor, write, run, boss):
    extractor.act("Peru shut its mission", "PE")
    extractor.act("Chile left on 4 March", "CL", effective_on=coded(FIRST))
    run(write("a.txt", "Peru shut its mission. Chile left on 4 March."))
    article = Article.objects.get()
    assert set(Action.objects.values_list("known_on", flat=True)) == {NOON.date()}
    article.published_on = SECOND
    article.save()
    reread_article(article, at=NOON, by=boss)
    peru, chile = Action.objects.order_by("-country")
    assert (peru.announced_on, peru.known_on) == (SECOND, SECOND)
    assert peru.announced_on_basis == Basis.PUBLICATION
    assert (chile.effective_on, chile.known_on) == (FIRST, SECOND)
    assert ImportRun.objects.order_by("pk").last().started_by == boss


@pytest.mark.parametrize("corrections", [1, 3])
def test_a_day_corrected_while_the_article_is_read_is_not_undone(
    extractor, write, run, boss, monkeypatch, corrections
):
    extractor.act("Peru shut its mission", "PE")
    run(write("a.txt", "Peru shut its mission.", date="2024-03-05"))
    left = list(range(corrections))

    def read_slowly(job):
        outcome = extractor.run_job(job)
        if left:
            Article.objects.update(published_on=date(2024, 2, 1 + left.pop()))
        return outcome

    monkeypatch.setattr(batches, "run_job", read_slowly)
    counts = again()
    day = Article.objects.get().published_on
    assert day == date(2024, 2, 1)
    if corrections == 1:
        assert counts == {"articles": 1, "follows": 1}
        assert Action.objects.get().announced_on == day
    else:
        assert counts == {"articles": 1, "failed": 1}
        assert Action.objects.get().announced_on == SECOND
        reason = ImportRun.objects.latest("pk").errors[0]["reason"]
        assert reason == "corrected again and again while it was read"


# --- The record of the run ------------------------------------------------------------


def test_a_long_run_says_how_far_it_is_and_is_not_taken_for_dead(
    told, extractor, write, run, monkeypatch
):
    run(write("b.txt", "Nothing of it."))
    monkeypatch.setattr(records, "SECONDS_BETWEEN", 0)
    begun = timezone.now() - timedelta(hours=1)
    seen = []

    def look(_):
        records.end_silent_runs(now=timezone.now())
        seen.append(ImportRun.objects.latest("pk"))

    reextract(
        Article.objects.values_list("pk", flat=True),
        at=begun,
        source="test",
        on_article=look,
    )
    assert [each.state for each in seen] == ["running", "running"]
    assert [each.settled for each in seen] == [1, 2]
    assert {each.total for each in seen} == {2}


def test_progress_is_not_written_for_every_article(told, extractor, write, run):
    run(write("b.txt", "Nothing of it."))
    with CaptureQueriesContext(connection) as queries:
        again()
    assert sum("importrun" in sql for sql in writes_in(queries)) == 2


def test_countries_are_locked_before_the_rows_as_in_an_import(told, extractor):
    extractor.official("Ana Ruiz", "PE", "president")
    with CaptureQueriesContext(connection) as queries:
        again()
    tables = ["reactions_country", "reactions_official", "reactions_statement"]
    first = {
        table: next(n for n, q in enumerate(queries) if f'FROM "{table}"' in q["sql"])
        for table in tables
    }
    assert first["reactions_country"] == min(first.values())


def test_a_database_that_is_away_for_a_while_is_waited_for(
    told, extractor, monkeypatch
):
    waits = []

    def twice(work, **how):
        waits.append(work)
        return work()

    monkeypatch.setattr(reextracting, "patiently", twice)
    again()
    assert len(waits) == 4  # begun, loaded, settled, ended
