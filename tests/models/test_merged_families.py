"""Evidence of a row and of what was merged into it is found by indexes."""

import pytest
from django.db import connection

from reactions.models import Action, Evidence, Statement

WAYS = {
    "evidence of acts": lambda: Evidence.objects.of_actions([1, 2]),
    "evidence of officials": lambda: Evidence.objects.of_officials([1, 2]),
    "what officials said": lambda: Statement.objects.by_officials([1, 2]),
    "disputed numbers": lambda: Action.objects.filter(
        pk__in=[1, 2]
    ).with_disputed_numbers(),
    "differing dates": lambda: Action.objects.filter(
        pk__in=[1, 2]
    ).with_differing_dates(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", WAYS)
def test_no_table_is_read_as_a_whole(way):
    whole = "SCAN"
    if connection.vendor == "postgresql":
        whole = "Seq Scan"
        # It reads small tables as a whole, unless it is told that this is dear.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    assert whole not in WAYS[way]().order_by().explain()
