"""A dataset: everything as one zip, for readers and to be read back.

For readers it holds each list as CSV and as JSON Lines, the codebook, a description
(datapackage.json, the Frictionless standard) and the checksums of all files. A complete
one also holds the tables as they are, out of which `read_dataset` makes the same
database; one that is to be given away holds accepted rows only, and neither articles'
texts nor notes nor names of people.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.color import no_style
from django.db import connection, transaction

from reactions.exporting.columns import Column
from reactions.exporting.lines import FORMS, csv_headings, rows_as
from reactions.exporting.sheets import SHEETS, Visible, sheet_of
from reactions.exporting.tables import (
    MADE_BY_MIGRATE,
    REVIEWED,
    TABLES,
    NotReadableError,
    table_lines,
    write_decisions,
    write_table,
)
from reactions.models import Action, Evidence, Official, Statement, Tombstone
from reactions.vocabulary import (
    ACTION_DEFINITIONS,
    CAMEO_ACTIONS,
    CAMEO_STANCES,
    CODEBOOK_VERSION,
    PLOVER_ACTIONS,
    STAGE_DEFINITIONS,
    STANCE_DEFINITIONS,
    ReviewState,
)

FORMAT = 1
"""Of the tables within; a reader of another release refuses what it does not know."""
SUMS = "SHA256SUMS"
DESCRIPTION = "datapackage.json"
DAY = (1980, 1, 1, 0, 0, 0)
"""Of every file in the zip: the same rows make the same bytes."""
EVERY_STATE = tuple(state.value for state in ReviewState)
ACCEPTED = (ReviewState.ACCEPTED.value,)


@dataclass(slots=True)
class _Writer:
    """A zip being written, with the hash and size of each file."""

    archive: zipfile.ZipFile
    sums: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        info = zipfile.ZipInfo(name, DAY)
        info.compress_type = zipfile.ZIP_DEFLATED
        digest, size = hashlib.sha256(), 0
        with self.archive.open(info, "w", force_zip64=True) as file:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                file.write(piece)
        self.sums[name], self.sizes[name] = digest.hexdigest(), size


def write_dataset(
    path: Path, *, at: datetime, is_public: bool = False
) -> dict[str, int]:
    """Write everything to a zip; the sizes of its files. With `is_public` only what
    everybody may have."""
    states = ACCEPTED if is_public else EVERY_STATE
    visible: Visible = dict.fromkeys(REVIEWED, states)
    with zipfile.ZipFile(path, "w") as archive:
        writer = _Writer(archive)
        for name in SHEETS:
            sheet, rows = sheet_of(name, visible), _rows(name, visible)
            for form in FORMS.values():
                writer.add(f"{name}.{form.name}", rows_as(form, rows, sheet))
        writer.add("codebook.md", [_codebook_text()])
        writer.add("codebook.json", [_as_json(_codebook())])
        if not is_public:
            for name, model in TABLES.items():
                writer.add(f"tables/{name}.jsonl", table_lines(model))
        writer.add(DESCRIPTION, [_as_json(_description(writer, visible, at=at))])
        sums = "".join(f"{digest}  {name}\n" for name, digest in writer.sums.items())
        writer.add(SUMS, [sums.encode()])
    return writer.sizes


def read_dataset(path: Path) -> dict[str, int]:
    """Write the tables of a complete dataset into an empty database; how many rows of
    each. All or nothing. Raises NotReadableError with the reason."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive)
            with transaction.atomic():
                return _read(archive)
    except (zipfile.BadZipFile, OSError) as error:
        raise NotReadableError(f"{path}: {error}") from error
    except orjson.JSONDecodeError as error:
        raise NotReadableError(f"{path}: a line is no JSON: {error}") from error


def _rows(name: str, visible: Visible) -> Any:
    model = sheet_of(name, visible).model
    rows = model.objects.all()
    if model in REVIEWED:
        return rows.standing().filter(review__in=visible[model])
    if model is Evidence:
        return rows.with_surroundings().proving_reviewed_as(
            actions=visible[Action],
            statements=visible[Statement],
            officials=visible[Official],
        )
    return rows


def _description(writer: _Writer, visible: Visible, *, at: datetime) -> dict[str, Any]:
    """The data package: what the files are, as Frictionless tools read it."""
    resources = []
    for name in SHEETS:
        file = f"{name}.csv"
        sheet = sheet_of(name, visible)
        types = {each.csv: each for each in sheet.columns if each.csv}
        fields = [
            {"name": heading, "type": _type(sheet.model, types.get(heading))}
            for heading in csv_headings(sheet)
        ]
        resources.append(_resource(writer, file) | {"schema": {"fields": fields}})
    others = [file for file in writer.sums if not file.endswith(".csv")]
    resources += [_resource(writer, file) for file in others]
    return {
        "profile": "data-package",
        "name": "country-reactions",
        "title": "How nations reacted to crises, each row with its proof",
        "created": at.isoformat(),
        "version": str(FORMAT),
        "codebook_version": CODEBOOK_VERSION,
        "extractor_versions": sorted(
            Evidence.objects.exclude(extractor_version="")
            .values_list("extractor_version", flat=True)
            .distinct()
        ),
        "resources": resources,
    }


def _resource(writer: _Writer, file: str) -> dict[str, Any]:
    name, _, form = file.replace("/", "-").rpartition(".")
    return {
        "name": f"{name}-{form}".lower(),
        "path": file,
        "format": form,
        "encoding": "utf-8",
        "bytes": writer.sizes[file],
        "hash": f"sha256:{writer.sums[file]}",
    }


def _type(model: Any, column: Column | None) -> str:
    """What Frictionless calls the values of a column; text where nothing says more."""
    if column is None or not isinstance(column.value, str) or column.told:
        return "string"
    fields = {each.attname: each for each in model._meta.concrete_fields}
    kind = fields[column.value].get_internal_type() if column.value in fields else ""
    if "Integer" in kind or "AutoField" in kind or column.value.endswith("_id"):
        return "integer" if column.value != "public_id" else "string"
    return "boolean" if kind == "BooleanField" else "string"


def _codebook() -> dict[str, Any]:
    actions = [
        {
            "type": type_,
            "definition": definition,
            "answer": type_.answer,
            "cameo": CAMEO_ACTIONS.get(type_),
            "plover": PLOVER_ACTIONS.get(type_),
        }
        for type_, definition in ACTION_DEFINITIONS.items()
    ]
    stances = [
        {"stance": stance, "definition": told, "cameo": CAMEO_STANCES.get(stance)}
        for stance, told in STANCE_DEFINITIONS.items()
    ]
    return {
        "version": CODEBOOK_VERSION,
        "actions": actions,
        "stages": {str(stage): told for stage, told in STAGE_DEFINITIONS.items()},
        "stances": stances,
    }


def _codebook_text() -> bytes:
    return (settings.BASE_DIR / "docs" / "codebook.md").read_bytes()


def _as_json(told: Any) -> bytes:
    return orjson.dumps(told, option=orjson.OPT_INDENT_2)


def _check(archive: zipfile.ZipFile) -> None:
    """Refuse a file that is damaged, or of another kind or release."""
    names = set(archive.namelist())
    if not {SUMS, DESCRIPTION} <= names:
        raise NotReadableError(f"It is no dataset: {SUMS} or {DESCRIPTION} is missing.")
    lines = archive.read(SUMS).decode("utf-8", "replace").splitlines()
    sums = {
        name: digest for digest, _, name in (line.partition("  ") for line in lines)
    }
    for name in sorted((names | sums.keys()) - {SUMS}):
        if name not in names or _digest(archive, name) != sums.get(name):
            raise NotReadableError(f"{name} is missing or is not what {SUMS} says.")
    if "tables/action.jsonl" not in names:
        raise NotReadableError(
            "It was made with --public: it holds no texts, and cannot be read back."
        )
    version = orjson.loads(archive.read(DESCRIPTION)).get("version")
    if version != str(FORMAT):
        raise NotReadableError(f"Its format is {version}; this release reads {FORMAT}.")


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _read(archive: zipfile.ZipFile) -> dict[str, int]:
    for name, model in TABLES.items():
        if name not in MADE_BY_MIGRATE and model._default_manager.exists():
            raise NotReadableError(
                f"The table {name} has rows: read a dataset into a new database."
            )
    for name in MADE_BY_MIGRATE:
        TABLES[name]._default_manager.all().delete()
    people, counts = _People(), {}
    for name, model in TABLES.items():
        if model is not Tombstone:
            counts[name] = write_table(model, _lines(archive, name), people=people)
    for model in REVIEWED:
        name = model._meta.model_name
        write_decisions(model, _lines(archive, name), people=people)
    # Last, and without those that the decisions left just now.
    Tombstone.objects.all().delete()
    lines = _lines(archive, "tombstone")
    counts["tombstone"] = write_table(Tombstone, lines, people=people)
    _set_sequences()
    return counts


class _People:
    """Names to accounts: those of the same name here, else new ones without a
    password."""

    def __init__(self) -> None:
        self.known = dict(User.objects.values_list("username", "pk"))

    def __call__(self, name: str | None) -> int | None:
        if name is None:
            return None
        if name not in self.known:
            user = User(username=name, is_active=False)
            user.set_unusable_password()
            user.save()
            self.known[name] = user.pk
        return self.known[name]


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(f"tables/{name}.jsonl") as file:
            yield from file
    except KeyError as error:
        raise NotReadableError(f"tables/{name}.jsonl is missing.") from error


def _set_sequences() -> None:
    """The next new rows get keys beyond those that were written."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(TABLES.values())):
            cursor.execute(sql)
