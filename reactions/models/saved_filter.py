"""A filtered list of the desk that somebody wants to find again."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    def seen_by(self, user: Any) -> Self:
        """One's own, and those that others share."""
        return self.filter(Q(user=user) | Q(is_shared=True))

    def of_list(self, name: str) -> Self:
        return self.filter(of=name).select_related("user").order_by("name", "pk")


class SavedFilter(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="saved_filters",
    )
    of = models.CharField(max_length=50, help_text="The list: the name of its model.")
    name = models.CharField(max_length=60)
    query = models.TextField(help_text="The list's address behind the question mark.")
    is_shared = models.BooleanField("shared with all", default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "of", "name"], name="savedfilter_name_once_a_list"
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="savedfilter_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name
