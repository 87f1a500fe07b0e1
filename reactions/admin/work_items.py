"""Articles on their way into the database, and those that were set aside: why, and the
button to try them again."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from reactions import importing
from reactions.admin.evidence import ReadOnlyMixin
from reactions.admin.lists import DeskListMixin
from reactions.models import WorkItem

MOST_AT_ONCE = 20
"""How many are tried again while the browser waits, where there is no queue."""


@admin.register(WorkItem)
class WorkItemAdmin(ReadOnlyMixin, DeskListMixin, admin.ModelAdmin):
    list_display = ["file", "state", "reason", "attempts", "result", "run"]
    list_filter = ["state", "result", ("run", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["run"]
    search_fields = ["file", "reason"]
    search_help_text = "Search files and reasons"
    ordering = ["-pk"]
    fields = [
        "file",
        ("state", "attempts", "not_before"),
        "reason",
        ("result", "note"),
        ("run", "article"),
        ("leased_by", "lease_until", "sent_at"),
    ]
    actions = ["try_again"]
    when_empty = "Nothing waits for a worker, and nothing was set aside."

    def get_queryset(self, request: HttpRequest) -> QuerySet[WorkItem]:
        return super().get_queryset(request).defer("payload")

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("reactions.change_workitem")

    @admin.action(description="Try the selected articles again", permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[WorkItem]) -> None:
        chosen = list(queryset.set_aside().order_by("pk").values_list("pk", flat=True))
        if not chosen:
            self.message_user(request, "None of them is set aside.", messages.WARNING)
        elif settings.BROKER_URL:
            self._retry_by_queue(request, chosen)
        else:
            self._retry_here(request, chosen)

    def _retry_by_queue(self, request: HttpRequest, chosen: Sequence[int]) -> None:
        ids = importing.try_again(chosen)
        try:
            _send(ids)
        except Exception as error:  # noqa: BLE001 - brokers fail in ways of their own
            importing.leave_aside(ids)
            told = f"The queue takes nothing now: {error}"
            self.message_user(request, told, messages.ERROR)
            return
        self.message_user(request, f"{len(ids)} sent to the queue.")

    def _retry_here(self, request: HttpRequest, chosen: Sequence[int]) -> None:
        try:
            ids = importing.retry_here(chosen[:MOST_AT_ONCE])
        except importing.NoModelError as error:
            self.message_user(request, str(error), messages.ERROR)
            return
        self._tell(request, ids, left=len(chosen) - len(ids))

    def _tell(self, request: HttpRequest, ids: Sequence[int], *, left: int) -> None:
        done = WorkItem.objects.filter(pk__in=ids, state="done").count()
        told = f"{done} of {len(ids)} went in."
        if done < len(ids):
            told += " The others say why not."
        if left:
            told += f" {left} more are for another time: there is no queue."
        level = messages.SUCCESS if done == len(ids) else messages.WARNING
        self.message_user(request, told, level)


def _send(ids: Sequence[int]) -> None:
    # Imported here: Celery is there for sites with a broker alone.
    from reactions import tasks
    from tracker import celery  # noqa: F401 - where the tasks find their broker

    tasks.send(ids)
