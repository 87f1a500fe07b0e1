"""Acts and statements as the API writes them, ready to be sent: a second copy.

Each row has one document, made with the row. Triggers blank it in the transaction that
changes anything it tells (`reactions.models.triggers_of_documents`), so a written one
is never out of date; `reactions.exporting.documents` writes the blank ones. It leaves
out what many rows name, the crisis and the country, and what not every reader may see,
the official and the rows it is linked with.
"""

from typing import Any

from django.db import models

from reactions.models.action import Action
from reactions.models.statement import Statement

BLANK = 0


class RowDocument(models.Model):
    """`form` is the number of the form that `text` is written in, BLANK while it is
    not written."""

    text = models.TextField(default="")
    form = models.BigIntegerField(default=BLANK)

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self) -> str:
        return f"document of {self.pk}"


class RowKey(models.OneToOneField):  # type: ignore[type-arg]
    """The key of the row as the key of its document. Triggers keep both together."""

    def __init__(self, to: Any, **options: Any) -> None:
        options |= {
            "on_delete": models.DO_NOTHING,
            "primary_key": True,
            "db_constraint": False,
            "related_name": "document",
        }
        super().__init__(to, **options)

    def db_type(self, connection: Any) -> str | None:
        # SQLite keeps a table by this very type, and would index any other.
        if connection.vendor == "sqlite":
            return "integer"
        return super().db_type(connection)


class ActionDocument(RowDocument):
    row = RowKey(Action)

    class Meta(RowDocument.Meta):
        indexes = [models.Index(fields=["form", "-row"], name="actiondocument_form")]


class StatementDocument(RowDocument):
    row = RowKey(Statement)

    class Meta(RowDocument.Meta):
        indexes = [models.Index(fields=["form", "-row"], name="statementdocument_form")]
