"""What an actor said, directly or as reported."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from reactions.models.coded import choices, dated, one_of
from reactions.models.country import Country
from reactions.models.crisis import Crisis
from reactions.models.desk_history import DeskHistory
from reactions.models.official import Official
from reactions.models.reviewable import (
    Reviewable,
    ReviewableQuerySet,
    new_public_id,
)
from reactions.models.search import Names, holding, walking
from reactions.vocabulary import Basis, Kind, Precision, Stance

new_statement_id = partial(new_public_id, "sta")


class StatementQuerySet(ReviewableQuerySet):
    def in_crisis(self, slug: str) -> Self:
        return self.filter(crisis__slug=slug)

    def by_officials(self, officials: Iterable[Any]) -> Self:
        """Of these officials, or of those merged into them."""
        return self.filter(official__in=Official.objects.with_merged(officials))

    def with_names(self) -> Self:
        """With what a row names, for lists."""
        return self.select_related(
            "crisis", "country", "official__merged_into", "continues"
        )

    def newest_first(self) -> Self:
        return self.order_by(F("said_on").desc(nulls_last=True), "-id")

    def search(self, words: str) -> Self:
        return holding(self, words, index="words")

    def searched_newest_first(self, words: str, *, names: Names | None = None) -> Self:
        """The same rows, for pages from the newest."""
        return walking(self, words, index="words", names=names)


class Statement(Reviewable):
    crisis = models.ForeignKey(
        Crisis, on_delete=models.PROTECT, related_name="statements"
    )
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="statements"
    )
    official = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
    )
    speaker = models.CharField(max_length=500, blank=True)
    speaker_title = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=10, choices=choices(Kind))
    stance = models.CharField(max_length=20, choices=choices(Stance))
    text = models.TextField()
    said_on = models.DateField(null=True, blank=True)
    said_on_precision = models.CharField(
        max_length=10, blank=True, choices=choices(Precision)
    )
    said_on_basis = models.CharField(max_length=15, blank=True, choices=choices(Basis))
    continues = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="continued_by",
    )
    public_id = models.CharField(
        max_length=24, unique=True, editable=False, default=new_statement_id
    )

    objects = StatementQuerySet.as_manager()
    history = DeskHistory()

    class Meta(Reviewable.Meta):
        permissions = [("review_statement", "Can accept and reject statements")]
        constraints = [
            *Reviewable.Meta.constraints,
            one_of("kind", Kind),
            one_of("stance", Stance),
            dated("said_on", Basis),
            models.CheckConstraint(
                condition=~Q(continues=F("id")), name="statement_continues_another"
            ),
        ]
        indexes = [
            *Reviewable.Meta.indexes,
            models.Index(fields=["-said_on", "-id"], name="statement_newest"),
            models.Index(
                fields=["country", "-said_on", "-id"], name="statement_of_country"
            ),
            models.Index(
                fields=["crisis", "-said_on", "-id"], name="statement_in_crisis"
            ),
            # A seek a country tells who has a row on the board.
            models.Index(fields=["crisis", "country"], name="statement_actors"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker or self.country_id}: {self.text[:80]}"

    def clean(self) -> None:
        """Say in a form what the table would refuse, for its check needs the id."""
        if self.pk is not None and self.pk == self.continues_id:
            raise ValidationError({"continues": "It does not continue itself."})
