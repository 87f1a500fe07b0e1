"""Commands that take an option by its whole name alone: a shortened one is a typing
error as often as it is meant, and means another thing once an option is added. And that
say what to do about a database without tables."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError, connection


class ExactCommand(BaseCommand):
    def create_parser(
        self, prog_name: str, subcommand: str, **kwargs: Any
    ) -> CommandParser:
        kwargs.setdefault("allow_abbrev", False)
        return super().create_parser(prog_name, subcommand, **kwargs)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (OperationalError, ProgrammingError) as error:
            if connection.introspection.table_names():
                raise
            raise CommandError(
                "The database has no tables yet: make them with"
                " python manage.py migrate.",
                returncode=2,
            ) from error
