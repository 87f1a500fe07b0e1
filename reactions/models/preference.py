"""Of two rows or two claims that contradict each other the one an editor prefers.

The other is kept, and marked not preferred while the preference is open: the board
leaves it out where the preferred one is shown. Undone preferences stay as history.
Triggers hold what a check cannot reach: both acts are of one crisis and country, and
claims belong to the act they are about.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from reactions.models.action import Action
from reactions.models.coded import choices, one_of
from reactions.models.desk_history import DeskHistory
from reactions.models.evidence import Evidence


class ConflictKind(StrEnum):
    """What is contradicted."""

    CLOSED_OR_KEPT = "closed_or_kept"
    DATES = "dates"
    NUMBERS = "numbers"


OPEN = Q(undone_at__isnull=True)
OF_ACTS = Q(preferred_piece__isnull=True, other_piece__isnull=True)
OF_CLAIMS = Q(preferred_piece__isnull=False, other_piece__isnull=False)


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def standing(self) -> Self:
        """Not undone."""
        return self.filter(OPEN)

    def between_acts(self) -> Self:
        return self.filter(OF_ACTS)

    def between_claims(self) -> Self:
        return self.filter(OF_CLAIMS)

    def in_crisis(self, crisis: Any) -> Self:
        return self.filter(preferred__crisis=crisis)

    def about(self, actions: Iterable[Any]) -> Self:
        """On whichever side the acts are."""
        acts = list(actions)
        return self.filter(Q(preferred__in=acts) | Q(other__in=acts))

    def with_names(self) -> Self:
        return self.select_related(
            "preferred__country",
            "preferred__crisis",
            "other__country",
            "decided_by",
            "undone_by",
        )

    def newest_first(self) -> Self:
        return self.order_by("-decided_at", "-id")


class Preference(models.Model):
    kind = models.CharField(max_length=20, choices=choices(ConflictKind))
    preferred = models.ForeignKey(
        Action, on_delete=models.CASCADE, related_name="preferences"
    )
    other = models.ForeignKey(
        Action, on_delete=models.CASCADE, related_name="not_preferred"
    )
    preferred_piece = models.ForeignKey(
        Evidence, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    other_piece = models.ForeignKey(
        Evidence, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    reason = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_because = models.TextField(blank=True)

    objects = PreferenceQuerySet.as_manager()
    history = DeskHistory()

    class Meta:
        default_permissions = ("view",)
        constraints = [
            one_of("kind", ConflictKind),
            # Between two acts, or between two claims of one.
            models.CheckConstraint(
                condition=(OF_ACTS & ~Q(preferred=F("other")))
                | (
                    OF_CLAIMS
                    & Q(preferred=F("other"))
                    & ~Q(preferred_piece=F("other_piece"))
                ),
                name="preference_of_two_sides",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ConflictKind.CLOSED_OR_KEPT.value) | OF_ACTS,
                name="preference_of_postures_is_of_acts",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="preference_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="preference_undoing_signed",
            ),
            # One open preference a conflict, whichever side it prefers.
            models.UniqueConstraint(
                Least("preferred", "other"),
                Greatest("preferred", "other"),
                condition=OPEN & OF_ACTS,
                name="preference_once_open_of_acts",
            ),
            models.UniqueConstraint(
                Least("preferred_piece", "other_piece"),
                Greatest("preferred_piece", "other_piece"),
                F("kind"),
                condition=OPEN & OF_CLAIMS,
                name="preference_once_open_of_claims",
            ),
        ]
        indexes = [
            models.Index(
                fields=["other", "preferred"],
                condition=OPEN,
                name="preference_set_aside",
            ),
            models.Index(fields=["-decided_at", "-id"], name="preference_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.preferred} before {self.other}"

    @property
    def is_open(self) -> bool:
        return self.undone_at is None
