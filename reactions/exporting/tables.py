"""The tables of a dataset, complete and in an order in which they can be written back.

Values stand as the database has them, keys included. People are named and nothing
else is told of them; whoever is unknown where the dataset is read becomes an account
that cannot sign in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import orjson
from django.contrib.auth.models import User
from django.db import connections, router

from reactions.exporting.walking import Order, walk
from reactions.models import (
    Action,
    ActionDocument,
    ActsApart,
    Article,
    ArticleBand,
    Country,
    Crisis,
    Evidence,
    FetchedAddress,
    ImportRun,
    MergeProposal,
    Official,
    Preference,
    SavedFilter,
    Statement,
    StatementDocument,
    StoredAnswer,
    Tombstone,
    Upload,
    Webhook,
    WebhookDelivery,
    WorkItem,
)
from reactions.models.inserting import insert_values
from reactions.vocabulary import ReviewState

TABLES: dict[str, type[Any]] = {
    model._meta.model_name: model
    for model in (
        Country,
        ImportRun,
        Crisis,
        Article,
        ArticleBand,
        Official,
        Statement,
        Action,
        Evidence,
        ActsApart,
        Preference,
        MergeProposal,
        Tombstone,
        *(
            kind.history.model
            for kind in (Country, Crisis, Official, Statement, Action, Preference)
        ),
    )
}
OF_THE_INSTALLATION = {
    ActionDocument,
    FetchedAddress,
    SavedFilter,
    StatementDocument,
    StoredAnswer,
    Upload,
    Webhook,
    WebhookDelivery,
    WorkItem,
}
"""Left out: what is under way or made of the rows here, and secrets."""
MADE_BY_MIGRATE = ("country", "historicalcountry")
"""Emptied before reading, in this order: to delete a country writes its history."""
REVIEWED = (Official, Statement, Action)
DECISION = ("review", "decided_by", "decided_at")
BATCH = 1000


class NotReadableError(ValueError):
    """A dataset that cannot be read here; the message says why."""


def stored_fields(model: type[Any]) -> list[Any]:
    """The columns of a table less those that the database derives."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def table_lines(model: type[Any]) -> Iterator[bytes]:
    """Every row of a table as a line of JSON, in the order of keys."""
    fields = [f for f in stored_fields(model) if not is_composite(f)]
    names = dict(User.objects.values_list("pk", "username"))
    people = [n for n, field in enumerate(fields) if names_user(field)]
    columns = [field.attname for field in fields]
    for batch in _batches(model, columns):
        lines = []
        for found in batch:
            values = list(found)
            for place in people:
                values[place] = names.get(values[place])
            row = dict(zip(columns, values, strict=True))
            lines.append(orjson.dumps(row, option=orjson.OPT_NAIVE_UTC))
        yield b"\n".join([*lines, b""])


def _batches(model: type[Any], columns: Sequence[str]) -> Iterator[list[Any]]:
    if model is not ArticleBand:
        for batch in walk(model._default_manager.all(), columns, order=Order()):
            yield [row[1:] for row in batch]
        return
    # Its key is of two columns: walked article by article.
    for articles in walk(Article.objects.all(), ["pk"], order=Order()):
        ids = [row[0] for row in articles]
        rows = ArticleBand.objects.filter(article__in=ids).order_by("article", "key")
        yield list(rows.values_list(*columns))


def is_composite(field: Any) -> bool:
    return field.column is None


def names_user(field: Any) -> bool:
    return bool(field.is_relation and field.related_model is User)


def write_table(model: type[Any], lines: Iterable[bytes], *, people: Any) -> int:
    """Write the lines of a table back and say how many; decisions come afterwards, for
    nothing is accepted before its evidence is there."""
    fields = [f for f in stored_fields(model) if not is_composite(f)]
    read = (orjson.loads(line) for line in lines if line.strip())
    count = 0
    while batch := list(islice(read, BATCH)):
        rows = [_values(row, fields, model=model, people=people) for row in batch]
        insert_values(fields, rows)
        count += len(rows)
    return count


def _values(
    row: Mapping[str, Any], fields: Sequence[Any], *, model: Any, people: Any
) -> list[Any]:
    columns = [field.attname for field in fields]
    if set(row) != set(columns):
        raise NotReadableError(
            f"{model._meta.model_name}: the columns are not those of this release:"
            f" {', '.join(sorted(set(row) ^ set(columns)))}."
        )
    values = []
    for field in fields:
        value = row[field.attname]
        if names_user(field):
            value = people(value)
        elif field.get_internal_type() in ("DateField", "DateTimeField"):
            value = field.to_python(value)
        values.append(_undecided(field, value) if model in REVIEWED else value)
    return values


def _undecided(field: Any, value: Any) -> Any:
    if field.name not in DECISION:
        return value
    return ReviewState.PROPOSED.value if field.name == "review" else None


def write_decisions(model: type[Any], lines: Iterable[bytes], *, people: Any) -> None:
    """Sign the rows as they were signed, once their evidence is there."""
    decided_at = model._meta.get_field("decided_at")
    connection = connections[router.db_for_write(model)]
    statement = (
        f"UPDATE {model._meta.db_table} SET review = %s, decided_by_id = %s,"  # noqa: S608
        " decided_at = %s WHERE id = %s"
    )
    read = (orjson.loads(line) for line in lines if line.strip())
    proposed = ReviewState.PROPOSED.value
    decided = (row for row in read if row["review"] != proposed)
    while batch := list(islice(decided, BATCH)):
        values = [
            (
                row["review"],
                people(row["decided_by_id"]),
                connection.ops.adapt_datetimefield_value(
                    decided_at.to_python(row["decided_at"])
                ),
                row["id"],
            )
            for row in batch
        ]
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)
