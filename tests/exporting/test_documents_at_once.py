"""On PostgreSQL a document is written while others change its row: never of before.

SQLite has one writer at a time; there the question does not come up.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from reactions.exporting import documents
from reactions.exporting.documents import documents_differing, write_documents
from reactions.models import ActionDocument, triggers_of_documents
from tests.builders import a_statement, an_action
from tests.models.test_concurrency import sessions, wait_for_a_lock

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
__all__ = ["sessions"]
CHANGES = [
    "UPDATE reactions_action SET summary = 'changed'",
    "UPDATE reactions_article SET title = 'changed'",
    "UPDATE reactions_evidence SET rule = 'changed'",
]


def change(session: Any, sql: str) -> None:
    with session, session.cursor() as cursor:
        cursor.execute(sql)


def make_anew(session: Any) -> None:
    with session, session.cursor() as cursor:
        triggers_of_documents.fill(cursor)


@pytest.mark.parametrize("sql", CHANGES)
def test_who_changes_a_row_waits_for_its_writer_and_blanks_after(
    sessions: tuple[Any, Any], sql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_action()
    read = documents._texts
    waiting: list[Future[None]] = []

    def then_change(*asked: Any) -> Any:
        texts = read(*asked)
        if not waiting:
            waiting.append(pool.submit(change, sessions[0], sql))
            wait_for_a_lock()
        return texts

    monkeypatch.setattr(documents, "_texts", then_change)
    with ThreadPoolExecutor(1) as pool:
        documents._write_some(ActionDocument, 1)
        waiting[0].result(timeout=10)
    assert ActionDocument.objects.get().form == 0
    monkeypatch.undo()
    assert write_documents() == 1
    assert "changed" in ActionDocument.objects.get().text


@pytest.mark.parametrize("sql", CHANGES)
def test_a_row_that_somebody_is_changing_is_left_for_later(
    sessions: tuple[Any, Any], sql: str
) -> None:
    an_action()
    with sessions[0], sessions[0].cursor() as cursor:
        cursor.execute(sql)
        # Nobody may wait here: the other is in this very thread.
        assert write_documents() == 0
        assert ActionDocument.objects.get().text == ""
    assert write_documents() == 1
    assert "changed" in ActionDocument.objects.get().text
    assert list(documents_differing()) == []


def test_evidence_that_moves_while_its_article_is_renamed_blanks_both(
    sessions: tuple[Any, Any],
) -> None:
    one = an_action()
    other = an_action("embassy_kept")
    piece = one.evidence.get()
    write_documents()
    moves = (
        f"UPDATE reactions_evidence SET action_id = {other.pk} WHERE id = {piece.pk}"
    )
    with ThreadPoolExecutor(1) as pool, sessions[0] as first:
        with first.cursor() as cursor:
            cursor.execute(moves)
            renaming = pool.submit(change, sessions[1], CHANGES[1])
            wait_for_a_lock()
        first.commit()
        renaming.result(timeout=10)
    write_documents()
    assert list(documents_differing()) == []


def test_who_makes_all_anew_waits_for_who_changes_a_row(
    sessions: tuple[Any, Any],
) -> None:
    an_action()
    write_documents()
    with ThreadPoolExecutor(1) as pool, sessions[0] as first:
        with first.cursor() as cursor:
            cursor.execute(CHANGES[0])
            making = pool.submit(make_anew, sessions[1])
            wait_for_a_lock()
        first.commit()
        making.result(timeout=10)
    assert ActionDocument.objects.get().form == 0
    write_documents()
    assert list(documents_differing()) == []


def test_who_proves_a_statement_waits_for_its_editor_before_the_document(
    sessions: tuple[Any, Any],
) -> None:
    said = a_statement()
    piece = said.evidence.get()
    write_documents()
    proves = f"UPDATE reactions_evidence SET rule = 'changed' WHERE id = {piece.pk}"
    with ThreadPoolExecutor(1) as pool, sessions[0] as editor:
        with editor.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM reactions_statement WHERE id = %s FOR UPDATE", [said.pk]
            )
            proving = pool.submit(change, sessions[1], proves)
            wait_for_a_lock()
            # The other one would hold the document by now, and both would wait.
            cursor.execute(
                "UPDATE reactions_statement SET text = 'changed' WHERE id = %s",
                [said.pk],
            )
        editor.commit()
        proving.result(timeout=10)
    write_documents()
    assert list(documents_differing()) == []
