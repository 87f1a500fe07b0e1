"""What was answered to a create that carried an `Idempotency-Key`.

The row is written in the transaction of the create itself: either both are there or
neither, and of two requests with one key the second waits and gets the same answer.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

KEPT_FOR = timedelta(days=7)


class StoredAnswer(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64, help_text="Hash of address and body.")
    status = models.PositiveSmallIntegerField()
    answer = models.TextField()
    location = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="storedanswer_once"),
            models.CheckConstraint(condition=~Q(key=""), name="storedanswer_has_key"),
        ]
        indexes = [models.Index(fields=["made_at"], name="storedanswer_age")]

    def __str__(self) -> str:
        return self.key
