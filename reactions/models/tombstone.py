"""What is gone: a row that was deleted, merged into another, or withdrawn from view.

Written by the database itself (`reactions.models.triggers`), so that bulk code and raw
SQL leave none out; taken away again when the row stands again.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from reactions.models.country import Country
from reactions.models.crisis import Crisis

KINDS = ["action", "article", "official", "statement"]
WHAT = ["deleted", "merged", "withdrawn"]


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    def seen_as(self, states: dict[str, Any]) -> Self:
        """Those of rows that a reader could see before: `states` by kind."""
        seen = Q(kind="article")
        for kind, reviews in states.items():
            seen |= Q(kind=kind, was__in=list(reviews))
        return self.filter(seen)


class Tombstone(models.Model):
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    key = models.CharField(max_length=24, help_text="The id that the row had.")
    what = models.CharField(max_length=10, choices=[(each, each) for each in WHAT])
    was = models.CharField(
        max_length=10, blank=True, help_text="Its review state before."
    )
    into = models.CharField(
        max_length=24, blank=True, help_text="Of a merged row: the id that stands."
    )
    crisis = models.ForeignKey(
        Crisis, on_delete=models.CASCADE, null=True, related_name="+"
    )
    country = models.ForeignKey(
        Country, on_delete=models.CASCADE, null=True, related_name="+"
    )
    happened_at = models.DateTimeField()

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="tombstone_kind"),
            models.CheckConstraint(condition=Q(what__in=WHAT), name="tombstone_what"),
        ]
        indexes = [
            models.Index(fields=["happened_at", "id"], name="tombstone_in_time"),
            models.Index(fields=["kind", "key"], name="tombstone_of_row"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.what}"
