"""One article that an import still has to work on, or could not: the queue's memory.

A worker leases an item for a while before it reads it; one that dies lets the lease run
out, and the item is given to another. Brokers only wake workers, this table is what is
to be done. An item that fails too often is set aside with its reason.
"""

from datetime import datetime, timedelta
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connections, models
from django.db.models import Exists, F, OuterRef, Q

from reactions.models.article import Article
from reactions.models.import_run import ImportRun

STATES = ["waiting", "leased", "done", "set_aside"]
UNFINISHED = ("waiting", "leased")


class WorkItemQuerySet(models.QuerySet["WorkItem"]):
    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def set_aside(self) -> Self:
        return self.filter(state="set_aside")

    def due(self, now: datetime) -> Self:
        """Those that may be worked on: of several with one address the earlier first,
        for the later is a revision of it."""
        earlier = WorkItem.objects.unfinished().filter(
            run=OuterRef("run"), chain=OuterRef("chain"), place__lt=OuterRef("place")
        )
        is_due = Q(not_before__isnull=True) | Q(not_before__lte=now)
        return self.filter(is_due, Q(chain="") | ~Exists(earlier), state="waiting")

    def lease(self, pk: int, *, worker: str, now: datetime, lasting: timedelta) -> bool:
        """Take an item for oneself; False where another has it or it is not due."""
        taken = self.filter(pk=pk).due(now)
        return bool(
            taken.update(
                state="leased",
                leased_by=worker,
                lease_until=now + lasting,
                attempts=F("attempts") + 1,
            )
        )

    def overdue(self, now: datetime) -> Self:
        """Leased by somebody who did not finish in time."""
        return self.filter(state="leased", lease_until__lt=now)

    def unsent(self, now: datetime) -> Self:
        """Due, and nobody has been told yet."""
        return self.due(now).filter(sent_at__isnull=True).order_by("run", "place")

    def sent(self) -> Self:
        """On their way to a worker or with one."""
        return self.unfinished().filter(sent_at__isnull=False)

    def locked_for_me(self) -> Self:
        """Rows that nobody else is about to send, where the database can tell."""
        features = connections[self.db].features
        if not features.has_select_for_update_skip_locked:
            return self
        return self.select_for_update(skip_locked=True, of=("self",))


class WorkItem(models.Model):
    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveIntegerField(help_text="Its place among the run's items.")
    file = models.TextField()
    chain = models.CharField(
        max_length=64, blank=True, help_text="Of the crisis and the address."
    )
    text_key = models.CharField(max_length=64, help_text="Of the crisis and the text.")
    payload = models.JSONField(
        default=dict,
        blank=True,
        encoder=DjangoJSONEncoder,
        help_text="The article as read; empty once it is in.",
    )
    state = models.CharField(
        max_length=10,
        choices=[(state, state.replace("_", " ")) for state in STATES],
        default="waiting",
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    leased_by = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why the last attempt failed.")
    result = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    article = models.ForeignKey(
        Article, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    officials = models.PositiveIntegerField(default=0)
    statements = models.PositiveIntegerField(default=0)
    actions = models.PositiveIntegerField(default=0)
    merged = models.PositiveIntegerField(default=0)

    objects = WorkItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "place"], name="workitem_place_once_a_run"
            ),
            models.CheckConstraint(
                condition=Q(state__in=STATES), name="workitem_state_listed"
            ),
            models.CheckConstraint(
                condition=Q(state="leased", lease_until__isnull=False)
                & ~Q(leased_by="")
                | ~Q(state="leased") & Q(lease_until__isnull=True, leased_by=""),
                name="workitem_lease_of_the_leased",
            ),
            models.CheckConstraint(
                condition=Q(state="done") & ~Q(result="")
                | ~Q(state="done") & Q(result=""),
                name="workitem_result_of_the_done",
            ),
            models.CheckConstraint(
                condition=~Q(state="set_aside") | ~Q(reason=""),
                name="workitem_set_aside_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["run", "state"], name="workitem_of_run"),
            models.Index(
                fields=["run", "chain", "place"],
                condition=Q(state__in=UNFINISHED) & ~Q(chain=""),
                name="workitem_chain",
            ),
            models.Index(
                fields=["run", "place"],
                condition=Q(state__in=UNFINISHED),
                name="workitem_unfinished",
            ),
            models.Index(
                fields=["text_key"],
                condition=Q(state="set_aside"),
                name="workitem_set_aside",
            ),
        ]

    def __str__(self) -> str:
        return self.file
