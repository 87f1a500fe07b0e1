"""Import runs: what came in, what was refused and why. Read only."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reactions.admin.evidence import ReadOnlyMixin
from reactions.models import ImportRun

SECONDS_BETWEEN_LOOKS = "5"


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = [
        "started_at",
        "source",
        "state",
        "progress",
        "summary",
        "started_by",
    ]
    list_filter = ["state", "started_at"]
    list_select_related = ["started_by"]
    search_fields = ["source"]
    search_help_text = "Search sources"
    date_hierarchy = "started_at"
    ordering = ["-started_at"]
    fields = [
        "state",
        "source",
        ("started_by", "started_at", "finished_at"),
        ("progress", "progress_at"),
        "counts_table",
        "errors_table",
        "items_link",
        "settings_table",
    ]
    readonly_fields = [
        "progress",
        "counts_table",
        "errors_table",
        "items_link",
        "settings_table",
    ]
    empty_value_display = "–"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        response = super().changeform_view(request, object_id, form_url, extra_context)
        running = ImportRun.objects.running().filter(pk=object_id)
        if object_id and object_id.isdecimal() and running.exists():
            # The page shows how far the run is without a script.
            response["Refresh"] = SECONDS_BETWEEN_LOOKS
        return response

    @admin.display(description="Progress")
    def progress(self, run: ImportRun) -> SafeString | str:
        if run.total is None:
            return f"{run.settled} so far" if run.state == "running" else "–"
        if run.state != "running":
            return f"{run.settled} of {run.total}"
        return format_html(
            '<progress value="{0}" max="{1}"></progress> {0} of {1}',
            run.settled,
            run.total,
        )

    @admin.display(description="Articles set aside")
    def items_link(self, run: ImportRun) -> SafeString | str:
        number = run.items.set_aside().count()
        if not number:
            return "None"
        address = reverse("admin:reactions_workitem_changelist")
        query = f"?state__exact=set_aside&run__id__exact={run.pk}"
        return format_html('<a href="{}">{} to try again</a>', address + query, number)

    @admin.display(description="Came of it")
    def summary(self, run: ImportRun) -> str:
        return ", ".join(
            f"{count} {what}" for what, count in run.counts.items() if count
        )

    @admin.display(description="Counts")
    def counts_table(self, run: ImportRun) -> SafeString | str:
        return pairs_table(run.counts.items(), "What", "How many")

    @admin.display(description="Refused and why")
    def errors_table(self, run: ImportRun) -> SafeString | str:
        return pairs_table(map(told, run.errors), "File", "Reason")

    @admin.display(description="Settings")
    def settings_table(self, run: ImportRun) -> SafeString | str:
        return pairs_table(run.settings.items(), "Setting", "Value")


def told(error: object) -> tuple[str, str]:
    """An error of a run as its file and its reason."""
    if isinstance(error, dict):
        return str(error.get("file", "")), str(error.get("reason", ""))
    return str(error), ""


def pairs_table(
    pairs: Iterable[tuple[str, object]], left: str, right: str
) -> SafeString | str:
    rows = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td></tr>', pairs)
    if not rows:
        return "None"
    return format_html(
        '<table class="report"><thead><tr><th scope="col">{}</th>'
        '<th scope="col">{}</th></tr></thead><tbody>{}</tbody></table>',
        left,
        right,
        rows,
    )
