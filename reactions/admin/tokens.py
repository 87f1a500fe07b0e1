"""Tokens of the API: made for oneself, shown once, revoked by deleting them.

Only a hash is stored. Whoever holds the right to add tokens makes them for others too.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from knox.models import AuthToken, get_digest_token
from knox.settings import CONSTANTS

admin.site.unregister(AuthToken)


class TokenForm(forms.ModelForm):
    class Meta:
        model = AuthToken
        fields = ["user", "expiry"]
        help_texts = {"expiry": "From then on it opens nothing; empty for never."}


@admin.register(AuthToken)
class TokenAdmin(admin.ModelAdmin):
    form = TokenForm
    list_display = ["beginning", "user", "created", "expiry"]
    list_select_related = ["user"]
    list_filter = ["created", "expiry"]
    search_fields = ["token_key", "user__username"]
    search_help_text = "Search the beginning of tokens, and names"
    ordering = ["-created"]
    empty_value_display = "never"

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuthToken]:
        tokens = super().get_queryset(request)
        if request.user.has_perm("knox.view_authtoken"):
            return tokens
        return tokens.filter(user=request.user)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        if obj is not None:
            return ["beginning", "user", "created", "expiry"]
        may_choose = request.user.has_perm("knox.add_authtoken")
        return ["user", "expiry"] if may_choose else ["expiry"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if obj is None else self.get_fields(request, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        ends = timezone.now() + timedelta(days=settings.TOKEN_DAYS)
        return {"user": request.user.pk, "expiry": ends}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_staff)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_staff)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        own = obj is None or obj.user_id == request.user.pk
        return own or super().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        own = obj is None or obj.user_id == request.user.pk
        return own or super().has_delete_permission(request, obj)

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: bool
    ) -> None:
        if obj.user_id is None:
            obj.user = request.user
        obj.digest, token = get_digest_token()
        obj.token_key = token[: CONSTANTS.TOKEN_KEY_LENGTH]
        super().save_model(request, obj, form, change)
        self.message_user(
            request,
            f"Copy the token now, it is not shown again: {token}",
            messages.WARNING,
        )

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Logs hold neither tokens nor their hashes."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """As for additions."""

    def response_add(self, request: HttpRequest, obj: Any, **kwargs: Any) -> Any:
        # The usual message names the row, which is its hash.
        return self.response_post_save_add(request, obj)

    @admin.display(description="Token begins with", ordering="token_key")
    def beginning(self, token: AuthToken) -> str:
        return f"{token.token_key}…"
