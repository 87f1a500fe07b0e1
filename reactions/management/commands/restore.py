"""`restore FILE`: put a copy of the database back in place of what it holds."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from tracker.backups import BackupError, check, restore


class Command(BaseCommand):
    help = (
        "Replace all that the database holds by the copy in FILE, then migrate it to"
        " this version. Without --yes only says whether the copy is whole. Stop what"
        " serves and imports first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--yes", action="store_true", help="do it")

    def handle(self, *_: Any, file: Path, yes: bool, **__: Any) -> None:
        try:
            if not yes:
                check(file, vendor=connection.vendor)
                self.stdout.write(
                    f"{file} is whole. With --yes it replaces all that"
                    f" {connection.settings_dict['NAME']} holds."
                )
                return
            restore(connection, file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        # The copy may be older than this version; triggers are made anew with it.
        call_command("migrate", verbosity=0)
        self.stdout.write(f"Restored from {file}.")
