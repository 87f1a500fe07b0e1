"""A crisis: the frame that articles, statements and actions belong to."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from reactions.models.country import Country


class CrisisQuerySet(models.QuerySet["Crisis"]):
    def newest_first(self) -> Self:
        return self.order_by(F("started_on").desc(nulls_last=True), "slug")

    def search(self, words: str) -> Self:
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(slug__icontains=word)
                | Q(summary__icontains=word)
                | Q(host_city__icontains=word)
            )
        return found


class Crisis(models.Model):
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    host = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="crises",
        help_text="The country in crisis. Its own moves are not reactions.",
    )
    host_city = models.CharField(max_length=200, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = CrisisQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "crises"
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(started_on__isnull=True)
                | Q(ended_on__gte=F("started_on")),
                name="crisis_ends_after_start",
                violation_error_message="A crisis ends on or after its first day.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("board", args=[self.slug])

    def last_day(self, today: date) -> date:
        """The day a board shows unasked: today, or the end if that came first."""
        if self.ended_on is None:
            return today
        return min(self.ended_on, today)
