"""The words that prove a row: a span of an article's body and what was read there.

Triggers hold what a check cannot reach (`reactions.models.triggers`): the quote is
body[start:end] in code points, and an accepted row keeps at least one piece.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, ProtectedError, Q
from django.db.models.functions import Greatest, Substr
from django.urls import reverse
from django.utils import timezone

from reactions.models.action import Action
from reactions.models.article import Article
from reactions.models.official import Official
from reactions.models.reviewable import Reviewable, new_public_id
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
    def of_actions(self, actions: Iterable[Any]) -> Self:
        """Their own pieces and those of the actions merged into them."""
        return self.filter(action__in=Action.objects.with_merged(actions))

    def of_officials(self, officials: Iterable[Any]) -> Self:
        return self.filter(official__in=Official.objects.with_merged(officials))

    def attached_to(self, rows: Sequence[Reviewable]) -> list[Any]:
        """Give the rows, all of one kind, each with its evidence as `row.proof`.

        The evidence of rows merged into one stands under it. One query for the
        merged rows, where the kind has any, and one for all the evidence.
        """
        stands_for = {row.pk: row for row in rows}
        for row in rows:
            row.proof = []
        if not rows:
            return []
        kind = type(rows[0])
        parent = kind._meta.get_field("evidence").field
        if hasattr(kind, "merged_into"):
            merged = kind._default_manager.filter(merged_into__in=list(stands_for))
            for pk, into in merged.values_list("pk", "merged_into"):
                stands_for[pk] = stands_for[into]
        pieces = self.filter(**{f"{parent.name}__in": list(stands_for)})
        for piece in pieces.with_article().best_first():
            stands_for[getattr(piece, parent.attname)].proof.append(piece)
        return list(rows)

    def machine_made(self) -> Self:
        """Read by an extractor, not brought by a person."""
        return self.filter(machine_claim__isnull=False)

    def of_decided(self, kind: str) -> Self:
        """Of rows of one kind ("action") that an editor accepted or rejected."""
        decided = [ReviewState.ACCEPTED.value, ReviewState.REJECTED.value]
        return self.filter(**{f"{kind}__review__in": decided})

    def proving_reviewed_as(
        self,
        *,
        actions: Sequence[str],
        statements: Sequence[str],
        officials: Sequence[str],
    ) -> Self:
        """Evidence of rows in these review states; a merged row's is its survivor's."""
        return self.filter(
            Q(statement__review__in=statements)
            | Q(action__merged_into__isnull=True, action__review__in=actions)
            | Q(action__merged_into__review__in=actions)
            | Q(official__merged_into__isnull=True, official__review__in=officials)
            | Q(official__merged_into__review__in=officials)
        )

    def with_article(self) -> Self:
        """With the article but without its text."""
        return self.select_related("article").defer("article__body")

    def with_names(self) -> Self:
        """With the article, less its text, and the row that each piece proves."""
        return self.with_article().select_related(
            "statement", "action__merged_into", "official__merged_into"
        )

    def with_surroundings(self, characters: int = 100) -> Self:
        """With the words before and after the quote, as `before` and `after`."""
        begins = Greatest(F("start") - characters, 0)
        return self.annotate(
            before=Substr("article__body", begins + 1, F("start") - begins),
            after=Substr("article__body", F("end") + 1, characters),
        )

    def best_first(self) -> Self:
        return self.order_by("-preferred", "id")

    def with_rows(self) -> Self:
        """Loads what each piece proves, its country and what it was merged into."""
        return self.select_related(
            "action__country",
            "action__merged_into",
            "statement__country",
            "official__country",
            "official__merged_into",
        )


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

    taken_back_by: Article | None = None
    """The newest version of the page where that has the words no more, once
    `overview.mark_taken_back` has looked."""

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

    def get_absolute_url(self) -> str:
        """The place in the article where the words are marked."""
        article = reverse("article", args=[self.article_id])
        return f"{article}#claim-{self.start}-{self.end}"

    @property
    def kind(self) -> str:
        """What it proves: action, statement or official."""
        if self.action_id is not None:
            return "action"
        return "statement" if self.statement_id is not None else "official"

    @property
    def row(self) -> Reviewable:
        """What it proves, or what that was merged into; load it by `with_rows`."""
        return (self.action or self.statement or self.official).survivor()

    def clean(self) -> None:
        """Say in a form what the trigger would refuse: the quote is its span."""
        if self.article_id is None or self.start is None or self.end is None:
            return
        if self.article.body[self.start : self.end] != self.quote:
            raise ValidationError(
                {"quote": "The article does not read so between start and end."}
            )
