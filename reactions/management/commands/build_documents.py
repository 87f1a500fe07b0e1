"""Write the documents of acts and statements that are blank, or compare all of them
with their rows."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from reactions.exporting.documents import (
    blank_all,
    documents_differing,
    write_documents,
)
from reactions.management.exact_options import ExactCommand

SHOWN = 20


class Command(ExactCommand):
    help = (
        "Write the documents that lists of the API are made of, those that are blank"
        " or another release's. Celery's beat writes the blank and the older ones; a"
        " row without one is only slower to read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument(
            "--check",
            action="store_true",
            help="compare every document with its row; 1 where one differs",
        )
        how.add_argument("--anew", action="store_true", help="write all of them again")

    def handle(self, *_: Any, check: bool, anew: bool, **__: Any) -> None:
        if check:
            self.check_documents()
            return
        if anew:
            blank_all()
        written = write_documents(also_newer=True)
        self.stdout.write(f"{written} documents written.")

    def check_documents(self) -> None:
        wrong = list(documents_differing())
        if not wrong:
            self.stdout.write("No document differs from its row.")
            return
        shown = ", ".join(wrong[:SHOWN]) + (", ..." if len(wrong) > SHOWN else "")
        raise CommandError(
            f"{len(wrong)} rows have another document, or none: {shown}."
            " Mend them with build_documents --anew."
        )
