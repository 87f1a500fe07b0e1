"""Two actions that look like one and are not: an editor said so once for all."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from reactions.models.action import Action


class ActsApart(models.Model):
    """`later` was written after `earlier`, so that a pair is there once."""

    later = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="apart")
    earlier = models.ForeignKey(
        Action, on_delete=models.CASCADE, related_name="apart_from"
    )
    note = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = "pair of acts kept apart"
        verbose_name_plural = "pairs of acts kept apart"
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["later", "earlier"], name="actsapart_once_a_pair"
            ),
            models.CheckConstraint(
                condition=Q(earlier__lt=F("later")), name="actsapart_later_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.later_id} is not {self.earlier_id}"
