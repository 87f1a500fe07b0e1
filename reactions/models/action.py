"""What an actor did, will do or is said not to do."""

from datetime import date
from functools import partial
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from reactions.models.coded import choices, dated, one_of
from reactions.models.country import Country
from reactions.models.crisis import Crisis
from reactions.models.desk_history import DeskHistory
from reactions.models.reviewable import (
    Reviewable,
    ReviewableQuerySet,
    new_public_id,
)
from reactions.models.search import Names, holding, walking
from reactions.vocabulary import ActionType, Basis, Precision, Stage

new_action_id = partial(new_public_id, "act")

# Among acts that count from one day the first of these decides (design.md, Posture).
# `kept` comes last: it decides only where no transition counts.
POSTURE_ORDER = [
    ActionType.EMBASSY_CLOSED,
    ActionType.EMBASSY_SUSPENDED,
    ActionType.EMBASSY_MOVED,
    ActionType.EMBASSY_EVACUATED,
    ActionType.EMBASSY_REDUCED,
    ActionType.EMBASSY_REOPENED,
    ActionType.EMBASSY_KEPT,
]
IN_FORCE = [Stage.UNDERWAY.value, Stage.DONE.value]

# Considered and denied acts never count; an announced one counts from the day it
# names, and without such a day not at all. NULL means: never counts.
COUNTS_ON = Case(
    When(
        stage__in=[Stage.ANNOUNCED.value, *IN_FORCE],
        effective_on__isnull=False,
        then=F("effective_on"),
    ),
    When(stage__in=IN_FORCE, then=F("announced_on")),
)
# NULL means: says nothing of a mission's posture.
RANK = Case(
    *(
        When(type=type_.value, then=Value(rank))
        for rank, type_ in enumerate(POSTURE_ORDER, start=1)
    )
)


# The day of a timeline: when the act counts, else when it was announced or told of.
TOLD_FOR = Coalesce("counts_on", "announced_on", "known_on")


class ActionQuerySet(ReviewableQuerySet):
    def in_crisis(self, slug: str) -> Self:
        return self.filter(crisis__slug=slug)

    def standing(self) -> Self:
        """Without those that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def with_names(self) -> Self:
        """With what a row names, for lists."""
        return self.select_related("crisis", "country", "fulfils", "merged_into")

    def known_by(self, day: date) -> Self:
        return self.filter(known_on__lte=day)

    def counting_on(self, day: date) -> Self:
        return self.filter(counts_on__lte=day)

    def posture(self) -> Self:
        """What says what became of a mission, merged rows left out."""
        return self.standing().filter(rank__isnull=False)

    def latest_posture_first(self) -> Self:
        """The order in which posture is decided; an index holds it."""
        return self.order_by("-counts_on", "rank", "id")

    def with_disputed_numbers(self) -> Self:
        """Acts of which two numbers were told on one day (codebook, rule 6) that no
        editor has decided between."""
        evidence = self.model._meta.get_field("evidence").related_model
        told = evidence.objects.filter(action__in=_the_same()).annotate(
            number=KeyTextTransform("quantity", "machine_claim"),
            told_on=Coalesce("article__published_on", "article__imported_at__date"),
        )
        # Whoever tells a number again that was not preferred.
        preferences = self.model._meta.get_field("preferences").related_model
        set_aside = (
            preferences.objects.standing()
            .filter(kind="numbers", preferred__in=_the_same(inside=3))
            .annotate(number=KeyTextTransform("quantity", "other_piece__machine_claim"))
            .filter(number=OuterRef("number"))
        )
        disputed = (
            # SQLite gives a number that was not told as the word.
            told.filter(number__isnull=False)
            .exclude(number="null")
            .filter(~Exists(set_aside))
            .order_by()
            .values("told_on")
            .annotate(numbers=Count("number", distinct=True))
            .filter(numbers__gt=1)
        )
        return self.standing().filter(Exists(disputed))

    def with_differing_dates(self) -> Self:
        """Acts of which claims name two days on which they take effect."""
        evidence = self.model._meta.get_field("evidence").related_model
        named = (
            evidence.objects.filter(action__in=_the_same())
            .annotate(day=KeyTextTransform("on", "machine_claim__effective_on"))
            .filter(day__isnull=False)
            .values("day")
        )
        earliest = Subquery(named.order_by("day")[:1])
        latest = Subquery(named.order_by("-day")[:1])
        return (
            self.standing()
            .alias(earliest_named=earliest, latest_named=latest)
            .filter(earliest_named__lt=F("latest_named"))
        )

    def told_for(self, first: date, last: date) -> Self:
        """Whose `day` in a timeline lies between two days, both in; in their order."""
        return (
            self.annotate(day=TOLD_FOR)
            .filter(day__gte=first, day__lte=last)
            .order_by("day", "id")
        )

    def newest_first(self) -> Self:
        return self.order_by("-known_on", "-id")

    def search(self, words: str) -> Self:
        return holding(self, words, index="words")

    def searched_newest_first(self, words: str, *, names: Names | None = None) -> Self:
        """The same rows, for pages from the newest."""
        return walking(self, words, index="words", names=names)


def _the_same(*, inside: int = 2) -> models.QuerySet["Action"]:
    """The act of the query so many steps around this one, and those merged into it."""
    around: Any = "pk"
    for _ in range(inside):
        around = OuterRef(around)
    return Action.objects.filter(Q(pk=around) | Q(merged_into=around)).values("pk")


class Action(Reviewable):
    crisis = models.ForeignKey(Crisis, on_delete=models.PROTECT, related_name="actions")
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="actions"
    )
    type = models.CharField(max_length=30, choices=choices(ActionType))
    stage = models.CharField(max_length=15, choices=choices(Stage))
    announced_on = models.DateField(null=True, blank=True)
    announced_on_precision = models.CharField(
        max_length=10, blank=True, choices=choices(Precision)
    )
    announced_on_basis = models.CharField(
        max_length=15, blank=True, choices=choices(Basis)
    )
    effective_on = models.DateField(null=True, blank=True)
    effective_on_precision = models.CharField(
        max_length=10, blank=True, choices=choices(Precision)
    )
    effective_on_basis = models.CharField(
        max_length=15,
        blank=True,
        choices=choices([Basis.STATED, Basis.RELATIVE]),
    )
    destination = models.CharField(max_length=300, blank=True)
    quantity = models.PositiveBigIntegerField(null=True, blank=True)
    summary = models.TextField(blank=True)
    known_on = models.DateField(
        help_text="The earliest publication that bears the stage and the dates."
    )
    counts_on = models.GeneratedField(
        expression=COUNTS_ON, output_field=models.DateField(null=True), db_persist=True
    )
    rank = models.GeneratedField(
        expression=RANK,
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
    )
    fulfils = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="fulfilled_by",
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="merged",
    )
    public_id = models.CharField(
        max_length=24, unique=True, editable=False, default=new_action_id
    )

    objects = ActionQuerySet.as_manager()
    history = DeskHistory()

    class Meta(Reviewable.Meta):
        permissions = [("review_action", "Can accept, reject and merge actions")]
        constraints = [
            *Reviewable.Meta.constraints,
            one_of("type", ActionType),
            one_of("stage", Stage),
            dated("announced_on", Basis),
            dated("effective_on", [Basis.STATED, Basis.RELATIVE]),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")) & ~Q(fulfils=F("id")),
                name="action_linked_to_another",
            ),
        ]
        indexes = [
            *Reviewable.Meta.indexes,
            # One seek a country answers the posture of any day (performance.md, 4);
            # the last three columns tell what is shown without reading the rows.
            models.Index(
                F("crisis"),
                F("country"),
                F("counts_on").desc(),
                F("rank"),
                F("id"),
                F("review"),
                F("known_on"),
                F("stage"),
                condition=Q(
                    rank__isnull=False,
                    counts_on__isnull=False,
                    merged_into__isnull=True,
                ),
                name="action_posture",
            ),
            # What is announced and may still come: a board lists it as planned.
            models.Index(
                fields=[
                    *("crisis", "effective_on", "announced_on", "known_on"),
                    *("country", "rank", "review", "id"),
                ],
                condition=Q(
                    stage=Stage.ANNOUNCED.value,
                    rank__isnull=False,
                    merged_into__isnull=True,
                ),
                name="action_planned",
            ),
            # Most rows have neither. An index with all their NULLs looks useless to
            # SQLite's planner, which then reads the whole table instead.
            models.Index(
                fields=["fulfils"],
                condition=Q(fulfils__isnull=False),
                name="action_carrying_out",
            ),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="action_merged",
            ),
            models.Index(fields=["-known_on", "-id"], name="action_newest"),
            models.Index(fields=["-counts_on", "-id"], name="action_counting"),
            models.Index(
                fields=["country", "type", "-known_on", "-id"],
                name="action_of_country",
            ),
            models.Index(
                fields=["country", "-known_on", "-id"], name="action_of_country_newest"
            ),
            models.Index(
                fields=["crisis", "-known_on", "-id"], name="action_in_crisis"
            ),
            # A timeline reads a crisis day by day.
            models.Index(F("crisis"), TOLD_FOR, F("id"), name="action_timeline"),
            # A seek a country tells who has a row on the board.
            models.Index(
                fields=["crisis", "country", "known_on"], name="action_actors"
            ),
            # Which acts an article may tell again, announce or carry out.
            models.Index(
                fields=["crisis", "country", "type", "counts_on"],
                name="action_told_again",
            ),
            models.Index(
                fields=["crisis", "country", "type", "announced_on"],
                name="action_carried_out",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.get_type_display().lower()} ({self.stage})"

    def clean(self) -> None:
        """Say in a form what the table would refuse: acts form no ring."""
        if self.pk is None or self.fulfils_id is None:
            return
        if self.pk == self.fulfils_id:
            raise ValidationError({"fulfils": "An act does not carry out itself."})
        if self.pk in _carried_out_by(self.fulfils_id):
            told = "That act carries out this one already, itself or by way of others."
            raise ValidationError({"fulfils": told})


def _carried_out_by(pk: int) -> set[int]:
    """The ids of what an act carries out, and of what that carries out in turn."""
    found: set[int] = set()
    next_: int | None = pk
    while next_ is not None and next_ not in found:
        found.add(next_)
        links = Action.objects.filter(pk=next_).values_list("fulfils_id", flat=True)
        next_ = links.first()
    return found
