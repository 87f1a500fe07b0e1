"""One import: who started it, from what, and what came of every article."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import IntegerField, Q, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

STATES = ["running", "finished", "stopped", "failed"]
# What becomes of an input; the other counts are of rows.
RESULTS = [
    "imported",
    "revision",
    "known",
    "unchanged",
    "skipped",
    "refused",
    "failed",
]


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def running(self) -> Self:
        return self.filter(state="running")

    def silent_since(self, moment: datetime) -> Self:
        """Of which nothing was heard after the moment."""
        return self.filter(
            Q(progress_at__lt=moment)
            | Q(progress_at__isnull=True, started_at__lt=moment)
        )

    def heard_since(self, moment: datetime) -> Self:
        """The others."""
        return self.exclude(pk__in=self.silent_since(moment).values("pk"))

    def newest_first(self) -> Self:
        return self.order_by("-started_at", "-id")

    def inputs_by_result(self) -> dict[str, int]:
        """How many inputs all the runs had, by what became of them."""
        found = self.aggregate(
            **{
                result: Sum(Cast(KT(f"counts__{result}"), IntegerField()))
                for result in RESULTS
            }
        )
        return {result: found[result] or 0 for result in RESULTS}


class ImportRun(models.Model):
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    source = models.TextField(help_text="The paths, files or address asked for.")
    settings = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    counts = models.JSONField(default=dict, blank=True)
    errors = models.JSONField(default=list, blank=True)
    is_queued = models.BooleanField(
        default=False, help_text="Worked on by workers of the queue."
    )
    progress_at = models.DateTimeField(
        null=True, blank=True, help_text="When the counts were last written."
    )
    total = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="How many inputs there are; nothing while they are still read.",
    )
    counts_read = models.JSONField(
        default=dict,
        blank=True,
        help_text="Of a queued run: what was settled while its inputs were read.",
    )
    state = models.CharField(
        max_length=10,
        choices=[(state, state.capitalize()) for state in STATES],
        default="running",
    )

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=STATES), name="importrun_state_listed"
            ),
            models.CheckConstraint(
                condition=Q(state="running", finished_at__isnull=True)
                | (~Q(state="running") & Q(finished_at__isnull=False)),
                name="importrun_end_known",
                violation_error_message="A run that has ended says when.",
            ),
        ]
        indexes = [
            models.Index(fields=["-started_at", "-id"], name="importrun_newest"),
        ]

    def __str__(self) -> str:
        return f"Import {self.pk} of {self.source}"

    @property
    def settled(self) -> int:
        """How many inputs are done with, in whatever way."""
        if "articles" in self.counts:  # of a run that read stored ones again
            return int(self.counts["articles"])
        return sum(self.counts.get(result, 0) for result in RESULTS)
