"""Evidence as editors read it: quotes in context, never typed over by hand."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reactions import reviewing
from reactions.admin.filters import ProvesFilter
from reactions.admin.lists import DeskListMixin
from reactions.admin.quotes import link_to_place, quote_in_context
from reactions.models import Evidence, Official


class ReadOnlyMixin:
    """What the machine wrote down: seen by all who may view, changed by nobody."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EvidenceInline(ReadOnlyMixin, admin.TabularInline):
    model = Evidence
    extra = 0
    verbose_name_plural = "evidence"
    fields = ["in_context", "where", "rule", "extractor_version", "preferred"]
    readonly_fields = fields
    show_change_link = True
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        return (
            super()
            .get_queryset(request)
            .with_article()
            .with_surroundings()
            .order_by("pk")
        )

    @admin.display(description="Quote in context")
    def in_context(self, evidence: Evidence) -> SafeString:
        return quote_in_context(evidence)

    @admin.display(description="In the article")
    def where(self, evidence: Evidence) -> SafeString:
        return link_to_place(evidence)


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyMixin, DeskListMixin, admin.ModelAdmin):
    list_display = ["quote_start", "parent", "where", "rule", "preferred", "created_at"]
    list_filter = [ProvesFilter, "preferred", "created_at"]
    ordering = ["-pk"]
    search_fields = ["quote", "rule", "article__title", "action__public_id"]
    search_help_text = "Search quoted words, rules, titles, the public id of an act"
    fields = [
        "parent",
        "in_context",
        "where",
        "start",
        "end",
        "rule",
        "extractor_version",
        "preferred",
        "claim_key",
        "machine_claim",
        "created_at",
    ]

    actions = ["split_selected"]

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reactions.review_action")

    @admin.action(description="Split off as a row of its own", permissions=["review"])
    def split_selected(
        self, request: HttpRequest, queryset: QuerySet[Any]
    ) -> HttpResponse | None:
        """Search the list for a row's evidence, choose what tells of another act; a
        person's leads to the preview, for the other needs a name."""
        pieces = list(queryset.select_related("action", "official"))
        rows = {piece.action or piece.official for piece in pieces}
        if len(rows) != 1 or None in rows:
            told = "Choose pieces of evidence of one act, or of one official."
            self.message_user(request, told, messages.ERROR)
            return None
        row = rows.pop()
        if isinstance(row, Official):
            chosen = urlencode([("piece", piece.pk) for piece in pieces])
            address = reverse("split_official", args=[row.pk])
            return HttpResponseRedirect(f"{address}?{chosen}")
        try:
            new = reviewing.split(row, pieces, by=request.user, at=timezone.now())
        except reviewing.ReviewError as error:
            self.message_user(request, str(error), messages.ERROR)
            return None
        address = reverse("admin:reactions_action_change", args=[new.pk])
        told = format_html('<a href="{}">{}</a> is an act of its own.', address, new)
        self.message_user(request, told, messages.SUCCESS)
        return None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        evidence = super().get_queryset(request).with_article().with_surroundings()
        return evidence.select_related(
            "article", "action__country", "statement__country", "official__country"
        )

    @admin.display(description="Quote", ordering="quote")
    def quote_start(self, evidence: Evidence) -> str:
        return evidence.quote if len(evidence.quote) < 90 else evidence.quote[:88] + "…"

    @admin.display(description="Proves")
    def parent(self, evidence: Evidence) -> str:
        return str(evidence.action or evidence.statement or evidence.official)

    @admin.display(description="Quote in context")
    def in_context(self, evidence: Evidence) -> SafeString:
        return quote_in_context(evidence)

    @admin.display(description="In the article")
    def where(self, evidence: Evidence) -> SafeString:
        return link_to_place(evidence)
