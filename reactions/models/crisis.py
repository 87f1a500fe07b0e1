"""A crisis: the frame that articles, statements and actions belong to."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from reactions.models.country import Country
from reactions.models.desk_history import DeskHistory


def count_of(model: str, *, of: str = "pk", **conditions: Any) -> Coalesce:
    """How many (distinct) rows of `model` a crisis has under these conditions."""
    rows = apps.get_model(model).objects.filter(crisis=OuterRef("pk"), **conditions)
    counted = rows.order_by().values("crisis").values(n=Count(of, distinct=of != "pk"))
    return Coalesce(Subquery(counted), 0)


class CrisisQuerySet(models.QuerySet["Crisis"]):
    def newest_first(self) -> Self:
        return self.order_by(F("started_on").desc(nulls_last=True), "slug")

    def with_tallies(self, states: Sequence[str]) -> Self:
        """Adds `article_tally`, `action_tally`, `statement_tally`, `country_tally`
        and `last_known_on`, counting rows in these review states only.

        Subqueries and not joins: one crisis has many of each.
        """
        articles = count_of("reactions.Article")
        actions = {"review__in": states, "merged_into": None}
        last = apps.get_model("reactions.Action").objects.filter(
            crisis=OuterRef("pk"), **actions
        )
        return self.annotate(
            article_tally=articles,
            action_tally=count_of("reactions.Action", **actions),
            statement_tally=count_of("reactions.Statement", review__in=states),
            country_tally=count_of("reactions.Action", of="country", **actions),
            last_known_on=Subquery(
                last.order_by("-known_on", "-id").values("known_on")[:1]
            ),
        )

    def with_reach(self, states: Sequence[str]) -> Self:
        """Adds `first_told` and `last_told`, the days from and to which the timeline of
        rows in these review states tells; None without any."""
        told = apps.get_model("reactions.Action").objects.standing()
        told = told.filter(crisis=OuterRef("pk"), review__in=states)
        told = told.told_for(date.min, date.max)
        return self.annotate(
            first_told=Subquery(told.values("day")[:1]),
            last_told=Subquery(told.order_by("-day", "-id").values("day")[:1]),
        )

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
    history = DeskHistory()

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
