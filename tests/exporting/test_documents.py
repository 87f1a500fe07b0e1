"""Documents are written in rounds, and compared with what the rows say."""

from dataclasses import replace
from io import StringIO
from typing import Any

import orjson
import pytest
from django.core.management import CommandError, call_command

from reactions.exporting import documents
from reactions.exporting.documents import documents_differing, form_of, write_documents
from reactions.exporting.proofs import as_object
from reactions.exporting.rows import ACTIONS, PROOF, STATEMENTS, Shape
from reactions.models import Action, ActionDocument, StatementDocument
from tests.builders import a_crisis, a_statement, an_action, an_official

pytestmark = pytest.mark.django_db


def called(*arguments: str) -> str:
    told = StringIO()
    call_command("build_documents", *arguments, stdout=told)
    return told.getvalue()


def test_a_round_writes_so_many_and_the_next_one_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(documents, "AT_ONCE", 2)
    for _ in range(5):
        an_action(quote="")
        a_statement(proved=False)
    assert write_documents(most=3) == 3
    assert write_documents(most=4) == 4
    assert write_documents() == 3
    assert write_documents() == 0
    assert not ActionDocument.objects.filter(form=0).exists()
    assert not StatementDocument.objects.filter(form=0).exists()


def test_what_is_written_leaves_out_whom_some_may_not_see() -> None:
    plan = an_action(
        stage="announced",
        effective_on=None,
        effective_on_precision="",
        effective_on_basis="",
    )
    an_action(fulfils=plan)
    a_statement(official=an_official())
    write_documents()
    for document in (ActionDocument.objects.last(), StatementDocument.objects.get()):
        told = orjson.loads(document.text)
        assert told.get("fulfils") is None
        assert told.get("official") is None
        assert (told["crisis"], told["country"]) == (None, None)
        assert len(told["evidence"]) == 1


@pytest.mark.parametrize("older", [1, 2**32])
def test_one_of_an_older_form_is_written_again(older: int) -> None:
    an_action()
    write_documents()
    ActionDocument.objects.update(form=older, text='{"of": "yesterday"}')
    assert write_documents() == 1
    assert "yesterday" not in ActionDocument.objects.get().text


def test_two_releases_side_by_side_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [an_action(quote=""), a_statement(proved=False)]
    here = form_of(ACTIONS)
    assert write_documents() == len(rows)
    form_of.cache_clear()
    monkeypatch.setattr(documents, "REVISION", documents.REVISION + 1)
    assert write_documents() == len(rows)
    there = form_of(ACTIONS)
    monkeypatch.undo()
    form_of.cache_clear()
    assert form_of(ACTIONS) == here < there
    assert write_documents() == 0
    assert ActionDocument.objects.get().form == there
    # What it leaves alone it does not compare either.
    assert list(documents_differing()) == []
    # Who goes back to this release for good says so.
    assert called() == "2 documents written.\n"
    assert ActionDocument.objects.get().form == here


def test_other_codes_make_another_form(monkeypatch: pytest.MonkeyPatch) -> None:
    assert form_of(ACTIONS) != form_of(STATEMENTS)
    before = form_of(ACTIONS)
    form_of.cache_clear()
    monkeypatch.setitem(documents.CODES, "embassy_closed", ("kept", "1", "2"))
    assert form_of(ACTIONS) != before
    form_of.cache_clear()


@pytest.mark.parametrize("shape", [ACTIONS, STATEMENTS])
@pytest.mark.parametrize("changed", ["as_object", "PROOF", "WRITTEN", "write"])
def test_another_shape_of_row_or_evidence_makes_another_form(
    monkeypatch: pytest.MonkeyPatch, shape: Shape, changed: str
) -> None:
    before = form_of(shape)
    other: dict[str, Any] = {
        "as_object": lambda piece: as_object(piece) | {"more": None},
        "PROOF": (*PROOF[:-1], "article__language"),
        "WRITTEN": 0,
    }
    if changed == "write":
        swapped = replace(shape, write=lambda row, named: {"of": row[1]})
        assert form_of(swapped) != before
        return
    form_of.cache_clear()
    monkeypatch.setattr(documents, changed, other[changed])
    assert form_of(shape) != before
    form_of.cache_clear()


def test_another_form_is_counted_up() -> None:
    """Where these differ, rows are written otherwise than before. Count REVISION up and
    write the new numbers here: an older release, running beside this one, else takes
    these documents for older than its own."""
    assert documents.REVISION == 3
    assert [form_of(shape) for shape in (ACTIONS, STATEMENTS)] == [
        16009041817,
        13794382431,
    ]


def test_the_command_writes_and_says_how_many() -> None:
    an_action()
    a_statement()
    assert called() == "2 documents written.\n"
    assert called() == "0 documents written.\n"
    assert called("--check") == "No document differs from its row.\n"
    assert called("--anew") == "2 documents written.\n"


def test_a_blank_document_differs_from_nothing() -> None:
    an_action()
    assert list(documents_differing()) == []


@pytest.mark.parametrize("spoil", ["text", "row"])
def test_one_that_differs_or_is_missing_is_found_and_mended(spoil: str) -> None:
    good, bad = an_action(), an_action(quote="Anne Legrand")
    write_documents()
    document = ActionDocument.objects.filter(pk=bad.pk)
    if spoil == "text":
        document.update(text="{}")
    else:
        document.delete()
    assert list(documents_differing()) == [bad.public_id]
    with pytest.raises(CommandError, match=f"1 rows .*{bad.public_id}.*--anew"):
        called("--check")
    called("--anew")
    assert list(documents_differing()) == []
    assert ActionDocument.objects.filter(pk=good.pk).exists()


def test_all_batches_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "AT_ONCE", 2)
    rows = [an_action(quote="") for _ in range(5)]
    write_documents()
    ActionDocument.objects.filter(pk__in=[rows[0].pk, rows[4].pk]).update(text="{}")
    assert list(documents_differing()) == [rows[0].public_id, rows[4].public_id]


def test_a_document_of_no_row_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ActionDocument.objects.create(row_id=77, text="{}", form=form_of(ACTIONS))
    assert list(documents_differing()) == ["row 77, which is gone"]


def test_an_import_writes_the_documents_of_what_came_in(tmp_path: Any) -> None:
    (tmp_path / "a.txt").write_text(
        "Crisis: kabul-2021\nDate: 2021-08-15\n\nFrance closed its embassy in Kabul"
        " on Sunday. Germany evacuated its embassy in Kabul.\n"
    )
    a_crisis()
    call_command(
        "import_articles", str(tmp_path), crisis="kabul-2021", stdout=StringIO()
    )
    assert Action.objects.exists()
    assert not ActionDocument.objects.filter(form=0).exists()
