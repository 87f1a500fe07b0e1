"""`backup FOLDER`: a copy of the whole database, made while it is used."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from reactions.management.arguments import at_least_one
from tracker.backups import BackupError, back_up, name_of, prune


class Command(BaseCommand):
    help = (
        "Copy the whole database into a new file of FOLDER, consistent though others"
        " write meanwhile. The copy is read back before it takes its name."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument(
            "--keep",
            type=at_least_one,
            metavar="N",
            help="afterwards delete all but the newest N copies of the folder",
        )

    def handle(self, *_: Any, folder: Path, keep: int | None, **__: Any) -> None:
        target = folder / name_of(timezone.now(), connection.vendor)
        try:
            back_up(connection, target)
        except BackupError as error:
            raise CommandError(str(error)) from error
        size = target.stat().st_size / 1_000_000
        self.stdout.write(f"{target} ({size:.1f} MB)")
        for old in prune(folder, keep=keep) if keep else ():
            self.stdout.write(f"deleted {old}")
