"""Articles on the desk: metadata to mend, a text that is proof and stays as read."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Field, QuerySet, URLField
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reactions.models import Article


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = [
        "title",
        "publisher",
        "published_on",
        "crisis",
        "language",
        "claim_count",
        "with_claims",
    ]
    list_filter = [
        "crisis",
        "language",
        ("copy_of", admin.EmptyFieldListFilter),
        ("revision_of", admin.EmptyFieldListFilter),
        "imported_at",
    ]
    list_select_related = ["crisis"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["title", "publisher", "agency", "url"]
    search_help_text = "Search titles, publishers, agencies, addresses"
    date_hierarchy = "published_on"
    ordering = ["-published_on", "-pk"]
    autocomplete_fields = ["copy_of", "revision_of"]
    empty_value_display = "–"
    # The text is proof, and its hash tells one article of a crisis from another: a
    # corrected text comes in by import, as a revision.
    readonly_fields = [
        "with_claims",
        "crisis",
        "body",
        "imported_at",
        "import_run",
        "header_length",
        "sha256",
    ]
    fieldsets = [
        (None, {"fields": ["title", ("publisher", "agency"), "url", "with_claims"]}),
        (
            "Where it belongs",
            {
                "fields": [
                    "crisis",
                    ("published_on", "language"),
                    "copy_of",
                    "revision_of",
                ],
                "description": (
                    "Rows read from the article keep the days they have: after a"
                    " change here, amend theirs too."
                ),
            },
        ),
        (
            "Text",
            {
                "fields": ["body"],
                "description": "As it was read: a corrected text is imported again.",
            },
        ),
        (
            "Import",
            {
                "fields": [("imported_at", "import_run"), ("header_length", "sha256")],
                "classes": ["collapse"],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).annotate(claim_count_=Count("evidence"))

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Articles come in by import, which reads, dedupes and extracts them."""
        return False

    @admin.display(description="Claims", ordering="claim_count_")
    def claim_count(self, article: Article) -> int:
        return article.claim_count_

    @admin.display(description="Read")
    def with_claims(self, article: Article) -> SafeString:
        return format_html(
            '<a href="{}">View with claims</a>',
            reverse("article", args=[article.pk]),
        )
