"""Whatever a caller names: files, folders, web addresses, "-" for standard input."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from reactions.sources.contents import (
    ROWS_TIMES,
    Content,
    content_of_bytes,
    content_of_file,
)
from reactions.sources.crisis_files import CRISIS_FILE_NAME, parse_crisis
from reactions.sources.decoding import UnreadableError, decode
from reactions.sources.formats import form_by_bytes, read_form
from reactions.sources.metadata import Metadata
from reactions.sources.options import DEFAULT_MAX_BYTES, ReadOptions
from reactions.sources.paths import NEVER_ARTICLES, read_path
from reactions.sources.readers import RawFile
from reactions.sources.records import Reading, Refused
from reactions.sources.web import is_address, read_address, read_addresses

STANDARD_INPUT = "-"
LIST_SUFFIX = ".urls"
LIST_FORM = "urls"


def read_inputs(
    inputs: Sequence[str | Path], options: ReadOptions
) -> Iterator[Reading]:
    """Every article of `inputs`, in the order given. Never raises for a bad input; a
    file reached twice is read once."""
    seen: set[Path] = set()
    for given in inputs:
        if given == STANDARD_INPUT:
            yield from _read_standard_input(options)
        elif is_address(str(given)):
            yield from read_address(str(given), options)
        elif str(given).endswith(LIST_SUFFIX):
            yield from _read_list(Path(given), options)
        else:
            yield from read_path(Path(given), options, seen=seen)


def count_inputs(inputs: Sequence[str | Path]) -> int:
    """About how many findings `read_inputs` will have: for a progress bar."""
    total = 0
    for given in inputs:
        if not os.path.isdir(given):
            total += 1
            continue
        for _, folders, files in os.walk(given):
            folders[:] = [name for name in folders if not name.startswith(".")]
            total += sum(
                not name.startswith(".") and name not in NEVER_ARTICLES
                for name in files
            )
    return total


def described_crises(inputs: Sequence[str | Path]) -> set[str]:
    """The slugs of the crises that a crisis.toml of these inputs describes."""
    found = set()
    for given in inputs:
        folder = given if os.path.isdir(given) else os.path.dirname(given) or "."
        walk = os.walk(folder) if os.path.isdir(given) else [(folder, (), ())]
        for parent, *_ in walk:
            path = os.path.join(parent, CRISIS_FILE_NAME)
            if os.path.isfile(path):
                try:
                    content = content_of_file(Path(path), max_bytes=DEFAULT_MAX_BYTES)
                    found.add(parse_crisis(content.whole()).slug)
                except UnreadableError:
                    continue  # the import refuses it, with the reason
    return found


def _read_list(path: Path, options: ReadOptions) -> Iterator[Reading]:
    """A file of addresses, one a line."""
    if not os.path.exists(path):
        yield Refused(str(path), "there is no such file or folder", is_absent=True)
        return
    try:
        content = content_of_file(path, max_bytes=options.max_bytes)
        lines = decode(content.whole()).split("\n")
    except UnreadableError as error:
        yield Refused(str(path), str(error))
        return
    yield from read_addresses(lines, options)


def _read_standard_input(options: ReadOptions) -> Iterator[Reading]:
    if options.standard_input is None:
        yield Refused(STANDARD_INPUT, "there is no standard input here")
        return
    content = Content(options.standard_input, options.max_bytes, times=ROWS_TIMES)
    form = options.form
    try:
        if form == LIST_FORM:
            yield from read_addresses(decode(content.whole()).split("\n"), options)
            return
        if not form:
            data = content.whole()
            form = form_by_bytes(data) or "txt"
            content = content_of_bytes(data, max_bytes=options.max_bytes)
        raw = RawFile(
            file="standard input",
            path="standard input",
            content=content,
            options=options.metadata,
            manifest=Metadata(),
            crisis=None,
        )
        yield from read_form(form, raw)
    except UnreadableError as error:
        yield Refused("standard input", str(error))
