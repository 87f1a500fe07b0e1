"""What a session of PostgreSQL is told when it begins."""

from typing import Any

from django.db.backends.signals import connection_created

BEGINNING = "SET jit = off; SET max_parallel_workers_per_gather = 0"


def plan_for_many_readers() -> None:
    """Keep PostgreSQL from compiling queries to machine code and from calling more
    processes to one: both help a long query alone.

    It expects long work of the contradictions of a board, which take 8 ms, and compiled
    for 800 ms before them, each time anew; and of the evidence of a board, which took
    58 ms in three processes and takes 10 in one.
    """

    def begin(connection: Any, **_: Any) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(BEGINNING)

    connection_created.connect(begin, weak=False, dispatch_uid="many readers")
