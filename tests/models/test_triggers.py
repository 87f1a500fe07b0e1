"""What the triggers forbid, tried with raw SQL and bulk writes."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from reactions.models import Action, Article, Evidence, Reviewable, Statement
from tests.builders import (
    NOON,
    a_crisis,
    a_statement,
    a_user,
    an_action,
    an_article,
    an_official,
    prove,
)

pytestmark = pytest.mark.django_db
PARENTS = [an_action, a_statement, an_official]


def run(sql: str, *values: Any) -> None:
    """Raw SQL; a refusal undoes this statement alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(sql: str, *values: Any, because: str) -> None:
    with pytest.raises(IntegrityError, match=because):
        run(sql, *values)


def delete_at_once(table: str, *, pk: int) -> None:
    """Delete by raw SQL; PostgreSQL looks at foreign keys as at the commit."""
    with transaction.atomic():
        run(f"DELETE FROM {table} WHERE id = %s", pk)
        connection.check_constraints()


def accept(row: Reviewable) -> None:
    """Accept by raw SQL, as nobody should."""
    run(
        f"UPDATE {row._meta.db_table} SET review = 'accepted',"
        " decided_by_id = %s, decided_at = %s WHERE id = %s",
        a_user().pk,
        NOON,
        row.pk,
    )


# --- A quote is body[start:end] -------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "start", "end"),
    [
        ("🛫🛬 France left 🇫🇷 at once", 3, 9),
        ("🛫🛬 France left 🇫🇷 at once", 0, 2),
        ("ne\u0301gociations e\u0301troites", 1, 4),
        ("غادرت فرنسا السفارة", 6, 11),
        ("line one\r\nline two\n\n\tthree", 8, 12),
        ("𝔘𝔫𝔦𝔠𝔬𝔡𝔢 beyond the first plane", 2, 9),
        ("'); DROP TABLE reactions_evidence; --", 0, 4),
    ],
)
def test_a_quote_is_counted_in_code_points(body: str, start: int, end: int) -> None:
    action = an_action(quote="")
    article = an_article(body)
    Evidence.objects.create(
        article=article, action=action, start=start, end=end, quote=body[start:end]
    )


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [
        (0, 6, "france"),
        (0, 6, "Franc"),
        (0, 5, "France"),
        (1, 7, "France"),
        (0, 6, "France "),
        (0, 400, "France"),
        (4_000, 4_006, "France"),
    ],
)
def test_a_quote_that_is_not_in_its_place_is_refused(
    start: int, end: int, quote: str
) -> None:
    action = an_action(quote="")
    evidence = Evidence(
        article=an_article(), action=action, start=start, end=end, quote=quote
    )
    with (
        pytest.raises(IntegrityError, match="quote is not body"),
        transaction.atomic(),
    ):
        Evidence.objects.bulk_create([evidence])


def test_a_span_that_runs_past_the_end_is_refused_though_the_words_agree() -> None:
    article = an_article("France closed its embassy")
    evidence = Evidence(
        article=article, action=an_action(quote=""), start=18, end=99, quote="embassy"
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        evidence.save()


@pytest.mark.parametrize(
    "change",
    ["quote = 'other'", "start = start + 1", '"end" = "end" - 1', '"end" = 9999'],
)
def test_a_quote_cannot_be_moved_off_its_words(change: str) -> None:
    an_action()
    refused(f"UPDATE reactions_evidence SET {change}", because="quote is not body")


def test_a_quote_cannot_be_moved_to_another_article() -> None:
    an_action()
    other = an_article("Quite another text, long enough for the span to fit in.")
    refused(
        "UPDATE reactions_evidence SET article_id = %s",
        other.pk,
        because="quote is not body",
    )


def test_a_bulk_update_of_quotes_is_refused() -> None:
    an_action()
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.update(quote="something else")


# --- A body that evidence points to never changes -------------------------------------


def test_a_quoted_body_cannot_change_even_beyond_the_quote() -> None:
    an_action()
    refused(
        "UPDATE reactions_article SET body = body || ' And more.'",
        because="never changes",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.update(body="")


def test_the_body_of_an_unquoted_article_may_change() -> None:
    article = an_article("Nobody quotes this.")
    run("UPDATE reactions_article SET body = 'New text'")
    article.refresh_from_db()
    assert article.body == "New text"


def test_the_title_of_a_quoted_article_may_change() -> None:
    action = an_action()
    article = action.evidence.get().article
    article.title = "Embassies close in Kabul"
    article.save()


def test_an_article_with_evidence_cannot_be_deleted() -> None:
    article = an_action().evidence.get().article
    with pytest.raises(ProtectedError):
        article.delete()
    with pytest.raises(IntegrityError):
        delete_at_once("reactions_article", pk=article.pk)


@pytest.mark.sqlite
def test_replacing_a_quoted_article_is_refused() -> None:
    article = an_action().evidence.get().article
    columns = [field.column for field in Article._meta.concrete_fields]
    copied = ", ".join("'changed'" if name == "body" else name for name in columns)
    refused(
        f"INSERT OR REPLACE INTO reactions_article ({', '.join(columns)})"
        f" SELECT {copied} FROM reactions_article WHERE id = %s",
        article.pk,
        because="never changes|points to it",
    )


def test_a_body_with_a_nul_is_refused() -> None:
    with pytest.raises((IntegrityError, ValueError)), transaction.atomic():
        an_article("before\x00after")


@pytest.mark.sqlite
def test_a_body_of_bytes_is_refused() -> None:
    an_article("Nobody quotes this.")
    refused("UPDATE reactions_article SET body = x'C3A9'", because="not text")


@pytest.mark.sqlite
def test_a_span_that_is_no_number_is_refused() -> None:
    an_action()
    refused("""UPDATE reactions_evidence SET "end" = 'later'""", because="quote")


# --- Nothing is accepted without evidence ---------------------------------------------


@pytest.mark.parametrize("build", PARENTS)
def test_a_row_with_evidence_can_be_accepted(build: Callable[[], Reviewable]) -> None:
    row = build()
    accept(row)
    row.refresh_from_db()
    assert row.review == "accepted"


@pytest.mark.parametrize("build", PARENTS)
def test_a_row_that_lost_its_evidence_cannot_be_accepted(
    build: Callable[[], Reviewable],
) -> None:
    row = build()
    run("DELETE FROM reactions_evidence")
    with pytest.raises(IntegrityError, match="nothing is accepted without evidence"):
        accept(row)


def test_evidence_of_another_row_proves_nothing() -> None:
    an_action()
    bare = an_action("troops_deployed", quote="")
    with pytest.raises(IntegrityError, match="without evidence"):
        accept(bare)


def test_a_row_cannot_be_born_accepted() -> None:
    born = Statement(
        crisis=a_crisis(),
        country_id="FR",
        kind="direct",
        stance="information",
        text="We are leaving",
        review="accepted",
        decided_by=a_user(),
        decided_at=NOON,
    )
    with pytest.raises(IntegrityError, match="without evidence"), transaction.atomic():
        Statement.objects.bulk_create([born])


def test_a_bulk_acceptance_with_one_bare_row_is_refused_whole() -> None:
    an_action()
    an_action("troops_deployed", quote="")
    with pytest.raises(IntegrityError, match="without evidence"), transaction.atomic():
        Action.objects.update(review="accepted", decided_by=a_user(), decided_at=NOON)
    assert not Action.objects.accepted().exists()


# --- An accepted row keeps its last piece ---------------------------------------------


@pytest.mark.parametrize("build", PARENTS)
def test_the_last_piece_of_an_accepted_row_cannot_be_deleted(
    build: Callable[[], Reviewable],
) -> None:
    accept(build())
    refused("DELETE FROM reactions_evidence", because="keeps its last piece")
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.all().delete()
    assert Evidence.objects.count() == 1


def test_one_of_two_pieces_may_go_but_not_both_at_once() -> None:
    action = an_action()
    second = prove(action, quote="France")
    accept(action)
    refused("DELETE FROM reactions_evidence", because="keeps its last piece")
    second.delete()
    refused("DELETE FROM reactions_evidence", because="keeps its last piece")


@pytest.mark.parametrize("build", PARENTS)
def test_the_last_piece_cannot_be_given_to_another_row(
    build: Callable[[], Reviewable],
) -> None:
    row = build()
    accept(row)
    other = an_action("other", quote="")
    kind = row._meta.model_name
    moved = "action_id = %s" if kind == "action" else f"{kind}_id=NULL, action_id=%s"
    refused(
        f"UPDATE reactions_evidence SET {moved}",
        other.pk,
        because="keeps its last piece",
    )


def test_the_pieces_of_a_proposed_row_may_move_and_go() -> None:
    action = an_action()
    other = an_action("other", quote="")
    Evidence.objects.update(action=other)
    Evidence.objects.all().delete()
    assert not action.evidence.exists()


def test_deleting_an_accepted_row_is_refused_before_the_database_must() -> None:
    action = an_action()
    accept(action)
    with pytest.raises(ProtectedError):
        action.delete()
    with pytest.raises(ProtectedError):
        Action.objects.all().delete()


def test_a_proposed_row_goes_with_its_evidence() -> None:
    an_action().delete()
    assert not Evidence.objects.exists()


@pytest.mark.sqlite
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("kept", ["id", "claim_key"])
def test_replacing_the_last_piece_is_refused(kept: str, recursive: str) -> None:
    action = an_action()
    accept(action)
    changed = {"id": "id + 1000", "claim_key": "'new'", "action_id": "%s"}
    del changed[kept]
    columns = [field.column for field in Evidence._meta.concrete_fields]
    quoted = [f'"{name}"' for name in columns]
    values = [changed.get(name, f'"{name}"') for name in columns]
    run(f"PRAGMA recursive_triggers={recursive}")
    refused(
        f"INSERT OR REPLACE INTO reactions_evidence ({', '.join(quoted)})"
        f" SELECT {', '.join(values)} FROM reactions_evidence",
        an_action("other", quote="").pk,
        because="keeps its last piece",
    )
    run("PRAGMA recursive_triggers=ON")


@pytest.mark.sqlite
def test_updating_over_the_last_piece_is_refused() -> None:
    accepted = an_action()
    accept(accepted)
    an_action("other", quote="France")
    refused(
        "UPDATE OR REPLACE reactions_evidence SET claim_key = ("
        "SELECT claim_key FROM reactions_evidence WHERE action_id = %s)"
        " WHERE action_id <> %s",
        accepted.pk,
        accepted.pk,
        because="keeps its last piece",
    )


@pytest.mark.postgres
def test_truncating_evidence_is_refused_while_a_row_is_accepted() -> None:
    accept(an_action())
    run("SET CONSTRAINTS ALL IMMEDIATE")
    refused(
        "TRUNCATE reactions_evidence, reactions_preference",
        because="keeps its last piece",
    )


# --- What a machine read is frozen ----------------------------------------------------


def test_a_machine_claim_cannot_change() -> None:
    action = an_action(quote="")
    prove(action, quote="France", machine_claim={"stage": "done", "quantity": None})
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Evidence.objects.update(machine_claim={"stage": "announced"})
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Evidence.objects.update(machine_claim=None)


def test_evidence_with_a_machine_claim_can_be_saved_again() -> None:
    action = an_action(quote="")
    claim = {"stage": "done", "dates": ["2021-08-15"], "quantity": 5000}
    piece = prove(action, quote="France", machine_claim=claim)
    piece.refresh_from_db()
    piece.preferred = True
    piece.save()


def test_the_claim_key_is_unique() -> None:
    action = an_action(quote="")
    prove(action, quote="France", claim_key="k1")
    with pytest.raises(IntegrityError), transaction.atomic():
        prove(action, quote="closed", claim_key="k1")


# --- Acts that carry out one another form no ring -------------------------------------


CARRY_OUT = "UPDATE reactions_action SET fulfils_id = %s WHERE id = %s"
NO_RING = "form no ring"


@pytest.mark.parametrize("length", [2, 3, 5])
def test_acts_that_carry_out_one_another_form_no_ring(length: int) -> None:
    acts = [an_action(quote="") for _ in range(length)]
    for carried_out, act in pairwise(acts):
        run(CARRY_OUT, carried_out.pk, act.pk)
    refused(CARRY_OUT, acts[-1].pk, acts[0].pk, because=NO_RING)
    run(CARRY_OUT, acts[-2].pk, acts[-1].pk)


def test_an_act_does_not_carry_out_itself() -> None:
    act = an_action(quote="")
    with pytest.raises(IntegrityError):
        run(CARRY_OUT, act.pk, act.pk)


def test_a_plan_carried_out_twice_and_a_chain_are_no_ring() -> None:
    plan, half, other, last = (an_action(quote="") for _ in range(4))
    for act in (half, other):
        run(CARRY_OUT, plan.pk, act.pk)
    run(CARRY_OUT, other.pk, last.pk)
    run(CARRY_OUT, last.pk, half.pk)
    refused(CARRY_OUT, half.pk, plan.pk, because=NO_RING)


def test_a_ring_is_not_closed_by_a_row_that_comes_in() -> None:
    """A link may name a row that comes in later in the same transaction."""
    act, coming = an_action(quote=""), an_action(quote="")
    pk = coming.pk
    coming.delete()
    run(CARRY_OUT, pk, act.pk)
    coming.pk, coming.fulfils = pk, act
    with pytest.raises(IntegrityError, match=NO_RING), transaction.atomic():
        Action.objects.bulk_create([coming])
    run(CARRY_OUT, None, act.pk)


def test_a_bulk_write_closes_no_ring() -> None:
    one, other = an_action(quote=""), an_action(quote="")
    one.fulfils, other.fulfils = other, one
    with pytest.raises(IntegrityError, match=NO_RING), transaction.atomic():
        Action.objects.bulk_update([one, other], ["fulfils"])
