"""Commands that take an option by its whole name alone: a shortened one is a typing
error as often as it is meant, and means another thing once an option is added."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser


class ExactCommand(BaseCommand):
    def create_parser(
        self, prog_name: str, subcommand: str, **kwargs: Any
    ) -> CommandParser:
        kwargs.setdefault("allow_abbrev", False)
        return super().create_parser(prog_name, subcommand, **kwargs)
