"""A document is blank once anything it tells has changed, by whatever way."""

from typing import Any

import orjson
import pytest
from django.db import connection, transaction
from django.db.models import GeneratedField

from reactions.exporting.documents import (
    SHAPES,
    blank_all,
    form_of,
    write_documents,
)
from reactions.exporting.rows import COMPUTED, PROOF
from reactions.models import (
    Action,
    ActionDocument,
    Article,
    Evidence,
    Official,
    RowDocument,
    StatementDocument,
)
from reactions.reviewing import accept, merge, unmerge
from tests.builders import (
    NOON,
    a_country,
    a_crisis,
    a_statement,
    a_user,
    an_action,
    an_article,
    an_official,
    prove,
)

pytestmark = pytest.mark.django_db
BUILD = {ActionDocument: an_action, StatementDocument: a_statement}
KINDS = list(BUILD.items())


def run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def is_blank(row: Any) -> bool:
    document = row._meta.get_field("document").related_model.objects.get(pk=row.pk)
    assert (document.form == 0) == (document.text == "")
    return bool(document.form == 0)


def written(build: Any, **values: Any) -> Any:
    row = build(**values)
    write_documents()
    assert not is_blank(row)
    return row


# Another value than the builders give, where it is not just some other text.
OTHERS: dict[str, Any] = {
    "public_id": "act_other",
    "type": "embassy_kept",
    "stage": "underway",
    "kind": "indirect",
    "stance": "concern",
    "review": "accepted",
    "decided_at": NOON,
    "country_id": "DE",
    "version": 7,
    "quantity": 7,
    "preferred": True,
}
TOGETHER = {
    # The table refuses the one without the others.
    "announced_on": ("announced_on_precision", "announced_on_basis"),
    "effective_on": ("effective_on_precision", "effective_on_basis"),
    "said_on": ("said_on_precision", "said_on_basis"),
    "review": ("decided_at", "decided_by_id"),
}


def change_of(name: str, row: Any) -> dict[str, Any]:
    """Values that a column and those that go with it may take."""
    for first, others in TOGETHER.items():
        if name in (first, *others) and first == "review":
            by = a_user("someone").pk
            return {"review": "accepted", "decided_at": NOON, "decided_by_id": by}
        if name in (first, *others):
            basis = "stated" if first == "effective_on" else "publication"
            return {first: "2021-08-01", others[0]: "month", others[1]: basis}
    field = type(row)._meta.get_field(name)
    if name == "counts_on":
        return {"effective_on": "2021-08-03"}
    if name == "crisis_id":
        return {name: a_crisis("another", name="Another").pk}
    if name == "official_id":
        return {name: an_official("Else Legrand", proved=False).pk}
    if field.is_relation and name not in OTHERS:
        other = (
            Action.objects.create(
                crisis=row.crisis,
                country=row.country,
                type="other",
                stage="denied",
                known_on="2021-08-15",
            )
            if isinstance(row, Action)
            else a_statement("Else", proved=False)
        )
        return {name: other.pk}
    if field.get_internal_type() == "DateField":
        return {name: "2021-08-02"}
    if field.get_internal_type() == "DateTimeField":
        return {name: NOON}
    return {name: OTHERS.get(name, "other")}


@pytest.mark.parametrize(
    ("model", "column"),
    [
        (model, column)
        for model, shape in SHAPES.items()
        for column in shape.columns[1:]
    ],
    ids=lambda each: each if isinstance(each, str) else each.__name__,
)
def test_every_column_that_a_row_shows(model: type[RowDocument], column: str) -> None:
    row = written(BUILD[model])
    changed = change_of(column, row)
    told = getattr(row, column)
    sets = ", ".join(f"{name} = %s" for name in changed)
    table = row._meta.db_table
    run(f"UPDATE {table} SET {sets} WHERE id = %s", *changed.values(), row.pk)
    row.refresh_from_db()
    assert getattr(row, column) != told
    assert is_blank(row)


def test_the_fields_that_are_computed_come_of_columns() -> None:
    assert {"answer", "cameo", "plover", "evidence"} == COMPUTED
    assert {shape.coded for shape in SHAPES.values()} == {"type", "stance"}


@pytest.mark.parametrize("build", BUILD.values())
@pytest.mark.parametrize("column", [name for name in PROOF if "article__" in name])
def test_every_column_that_an_article_shows(build: Any, column: str) -> None:
    row = written(build)
    name = column.removeprefix("article__")
    value = "2021-08-02" if name == "published_on" else "other"
    Article.objects.update(**{name: getattr(an_article(), name)})
    assert not is_blank(row)
    run(f"UPDATE reactions_article SET {name} = %s", value)
    assert is_blank(row)


@pytest.mark.parametrize("build", BUILD.values())
def test_every_column_that_evidence_shows(build: Any) -> None:
    changes: list[dict[str, Any]] = [
        {"preferred": True},
        {"rule": "other"},
        {"extractor_version": "2"},
        {"start": 1, "end": 2, "quote": "r"},
        {"id": 777},
    ]
    shown = {"id" if name == "pk" else name for name in PROOF if "article" not in name}
    assert shown == {name for each in changes for name in each}
    for changed in changes:
        row = written(build)
        sets = ", ".join(f'"{name}" = %s' for name in changed)
        run(f"UPDATE reactions_evidence SET {sets}", *changed.values())
        assert is_blank(row), changed
        Evidence.objects.all().delete()
        row.delete()


@pytest.mark.parametrize("build", BUILD.values())
def test_evidence_of_another_article(build: Any) -> None:
    row = written(build)
    other = an_article(f"{an_article().body} ")
    run("UPDATE reactions_evidence SET article_id = %s", other.pk)
    assert is_blank(row)


@pytest.mark.parametrize("build", BUILD.values())
def test_what_many_rows_name_is_not_in_it(build: Any) -> None:
    row = written(build)
    told = orjson.loads(type(row.document)._default_manager.get().text)
    assert (told["crisis"], told["country"]) == (None, None)
    country = a_country("FR")
    country.name = "Other"
    country.save()
    assert not is_blank(row)


@pytest.mark.parametrize("build", BUILD.values())
def test_what_tells_nothing_leaves_it(build: Any) -> None:
    row = written(build)
    run(f"UPDATE {row._meta.db_table} SET priority = 7, note = 'seen'")
    assert not is_blank(row)


def test_an_act_that_comes_merged_changes_the_survivor() -> None:
    row = written(an_action)
    fields = [
        field.column
        for field in Action._meta.concrete_fields
        if not isinstance(field, GeneratedField)
    ]
    told = {"id": "999000", "public_id": "'act_other'", "merged_into_id": str(row.pk)}
    columns = ", ".join(fields)
    values = ", ".join(told.get(name, name) for name in fields)
    run(
        f"INSERT INTO reactions_action ({columns})"
        f" SELECT {values} FROM reactions_action WHERE id = {row.pk}"
    )
    assert is_blank(row)


def test_made_anew_each_row_has_a_blank_one_and_nothing_else_has() -> None:
    row, said = written(an_action), written(a_statement)
    run("DELETE FROM reactions_statementdocument")
    run("INSERT INTO reactions_actiondocument (row_id, text, form) VALUES (999, '', 0)")
    blank_all()
    assert is_blank(row)
    assert is_blank(said)
    assert ActionDocument.objects.count() == 1


@pytest.mark.postgres
def test_emptied_documents_are_there_again_and_blank() -> None:
    row, said = written(an_action), written(a_statement)
    run("TRUNCATE reactions_actiondocument")
    assert is_blank(row)
    assert not is_blank(said)
    run("TRUNCATE reactions_statementdocument, reactions_actiondocument")
    assert is_blank(said)
    assert write_documents() == 2


@pytest.mark.postgres
def test_emptied_evidence_blanks_all() -> None:
    row, said = written(an_action), written(a_statement)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("TRUNCATE reactions_evidence CASCADE")
    assert is_blank(row)
    assert is_blank(said)


@pytest.mark.postgres
def test_emptied_rows_leave_no_documents() -> None:
    written(an_action)
    said = written(a_statement)
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("TRUNCATE reactions_action CASCADE")
    assert not ActionDocument.objects.exists()
    # Its evidence went too.
    assert is_blank(said)
    run("TRUNCATE reactions_statement, reactions_statementdocument CASCADE")
    assert not StatementDocument.objects.exists()


@pytest.mark.parametrize("build", BUILD.values())
def test_evidence_that_comes_moves_or_goes(build: Any) -> None:
    row = written(build)
    piece = prove(row, quote="Anne Legrand")
    assert is_blank(row)
    write_documents()
    other = an_action(quote="") if build is an_action else a_statement(proved=False)
    write_documents()
    kind = row._meta.model_name
    run(
        f"UPDATE reactions_evidence SET {kind}_id = %s WHERE id = %s",
        other.pk,
        piece.pk,
    )
    assert (is_blank(row), is_blank(other)) == (True, True)
    write_documents()
    run("DELETE FROM reactions_evidence WHERE id = %s", piece.pk)
    assert (is_blank(row), is_blank(other)) == (False, True)


def test_what_is_merged_and_parted_changes_the_survivor() -> None:
    boss = a_user(group="manager")
    row, into = an_action(), an_action(quote="France closed its embassy")
    write_documents()
    merge(row, into=into, by=boss, at=NOON)
    assert (is_blank(row), is_blank(into)) == (True, True)
    write_documents()
    # That of a merged row says nothing: it is in no list.
    assert ActionDocument.objects.get(pk=row.pk).text == ""
    assert ActionDocument.objects.get(pk=row.pk).form != 0
    for changed in ("title = 'other'", "publisher = 'other'"):
        run(f"UPDATE reactions_article SET {changed}")
        assert is_blank(into)
        write_documents()
    row.evidence.update(rule="other")
    assert is_blank(into)
    write_documents()
    prove(row, quote="Anne Legrand")
    assert is_blank(into)
    write_documents()
    row.refresh_from_db()
    unmerge(row, by=boss, at=NOON)
    assert (is_blank(row), is_blank(into)) == (True, True)


def test_a_merged_row_that_is_deleted_changes_the_survivor() -> None:
    row, into = an_action(quote=""), an_action()
    run(
        "UPDATE reactions_action SET merged_into_id = %s WHERE id = %s", into.pk, row.pk
    )
    write_documents()
    run("DELETE FROM reactions_action WHERE id = %s", row.pk)
    assert is_blank(into)
    assert not ActionDocument.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize(("model", "build"), KINDS)
def test_it_comes_and_goes_with_its_row(model: Any, build: Any) -> None:
    row = build()
    assert is_blank(row)
    row.evidence.all().delete()
    run(f"DELETE FROM {row._meta.db_table} WHERE id = %s", row.pk)
    assert not model.objects.exists()


@pytest.mark.parametrize(("model", "build"), KINDS)
def test_it_follows_a_row_that_gets_another_key(model: Any, build: Any) -> None:
    row = written(
        lambda: build(**{"quote": ""} if build is an_action else {"proved": False})
    )
    run(f"UPDATE {row._meta.db_table} SET id = 777 WHERE id = %s", row.pk)
    assert list(model.objects.values_list("pk", "form", "text")) == [(777, 0, "")]


def test_one_that_shows_nothing_of_an_official_stays() -> None:
    official = an_official()
    row = written(a_statement, official=official)
    Official.objects.update(title="another", review="proposed")
    assert not is_blank(row)


def test_a_change_that_is_rolled_back_leaves_it() -> None:
    row = written(an_action)
    with transaction.atomic():
        Action.objects.update(summary="other")
        transaction.set_rollback(True)
    assert not is_blank(row)


@pytest.mark.sqlite
def test_a_row_that_is_replaced_loses_it() -> None:
    row = written(an_action, quote="")
    stored = [each for each in Action._meta.concrete_fields if not each.generated]
    columns = ", ".join(f'"{each.column}"' for each in stored)
    into = f"INSERT OR REPLACE INTO reactions_action ({columns})"
    run("CREATE TEMP TABLE kept AS SELECT * FROM reactions_action")
    run(f"{into} SELECT {columns} FROM kept")
    run("DROP TABLE kept")
    assert is_blank(row)


def test_triggers_that_were_gone_begin_anew() -> None:
    from reactions.models.triggers import make_triggers

    row = written(an_action)
    name = {
        "sqlite": "reactions_article_documents_on_update",
        "postgresql": "reactions_article_documents",
    }[connection.vendor]
    on = " ON reactions_article" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER {name}{on}")
    assert make_triggers(connection) == [name]
    assert is_blank(row)


def test_accepting_blanks_it_and_it_is_written_in_this_form() -> None:
    row = written(an_action)
    accept(row, by=a_user(group="reviewer"), at=NOON)
    assert is_blank(row)
    write_documents()
    document = ActionDocument.objects.get()
    assert document.form == form_of(SHAPES[ActionDocument])
    assert '"review":"accepted"' in document.text
