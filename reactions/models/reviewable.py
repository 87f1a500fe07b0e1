"""What all reviewed rows share: a state, who decided it, and a stable public name.

Only `reactions.reviewing` changes `review`; the database refuses a decision without
its author and, by a trigger, an accepted row without evidence.
"""

import base64
import secrets
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce

from reactions.models.coded import choices, one_of
from reactions.models.prepared import Prepared
from reactions.vocabulary import ReviewState

# How the history of a row begins its reason where an import wrote the line.
SIGNED_BY_IMPORT = "import "


def new_public_id(prefix: str) -> str:
    """A name for a row that outlives renumbering: `act_` and 16 letters and digits."""
    return f"{prefix}_{base64.b32encode(secrets.token_bytes(10)).decode().lower()}"


class ReviewableQuerySet(models.QuerySet[Any]):
    def reviewed_as(self, review: str) -> Self:
        return self.filter(review=review)

    def accepted(self) -> Self:
        return self.filter(review=ReviewState.ACCEPTED)

    def proposed(self) -> Self:
        return self.filter(review=ReviewState.PROPOSED)

    def rejected(self) -> Self:
        return self.filter(review=ReviewState.REJECTED)

    def not_rejected(self) -> Self:
        return self.filter(
            review__in=[ReviewState.PROPOSED.value, ReviewState.ACCEPTED.value]
        )

    def standing(self) -> Self:
        """Rows that stand for themselves: kinds that are merged leave those out."""
        return self.all()

    def with_merged(self, rows: Any) -> Self:
        """These rows, named by their ids, and those merged into them.

        Evidence is looked for in this, and not by joining it to its rows: where an
        `OR` spans two tables, neither's index helps, and all of them are read.
        """
        return self.filter(Q(pk__in=rows) | Q(merged_into__in=rows)).values("pk")

    def visible_as(self, states: Iterable[str]) -> Self:
        """Rows in these states, a merged one only where its survivor is too."""
        seen = list(states)
        found = self.filter(review__in=seen)
        if hasattr(self.model, "merged_into"):
            found = found.filter(
                Q(merged_into__isnull=True) | Q(merged_into__review__in=seen)
            )
        return found

    def assigned_to(self, user: Any) -> Self:
        return self.filter(assigned_to=user)

    def decided_since(self, moment: Any) -> Self:
        return self.filter(decided_at__gte=moment)

    def told_by(self, articles: Iterable[Any] | models.QuerySet[Any]) -> Self:
        """Rows that these articles prove; what was merged proves its survivor."""
        evidence = self.model._meta.get_field("evidence")
        parent = evidence.field.name
        proved: Any = F(parent)
        if hasattr(self.model, "merged_into"):
            proved = Coalesce(f"{parent}__merged_into", parent)
        pieces = evidence.related_model.objects.filter(
            article__in=articles, **{f"{parent}__isnull": False}
        )
        return self.filter(pk__in=pieces.values_list(proved))

    def most_urgent_first(self) -> Self:
        """The order of the review queue."""
        return self.order_by("-priority", "-id")

    def untouched(self) -> Self:
        """Proposed rows that only imports have written: one may still amend them.

        Told by the reasons in the history, which decisions and imports always give:
        the user is gone from a line once the account is deleted.
        """
        history = self.model.history.model
        lines = history.objects.filter(id=OuterRef("pk"))
        by_hand = lines.exclude(
            history_change_reason__startswith=SIGNED_BY_IMPORT
        ).exclude(history_change_reason__isnull=True, history_user__isnull=True)
        return self.proposed().filter(~Exists(by_hand))

    def held_untouched(self) -> set[int]:
        """The ids of the untouched rows, locked until the transaction ends.

        All are locked before the question is asked: whoever was amending one of them
        has then committed, and whoever wants to waits.
        """
        ids = list(
            self.order_by("pk")
            .select_for_update(no_key=True)
            .values_list("pk", flat=True)
        )
        return untouched_among(self.model, ids)


def take_untouched(model: Any, ids: Collection[int]) -> list[Any]:
    """The untouched ones of these rows, in the order of their ids, all of them locked
    until the transaction ends; see `held_untouched`."""
    if not ids:
        return []
    locked = _locking(model).instances(ids)
    free = untouched_among(model, [row.pk for row in locked])
    return [row for row in locked if row.pk in free]


def untouched_among(model: Any, ids: Collection[int]) -> set[int]:
    return {pk for (pk,) in _untouched(model).rows(ids)} if ids else set()


@cache
def _locking(model: Any) -> Prepared:
    rows = model._default_manager.order_by("pk").select_for_update(no_key=True)
    return Prepared(lambda ids: rows.filter(pk__in=ids), int)


@cache
def _untouched(model: Any) -> Prepared:
    rows = model._default_manager.untouched().values_list("pk")
    return Prepared(lambda ids: rows.filter(pk__in=ids), int)


class Reviewable(models.Model):
    review = models.CharField(
        max_length=10,
        choices=choices(ReviewState),
        default=ReviewState.PROPOSED.value,
        editable=False,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    note = models.TextField(blank=True)
    priority = models.IntegerField(default=0)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    public_id = models.CharField(max_length=24, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        constraints = [
            one_of("review", ReviewState),
            # The names of a decision stand from the decision until it is reopened.
            models.CheckConstraint(
                condition=Q(
                    review=ReviewState.PROPOSED.value,
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | Q(
                    review__in=[
                        ReviewState.ACCEPTED.value,
                        ReviewState.REJECTED.value,
                    ],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="%(class)s_decision_signed",
                violation_error_message="A decision needs who decided it and when.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-priority", "-id"],
                condition=Q(review=ReviewState.PROPOSED.value),
                name="%(class)s_queue",
            ),
            models.Index(fields=["updated_at", "id"], name="%(class)s_updated"),
            # Which countries have something waiting, and the queue of one.
            models.Index(
                fields=["country", "-priority", "-id"],
                condition=Q(review=ReviewState.PROPOSED.value),
                name="%(class)s_waiting_in",
            ),
            # What was decided today; proposals, which have no such day, cost nothing.
            models.Index(
                fields=["-decided_at"],
                condition=Q(decided_at__isnull=False),
                name="%(class)s_decided",
            ),
        ]

    def survivor(self) -> "Reviewable":
        """The row that stands for this one: the one it was merged into, else itself."""
        return getattr(self, "merged_into", None) or self
