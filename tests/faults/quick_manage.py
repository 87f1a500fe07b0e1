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
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
