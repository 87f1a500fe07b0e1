"""Who wants to be told of changes by a request of ours, and the log of each telling."""

import base64
import secrets
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from reactions.models.country import Country
from reactions.models.crisis import Crisis

STATES = ["waiting", "delivered", "failed"]


def new_secret() -> str:
    """A key to sign with, as Standard Webhooks writes it."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"


class Webhook(models.Model):
    name = models.CharField(max_length=200)
    url = models.URLField(max_length=2000)
    secret = models.CharField(max_length=100, default=new_secret, editable=False)
    crisis = models.ForeignKey(
        Crisis,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Only changes of this crisis; empty for all.",
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Only changes of this country; empty for all.",
    )
    is_active = models.BooleanField(default=True)
    seen_until = models.DateTimeField(
        default=timezone.now,
        editable=False,
        help_text="Changes up to this moment are in deliveries.",
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], condition=Q(is_active=True), name="webhook_active"
            )
        ]

    def __str__(self) -> str:
        return self.name


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    def due(self, now: datetime) -> Self:
        return self.filter(
            state="waiting", not_before__lte=now, webhook__is_active=True
        ).order_by("not_before", "id")


class WebhookDelivery(models.Model):
    webhook = models.ForeignKey(
        Webhook, on_delete=models.CASCADE, related_name="deliveries"
    )
    key = models.CharField(max_length=40, unique=True)
    payload = models.JSONField()
    state = models.CharField(
        max_length=10, choices=[(state, state) for state in STATES], default="waiting"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="What the last attempt was answered with."
    )
    reason = models.CharField(
        max_length=300, blank=True, help_text="Why the last attempt failed."
    )

    objects = WebhookDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "webhook deliveries"
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at__isnull=True)
                | Q(state__in=["delivered", "failed"], ended_at__isnull=False),
                name="webhookdelivery_end_known",
            )
        ]
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                condition=Q(state="waiting"),
                name="webhookdelivery_due",
            )
        ]

    def __str__(self) -> str:
        return self.key
