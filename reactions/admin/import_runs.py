"""Import runs: what came in, what was refused and why. Read only."""

from collections.abc import Iterable

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reactions.admin.evidence import ReadOnlyMixin
from reactions.models import ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyMixin, admin.ModelAdmin):
    list_display = ["started_at", "source", "state", "summary", "started_by"]
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
        "counts_table",
        "errors_table",
        "settings_table",
    ]
    readonly_fields = ["counts_table", "errors_table", "settings_table"]
    empty_value_display = "–"

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
