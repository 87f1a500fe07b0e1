"""Spelling variants are put to an editor; nothing is merged unasked."""

import pytest
from django.db import IntegrityError, connection, transaction

from reactions import reviewing
from reactions.models import Article, Country, ImportRun, MergeProposal, Official
from tests.builders import a_user, an_official
from tests.importing.fakes import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def spelt_twice(extractor, write, run) -> MergeProposal:
    extractor.official("Mohammad Zahir", "AF")
    extractor.official("Muhammed Zaher", "AF")
    run(write("a.txt", "Mohammad Zahir spoke."), host="AF")
    run(write("b.txt", "Muhammed Zaher spoke."), host="AF")
    return MergeProposal.objects.get()


# --- What must not happen -------------------------------------------------------------


def test_names_of_two_countries_are_not_put_together(extractor, write, run):
    extractor.official("Ana Ruiz", "PE")
    extractor.official("Anna Ruiz", "CL")
    run(write("a.txt", "Ana Ruiz and Anna Ruiz spoke."))
    assert not MergeProposal.objects.exists()


def test_variants_stay_two_rows_until_somebody_decides(spelt_twice):
    assert Official.objects.standing().count() == 2
    assert spelt_twice.review == "proposed"


def test_an_editor_may_not_decide(spelt_twice):
    editor = a_user("editor", group="editor")
    for verb in (reviewing.accept_merge, reviewing.reject_merge):
        with pytest.raises(reviewing.NotAllowed):
            verb(spelt_twice, by=editor, at=NOON)
    assert Official.objects.standing().count() == 2


def test_a_rejected_pair_is_not_asked_again(spelt_twice, write, run, boss):
    reviewing.reject_merge(spelt_twice, by=boss, at=NOON, note="his brother")
    run(write("c.txt", "Again Muhammed Zaher met Mohammad Zahir."), host="AF")
    (kept,) = MergeProposal.objects.all()
    assert (kept.review, kept.note) == ("rejected", "his brother")


@pytest.mark.parametrize("verb", ["accept_merge", "reject_merge"])
def test_what_is_decided_is_not_decided_again(spelt_twice, boss, verb):
    getattr(reviewing, verb)(spelt_twice, by=boss, at=NOON)
    with pytest.raises(reviewing.AlreadyDecided):
        reviewing.reject_merge(spelt_twice, by=boss, at=NOON)
    with pytest.raises(reviewing.AlreadyDecided):
        reviewing.accept_merge(spelt_twice, by=boss, at=NOON)


@pytest.mark.parametrize(
    "change",
    [
        "review = 'merged'",
        "review = 'accepted'",
        "into_id = official_id",
        "official_id = into_id, into_id = official_id",
    ],
)
def test_the_table_refuses_what_makes_no_sense(spelt_twice, change):
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE reactions_mergeproposal SET {change}")


def test_the_table_holds_a_pair_once(spelt_twice):
    with pytest.raises(IntegrityError), transaction.atomic():
        MergeProposal.objects.create(
            official=spelt_twice.official, into=spelt_twice.into, created_at=NOON
        )


# --- What then happens ----------------------------------------------------------------


def test_a_variant_of_a_name_that_was_added_by_hand_is_put_to_an_editor(
    extractor, write, run, boss
):
    run(write("a.txt", "Mohammad Zahir spoke."))
    words = reviewing.words_in(Article.objects.get(), "Mohammad Zahir")
    values = {"name": "Mohammad Zahir", "country": Country.objects.get(code="AF")}
    added = reviewing.add_official(words, values, by=boss, at=NOON)
    extractor.official("Muhammed Zaher", "AF")
    run(write("b.txt", "Then Muhammed Zaher spoke."))
    assert MergeProposal.objects.get().into == added


def test_a_proposal_says_which_import_made_it(spelt_twice):
    assert spelt_twice.import_run == ImportRun.objects.order_by("pk").last()
    assert spelt_twice.official.name == "Muhammed Zaher"
    assert spelt_twice.into.name == "Mohammad Zahir"


def test_two_spellings_in_one_article_are_put_together(extractor, write, run):
    extractor.official("Ann Linde", "SE")
    extractor.official("Anne Linde", "SE")
    run(write("a.txt", "Ann Linde and Anne Linde spoke."))
    assert MergeProposal.objects.count() == 1


@pytest.mark.parametrize("keeps_later", [False, True])
def test_accepting_merges_them_the_way_asked(spelt_twice, boss, keeps_later):
    reviewing.accept_merge(spelt_twice, by=boss, at=NOON, keeps_later=keeps_later)
    names = "Muhammed Zaher" if keeps_later else "Mohammad Zahir"
    assert Official.objects.standing().get().name == names
    assert (spelt_twice.review, spelt_twice.decided_by) == ("accepted", boss)


def test_a_third_spelling_follows_the_merge_of_the_first_two(
    spelt_twice, extractor, write, run, boss
):
    extractor.official("Mohamed Zahir", "AF")
    run(write("c.txt", "Mohamed Zahir spoke."), host="AF")
    assert MergeProposal.objects.count() == 3
    for proposal in MergeProposal.objects.order_by("pk"):
        reviewing.accept_merge(proposal, by=boss, at=NOON)
    assert Official.objects.standing().get().name == "Mohammad Zahir"


def test_a_merge_by_hand_makes_accepting_a_mere_signature(spelt_twice, boss):
    reviewing.merge(spelt_twice.official, into=spelt_twice.into, by=boss, at=NOON)
    reviewing.accept_merge(spelt_twice, by=boss, at=NOON)
    assert spelt_twice.review == "accepted"


def test_two_heads_of_merges_are_told_apart(spelt_twice, boss):
    for number, head in enumerate((spelt_twice.official, spelt_twice.into)):
        other = an_official(f"Other {number}", country="AF", proved=False)
        reviewing.merge(other, into=head, by=boss, at=NOON)
    with pytest.raises(reviewing.NotMergeable):
        reviewing.accept_merge(spelt_twice, by=boss, at=NOON)
    spelt_twice.refresh_from_db()
    assert spelt_twice.review == "proposed"


def test_a_renamed_official_is_found_by_the_new_name(extractor, write, run, boss):
    extractor.official("Bernd Alt", "DE")
    run(write("a.txt", "Bernd Alt spoke."))
    reviewing.amend(Official.objects.get(), {"name": "Heinz Müller"}, by=boss, at=NOON)
    extractor.official("Heinz Mueller", "DE")
    run(write("b.txt", "Heinz Mueller spoke."))
    assert MergeProposal.objects.count() == 1
