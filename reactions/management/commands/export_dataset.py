"""Write everything to one zip: for readers, and to be read back by import_dataset."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reactions.exporting import write_dataset


class Command(BaseCommand):
    help = (
        "Write the dataset to a zip: every list as CSV and JSON Lines, the codebook, a"
        " description, checksums, and the tables for import_dataset."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE.zip")
        parser.add_argument(
            "--public",
            action="store_true",
            help="accepted rows only; no articles' texts, notes or names of people",
        )

    def handle(self, *, path: Path, public: bool, **options: object) -> None:
        try:
            sizes = write_dataset(path, at=timezone.now(), is_public=public)
        except OSError as error:
            raise CommandError(f"{path}: {error}", returncode=2) from error
        total = sum(sizes.values())
        self.stdout.write(f"{path}: {len(sizes)} files, {total:,} bytes unpacked.")
