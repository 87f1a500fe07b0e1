"""One import: who started it, from what, and what came of every article."""

from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

STATES = ["running", "finished", "failed"]


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def running(self) -> Self:
        return self.filter(state="running")

    def newest_first(self) -> Self:
        return self.order_by("-started_at", "-id")


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
