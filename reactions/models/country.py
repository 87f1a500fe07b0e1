"""States, and organisations that act like one. The rows come from `actors`."""

from collections.abc import Sequence
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from simple_history.models import HistoricalRecords

from reactions.models.coded import choices, one_of
from reactions.vocabulary import ActorKind


class CountryQuerySet(models.QuerySet["Country"]):
    def states(self) -> Self:
        return self.filter(kind=ActorKind.STATE)

    def organisations(self) -> Self:
        return self.filter(kind=ActorKind.ORGANISATION)

    def heard_of(self, states: Sequence[str]) -> Self:
        """Those with an act or a statement in these review states."""
        mine = {"country": OuterRef("pk"), "review__in": states}
        acts = apps.get_model("reactions.Action").objects.standing().filter(**mine)
        said = apps.get_model("reactions.Statement").objects.filter(**mine)
        return self.filter(Exists(acts) | Exists(said))

    def regions(self) -> models.QuerySet["Country", str]:
        """The names of all regions, each once."""
        named = self.exclude(region="").order_by("region")
        return named.values_list("region", flat=True).distinct()

    def search(self, words: str) -> Self:
        """Rows whose name or code has every word, in any order."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(name__icontains=word)
                | Q(code__iexact=word)
                | Q(alpha3__iexact=word)
                | Q(aliases__icontains=word)
            )
        return found


class Country(models.Model):
    code = models.CharField(
        max_length=10,
        primary_key=True,
        help_text="ISO 3166-1 alpha-2, or an organisation's common short code.",
    )
    alpha3 = models.CharField(max_length=3, blank=True)
    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=choices(ActorKind))
    region = models.CharField(max_length=100, blank=True)
    demonyms = models.JSONField(default=list, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    metonyms = models.JSONField(
        default=list,
        blank=True,
        help_text="Places and offices that stand for the actor when they act or speak.",
    )

    objects = CountryQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"
        constraints = [
            one_of("kind", ActorKind),
            models.UniqueConstraint(
                fields=["alpha3"], condition=~Q(alpha3=""), name="country_alpha3_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
