#!/usr/bin/env python
"""The command line of the project: `python manage.py help` lists what it can do."""

import os
import sys

from django.core.management import execute_from_command_line

from tracker.environment import SettingError

# What a shell calls a command that Ctrl-C or a closed pipe has ended.
INTERRUPTED, PIPE_CLOSED = 130, 141
WRONG_SETTING = 2


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except SettingError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_SETTING
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return INTERRUPTED
    except BrokenPipeError:
        # Who read us has had enough (`| head`); the last flush must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
