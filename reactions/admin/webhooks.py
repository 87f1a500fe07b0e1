"""Webhooks: who is told of changes, and the log of every telling, to be sent again."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from reactions.admin.evidence import ReadOnlyMixin
from reactions.models import Webhook, WebhookDelivery


@admin.register(Webhook)
class WebhookAdmin(admin.ModelAdmin):
    list_display = ["name", "url", "crisis", "country", "is_active", "seen_until"]
    list_filter = ["is_active"]
    list_select_related = ["crisis", "country"]
    search_fields = ["name", "url"]
    search_help_text = "Search names and addresses"
    ordering = ["name"]
    fields = ["name", "url", ("crisis", "country"), "is_active"]
    empty_value_display = "all"

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "url":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Webhook, form: Any, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            told = "Copy the secret to check signatures with now, it is not shown again"
            self.message_user(request, f"{told}: {obj.secret}", messages.WARNING)


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["made_at", "webhook", "state", "attempts", "status", "reason"]
    list_filter = ["state", "webhook"]
    list_select_related = ["webhook"]
    ordering = ["-made_at", "-pk"]
    fields = [
        "webhook",
        "key",
        ("state", "attempts", "status"),
        "reason",
        ("made_at", "not_before", "ended_at"),
        "payload",
    ]
    actions = ["send_again"]
    empty_value_display = "–"

    def has_resend_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("reactions.change_webhookdelivery"))

    @admin.action(description="Send again", permissions=["resend"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        number = queryset.update(
            state="waiting", ended_at=None, attempts=0, not_before=timezone.now()
        )
        self.message_user(request, f"{number} are sent with the next round.")
