"""The words that prove a row: a span of an article's body and what was read there.

Triggers hold what a check cannot reach (`reactions.models.triggers`): the quote is
body[start:end] in code points, and an accepted row keeps at least one piece.
"""

from functools import partial
from typing import Any, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, ProtectedError, Q
from django.utils import timezone

from reactions.models.action import Action
from reactions.models.article import Article
from reactions.models.official import Official
from reactions.models.reviewable import new_public_id
from reactions.models.statement import Statement
from reactions.vocabulary import ReviewState

# A person's evidence has no reading machine to name it.
new_claim_key = partial(new_public_id, "hand")

ONE_PARENT = (
    Q(statement__isnull=False, action__isnull=True, official__isnull=True)
    | Q(statement__isnull=True, action__isnull=False, official__isnull=True)
    | Q(statement__isnull=True, action__isnull=True, official__isnull=False)
)


def cascade_unless_accepted(
    collector: Any, field: Any, sub_objs: Any, using: str
) -> None:
    """Delete evidence with its row, but keep both while the row is accepted.

    The database would refuse the deletion too; this says so before, in the way that
    forms and the admin understand.
    """
    accepted = sub_objs.filter(**{f"{field.name}__review": ReviewState.ACCEPTED.value})
    kept = set(accepted)
    if kept:
        raise ProtectedError(
            "An accepted row keeps its evidence: reopen it before deleting it.", kept
        )
    models.CASCADE(collector, field, sub_objs, using)


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def of_action(self, action: Action) -> Self:
        """Its own pieces and those of the actions merged into it."""
        return self.filter(Q(action=action) | Q(action__merged_into=action))

    def of_official(self, official: Official) -> Self:
        return self.filter(Q(official=official) | Q(official__merged_into=official))

    def best_first(self) -> Self:
        return self.order_by("-preferred", "id")

    def in_reading_order(self) -> Self:
        return self.order_by("article_id", "start", "end", "id")


class Evidence(models.Model):
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="evidence"
    )
    start = models.PositiveIntegerField(help_text="In code points of the body.")
    end = models.PositiveIntegerField(help_text="In code points, exclusive.")
    quote = models.TextField()
    statement = models.ForeignKey(
        Statement,
        on_delete=cascade_unless_accepted,
        null=True,
        blank=True,
        related_name="evidence",
    )
    action = models.ForeignKey(
        Action,
        on_delete=cascade_unless_accepted,
        null=True,
        blank=True,
        related_name="evidence",
    )
    official = models.ForeignKey(
        Official,
        on_delete=cascade_unless_accepted,
        null=True,
        blank=True,
        related_name="evidence",
    )
    claim_key = models.CharField(max_length=64, unique=True, default=new_claim_key)
    machine_claim = models.JSONField(
        null=True, blank=True, editable=False, encoder=DjangoJSONEncoder
    )
    rule = models.CharField(max_length=200, blank=True)
    extractor_version = models.CharField(max_length=100, blank=True)
    preferred = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=ONE_PARENT,
                name="evidence_one_parent",
                violation_error_message=(
                    "Evidence proves exactly one statement, action or official."
                ),
            ),
            models.CheckConstraint(
                condition=Q(start__gte=0, end__gt=F("start")),
                name="evidence_span_forward",
                violation_error_message="A span starts at 0 or later, before its end.",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "start", "end"], name="evidence_in_text"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}[{self.start}:{self.end}]"

    @property
    def parent_id(self) -> int:
        """The id of the row this proves, of whichever kind it is."""
        return self.statement_id or self.action_id or self.official_id
