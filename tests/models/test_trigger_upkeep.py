"""The triggers are there, stay there, and are made again when they are not."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from reactions.models import Article, Country, Evidence
from reactions.models.after_migrate import prepare_database
from reactions.models.triggers import differing_triggers, make_triggers
from reactions.reviewing import accept
from tests.builders import NOON, a_user, an_action


def drop(name: str, *, table: str) -> None:
    with connection.cursor() as cursor:
        on = f" ON {table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{on}")


A_TRIGGER = {
    "sqlite": "reactions_quote_on_insert",
    "postgresql": "reactions_quote",
}


@pytest.mark.django_db
def test_every_trigger_stands_after_migrate() -> None:
    assert differing_triggers(connection) == []


@pytest.mark.django_db
def test_making_triggers_again_changes_nothing() -> None:
    assert make_triggers(connection) == []


@pytest.mark.django_db
def test_a_missing_trigger_is_found_and_made_again() -> None:
    name = A_TRIGGER[connection.vendor]
    drop(name, table="reactions_evidence")
    assert differing_triggers(connection) == [name]
    prepare_database(using="default")
    assert differing_triggers(connection) == []


@pytest.mark.django_db
@pytest.mark.sqlite
def test_a_changed_or_unknown_trigger_is_found_and_put_right() -> None:
    drop("reactions_body_kept", table="reactions_article")
    with connection.cursor() as cursor:
        for name in ["reactions_body_kept", "reactions_of_yesterday"]:
            cursor.execute(
                f"CREATE TRIGGER {name} AFTER DELETE ON reactions_article"
                " BEGIN SELECT 1; END"
            )
    names = ["reactions_body_kept", "reactions_of_yesterday"]
    assert make_triggers(connection) == names
    assert differing_triggers(connection) == []


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_trigger_that_is_switched_off_is_found_and_put_right() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reactions_evidence DISABLE TRIGGER USER")
    off = {"reactions_claim_frozen", "reactions_last_piece", "reactions_quote"}
    assert off < set(differing_triggers(connection))
    make_triggers(connection)
    assert differing_triggers(connection) == []


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_trigger_that_fires_for_replicas_only_is_put_right() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE reactions_evidence ENABLE REPLICA TRIGGER reactions_quote"
        )
    assert make_triggers(connection) == ["reactions_quote"]
    assert differing_triggers(connection) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("model", "field"), [(Article, "title"), (Evidence, "rule"), (Country, "region")]
)
def test_triggers_survive_the_rebuild_of_a_table(
    model: type[models.Model], field: str
) -> None:
    """On SQLite the change of a column copies, drops and renames its table."""
    an_action()
    old = model._meta.get_field(field)
    new = models.CharField(max_length=1234, blank=True, default="x", db_column=field)
    new.set_attributes_from_name(field)
    new.model = model
    for before, after in [(old, new), (new, old)]:
        with connection.schema_editor() as editor:
            editor.alter_field(model, before, after)
    assert differing_triggers(connection) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.update(body="changed")


@pytest.mark.django_db(transaction=True)
def test_a_database_with_accepted_rows_can_be_flushed() -> None:
    accept(an_action(), by=a_user(group="reviewer"), at=NOON)
    call_command("flush", interactive=False, verbosity=0)
    assert not Evidence.objects.exists()
    assert differing_triggers(connection) == []
    assert Country.objects.filter(code="FR").exists()


@pytest.mark.django_db(transaction=True)
def test_the_migrations_go_back_to_nothing_and_forward_again() -> None:
    call_command("migrate", "reactions", "zero", verbosity=0)
    call_command("migrate", verbosity=0)
    assert differing_triggers(connection) == []
    assert an_action().known_on == date(2021, 8, 15)
