"""Two officials that may be one person, put to an editor; never merged unasked.

A rejected pair stays in the table: that is how it is remembered and not asked again.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reactions.models.coded import choices, one_of
from reactions.models.import_run import ImportRun
from reactions.models.official import Official
from reactions.vocabulary import ReviewState


class MergeProposalQuerySet(models.QuerySet["MergeProposal"]):
    def proposed(self) -> Self:
        return self.filter(review=ReviewState.PROPOSED.value)

    def with_names(self) -> Self:
        return self.select_related(
            "official__country", "official__merged_into", "into__merged_into"
        )


class MergeProposal(models.Model):
    """`official` came after `into`; which of the two stays, the editor says."""

    official = models.ForeignKey(
        Official, on_delete=models.CASCADE, related_name="merge_proposals"
    )
    into = models.ForeignKey(
        Official, on_delete=models.CASCADE, related_name="merge_proposals_into"
    )
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
    created_at = models.DateTimeField()
    import_run = models.ForeignKey(
        ImportRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MergeProposalQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        constraints = [
            one_of("review", ReviewState),
            models.UniqueConstraint(
                fields=["official", "into"], name="mergeproposal_once_a_pair"
            ),
            # With the later official first, a pair is the same whichever way round.
            models.CheckConstraint(
                condition=Q(into__lt=F("official")), name="mergeproposal_later_first"
            ),
            models.CheckConstraint(
                condition=Q(
                    review=ReviewState.PROPOSED.value,
                    decided_by__isnull=True,
                    decided_at__isnull=True,
                )
                | Q(
                    ~Q(review=ReviewState.PROPOSED.value),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="mergeproposal_decision_signed",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-id"],
                condition=Q(review=ReviewState.PROPOSED.value),
                name="mergeproposal_queue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official} may be {self.into}"
