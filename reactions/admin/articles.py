"""Articles on the desk: metadata to mend, a text that is proof and stays as read."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Field, QuerySet, URLField
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from reactions.admin.filters import LanguageFilter
from reactions.admin.lists import DeskListMixin
from reactions.admin.searching import SearchedArticlesMixin
from reactions.admin.typed import CheckedForm
from reactions.importing import NoModelError, move_article, reread_article
from reactions.models import Article

# What reading an article rests on besides its text, and an editor may correct.
READ_BY = {"published_on", "language"}


@admin.register(Article)
class ArticleAdmin(SearchedArticlesMixin, DeskListMixin, admin.ModelAdmin):
    form = CheckedForm
    list_display = [
        "title",
        "publisher",
        "published_on",
        "crisis",
        "language_read",
        "claim_count",
        "with_claims",
    ]
    list_filter = [
        "crisis",
        LanguageFilter,
        ("copy_of", admin.EmptyFieldListFilter),
        ("revision_of", admin.EmptyFieldListFilter),
        "imported_at",
    ]
    list_select_related = ["crisis"]
    counted_for_rows = {"claims": "evidence"}
    when_empty = "No articles yet: import some."
    search_fields = ["title", "publisher", "agency", "body", "url"]
    search_help_text = (
        "Whole words of titles, publishers, agencies, texts (evacu* begins so), or an"
        " address"
    )
    date_hierarchy = "published_on"
    ordering = ["-published_on", "-pk"]
    autocomplete_fields = ["copy_of", "revision_of"]
    # The text is proof, and its hash tells one article of a crisis from another: a
    # corrected text comes in by import, as a revision.
    readonly_fields = [
        "with_claims",
        "language_read",
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
                    ("published_on", "language", "language_read"),
                    "copy_of",
                    "revision_of",
                ],
                "description": (
                    "After a change of the day or the language the article is read"
                    " again: rows that nobody has touched follow, another reading of"
                    " a decided row is proposed beside it."
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
        """The texts stay where they are: a list of articles shows none of them."""
        rows = super().get_queryset(request)
        return rows if request.resolver_match.kwargs else rows.defer("body")

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """The page of a run links to its articles; a filter would list all runs."""
        is_run = lookup == "import_run__id__exact"
        return is_run or super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Articles come in by import, which reads, dedupes and extracts them."""
        return False

    def save_model(
        self, request: HttpRequest, obj: Article, form: ModelForm, change: bool
    ) -> None:
        if "url" in form.changed_data:
            move_article(obj)
        super().save_model(request, obj, form, change)
        if READ_BY & set(form.changed_data):
            # Once the new day stands: reading takes seconds and locks the crisis.
            transaction.on_commit(lambda: self.read_again(request, obj))

    def read_again(self, request: HttpRequest, article: Article) -> None:
        """Let the rows follow what was corrected, and tell what came of it."""
        try:
            counts = reread_article(
                article,
                at=timezone.now(),
                by=request.user,
                model=settings.SPACY_MODEL,
            )
        except NoModelError as error:
            self.message_user(request, f"Not read again: {error}", messages.ERROR)
            return
        if counts["failed"]:
            told = "It could not be read again: see the last import for the reason."
            self.message_user(request, told, messages.ERROR)
            return
        told = (
            f"Read again: {counts['new']} new claims, {counts['follows']} followed,"
            f" {counts['beside']} proposed beside a decided row,"
            f" {counts['withdrawn']} withdrawn."
        )
        self.message_user(request, told, messages.SUCCESS)

    @admin.display(description="Claims")
    def claim_count(self, article: Article) -> int:
        return article.claims

    @admin.display(description="Read as", ordering="language")
    def language_read(self, article: Article) -> str:
        return capfirst(article.unread) or "English"

    @admin.display(description="Read")
    def with_claims(self, article: Article) -> SafeString:
        return format_html(
            '<a href="{}">View with claims</a>',
            reverse("article", args=[article.pk]),
        )
