"""Tell webhooks what changed: once, or every so often until SIGTERM."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from reactions import following
from reactions.management.arguments import seconds
from reactions.management.stopping import stop_sign
from reactions.management.watching import watch
from reactions.sources import ReadOptions


class Command(BaseCommand):
    help = "Send what changed to the webhooks of the admin. Celery's beat does it too."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=seconds, metavar="1m", help="again and again; SIGTERM stops"
        )

    def handle(self, *, every: float | None, **options: object) -> None:
        if every is None:
            self.send()
            return
        with stop_sign() as stop:
            watch(self.send, every=every, stop=stop)

    def send(self) -> None:
        now = timezone.now()
        bounds = ReadOptions(
            seconds=min(settings.FETCH_SECONDS, 15),
            private_addresses=settings.FETCH_PRIVATE_ADDRESSES,
        )
        made = following.collect(now=now)
        taken, refused = following.deliver(bounds, now=now)
        if made or taken or refused:
            self.stdout.write(f"{made} new, {taken} taken, {refused} not taken.")
