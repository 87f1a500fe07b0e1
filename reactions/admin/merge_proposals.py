"""Officials that may be one person: merge them, or keep them apart for good."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reactions import reviewing
from reactions.admin.evidence import ReadOnlyMixin
from reactions.admin.merge_pages import merge_address
from reactions.models import MergeProposal, Official
from reactions.vocabulary import ReviewState


@admin.register(MergeProposal)
class MergeProposalAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = [
        "later",
        "earlier",
        "compared",
        "country",
        "review_badge",
        "decided_by",
        "note",
    ]
    list_filter = ["review", "official__country"]
    search_fields = ["official__name", "into__name"]
    search_help_text = "Search names"
    ordering = ["-review", "-pk"]
    list_per_page = 50
    list_display_links = None
    show_full_result_count = False
    empty_value_display = "–"
    actions = ["merge_into_earlier", "merge_into_later", "keep_apart"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[MergeProposal]:
        return (
            super()
            .get_queryset(request)
            .with_names()
            .select_related("decided_by")
            .annotate(
                said_by_later=Count("official__evidence", distinct=True),
                said_by_earlier=Count("into__evidence", distinct=True),
            )
        )

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reactions.review_official")

    @admin.display(description="This name", ordering="official__name")
    def later(self, proposal: MergeProposal) -> SafeString:
        return name_and_title(proposal.official, proofs=proposal.said_by_later)

    @admin.display(description="May be", ordering="into__name")
    def earlier(self, proposal: MergeProposal) -> SafeString:
        return name_and_title(proposal.into, proofs=proposal.said_by_earlier)

    def get_list_display(self, request: HttpRequest) -> list[str]:
        """Comparing is the way to merge: who may not is not led there."""
        columns = list(super().get_list_display(request))
        if not self.has_review_permission(request):
            columns.remove("compared")
        return columns

    @admin.display(description="Side by side")
    def compared(self, proposal: MergeProposal) -> SafeString | str:
        """Leads to the preview while both stand and nobody has decided."""
        pair = [proposal.into.survivor(), proposal.official.survivor()]
        if proposal.review != ReviewState.PROPOSED or pair[0].pk == pair[1].pk:
            return self.empty_value_display
        return format_html('<a href="{}">Compare</a>', merge_address("official", pair))

    @admin.display(description="Country", ordering="official__country")
    def country(self, proposal: MergeProposal) -> str:
        return str(proposal.official.country)

    @admin.display(description="Review", ordering="review")
    def review_badge(self, proposal: MergeProposal) -> SafeString:
        return format_html('<span class="review {0}">{0}</span>', proposal.review)

    @admin.action(description="One person: keep the earlier", permissions=["review"])
    def merge_into_earlier(self, request: HttpRequest, queryset: Any) -> None:
        self.decide(request, queryset, reviewing.accept_merge)

    @admin.action(description="One person: keep this name", permissions=["review"])
    def merge_into_later(self, request: HttpRequest, queryset: Any) -> None:
        self.decide(request, queryset, reviewing.accept_merge, keeps_later=True)

    @admin.action(description="Two persons: keep them apart", permissions=["review"])
    def keep_apart(self, request: HttpRequest, queryset: Any) -> None:
        self.decide(request, queryset, reviewing.reject_merge)

    def decide(
        self, request: HttpRequest, queryset: Any, verb: Any, **how: bool
    ) -> None:
        """Each pair for itself: one that cannot be merged does not stop the rest."""
        done = 0
        for proposal in queryset.order_by("pk"):
            try:
                verb(proposal, by=request.user, at=timezone.now(), **how)
                done += 1
            except reviewing.ReviewError as error:
                told = f"“{proposal}”: {error}"
                self.message_user(request, told, messages.WARNING)
        if done:
            self.message_user(request, f"{done} decided.", messages.SUCCESS)


def name_and_title(official: Official, *, proofs: int) -> SafeString:
    return format_html(
        '<a href="{}">{}</a>{} <span class="quiet">({} pieces of evidence)</span>',
        reverse("admin:reactions_official_change", args=[official.pk]),
        official.name,
        f", {official.title}" if official.title else "",
        proofs,
    )
