"""Read a dataset of export_dataset into a new database: the same rows, to the key."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from reactions.exporting import NotReadableError, read_dataset


class Command(BaseCommand):
    help = "Read a complete dataset into an empty, migrated database. All or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE.zip")

    def handle(self, *, path: Path, **options: object) -> None:
        try:
            counts = read_dataset(path)
        except NotReadableError as error:
            raise CommandError(str(error), returncode=2) from error
        for name, count in counts.items():
            self.stdout.write(f"{name:24}{count:>10,}")
