"""Whether a request of the desk changed any row of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.writes import writes_in


def state() -> list[Any]:
    """All that a request could change: every row of ours."""
    models = apps.get_app_config("reactions").get_models()
    return [
        sorted(model._default_manager.values_list(*columns(model)), key=str)
        for model in models
    ]


def columns(model: Any) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


class Watch:
    """Tells which request changed a row of ours. To compare all of them takes longer
    than most requests: it is done where the database was made to write, and once more
    in the end."""

    def __init__(self) -> None:
        self.before = state()
        self.has_changed = False

    @contextmanager
    def making_rows(self) -> Iterator[None]:
        """What a test writes itself."""
        with self.asking():
            yield

    @contextmanager
    def asking(self) -> Iterator["Watch"]:
        with CaptureQueriesContext(connection) as queries:
            yield self
        after = state() if writes_in(queries) else self.before
        self.has_changed, self.before = after != self.before, after

    def missed_nothing(self) -> bool:
        return state() == self.before
