"""Articles that are sent to the API: files, texts or addresses, handed to an import.

`reactions.importing` reads them as it reads any folder. With a broker its workers go
on after the answer; without one the answer comes when the run has ended.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Replace
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from reactions import importing
from reactions.api.bodies import Body
from reactions.api.refusals import NotNow
from reactions.api.row_bodies import DayField
from reactions.models import Crisis, ImportRun, WorkItem

MOST_FILES = 100
MOST_TEXTS = 100
TEXTS = "articles.jsonl"
WAYS = ("files", "articles", "addresses")


class CrisisField(serializers.SlugField):
    def run_validation(self, data: Any = empty) -> Any:
        slug = super().run_validation(data)
        if isinstance(slug, str) and not Crisis.objects.filter(slug=slug).exists():
            raise serializers.ValidationError(f"There is no crisis {slug!r}.")
        return slug


class TextBody(Body):
    """An article as text, with what is known of it."""

    text = serializers.CharField(max_length=5_000_000, trim_whitespace=False)
    title = serializers.CharField(required=False, max_length=1000)
    publisher = serializers.CharField(required=False, max_length=300)
    agency = serializers.CharField(required=False, max_length=300)
    url = serializers.URLField(required=False, max_length=2000)
    published_on = DayField(required=False)
    language = serializers.CharField(required=False, max_length=10)


@extend_schema_field({"type": "string", "format": "binary"})
class FileField(serializers.FileField):
    pass


class ArticlesBody(Body):
    """Files (as multipart), texts or web addresses: one of the three ways."""

    crisis = CrisisField(max_length=100, help_text="Slug of a crisis that is there.")
    publisher = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=300
    )
    published_on = DayField(
        required=False, default=None, allow_null=True, help_text="Wins over the files."
    )
    files = serializers.ListField(
        child=FileField(allow_empty_file=True),
        required=False,
        max_length=MOST_FILES,
        help_text="In any form that imports read; a manifest.csv may describe them.",
    )
    articles = TextBody(many=True, required=False, max_length=MOST_TEXTS)
    addresses = serializers.ListField(
        child=serializers.URLField(max_length=2000),
        required=False,
        max_length=MOST_TEXTS,
        help_text="Pages or feeds. Addresses of the site's own network are refused.",
    )

    def validate(self, attrs: Any) -> Any:
        given = [way for way in WAYS if attrs.get(way)]
        if len(given) != 1:
            raise serializers.ValidationError(
                {"body": ["Send one of files (as multipart), articles, addresses."]}
            )
        _refuse_too_much(attrs.get("files", ()))
        names = [file_name(each) for each in attrs.get("files", ())]
        for name in names:
            if name.lower() == "crisis.toml" or names.count(name) > 1:
                raise serializers.ValidationError(
                    {"files": [f"{name[:80]!r} is there twice, or describes a crisis."]}
                )
        return attrs


def start_import(asked: Mapping[str, Any], *, by: User, at: datetime) -> ImportRun:
    """Run or queue an import of what was sent. Raises NotNow where it cannot begin."""
    options = importing.ImportOptions(
        crisis=asked["crisis"],
        publisher=asked["publisher"],
        published_on=asked["published_on"],
        max_bytes=settings.MAX_ARTICLE_BYTES,
        model=settings.SPACY_MODEL,
        seconds=settings.FETCH_SECONDS,
        private_addresses=settings.FETCH_PRIVATE_ADDRESSES,
    )
    if asked.get("addresses"):
        return _imported(asked["addresses"], options, by=by, at=at)
    with TemporaryDirectory(prefix="upload-") as folder:
        names = _write_down(asked, Path(folder))
        run = _imported([folder], options, by=by, at=at)
        return _without_folder(run, folder, names=names)


def _refuse_too_much(files: Iterable[UploadedFile]) -> None:
    size = sum(each.size or 0 for each in files)
    if size > settings.UPLOAD_MAX_BYTES:
        told = f"{size:,} bytes in all: no more than {settings.UPLOAD_MAX_BYTES:,}."
        raise serializers.ValidationError({"files": [told]})


def file_name(upload: UploadedFile) -> str:
    return PurePath(upload.name or "").name or "article"


def told_of(body: Any) -> Any:
    """What tells one upload from another: the fields, and the files by their hash."""
    if not hasattr(body, "lists"):
        return body
    return {name: [_told(each) for each in values] for name, values in body.lists()}


def _told(value: Any) -> Any:
    if not isinstance(value, UploadedFile):
        return value
    digest = hashlib.sha256()
    for piece in value.chunks():
        digest.update(piece)
    value.seek(0)
    return [value.name, digest.hexdigest()]


def _write_down(asked: Mapping[str, Any], folder: Path) -> list[str]:
    """Put what was sent into the folder; the names of the files."""
    if asked.get("articles"):
        lines = [json.dumps(each, default=_as_text) for each in asked["articles"]]
        (folder / TEXTS).write_text("\n".join(lines), encoding="utf-8")
        return [TEXTS]
    names = []
    for upload in asked["files"]:
        name = file_name(upload)
        with (folder / name).open("wb") as file:
            for piece in upload.chunks():
                file.write(piece)
        names.append(name)
    return names


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _imported(
    inputs: list[str], options: importing.ImportOptions, *, by: User, at: datetime
) -> ImportRun:
    try:
        if settings.BROKER_URL and connection.vendor == "postgresql":
            report = _queued(inputs, options, by=by, at=at)
        else:
            report = importing.import_articles(inputs, options, at=at, started_by=by)
    except (importing.NoModelError, importing.DatabaseAwayError) as error:
        raise NotNow(f"The import cannot run: {error}") from error
    return ImportRun.objects.get(pk=report.run_id)


def _queued(
    inputs: list[str], options: importing.ImportOptions, *, by: User, at: datetime
) -> importing.ImportReport:
    from reactions import tasks
    from tracker import celery  # noqa: F401 - where the tasks find their broker

    return importing.queue_articles(
        inputs,
        options,
        at=at,
        send=tasks.send,
        how=tasks.queue_settings(),
        started_by=by,
    )


def _without_folder(run: ImportRun, folder: str, *, names: list[str]) -> ImportRun:
    """The record names what was sent, not where it lay for a moment."""
    prefix = f"{folder}/"
    run.source = f"upload: {', '.join(names)}"
    run.errors = json.loads(json.dumps(run.errors).replace(prefix, ""))
    run.save(update_fields=["source", "errors"])
    items = WorkItem.objects.filter(run=run)
    items.update(file=Replace(F("file"), Value(prefix), Value("")))
    return run
