"""Files and folders to articles, in a stable order, one bad file never stopping
the rest.

A folder's manifest.csv decides which of its files are read; without one every file
a reader knows is. crisis.toml holds for its folder and those below.
"""

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from reactions.sources.contents import content_of_file
from reactions.sources.crisis_files import CRISIS_FILE_NAME, parse_crisis
from reactions.sources.decoding import PassingError, UnreadableError
from reactions.sources.formats import form_of, no_reader, read_form
from reactions.sources.manifests import MANIFEST_NAME, ManifestRow, parse_manifest
from reactions.sources.metadata import Metadata
from reactions.sources.options import ReadOptions, Recall
from reactions.sources.readers import RawFile
from reactions.sources.records import (
    ArticleRecord,
    CrisisRecord,
    Fetched,
    Reading,
    ReadThrough,
    Refused,
    Skipped,
    Unchanged,
)

NEVER_ARTICLES = frozenset({MANIFEST_NAME, CRISIS_FILE_NAME, "gold.json"})

SETTLED_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder being read: `given` is the path as the caller wrote it."""

    given: str
    inside: str
    crisis: CrisisRecord | None

    def name(self, file: str) -> str:
        return str(PurePosixPath(self.inside) / file)

    def path(self, file: str) -> str:
        return str(Path(self.given) / self.inside / file)


def read_path(
    path: Path, options: ReadOptions, *, seen: set[Path]
) -> Iterator[Reading]:
    """Every article of a file or under a folder, by name; what could not be read as
    Refused, what is no article as Skipped. Never raises for a bad file; one that is
    among `seen` is not read again.
    """
    if options.is_watching:
        options = replace(options, recall=_recalled_at_once(path, options))
    for reading in _read_path(path, options, seen=seen):
        yield _with_printable_name(reading)


def _recalled_at_once(path: Path, options: ReadOptions) -> Recall:
    """What is known of the files under a path, asked for once and not file by file."""
    files = [
        os.path.abspath(os.path.join(parent, name))
        for parent, _, names in os.walk(path)
        for name in names
    ]
    known = options.recall([printable(file) for file in files])
    return lambda urls: {url: known[url] for url in urls if url in known}


def printable(name: str) -> str:
    """A name with the bytes that are no UTF-8 written out: disks hold them, but
    neither databases nor terminals."""
    data = name.encode("utf-8", "surrogateescape")
    return data.decode("utf-8", "backslashreplace")


def _read_path(
    path: Path, options: ReadOptions, *, seen: set[Path]
) -> Iterator[Reading]:
    # os.path answers for names that no file can have, where pathlib raises.
    if os.path.isdir(path):
        yield from _read_folder(_Folder(str(path), "", None), options, seen=seen)
    elif os.path.exists(path):
        yield from _read_named_file(path, options, seen=seen)
    else:
        yield Refused(str(path), "there is no such file or folder", is_absent=True)


def _with_printable_name(reading: Reading) -> Reading:
    if isinstance(reading, ArticleRecord):
        file, path = printable(reading.file), printable(reading.path)
        return replace(reading, file=file, path=path)
    if isinstance(reading, ReadThrough):
        return reading
    return replace(reading, file=printable(reading.file))


def _read_named_file(
    path: Path, options: ReadOptions, *, seen: set[Path]
) -> Iterator[Reading]:
    """A file the caller named: its folder's manifest and crisis.toml still hold."""
    if path.name in NEVER_ARTICLES:
        yield Skipped(str(path), f"{path.name} is never an article")
        return
    folder = _Folder(str(path.parent), "", None)
    crisis, problem = _read_crisis(folder, options)
    if problem:
        yield problem
    manifest = path.parent / MANIFEST_NAME
    rows: tuple[ManifestRow, ...] = ()
    if os.path.isfile(manifest):
        try:
            rows = parse_manifest(_read_bytes(manifest, options)).rows
        except UnreadableError as error:
            yield Refused(str(manifest), str(error))
    row = next((row for row in rows if row.file == path.name), None)
    folder = _Folder(folder.given, "", crisis)
    if not form_of(path.name):
        yield Refused(str(path), no_reader(path.name))
        return
    yield from _read_file(folder, path.name, options, row=row, seen=seen)


def _read_folder(
    folder: _Folder, options: ReadOptions, *, seen: set[Path]
) -> Iterator[Reading]:
    crisis, problem = _read_crisis(folder, options)
    if problem:
        yield problem
    folder = _Folder(folder.given, folder.inside, crisis)
    try:
        entries = sorted(os.listdir(folder.path("")))
    except OSError as error:
        yield Refused(folder.path(""), _os_reason(error))
        return
    if MANIFEST_NAME in entries:
        yield from _read_by_manifest(folder, options, seen=seen)
        return
    for name in entries:
        path = Path(folder.path(name))
        if name.startswith(".") or name in NEVER_ARTICLES:
            continue
        if os.path.isdir(path):
            below = _Folder(folder.given, folder.name(name), crisis)
            yield from _read_folder(below, options, seen=seen)
        elif not form_of(name):
            yield Skipped(str(path), no_reader(name))
        else:
            yield from _read_file(folder, name, options, row=None, seen=seen)


def _read_by_manifest(
    folder: _Folder, options: ReadOptions, *, seen: set[Path]
) -> Iterator[Reading]:
    manifest = Path(folder.path(MANIFEST_NAME))
    try:
        found = parse_manifest(_read_bytes(manifest, options))
    except UnreadableError as error:
        yield Refused(str(manifest), str(error))
        return
    if found.unread:
        columns = ", ".join(f"“{name}”" for name in found.unread)
        yield Skipped(str(manifest), f"these columns of it say nothing here: {columns}")
    for row in found.rows:
        where = f"{manifest} row {row.line}"
        if row.problem:
            label = f" ({row.file})" if row.file else ""
            yield Refused(where + label, row.problem)
        elif not os.path.isfile(folder.path(row.file)):
            yield Refused(where, f"names {row.file}, which is not there")
        elif PurePosixPath(row.file).name in NEVER_ARTICLES:
            yield Refused(where, f"{row.file} is never an article")
        else:
            yield from _read_file(folder, row.file, options, row=row, seen=seen)
    yield from _skip_unnamed(folder, {row.file for row in found.rows})


def _skip_unnamed(folder: _Folder, named: set[str]) -> Iterator[Skipped]:
    top = folder.path("")
    for parent, folders, files in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            inside = Path(parent, name).relative_to(top).as_posix()
            hidden = name.startswith(".") or name in NEVER_ARTICLES
            if inside not in named and not hidden:
                yield Skipped(str(Path(parent, name)), "not named in manifest.csv")


def _read_file(
    folder: _Folder,
    name: str,
    options: ReadOptions,
    *,
    row: ManifestRow | None,
    seen: set[Path],
) -> Iterator[Reading]:
    path = Path(folder.path(name))
    real = Path(os.path.realpath(path))
    if real in seen:
        yield Skipped(str(path), "given twice")
        return
    seen.add(real)
    if options.is_watching:
        yield from _read_if_new(folder, name, options, row=row)
    else:
        yield from _read_one(folder, name, options, row=row)


def _read_if_new(
    folder: _Folder, name: str, options: ReadOptions, *, row: ManifestRow | None
) -> Iterator[Reading]:
    """The file's articles, unless it is as it was when last read, or so young that
    somebody may still be writing it."""
    path = os.path.abspath(folder.path(name))
    try:
        found = os.stat(path)
    except OSError as error:
        yield Refused(path, f"cannot be read: {error.strerror or error}")
        return
    told = printable(path)
    told_of_it = _told_of(folder, options, row=row)
    digest = f"{found.st_mtime_ns} {found.st_size} {told_of_it}"[:64]
    fetched = Fetched(told, digest=digest)
    if options.recall([told]).get(told) == fetched:
        yield Unchanged(told)
        return
    if time.time() - found.st_mtime < SETTLED_SECONDS:
        yield Unchanged(told)
        return
    for reading in _read_one(folder, name, options, row=row):
        yield reading if isinstance(reading, Skipped) else replace(reading, source=told)
    yield ReadThrough(fetched)


def _told_of(folder: _Folder, options: ReadOptions, *, row: ManifestRow | None) -> str:
    """A digest of what decides about a file besides its bytes: crisis.toml, manifest,
    options. When it changes, a file that was refused may be an article."""
    in_row = (row.metadata, row.problem) if row else None
    told = repr((folder.crisis, in_row, options.metadata, options.max_bytes))
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _read_one(
    folder: _Folder, name: str, options: ReadOptions, *, row: ManifestRow | None
) -> Iterator[ArticleRecord | Refused | Skipped]:
    path = Path(folder.path(name))
    if row and row.problem:
        yield Refused(str(path), f"manifest.csv row {row.line}: {row.problem}")
        return
    try:
        if not form_of(name):
            raise UnreadableError(no_reader(name))
        raw = RawFile(
            file=folder.name(name),
            path=str(path),
            content=content_of_file(path, max_bytes=options.max_bytes),
            options=options.metadata,
            manifest=row.metadata if row else Metadata(),
            crisis=folder.crisis,
        )
        yield from read_form(form_of(name), raw)
    except UnreadableError as error:
        is_passing = isinstance(error, PassingError)
        yield Refused(str(path), str(error), is_passing=is_passing)


def _read_crisis(
    folder: _Folder, options: ReadOptions
) -> tuple[CrisisRecord | None, Refused | None]:
    """The folder's own crisis.toml, else what holds above it."""
    path = Path(folder.path(CRISIS_FILE_NAME))
    if not os.path.isfile(path):
        return folder.crisis, None
    try:
        return parse_crisis(_read_bytes(path, options)), None
    except UnreadableError as error:
        return folder.crisis, Refused(str(path), str(error))


def _read_bytes(path: Path, options: ReadOptions) -> bytes:
    """Raises UnreadableError when it is too large, no ordinary file, or cannot be
    opened."""
    return content_of_file(path, max_bytes=options.max_bytes).whole()


def _os_reason(error: OSError) -> str:
    return f"cannot be read: {error.strerror or error}"
