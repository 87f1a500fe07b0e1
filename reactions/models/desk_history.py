"""History whose lines by people are found by the day, however many imports wrote."""

from typing import Any

from django.db.models import Index, Q
from simple_history.models import HistoricalRecords


class DeskHistory(HistoricalRecords):
    def get_meta_options(self, model: Any) -> dict[str, Any]:
        options: dict[str, Any] = super().get_meta_options(model)
        by_people = Index(
            fields=["-history_date", "-history_id"],
            condition=Q(history_user__isnull=False),
            name=f"history_{model._meta.model_name}_people"[:30],
        )
        return {**options, "indexes": (*options.get("indexes", ()), by_people)}
