"""manage.py with the quick reader: `python -m tests.faults.quick_manage COMMAND`."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django
    from django.core.management import execute_from_command_line

    django.setup()
    from tests.faults import quick_reader

    quick_reader.install()
    if pages := os.environ.get("QUICK_MAX_PAGES"):
        _keep_small(int(pages))
    execute_from_command_line(sys.argv)


def _keep_small(pages: int) -> None:
    """Let the database have no more than so many pages, on every connection."""
    from django.db import connection
    from django.db.backends.signals import connection_created

    def limit(**_of_the_signal: object) -> None:
        connection.cursor().execute(f"PRAGMA max_page_count={pages}")

    connection_created.connect(limit, weak=False)


if __name__ == "__main__":
    main()
