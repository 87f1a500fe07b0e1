"""Whether anything was written since: a value that differs whenever the data do.

Nothing is counted or locked on writes, so imports never queue for it. It compares
within one process only, and changes as well when something unrelated is written.
"""

from collections.abc import Hashable

from django.db import connections, router

from reactions.models.crisis import Crisis

ON_POSTGRESQL = """
    SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text
    ELSE pg_current_snapshot()::text END
"""
"""Transactions that see the same others finished see the same data. The snapshot of a
replica does not tell which of those under way have finished; how far it has come does.
"""


def data_version() -> Hashable | None:
    """The version of what this process would read now; None within a transaction,
    which may see what others don't and be rolled back. Asked of the database that the
    answer will be read from: a replica is some moments behind."""
    connection = connections[router.db_for_read(Crisis)]
    if connection.in_atomic_block:
        return None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(ON_POSTGRESQL)
            return str(cursor.fetchone()[0])
        # It tells of other connections' commits, total_changes of our own.
        cursor.execute("PRAGMA data_version")
        (theirs,) = cursor.fetchone()
    opened = connection.connection
    return connection.opened_as, theirs, opened.total_changes
