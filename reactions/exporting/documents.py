"""Documents of rows written, and compared with the rows.

A document is the text of a row as `rows` shapes it, less the rows it names: see
`reactions.models.row_document`. Whoever writes one holds it locked while the row is
read, and a change of the row waits to blank it; so what is written is what stands.
"""

import json
import zlib
from collections.abc import Iterator, Sequence
from functools import cache

import orjson
from django.db import connection, transaction
from django.db.models import Max

from reactions.exporting.proofs import PIECE, as_object
from reactions.exporting.rows import (
    ACTIONS,
    CODES,
    PROOF,
    STANCE_CODES,
    STATEMENTS,
    Named,
    Shape,
    as_moment,
    own_names,
)
from reactions.models import (
    ActionDocument,
    RowDocument,
    StatementDocument,
    triggers_of_documents,
)
from reactions.models.inserting import update_rows

SHAPES: dict[type[RowDocument], Shape] = {
    ActionDocument: ACTIONS,
    StatementDocument: STATEMENTS,
}
WRITTEN = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
"""How all JSON of the API is written."""
REVISION = 3
"""Counted up whenever documents get another form: a test knows the numbers of this one.
Of two releases side by side the one with the higher writes; see `write_documents`."""
BITS_OF_CRC = 32
AT_ONCE = 200
"""On SQLite nobody else writes for as long as these take, some 20 ms."""
A_ROUND = 20_000
"""Some seconds of work, for what is done by the way; the next round goes on."""


@cache
def form_of(shape: Shape) -> int:
    """The number of the form that this release writes: another where rows or evidence
    have other fields, read from other columns, or other codes; the higher the newer."""
    evidence = [as_object(PIECE), PROOF, as_moment("2021-08-15 12:00:00")]
    named = Named({}, {}, {}, {}, proofs={"pk": evidence})
    told = [
        shape.write(shape.columns, named),
        *(shape.columns, CODES, STANCE_CODES, WRITTEN),
    ]
    number = zlib.crc32(json.dumps(told, default=str).encode())
    return REVISION << BITS_OF_CRC | number


def write_documents(*, most: int | None = None, also_newer: bool = False) -> int:
    """Write documents that are blank or of an older form, at most so many; how many.

    Those of a newer form are another release's, which runs beside this one or did: if
    both wrote what the other had written, they would do so for ever. To go back to this
    release for good is to write those too, once (`also_newer`).
    """
    written = 0
    for model in SHAPES:
        while most is None or written < most:
            left = AT_ONCE if most is None else min(AT_ONCE, most - written)
            done = _write_some(model, left, also_newer=also_newer)
            written += done
            if not done:
                break
    return written


def documents_differing() -> Iterator[str]:
    """The public ids of rows whose document is missing, or written and not what the
    row says. A blank one differs from nothing."""
    for model, shape in SHAPES.items():
        missing = shape.model.objects.filter(document__isnull=True).order_by("pk")
        yield from missing.values_list("public_id", flat=True).iterator()
        last, end = 0, model._default_manager.aggregate(end=Max("pk"))["end"] or 0
        while last < end:
            last, found = _differing_of_some(model, above=last, end=end)
            yield from found


def blank_all() -> None:
    """A blank document for every row, one that lacks it included."""
    with transaction.atomic(), connection.cursor() as cursor:
        triggers_of_documents.fill(cursor)


def _write_some(
    model: type[RowDocument], most: int, *, also_newer: bool = False
) -> int:
    """Those that somebody else holds are left to the next round."""
    form = form_of(SHAPES[model])
    with transaction.atomic():
        rows = model._default_manager.select_for_update(skip_locked=True)
        # In the index's order, and in two seeks: all forms but one would be a walk.
        # The newest first: they are asked for most.
        rows = rows.order_by("form", "-pk")
        found = rows.filter(form__lt=form).values_list("pk", flat=True)[:most]
        pks = list(found)
        if also_newer and not pks:
            newer = rows.filter(form__gt=form).values_list("pk", flat=True)
            pks = list(newer[:most])
        texts = _texts(SHAPES[model], pks)
        documents = [model(pk=pk, text=texts.get(pk, ""), form=form) for pk in pks]
        update_rows(documents, ["text", "form"])
    return len(pks)


def _differing_of_some(
    model: type[RowDocument], *, above: int, end: int
) -> tuple[int, list[str]]:
    """The last key that was looked at, and the public ids of those that differ. One
    that somebody holds is being changed, and left out."""
    shape = SHAPES[model]
    with transaction.atomic():
        rows = model._default_manager.select_for_update(skip_locked=True)
        rows = rows.order_by("pk")
        told = list(
            rows.filter(pk__gt=above).values_list("pk", "form", "text")[:AT_ONCE]
        )
        form = form_of(shape)
        written = {pk: text for pk, as_form, text in told if as_form == form}
        texts = _texts(shape, list(written))
    if not told:
        return end, []
    wrong = [pk for pk, text in written.items() if texts.get(pk, "") != text]
    names = dict(
        shape.model.objects.filter(pk__in=wrong).values_list("pk", "public_id")
    )
    return told[-1][0], [names.get(pk, f"row {pk}, which is gone") for pk in wrong]


def _texts(shape: Shape, pks: Sequence[int]) -> dict[int, str]:
    """What stands in the documents of these rows; nothing in those of rows that were
    merged into another: they are in no list, and their evidence is not theirs."""
    if not pks:
        return {}
    rows = shape.model.objects.standing().filter(pk__in=pks).order_by()
    read = list(rows.values_list(*shape.asked))
    named = own_names(read, shape, fields=["evidence"])
    return {
        row[0]: orjson.dumps(shape.write(row, named), str, WRITTEN).decode()
        for row in read
    }
