"""Sessions of PostgreSQL."""

import pytest
from django.db import connection

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("name", "value"), [("jit", "off"), ("max_parallel_workers_per_gather", "0")]
)
def test_queries_are_planned_for_many_readers(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        assert cursor.fetchone() == (value,)
