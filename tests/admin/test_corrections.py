"""Corrections from a table: what is refused and shown, what is written, and how much
of an export comes back unchanged."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reactions import reviewing
from reactions.admin import corrections, tables
from reactions.models import Action, Official, Statement
from tests.admin.test_roles import as_role
from tests.builders import an_action, an_article
from tests.kabul import NOW

__all__ = ["as_role"]
CSV, XLSX, JSON = "0", "1", "2"


def list_of(model, name="changelist"):
    return reverse(f"admin:reactions_{model}_{name}")


def export(client, model="action", form=CSV, query=""):
    names = client.get(list_of(model, "export")).context["form"].fields
    chosen = {name: "on" for name in names if name.startswith(f"{model}resource_")}
    address = f"{list_of(model, 'export')}?{query}"
    response = client.post(address, {"format": form, "resource": "0", **chosen})
    assert response.status_code == 200
    return response


def table(client, model="action", query=""):
    text = export(client, model, query=query).content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def as_csv(rows, names=None):
    out = io.StringIO()
    writer = csv.DictWriter(out, names or list(rows[0]), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def as_xlsx(rows):
    book = openpyxl.Workbook()
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def send(client, data, *, name="c.csv", model="action"):
    file = SimpleUploadedFile(name, data)
    return client.post(list_of(model, "corrections"), {"table": file})


def confirm(
    client, preview, *, rows=None, reason="checked", model="action", changes=""
):
    possible = [change.key for change in preview.context["possible"]]
    values = {"changes": changes or preview.context["changes"], "reason": reason}
    values["row"] = possible if rows is None else rows
    return client.post(list_of(model, "corrections"), values, follow=True)


def of(rows, row):
    return next(each for each in rows if each["public_id"] == row.public_id)


def now(row):
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("model", ["action", "statement", "official"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_sent_back_changes_nothing(client, kabul, as_role, model, form):
    as_role("manager")
    Action.objects.update(summary="=1+1", destination="-x\n y ", quantity=7)
    rows = table(client, model)
    data = as_csv(rows) if form == "csv" else as_xlsx(rows)
    response = send(client, data, name=f"t.{form}", model=model)
    context = response.context
    assert (context["possible"], context["refused"]) == ([], [])
    assert context["same"] == len(rows) > 0


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("c.ods", b"x", "neither .csv nor .xlsx"),
        ("c.csv", b"", "The submitted file is empty"),
        ("c.csv", b"public_id,version\n", "no rows"),
        ("c.csv", b"public_id,type\nact_1,x\n", "no column “version”"),
        ("c.csv", b"version,type\n1,x\n", "no column “public_id”"),
        ("c.csv", b"public_id,version,type,type\na,1,x,y\n", "two columns “type”"),
        ("c.csv", b"public_id,version\n\xff\xfe\n", "no UTF-8 (byte 18)"),
        ("c.csv", b"public_id,version\na\x00,1\n", "no text"),
        ("c.xlsx", b"PK\x03\x04 not really", "cannot be read as XLSX"),
        ("c.csv", b'public_id,version\n"' + b"x" * 200_000, "no CSV"),
    ],
)
def test_what_is_no_table_is_told(client, kabul, as_role, name, data, reason):
    as_role("editor")
    response = send(client, data, name=name)
    assert response.status_code == 400
    assert reason in response.content.decode()


def test_a_table_with_too_much_in_it_is_told(client, kabul, as_role, monkeypatch):
    as_role("editor")
    rows = table(client)
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    assert "more than 3 rows" in send(client, as_csv(rows)).content.decode()
    monkeypatch.setattr(tables, "MOST_ROWS", 5000)
    monkeypatch.setattr(corrections, "MOST_CHANGES", 1)
    changed = [{**row, "summary": "new"} for row in rows]
    page = send(client, as_csv(changed)).content.decode()
    assert "More than 1 rows differ" in page
    monkeypatch.setattr(tables, "MOST_UNPACKED", 10)
    page = send(client, as_xlsx(rows), name="c.xlsx").content.decode()
    assert "when unpacked" in page


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("type", "embassy_shut", "not one of the available choices"),
        ("type", "", "required"),
        ("country", "XX", "“XX” is no code of a known row"),
        ("effective_on", "15/08/2021", "Write the day as 2021-08-15"),
        ("effective_on", "", "effective_on needs a precision and a basis"),
        ("quantity", "many", "Enter a whole number"),
        ("quantity", "-5", "greater than or equal to 0"),
        ("known_on", "", "required"),
        ("fulfils", "act_nothing", "is no public_id of a known row"),
        ("public_id", "act_nothing", "There is no row"),
        ("version", "one", "is no version"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(
    client, kabul, as_role, column, value, reason
):
    as_role("editor")
    row = {**of(table(client), kabul.actions["NL"]), column: value}
    context = send(client, as_csv([row])).context
    (refused,) = context["refused"]
    assert (refused.number, context["possible"]) == (2, [])
    assert reason in refused.problem
    assert now(kabul.actions["NL"]).version == kabul.actions["NL"].version


def test_a_row_twice_in_a_table_is_changed_once(client, kabul, as_role):
    as_role("editor")
    row = {**of(table(client), kabul.actions["NL"]), "destination": "Doha"}
    context = send(client, as_csv([row, row])).context
    assert len(context["possible"]) == 1
    assert "twice" in context["refused"][0].problem


def test_a_row_changed_since_the_export_is_shown_and_not_overwritten(
    client, kabul, as_role
):
    editor = as_role("editor")
    act = kabul.actions["NL"]
    row = {**of(table(client), act), "destination": "Doha"}
    reviewing.amend(act, {"destination": "the airport"}, by=editor, at=NOW)
    context = send(client, as_csv([row])).context
    (refused,) = context["refused"]
    assert refused.is_stale
    assert refused.differing == {"destination": ("the airport", "Doha")}
    assert now(act).destination == "the airport"


def test_a_row_changed_between_preview_and_yes_is_not_overwritten(
    client, kabul, as_role
):
    editor = as_role("editor")
    act = kabul.actions["NL"]
    row = {**of(table(client), act), "destination": "Doha"}
    preview = send(client, as_csv([row]))
    reviewing.amend(act, {"destination": "the airport"}, by=editor, at=NOW)
    page = confirm(client, preview).content.decode()
    assert "Somebody changed it since the export" in page
    assert now(act).destination == "the airport"


def test_a_preview_writes_nothing(client, kabul, as_role):
    as_role("editor")
    act = kabul.actions["NL"]
    lines = act.history.count()
    row = {**of(table(client), act), "destination": "Doha"}
    context = send(client, as_csv([row])).context
    assert context["possible"][0].differing == {"destination": ("", "Doha")}
    assert (now(act).destination, act.history.count()) == ("", lines)


def test_what_a_reviewer_decided_is_refused_an_editor(client, kabul, as_role):
    as_role("editor")
    row = {**of(table(client), kabul.actions["CA"]), "destination": "Doha"}
    (refused,) = send(client, as_csv([row])).context["refused"]
    assert "lacks the right" in refused.problem


def test_chosen_rows_are_corrected_with_their_reason(client, kabul, as_role):
    editor = as_role("editor")
    rows = [
        {**row, "destination": "Doha", "quantity": "12"}
        for row in table(client)
        if row["review"] == "proposed"
    ]
    preview = send(client, as_xlsx(rows), name="c.xlsx")
    chosen, other = kabul.actions["NL"], kabul.actions["NO"]
    page = confirm(client, preview, rows=[chosen.public_id]).content.decode()
    assert "1 row corrected." in page
    assert (now(chosen).destination, now(chosen).quantity) == ("Doha", 12)
    assert now(other).destination == ""
    line = now(chosen).history.first()
    assert (line.history_user, line.history_change_reason) == (
        editor,
        "amended: checked",
    )


def test_other_rows_are_named_by_what_outlives_renumbering(client, kabul, as_role):
    as_role("editor")
    statement = kabul.statement
    reviewing.reopen(statement, by=kabul.reviewer, at=NOW)
    row = table(client, "statement")[0]
    assert row["official"] == kabul.official.public_id
    preview = send(
        client,
        as_csv([{**row, "official": "", "country": "gb"}]),
        model="statement",
    )
    confirm(client, preview, model="statement")
    stands = Statement.objects.get()
    assert (stands.official, stands.country_id) == (None, "GB")


def test_a_corrected_name_gets_its_key(client, kabul, as_role):
    as_role("editor")
    row = {**table(client, "official")[0], "name": "Marc Gárneau-Smith"}
    confirm(client, send(client, as_csv([row]), model="official"), model="official")
    assert Official.objects.get().name_key == "marc garneau smith"


def test_neither_review_nor_unknown_columns_are_read(client, kabul, as_role):
    as_role("reviewer")
    row = {**of(table(client), kabul.actions["NL"]), "review": "accepted", "mine": "x"}
    response = send(client, as_csv([row]))
    assert response.context["possible"] == []
    assert "Columns that are not read: mine." in response.content.decode()
    assert now(kabul.actions["NL"]).review == "proposed"


def test_a_verdict_written_into_a_table_is_told_to_be_none(client, kabul, as_role):
    as_role("manager")
    row, other = kabul.actions["NL"], kabul.actions["DE"]
    rows = table(client)
    of(rows, row)["review"] = "rejected"
    reviewing.reopen(now(other), by=kabul.reviewer, at=NOW, note="decided since")
    response = send(client, as_csv(rows))
    assert response.context["decided_otherwise"] == [str(row)]
    page = response.content.decode()
    assert f"for 1 row: {row}. A table decides on no row" in page
    assert now(row).review == "proposed"


def test_a_preview_is_its_readers_and_whole(client, kabul, as_role):
    as_role("editor")
    row = {**of(table(client), kabul.actions["NL"]), "destination": "Doha"}
    preview = send(client, as_csv([row]))
    forged = preview.context["changes"][:-3] + "abc"
    page = confirm(client, preview, changes=forged).content.decode()
    assert "no longer valid" in page
    whole = send(client, as_csv([row]))
    as_role("reviewer")
    assert "no longer valid" in confirm(client, whole).content.decode()
    assert now(kabul.actions["NL"]).destination == ""


def test_without_a_reason_or_rows_nothing_is_corrected(client, kabul, as_role):
    as_role("editor")
    row = {**of(table(client), kabul.actions["NL"]), "destination": "Doha"}
    preview = send(client, as_csv([row]))
    assert "say why" in confirm(client, preview, reason=" ").content.decode()
    assert "Choose rows" in confirm(client, preview, rows=[]).content.decode()
    assert now(kabul.actions["NL"]).destination == ""


def test_a_viewer_corrects_nothing(client, kabul, as_role):
    as_role("viewer")
    assert client.get(list_of("action", "corrections")).status_code == 403
    assert send(client, b"public_id,version\na,1\n").status_code == 403
    page = client.get(list_of("action")).content.decode()
    assert list_of("action", "corrections") not in page


def test_an_export_is_of_the_filtered_list_with_its_proof(client, kabul, as_role):
    as_role("viewer")
    rows = table(client, query="country__code__exact=CA&type__exact=embassy_suspended")
    (row,) = rows
    assert row["crisis"] == "kabul-2021"
    assert row["evidence"] == (
        "suspended operations at its embassy | had suspended operations on Sunday"
    )
    assert "Harbour Times, 2021-08-16" in row["sources"]


def test_json_has_no_apostrophes_and_a_sheet_no_formula(client, kabul, as_role):
    as_role("viewer")
    Action.objects.update(summary="=1+1")
    found = export(client, form=JSON).json()
    assert {row["summary"] for row in found} == {"=1+1"}
    book = openpyxl.load_workbook(io.BytesIO(export(client, form=XLSX).content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert "'=1+1" in {cell.value for cell in cells}


def test_an_export_asks_as_much_for_many_rows_as_for_few(
    client, kabul, as_role, django_assert_num_queries
):
    as_role("viewer")
    table(client)
    with CaptureQueriesContext(connection) as few:
        assert len(table(client)) == 9
    for number in range(5):
        an_action(article=an_article(f"France closed its embassy, {number}."))
    with django_assert_num_queries(len(few)):
        assert len(table(client)) == 14


def test_a_list_that_is_too_long_is_not_exported(client, kabul, as_role, monkeypatch):
    as_role("viewer")
    monkeypatch.setattr("reactions.admin.spreadsheets.MOST_ROWS", 3)
    page = client.get(list_of("action", "export"), follow=True).content.decode()
    assert "more than 3 rows" in page
