"""The counters of writes see what they are for."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reactions.models import Crisis
from reactions.models.inserting import insert_rows
from tests.builders import a_user, an_official
from tests.writes import row_counts, writes_in

pytestmark = pytest.mark.django_db


def test_reading_and_locking_are_no_writes():
    with CaptureQueriesContext(connection) as queries:
        list(Crisis.objects.select_for_update())
        list(Crisis.objects.select_for_update(no_key=True))
    assert queries.captured_queries
    assert writes_in(queries) == []


def test_many_rows_at_once_are_a_write():
    with CaptureQueriesContext(connection) as queries, connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO auth_group (name) VALUES (%s)", [["one"], ["two"]]
        )
    assert len(writes_in(queries)) == 1


def test_rows_that_come_in_bulk_are_counted():
    official = an_official()
    before = row_counts()
    official.pk, official.name_key = None, "another"
    official.public_id = "off_another"
    insert_rows([official])
    after = row_counts()
    changed = {table for table in after if after[table] != before[table]}
    assert changed == {"reactions_official"}
    assert row_counts(but="reactions_official").keys() == after.keys() - changed


def test_a_row_of_another_application_is_counted():
    before = row_counts()
    Group.objects.create(name="readers")
    a_user("ann")
    assert row_counts()["auth_group"] == before["auth_group"] + 1
