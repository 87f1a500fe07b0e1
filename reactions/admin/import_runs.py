"""Import runs: what came in, what was refused and why. Read only."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reactions import importing
from reactions.admin.evidence import ReadOnlyMixin
from reactions.admin.lists import DeskListMixin, count_for_rows
from reactions.models import ImportRun

SECONDS_BETWEEN_LOOKS = "2"
MOST_ARTICLES = 20
COUNTED = {
    "revision": "newer versions",
    "known": "known already",
    "failed": "set aside",
    "merged": "claims joined known rows",
    "follows": "read otherwise and followed",
    "beside": "proposed beside a decided row",
    "kept": "not read any more and kept",
    "new": "new claims",
}
SETTINGS = {
    "crisis": "Crisis",
    "new_crisis": "The crisis may be made",
    "name": "Name of a new crisis",
    "host": "Country in crisis",
    "host_city": "City of its missions",
    "published_on": "Published on",
    "publisher": "Publisher",
    "form": "Form of standard input",
    "is_afresh": "Addresses asked as if for the first time",
    "is_watching": "A round of a watch",
    "private_addresses": "Addresses of the own network allowed",
    "processes": "Processes",
    "max_bytes": "Largest article, in bytes",
    "seconds": "Seconds an address may take",
    "model": "Model",
    "extractor_version": "Extractor",
}
"""Everything else in the record of a run is for programs."""
USUAL = {"processes": 1}


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyMixin, DeskListMixin, admin.ModelAdmin):
    change_form_template = "admin/reactions/import_run.html"
    change_list_template = "admin/reactions/import_runs.html"
    counted_for_rows = {"article_tally": "articles"}
    when_empty = "Nothing was imported yet."
    list_display = [
        "started_at",
        "source",
        "state",
        "progress",
        "summary",
        "articles_link",
        "started_by",
    ]
    list_filter = ["state", "started_at"]
    list_select_related = ["started_by"]
    search_fields = ["source"]
    search_help_text = "Search sources"
    date_hierarchy = "started_at"
    ordering = ["-started_at", "-pk"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "state",
                    "progress",
                    "articles_list",
                    "counts_table",
                    "errors_table",
                    "items_link",
                ]
            },
        ),
        (
            "From whom and from what",
            {"fields": ["source", "by", ("started_at", "finished_at")]},
        ),
        ("How it was read", {"fields": ["settings_table"], "classes": ["collapse"]}),
    ]
    readonly_fields = [
        "by",
        "progress",
        "articles_list",
        "counts_table",
        "errors_table",
        "items_link",
        "settings_table",
    ]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        # A run whose process died with its server says so to whoever looks at it.
        importing.end_silent_runs(now=timezone.now())
        context = {**(extra_context or {}), **self.about(request, object_id)}
        response = super().changeform_view(request, object_id, form_url, context)
        if context["is_running"]:
            # The page shows how far the run is without a script.
            response["Refresh"] = SECONDS_BETWEEN_LOOKS
        return response

    def about(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        """What the head of the page says beside the fields."""
        known = str(object_id).isdecimal() and len(str(object_id)) < 18
        run = ImportRun.objects.filter(pk=object_id).first() if known else None
        ended_early = run is not None and run.state in ("failed", "stopped")
        return {
            "is_running": run is not None and run.state == "running",
            "may_start_again": ended_early
            and request.user.has_perm("reactions.add_importrun")
            and "started_again_as" not in run.settings
            and (bool(run.settings.get("addresses")) or run.uploads.exists()),
            "started_again_as": run.settings.get("started_again_as") if run else None,
            "articles": run.articles.count() if run else 0,
        }

    @admin.display(description="Started by")
    def by(self, run: ImportRun) -> str:
        """A name and no link: accounts are not the desk's."""
        return str(run.started_by or self.empty_value_display)

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

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> ImportRun | None:
        """A run by itself has the counts that a list finds for its page."""
        run: ImportRun | None = super().get_object(request, object_id, from_field)
        count_for_rows([run] if run else [], self.counted_for_rows)
        return run

    @admin.display(description="Articles")
    def articles_link(self, run: ImportRun) -> SafeString | str:
        if not run.article_tally:
            return self.empty_value_display
        return format_html(
            '<a href="{}?import_run__id__exact={}">{}</a>',
            reverse("admin:reactions_article_changelist"),
            run.pk,
            run.article_tally,
        )

    @admin.display(description="Articles")
    def articles_list(self, run: ImportRun) -> SafeString | str:
        """The first articles that the run brought, and the way to all of them."""
        if not run.article_tally:
            return "None"
        first = run.articles.without_body().order_by("pk")[:MOST_ARTICLES]
        named = ((each.get_absolute_url(), each) for each in first)
        items = format_html_join("", '<li><a href="{}">{}</a></li>', named)
        return format_html(
            '<ul class="run-articles">{}</ul><p>{} in the list · <a href="{}?run={}">'
            "Review what they propose</a></p>",
            items,
            self.articles_link(run),
            reverse("queue"),
            run.pk,
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
            f"{count} {COUNTED.get(what, what)}"
            for what, count in run.counts.items()
            if count
        )

    @admin.display(description="Counts")
    def counts_table(self, run: ImportRun) -> SafeString | str:
        counted = [
            (COUNTED.get(what, what).capitalize(), count)
            for what, count in run.counts.items()
            if count
        ]
        return pairs_table(counted, "What", "How many")

    @admin.display(description="Refused and why")
    def errors_table(self, run: ImportRun) -> SafeString | str:
        return pairs_table(map(told, run.errors), "File", "Reason")

    @admin.display(description="Settings")
    def settings_table(self, run: ImportRun) -> SafeString | str:
        """What was asked for, in words; what says nothing is left out."""
        told = [
            (label, "yes" if value is True else value)
            for name, label in SETTINGS.items()
            if (value := run.settings.get(name)) and value != USUAL.get(name)
        ]
        return pairs_table(told, "Setting", "Value")


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
